import { describe, expect, test } from 'vitest'
import { computedLayouts, layoutOf } from '../layout/factoryLayout.ts'
import { declaredLocalElements, kernelLayoutOf } from '../layout/kernelLayout.ts'
import { placesBelow, registerChild, regionsOf, unregisterChild } from './children.ts'
import {
  addFactories,
  clearParent,
  removeFactory,
  removeSubtree,
  renameFactory,
} from './factories.ts'
import { entryOf, factoryId, type FactoryId } from './factory.ts'
import { refreshPaths, refreshSubtree } from './refresh.ts'
import { childrenOf, EMPTY_REGISTRY, pathUp, requireFactory, type Registry } from './registry.ts'
import { renameChild, reparent } from './reparent.ts'
import { register, relocate, setAlias, setPrecision } from './verbs.ts'

const [LOOP, STEP, SOLVER] = ['loop', 'step', 'solver'].map(factoryId) as [
  FactoryId,
  FactoryId,
  FactoryId,
]

/** loop › algorithm: step › solver: solver, with a shared buffer of 1, 2 and 3 elements. */
function base(): Registry {
  let registry = addFactories(EMPTY_REGISTRY, [{ id: 'loop' }, { id: 'step' }, { id: 'solver' }])
  for (const [i, id] of [LOOP, STEP, SOLVER].entries())
    registry = register(registry, id, { name: `own${i}`, size: i + 1, location: 'shared' })
  registry = registerChild(registry, { parent: STEP, child: SOLVER, name: 'solver' })
  return registerChild(registry, { parent: LOOP, child: STEP, name: 'algorithm' })
}

function entriesOf(registry: Registry, id: FactoryId) {
  return requireFactory(registry, id).entries.map((entry) => [entry.name, entry.size])
}

test('registerChild again refreshes sizes, keeps position, alias and region names, and is else a no-op', () => {
  const registry = setAlias(base(), { factory: LOOP, name: 'algorithm_shared' }, 'own0')
  const again = { parent: LOOP, child: STEP, name: 'algorithm' }
  expect(registerChild(registry, again)).toBe(registry)
  const grown = register(registry, STEP, { name: 'more', size: 9, location: 'shared' })
  expect(entriesOf(grown, LOOP)).toEqual(entriesOf(registry, LOOP))
  const next = registerChild(grown, again)
  expect(entriesOf(next, LOOP)).toEqual([
    ['own0', 1],
    ['algorithm_shared', 14],
    ['algorithm_persistent_local', 0],
  ])
  expect(entryOf(requireFactory(next, LOOP), 'algorithm_shared')?.aliases).toBe('own0')
  const freed = registerChild(next, { ...again, aliases: null })
  expect(entryOf(requireFactory(freed, LOOP), 'algorithm_shared')?.aliases).toBeNull()
})

test('registerChild with other region names renames them, and aliases follow', () => {
  let registry = register(base(), LOOP, {
    name: 'view',
    size: 1,
    location: 'local',
    aliases: 'algorithm_shared',
  })
  const regions = { shared: 'algo_s', persistent_local: 'algorithm_persistent' }
  registry = registerChild(registry, { parent: LOOP, child: STEP, name: 'algorithm', regions })
  expect(entriesOf(registry, LOOP).map(([name]) => name)).toEqual([
    'own0',
    'algo_s',
    'algorithm_persistent',
    'view',
  ])
  expect(entryOf(requireFactory(registry, LOOP), 'view')?.aliases).toBe('algo_s')
  expect(registerChild(registry, { parent: LOOP, child: STEP, name: 'algorithm' })).toBe(registry)
})

test('registerChild under a known name replaces the child, and the old one becomes a root', () => {
  const registry = addFactories(base(), [{ id: 'other' }])
  const next = registerChild(registry, {
    parent: LOOP,
    child: factoryId('other'),
    name: 'algorithm',
  })
  expect(next.roots).toEqual(['loop', 'step'])
  expect(entriesOf(next, LOOP)).toEqual([
    ['own0', 1],
    ['algorithm_shared', 0],
    ['algorithm_persistent_local', 0],
  ])
})

