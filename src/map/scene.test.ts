import fc from 'fast-check'
import { expect, test } from 'vitest'
import { histories, kernelOf } from '../core/layout/editedTrees.testing.ts'
import { kernelLayoutOf, kernelSliceAt, mainKernelOf } from '../core/layout/kernelLayout.ts'
import { registerChild } from '../core/registry/children.ts'
import type { BufferSpec } from '../core/registry/entry.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { bandsOf } from './bands.ts'
import { hitAt } from './hit.ts'
import { spotOf, spotsOf } from './locate.ts'
import { sceneOfFactory, sceneOfKernel, type Scene } from './scene.ts'

const LOOP = factoryId('loop')
const SOLVER = factoryId('solver')

function withBuffers(registry: Registry, id: string, specs: readonly BufferSpec[]): Registry {
  const factory = factoryId(id)
  return specs.reduce((next, spec) => register(next, factory, spec), addFactory(registry, { id }))
}

/**
 *   loop   | state 4 | solver 12                | tail 2 |
 *   solver           | residual 8   | step 4   |          local: dt 1, lu 6
 */
function smallTree(): Registry {
  let registry = withBuffers(EMPTY_REGISTRY, 'solver', [
    { name: 'residual', size: 8, location: 'shared' },
    { name: 'lu', size: 6, location: 'local' },
    { name: 'step', size: 4, location: 'shared' },
  ])
  registry = withBuffers(registry, 'loop', [
    { name: 'state', size: 4, location: 'shared' },
    { name: 'dt', size: 1, location: 'local' },
  ])
  registry = registerChild(registry, { parent: LOOP, child: SOLVER, name: 'solver' })
  return register(registry, LOOP, { name: 'tail', size: 2, location: 'shared' })
}

function sceneFor(registry: Registry): Scene {
  const kernel = kernelLayoutOf(registry, LOOP)
  if (kernel === null) throw new Error('no loop')
  return sceneOfKernel(kernel)
}

/** Names of the bands of a row with their pixels, one pixel a byte. */
function drawn(scene: Scene, location: 'shared' | 'local', row: number) {
  const lane = scene.lanes[location]
  const sight = { from: 0, to: 100, pixels: 100, narrow: 1.5 }
  return bandsOf(lane, row, sight).map((band) => [
    scene.places[band.place]?.factory.entries[band.entry]?.name,
    band.left,
    band.right,
  ])
}

test('an empty registry draws nothing', () => {
  const scene = sceneFor(addFactory(EMPTY_REGISTRY, { id: 'loop' }))
  expect(scene.lanes.shared.rows).toEqual([])
  expect(scene.lanes.local).toMatchObject({ endBytes: 0, totalBytes: 0, arrays: 0 })
})

test('row 0 holds the root and its regions, row 1 what the child put into its own', () => {
  const scene = sceneFor(smallTree())
  expect(drawn(scene, 'shared', 0)).toEqual([
    ['state', 0, 16],
    ['solver_shared', 16, 64],
    ['tail', 64, 72],
  ])
  expect(drawn(scene, 'shared', 1)).toEqual([
    ['residual', 16, 48],
    ['step', 48, 64],
  ])
  expect(scene.lanes.shared.totalBytes).toBe(72)
})

test('local arrays stand one after another in kernel order, with gaps that are not counted', () => {
  const scene = sceneFor(smallTree())
  const { local } = scene.lanes
  expect(local).toMatchObject({ totalBytes: 28, arrays: 2 })
  expect(local.gapBytes).toBeCloseTo(2.1)
  expect(drawn(scene, 'local', 0)).toEqual([
    ['dt', 0, 4],
    ['lu', 6, 30],
  ])
})

test("a factory's own map is in its own offsets", () => {
  const [solver] = smallTree().factories
  if (solver === undefined) throw new Error('no solver')
  expect(drawn(sceneOfFactory(solver, 'elements'), 'shared', 0)).toEqual([
    ['residual', 0, 32],
    ['step', 32, 48],
  ])
})

