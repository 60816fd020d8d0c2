import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { registerChild } from '../registry/children.ts'
import type { DType, Precision } from '../registry/dtype.ts'
import { factoryId } from '../registry/factory.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { EMPTY_REGISTRY, factoryIn, type Registry } from '../registry/registry.ts'
import { addFactory, register, relocate } from '../registry/verbs.ts'
import { layoutOf, placementOf, placementsOf } from './factoryLayout.ts'
import { declaredLocalElements } from './kernelLayout.ts'

const REGIONS = (name: string) => ({
  shared: `${name}_shared`,
  persistent_local: `${name}_persistent`,
})

interface OracleBuffer {
  readonly kind: 'buffer'
  readonly name: string
  readonly size: number
  readonly location: 'shared' | 'local'
  readonly persistent: boolean
  readonly aliases: string | null
  readonly dtype: DType
}

interface OracleChild {
  readonly kind: 'child'
  readonly name: string
  readonly aliases: string | null
}

interface OracleTree {
  readonly name?: string
  readonly precision: Precision
  readonly entries: readonly (OracleBuffer | OracleChild)[]
  readonly children: readonly OracleTree[]
  readonly expect: {
    readonly shared: Record<string, readonly [number, number]>
    readonly persistent: Record<string, readonly [number, number]>
    readonly local: Record<string, number>
    readonly sharedTotal: number
    readonly persistentTotal: number
    readonly localTotal: number
    readonly declaredLocal: number
    readonly protected: Record<string, readonly (readonly [number, number])[]>
  }
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../../fixtures/bridge/guarded-oracle.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly OracleTree[] }

/** Registers a tree bottom-up, as the program that gave the answers did. */
function registered(registry: Registry, tree: OracleTree, id: string): Registry {
  let next = registry
  for (const child of tree.children) next = registered(next, child, `${id}/${child.name ?? ''}`)
  next = addFactory(next, { id, precision: tree.precision })
  for (const entry of tree.entries)
    next =
      entry.kind === 'child'
        ? registerChild(next, {
            parent: factoryId(id),
            child: factoryId(`${id}/${entry.name}`),
            name: entry.name,
            aliases: entry.aliases,
            regions: REGIONS(entry.name),
          })
        : register(next, factoryId(id), {
            ...entry,
            location:
              entry.location === 'local' && entry.persistent ? 'persistent_local' : entry.location,
          })
  return next
}

function check(registry: Registry, tree: OracleTree, id: string): number {
  const factory = factoryIn(registry, factoryId(id))
  if (factory === null) throw new Error(`no ${id}`)
  const layout = layoutOf(factory, 'guarded')
  const slices = (space: string) =>
    Object.fromEntries(
      placementsOf(layout)
        .filter((p) => p.space === space)
        .map((p) => [p.entry.name, [p.offset, p.offset + p.extent]]),
    )
  expect(slices('shared'), id).toEqual(tree.expect.shared)
  expect(slices('persistent_local'), id).toEqual(tree.expect.persistent)
  expect(layout.aggregates, id).toEqual({
    shared: tree.expect.sharedTotal,
    persistentLocal: tree.expect.persistentTotal,
    local: tree.expect.localTotal,
  })
  expect(declaredLocalElements(registry, factory.id), id).toBe(tree.expect.declaredLocal)
  const ranges = factory.entries.flatMap((entry) =>
    entry.kind === 'child-region' && entry.protected !== undefined
      ? [[entry.name, entry.protected.map((r) => [r.offset, r.offset + r.extent])]]
      : [],
  )
  expect(Object.fromEntries(ranges), id).toEqual(tree.expect.protected)
  const below = tree.children.map((child) => check(registry, child, `${id}/${child.name ?? ''}`))
  return below.reduce((sum, count) => sum + count, factory.entries.length)
}

test('gives every factory of the golden trees the layout that cubie 0.17.0 gave it', () => {
  const empty: Registry = { ...EMPTY_REGISTRY, extentRule: 'guarded' }
  const checked = cases.map((tree) => check(registered(empty, tree, 'root'), tree, 'root'))
  expect(checked.length).toBe(60)
  expect(checked.every((count) => count > 0)).toBe(true)
})

test('keeps an alias off persistent storage that a refresh brings into its host', () => {
  const [loop, step] = [factoryId('loop'), factoryId('step')]
  let registry: Registry = { ...EMPTY_REGISTRY, extentRule: 'guarded' }
  registry = addFactory(addFactory(registry, { id: 'loop' }), { id: 'step' })
  registry = register(registry, step, { name: 'work', size: 8, location: 'shared' })
  registry = register(registry, step, {
    name: 'kept',
    size: 4,
    location: 'persistent_local',
    persistent: true,
  })
  registry = registerChild(registry, { parent: loop, child: step, name: 'step' })
  registry = register(registry, loop, {
    name: 'guest',
    size: 4,
    location: 'local',
    aliases: 'step_shared',
  })
  const guest = (from: Registry) => {
    const factory = factoryIn(from, loop)
    return factory === null ? null : placementOf(layoutOf(factory, from.extentRule), 'guest')
  }
  expect(guest(registry)).toMatchObject({ space: 'shared', offset: 0, host: 'step_shared' })

  const moved = refreshPaths(relocate(registry, { factory: step, name: 'kept' }, 'shared'), [step])
  // `kept` lies at 8 to 12, behind `work`: the guest at 0 to 4 does not touch it.
  expect(guest(moved)).toMatchObject({ space: 'shared', offset: 0 })

  const first = relocate(moved, { factory: step, name: 'work' }, 'local')
  expect(guest(refreshPaths(first, [step]))).toMatchObject({ space: 'local', host: null })
})

test('refreshing a region whose child protects nothing new gives the same registry back', () => {
  const tree = cases.find((one) => one.children.length > 0)
  if (tree === undefined) throw new Error('no tree with a child')
  const registry = registered({ ...EMPTY_REGISTRY, extentRule: 'guarded' }, tree, 'root')
  const leaves = registry.factories.map((factory) => factory.id)
  expect(refreshPaths(registry, leaves)).toBe(registry)
})