test('a child under two names has two places and two regions', () => {
  const registry = registerChild(base(), { parent: LOOP, child: SOLVER, name: 'direct' })
  const kernel = kernelLayoutOf(registry, LOOP)
  const solvers = kernel?.places.filter((place) => place.factory.id === SOLVER)
  expect(solvers?.map((place) => kernel?.starts.shared[place.index])).toEqual([12, 24])
  expect(placesBelow(registry, LOOP)).toBe(4)
  const off = unregisterChild(registry, STEP, 'solver')
  expect(off.roots).toEqual(['loop'])
})

test('unregisterChild takes edge and regions away, and the child becomes a root', () => {
  const registry = unregisterChild(base(), LOOP, 'algorithm')
  expect(entriesOf(registry, LOOP)).toEqual([['own0', 1]])
  expect(registry.roots).toEqual(['loop', 'step'])
  expect(childrenOf(registry, requireFactory(registry, LOOP))).toEqual([])
})

test('renameChild renames the regions that are named after the edge', () => {
  const registry = renameChild(base(), { parent: LOOP, name: 'algorithm' }, 'step')
  expect(entriesOf(registry, LOOP).map(([name]) => name)).toEqual([
    'own0',
    'step_shared',
    'step_persistent_local',
  ])
  expect(regionsOf(requireFactory(registry, LOOP), 'step')).toHaveLength(2)
  expect(kernelLayoutOf(registry, LOOP)?.places).toHaveLength(3)
})

test('reparent moves a child with its regions, there and back, and makes a root of it', () => {
  const registry = base()
  const [under, over] = [
    { parent: STEP, name: 'solver' },
    { parent: LOOP, name: 'direct' },
  ]
  const moved = reparent(registry, { child: SOLVER, from: under, to: over })
  expect(entriesOf(moved, STEP)).toEqual([['own1', 2]])
  expect(entriesOf(moved, LOOP).at(-2)).toEqual(['direct_shared', 3])
  const back = reparent(moved, { child: SOLVER, from: over, to: under })
  expect(entriesOf(back, STEP)).toEqual(entriesOf(registry, STEP))
  expect(reparent(registry, { child: SOLVER, from: under, to: under })).toBe(registry)
  expect(reparent(registry, { child: SOLVER, from: under, to: null }).roots).toEqual([
    'loop',
    'solver',
  ])
  expect(reparent(registry, { child: LOOP, from: null, to: null })).toBe(registry)
})

test('removeFactory leaves its children as roots, removeSubtree takes those that nobody else holds', () => {
  const shared = registerChild(addFactories(base(), [{ id: 'leaf' }]), {
    parent: STEP,
    child: factoryId('leaf'),
    name: 'leaf',
  })
  const kept = registerChild(shared, { parent: LOOP, child: factoryId('leaf'), name: 'leaf' })
  const one = removeFactory(kept, STEP)
  expect([one.factories.map((f) => f.id), one.roots]).toEqual([
    ['loop', 'solver', 'leaf'],
    ['loop', 'solver'],
  ])
  expect(entriesOf(one, LOOP).map(([name]) => name)).toEqual([
    'own0',
    'leaf_shared',
    'leaf_persistent_local',
  ])
  const all = removeSubtree(kept, STEP)
  expect([all.factories.map((f) => f.id), all.roots]).toEqual([['loop', 'leaf'], ['loop']])
})

test('renameFactory lets edges and roots follow', () => {
  const registry = renameFactory(renameFactory(base(), STEP, 'new step'), LOOP, 'main')
  expect(registry.roots).toEqual(['main'])
  expect(kernelLayoutOf(registry, factoryId('main'))?.places.map((p) => p.factory.id)).toEqual([
    'main',
    'new step',
    'solver',
  ])
})

test('a child of another precision takes whole elements of its parent, and offsets add in bytes', () => {
  let registry = setPrecision(base(), STEP, 'float64')
  registry = refreshSubtree(registry, LOOP)
  // solver 3 float32 in step: 2 float64; step 2 + 2 float64 in loop: 8 float32
  expect(layoutOf(requireFactory(registry, STEP), 'elements').aggregates.shared).toBe(4)
  expect(layoutOf(requireFactory(registry, LOOP), 'elements').aggregates.shared).toBe(9)
  const starts = kernelLayoutOf(registry, LOOP)?.starts.shared
  expect(Array.from(starts ?? [])).toEqual([0, 4, 4 + 2 * 8])
  const aligned = { ...registry, extentRule: 'aligned' as const }
  expect(Array.from(kernelLayoutOf(aligned, LOOP)?.starts.shared ?? [])).toEqual([
    // Of step's own float32 × 2, one float64 remains.
    0, 8, 16,
  ])
})

