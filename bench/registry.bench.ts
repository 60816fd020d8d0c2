import { expect, test } from 'vitest'
import { forgetLayout, layoutOf } from '../src/core/layout/factoryLayout.ts'
import { declaredLocalElements } from '../src/core/layout/kernelLayout.ts'
import { registerChild } from '../src/core/registry/children.ts'
import { bufferOf, type Buffer } from '../src/core/registry/entry.ts'
import { addFactories } from '../src/core/registry/factories.ts'
import {
  factoryId,
  positionsOf,
  type Factory,
  type FactoryId,
} from '../src/core/registry/factory.ts'
import { LOCATIONS, type Location } from '../src/core/registry/location.ts'
import { refreshPaths, refreshSubtree } from '../src/core/registry/refresh.ts'
import { EMPTY_REGISTRY, requireFactory, type Registry } from '../src/core/registry/registry.ts'
import { relocate } from '../src/core/registry/verbs.ts'

/**
 * Milliseconds of the quickest of `runs` measurements of `work`, after a few that warm up. The quickest,
 * because whatever else the machine does can only make a measurement longer.
 */
function quickest(runs: number, work: (run: number) => void): number {
  let best = Infinity
  for (let run = -5; run < runs; run++) {
    const start = performance.now()
    work(run)
    if (run >= 0) best = Math.min(best, performance.now() - start)
  }
  return best
}

function locationAt(i: number): Location {
  return LOCATIONS[i % 3] ?? 'local'
}

/** Buffers in all three locations; of a thousand, `aliases` ask for the storage of the one 3 before. */
function factoryOf(count: number, aliases: number): Factory {
  const entries = Array.from({ length: count }, (_, i) =>
    bufferOf(
      {
        name: `b${i}`,
        size: 1 + (i % 7),
        location: locationAt(i),
        aliases: i % 1000 < aliases && i > 3 ? `b${i - 3}` : null,
      },
      'float32',
    ),
  )
  return {
    id: factoryId('f'),
    type: 'Factory',
    precision: 'float32',
    entries,
    children: [],
    recorded: null,
  }
}

interface PlainPlace {
  readonly name: string
  readonly space: Location
  readonly offset: number
  readonly extent: number
}

/** What one would write first: an object an entry, a map by name. Aliases as in the contract. */
function plainLayout(entries: readonly Buffer[]): Map<string, PlainPlace> {
  const places = new Map<string, PlainPlace>()
  const ends = { shared: 0, persistent_local: 0, local: 0 }
  const consumed = new Map<string, number>()
  const own = ({ name, size, location: space }: Buffer) => {
    const extent = space === 'local' ? Math.max(1, size) : size
    places.set(name, { name, space, offset: space === 'local' ? 0 : ends[space], extent })
    ends[space] += extent
  }
  for (const entry of entries) if (entry.aliases === null) own(entry)
  for (const entry of entries) {
    if (entry.aliases === null) continue
    const host = places.get(entry.aliases)
    const used = consumed.get(entry.aliases) ?? 0
    if (host?.space === 'shared' && used + entry.size <= host.extent) {
      const { name, size: extent } = entry
      places.set(name, { name, space: 'shared', offset: host.offset + used, extent })
      consumed.set(entry.aliases, used + entry.size)
    } else own(entry)
  }
  return places
}

test.each([
  { count: 100_000, aliases: 0, limit: 5 },
  { count: 100_000, aliases: 20, limit: 5 },
  { count: 1_000_000, aliases: 0, limit: 50 },
  { count: 1_000_000, aliases: 20, limit: 50 },
])('full layout of $count buffers, $aliases of 1,000 aliased', ({ count, aliases, limit }) => {
  const factory = factoryOf(count, aliases)
  // The names' index belongs to the entries, and every verb has made it before anything is laid out.
  positionsOf(factory)
  const ours = quickest(count > 100_000 ? 25 : 60, () => {
    forgetLayout(factory)
    layoutOf(factory, 'elements')
  })
  const buffers = factory.entries.flatMap((entry) => (entry.kind === 'buffer' ? [entry] : []))
  const plain = quickest(count > 100_000 ? 3 : 9, () => plainLayout(buffers))
  const ratio = `${(plain / ours).toFixed(1)} times the plain version's speed`
  console.log(
    `layout of ${count} (${aliases}/1000 aliased): ${ours.toFixed(2)} ms (${ours < limit ? 'under' : 'OVER'} ${limit}); plain ${plain.toFixed(1)} ms; ${ratio}`,
  )
  const places = plainLayout(buffers)
  const layout = layoutOf(factory, 'elements')
  for (const at of [0, 3, 1002, count - 1]) {
    const place = places.get(`b${at}`)
    expect([layout.offsets[at], layout.extents[at]]).toEqual([place?.offset, place?.extent])
  }
})