test('aliases are a level of their own over their hosts and add nothing to the total', () => {
  const registry = withBuffers(EMPTY_REGISTRY, 'loop', [
    { name: 'work', size: 10, location: 'shared' },
    { name: 'x', size: 4, location: 'local', aliases: 'work' },
    { name: 'y', size: 4, location: 'shared', aliases: 'work' },
    { name: 'part', size: 2, location: 'shared', aliases: 'y' },
  ])
  const { lanes, places } = sceneFor(registry)
  expect(lanes.shared.totalBytes).toBe(40)
  const sight = { from: 0, to: 40, pixels: 40, narrow: 1.5 }
  const bands = bandsOf(lanes.shared, 0, sight)
  const named = bands.map((band) => [
    places[band.place]?.factory.entries[band.entry]?.name,
    band.level,
    band.left,
    band.right,
  ])
  expect(named).toEqual([
    ['work', 0, 0, 40],
    ['x', 1, 0, 16],
    ['y', 1, 16, 32],
    ['part', 2, 16, 24],
  ])
  const aim = { row: 0, bytes: 18, tolerance: 0 }
  const nameAt = (level: number) => {
    const hit = hitAt(lanes.shared, { ...aim, level })
    return hit === null ? null : places[hit.place]?.factory.entries[hit.entry]?.name
  }
  expect([nameAt(0), nameAt(1), nameAt(2)]).toEqual(['work', 'y', 'part'])
})

test('a factory under two names has two places, and its buffers are found in both', () => {
  const registry = registerChild(smallTree(), { parent: LOOP, child: SOLVER, name: 'second' })
  const spots = spotsOf(sceneFor(registry), SOLVER, 'step')
  expect(spots.map(({ row, startBytes, endBytes }) => [row, startBytes, endBytes])).toEqual([
    [1, 48, 64],
    [1, 104, 120],
  ])
})

test('a segment that is missed by less than the tolerance is hit, one by more is not', () => {
  const { lanes } = sceneFor(smallTree())
  const at = (bytes: number) => hitAt(lanes.shared, { row: 0, bytes, level: 0, tolerance: 3 })
  expect(at(74)).toEqual({ place: 0, entry: 4 })
  expect(at(76)).toBeNull()
})

/** 100,000 factories of one buffer each below a root. */
function wideTree(count: number): Registry {
  const factories = Array.from({ length: count }, (_, i) => {
    const [factory] = withBuffers(EMPTY_REGISTRY, `child ${i}`, [
      { name: 'x', size: 1, location: 'shared' },
    ]).factories
    if (factory === undefined) throw new Error('no factory')
    return factory
  })
  const [root] = addFactory(EMPTY_REGISTRY, { id: 'loop' }).factories
  if (root === undefined) throw new Error('no root')
  const children = factories.map(({ id }, i) => ({ name: `c${i}`, factory: id }))
  const entries = children.map(({ name }) => ({
    kind: 'child-region' as const,
    name: `${name}_shared`,
    child: name,
    of: 'shared' as const,
    size: 1,
    aliases: null,
    dtype: 'float32' as const,
  }))
  return {
    extentRule: 'elements',
    factories: [{ ...root, children, entries }, ...factories],
    roots: [LOOP],
  }
}

test('10,000 places in 500 pixels are at most 500 bars, each in the hue of its first place', () => {
  const { lanes } = sceneFor(wideTree(10_000))
  const { totalBytes } = lanes.shared
  const bands = bandsOf(lanes.shared, 1, { from: 0, to: totalBytes, pixels: 500, narrow: 1.5 })
  expect(bands.length).toBeLessThanOrEqual(500)
  expect(bands.reduce((sum, band) => sum + band.count, 0)).toBe(10_000)
  expect(bands[0]?.left).toBe(0)
  expect(bands.at(-1)?.right).toBe(500)
})

test('where an entry is drawn is where the kernel layout says that it lies', () => {
  const registry = registerChild(smallTree(), { parent: LOOP, child: SOLVER, name: 'second' })
  const kernel = mainKernelOf({ ...registry, roots: [LOOP] })
  if (kernel === null) throw new Error('no kernel')
  const scene = sceneOfKernel(kernel)
  for (const place of kernel.places)
    place.factory.entries.forEach((_, entry) => {
      const slice = kernelSliceAt(scene, place, entry)
      const spot = spotOf(scene, { place: place.index, entry })
      const length = (spot?.endBytes ?? 0) - (spot?.startBytes ?? 0)
      // An empty region lies somewhere, though nothing of it is drawn.
      if (spot !== null) expect(length).toBe(slice.sizeBytes)
      if (slice.offsetBytes !== null) expect(spot?.startBytes).toBe(slice.offsetBytes)
    })
})

test('a scene after an edit is the one worked out from nothing', () => {
  fc.assert(
    fc.property(histories, (history) => {
      for (const registry of history)
        // A copy is another registry, of which nothing is known yet.
        expect(sceneOfKernel(kernelOf(registry))).toEqual(sceneOfKernel(kernelOf({ ...registry })))
    }),
  )
})