test('an edit refreshes the regions on the paths to the roots, and those off them stay as recorded', () => {
  let registry = addFactories(base(), [{ id: 'leaf' }])
  const leaf = factoryId('leaf')
  registry = registerChild(registry, { parent: LOOP, child: leaf, name: 'leaf' })
  registry = register(registry, leaf, { name: 'x', size: 7, location: 'shared' })
  const next = refreshPaths(relocate(registry, { factory: SOLVER, name: 'own2' }, 'local'), [
    SOLVER,
  ])
  expect(entriesOf(next, STEP)).toContainEqual(['solver_shared', 0])
  expect(entriesOf(next, LOOP)).toContainEqual(['algorithm_shared', 2])
  expect(entriesOf(next, LOOP)).toContainEqual(['leaf_shared', 0])
  expect(entriesOf(refreshSubtree(next, LOOP), LOOP)).toContainEqual(['leaf_shared', 7])
})

describe('large trees', () => {
  /** Ten children each: 1 + 10 + 100 + 889 factories. */
  function thousand(): Registry {
    const ids = Array.from({ length: 1000 }, (_, i) => factoryId(`f${i}`))
    let registry = addFactories(
      EMPTY_REGISTRY,
      ids.map((id) => ({ id })),
    )
    for (const id of ids)
      registry = register(registry, id, { name: 'x', size: 4, location: 'shared' })
    for (let i = ids.length - 1; i > 0; i--)
      registry = registerChild(registry, {
        parent: factoryId(`f${Math.floor((i - 1) / 10)}`),
        child: factoryId(`f${i}`),
        name: `c${i}`,
      })
    return registry
  }

  test('relocating one buffer in a tree of 1,000 factories lays out the path to the root and nothing else', () => {
    const registry = thousand()
    const root = factoryId('f0')
    declaredLocalElements(registry, root)
    const deep = factoryId('f999')
    expect(pathUp(registry, [deep])).toHaveLength(4)
    const before = computedLayouts()
    const moved = relocate(registry, { factory: deep, name: 'x' }, 'local')
    expect(computedLayouts()).toBe(before)
    const next = refreshPaths(moved, [deep])
    expect(layoutOf(requireFactory(next, root), 'elements').aggregates.shared).toBe(3996)
    expect(declaredLocalElements(next, root)).toBe(4)
    expect(computedLayouts() - before).toBe(4)
    const unchanged = next.factories.filter((factory, i) => factory === registry.factories[i])
    expect(unchanged).toHaveLength(996)
  })

  test('nothing in a tree 10,000 deep overflows the stack', () => {
    const depth = 10_000
    const ids = Array.from({ length: depth }, (_, i) => factoryId(`f${i}`))
    const bottom = factoryId(`f${depth - 1}`)
    // As a document gives it: every edge and region at once.
    const pair = registerChild(addFactories(EMPTY_REGISTRY, [{ id: 'over' }, { id: 'under' }]), {
      parent: factoryId('over'),
      child: factoryId('under'),
    })
    const over = requireFactory(pair, factoryId('over'))
    const factories = ids.map((id, i) => {
      const child = ids[i + 1]
      if (child === undefined) return { ...over, id, entries: [], children: [] }
      return { ...over, id, children: [{ name: 'child', factory: child }] }
    })
    let registry: Registry = { ...EMPTY_REGISTRY, factories, roots: [factoryId('f0')] }
    registry = register(registry, bottom, { name: 'x', size: 5, location: 'shared' })
    registry = refreshSubtree(registry, factoryId('f0'))
    const root = factoryId('f0')
    expect(kernelLayoutOf(registry, root)?.sharedElements).toBe(5)
    const moved = refreshPaths(relocate(registry, { factory: bottom, name: 'x' }, 'local'), [
      bottom,
    ])
    expect(kernelLayoutOf(moved, root)?.places).toHaveLength(depth)
    expect(kernelLayoutOf(moved, root)?.sharedElements).toBe(0)
    expect(declaredLocalElements(moved, root)).toBe(5)
    expect(() => registerChild(registry, { parent: bottom, child: root })).toThrow(/cannot|above/)
    expect(refreshSubtree(moved, root)).toBe(moved)
    expect(removeSubtree(moved, root).factories).toEqual([])
    expect(clearParent(moved, root).roots).toHaveLength(depth)
  })
})