const PER_FACTORY = 100

/** A tree of `count` factories with 100 buffers each; `parentOf` says who holds the i-th. */
function treeOf(count: number, parentOf: (i: number) => number): Registry {
  const ids = Array.from({ length: count }, (_, i) => factoryId(`f${i}`))
  const { entries } = factoryOf(PER_FACTORY, 0)
  let registry = addFactories(
    EMPTY_REGISTRY,
    ids.map((id) => ({ id })),
  )
  const factories = registry.factories.map((factory) => ({ ...factory, entries }))
  registry = { ...registry, factories }
  for (let i = count - 1; i > 0; i--)
    registry = registerChild(registry, {
      parent: factoryId(`f${parentOf(i)}`),
      child: factoryId(`f${i}`),
      name: `c${i}`,
    })
  return refreshSubtree(registry, factoryId('f0'))
}

const ROOT = factoryId('f0')

/** What the page shows at once: totals of the root, after a buffer went elsewhere. */
function totalsAfter(registry: Registry, factory: FactoryId, location: Location) {
  const moved = relocate(registry, { factory, name: 'b1' }, location)
  const next = refreshPaths(moved, [factory])
  const { aggregates } = layoutOf(requireFactory(next, ROOT), next.extentRule)
  return { next, aggregates, declared: declaredLocalElements(next, ROOT) }
}

/** The same, done plainly: every factory laid out again, children first. */
function plainTotals(registry: Registry): number {
  const shared = new Map<string, number>()
  for (const factory of registry.factories.toReversed()) {
    let end = 0
    for (const entry of factory.entries)
      if (entry.kind === 'buffer') end += entry.location === 'shared' ? entry.size : 0
    for (const edge of factory.children) end += shared.get(edge.factory) ?? 0
    shared.set(factory.id, end)
  }
  return shared.get(ROOT) ?? 0
}

test.each([
  { shape: 'ten children each', parentOf: (i: number) => Math.floor((i - 1) / 10), limit: 0.1 },
  { shape: 'two children each', parentOf: (i: number) => Math.floor((i - 1) / 2), limit: 0.1 },
  { shape: 'all under the root', parentOf: () => 0, limit: 0.1 },
])('one relocation in 1,000 factories of 100 buffers: $shape', ({ shape, parentOf, limit }) => {
  let registry = treeOf(1000, parentOf)
  const leaf = factoryId('f999')
  let wanted = 0
  const ours = quickest(400, (run) => {
    const done = totalsAfter(registry, leaf, run % 2 === 0 ? 'shared' : 'local')
    registry = done.next
    wanted = done.aggregates.shared
  })
  const plain = quickest(50, () => plainTotals(registry))
  expect(plainTotals(registry)).toBe(wanted)
  console.log(
    `one relocation, ${shape}: ${(ours * 1000).toFixed(1)} µs to new totals (${ours < limit ? 'under' : 'OVER'} ${limit * 1000}); plain ${(plain * 1000).toFixed(0)} µs; ${(plain / ours).toFixed(1)} times the plain version's speed`,
  )
})

test('a tree 10,000 deep', () => {
  const built = performance.now()
  let registry = treeOf(10_000, (i) => i - 1)
  const buildMs = performance.now() - built
  const ours = quickest(5, (run) => {
    const bottom = factoryId('f9999')
    registry = totalsAfter(registry, bottom, run % 2 === 0 ? 'shared' : 'local').next
  })
  console.log(
    `10,000 deep, 100 buffers each: built in ${buildMs.toFixed(0)} ms; one relocation at the bottom ${ours.toFixed(1)} ms to new totals of the root`,
  )
  expect(registry.factories).toHaveLength(10_000)
})
