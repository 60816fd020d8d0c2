import { bytesOf } from '../registry/dtype.ts'
import { regionsByChild, type Factory, type FactoryId } from '../registry/factory.ts'
import type { ArenaLocation } from '../registry/location.ts'
import { structureOf, type Registry } from '../registry/registry.ts'
import type { Structure } from '../registry/structure.ts'
import { layoutOf, type ExtentRule, type FactoryLayout } from './factoryLayout.ts'

/**
 * One place of a factory in the kernel: a path from the root. A child under two names has two. An edit
 * changes the places of the factories that it changes; where the windows of the others lie is told apart.
 */
export interface KernelPlace {
  readonly index: number
  readonly factory: Factory
  readonly layout: FactoryLayout
  /** Index of the parent's place; -1 for the root. */
  readonly parent: number
  /** Names of the edges from the root; empty for the root itself. */
  readonly path: PathLink | null
  readonly depth: number
}

/** A path as a linked list, so that a 10,000-deep tree does not hold 50 million names. */
export interface PathLink {
  readonly parent: PathLink | null
  readonly name: string
}

/**
 * What follows from ids and edges alone, place by place. It is the same object while no factory comes or goes
 * and no edge changes, so whatever else follows from them can be kept by it. Columns, which are read in
 * sequence: a thousand objects all over the memory are slow to look into at every edit.
 */
export interface TreeShape {
  /** Where the place's factory stands in the registry. */
  readonly factories: Int32Array
  /** Indexes of the parents' places; -1 for the root. */
  readonly parents: Int32Array
}

/**
 * First byte of each place's window in the run's shared and persistent arena, place by place. Absolute, and
 * bytes, since precisions may differ along a path.
 */
export type WindowStarts = Readonly<Record<ArenaLocation, Float64Array>>

/** A tree flattened: parents before children, siblings in the order of their edges. */
export interface Places {
  readonly places: readonly KernelPlace[]
  readonly starts: WindowStarts
  readonly shape: TreeShape
}

/** First byte of a place's window in the run's shared or persistent arena. */
export function startBytesOf(
  { starts }: Pick<Places, 'starts'>,
  place: KernelPlace,
  arena: ArenaLocation,
): number {
  return starts[arena][place.index] ?? 0
}

interface Known extends Places {
  readonly factories: readonly Factory[]
  readonly rule: ExtentRule
}

/** The last places of each root: an edit moves some of their windows, the others are taken from here. */
const lastPlaces = new WeakMap<Structure, Map<FactoryId, Known>>()

/** The places of a root that the registry holds. Places that an edit leaves as they are stay the same objects. */
export function placesUnder(registry: Registry, root: Factory): Places {
  const { factories, extentRule: rule } = registry
  const structure = structureOf(registry)
  const perRoot = lastPlaces.get(structure) ?? new Map<FactoryId, Known>()
  const last = perRoot.get(root.id)
  const found = last?.rule === rule ? changedPlaces(registry, last) : allPlaces(registry, root)
  lastPlaces.set(structure, perRoot.set(root.id, { ...found, factories, rule }))
  return found
}

function allPlaces(registry: Registry, root: Factory): Places {
  const { positions } = structureOf(registry)
  const places: KernelPlace[] = []
  const first = { factory: root, parent: -1, path: null, depth: 0 }
  const waiting: Omit<KernelPlace, 'index' | 'layout'>[] = [first]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const layout = layoutOf(next.factory, registry.extentRule)
    const place = { ...next, index: places.length, layout }
    places.push(place)
    // Pushed in reverse, so that the first child is visited first.
    for (const edge of [...place.factory.children].reverse()) {
      const child = registry.factories[positions.get(edge.factory) ?? -1]
      if (child === undefined) continue
      const path = { parent: place.path, name: edge.name }
      waiting.push({ factory: child, parent: place.index, path, depth: place.depth + 1 })
    }
  }
  const shape = {
    factories: Int32Array.from(places, ({ factory }) => positions.get(factory.id) ?? -1),
    parents: Int32Array.from(places, ({ parent }) => parent),
  }
  return { places, starts: startsOf(places, shape, null), shape }
}

/** The same tree with other factories in it. */
function changedPlaces({ factories, extentRule }: Registry, last: Known): Places {
  const { shape } = last
  const places = last.places.map((place, i) => {
    const at = shape.factories[i] ?? 0
    const factory = factories[at]
    if (factory === undefined || factory === last.factories[at]) return place
    return { ...place, factory, layout: layoutOf(factory, extentRule) }
  })
  return { places, starts: startsOf(places, shape, last), shape }
}

function startsOf(
  places: readonly KernelPlace[],
  { parents }: TreeShape,
  last: Places | null,
): WindowStarts {
  const startsIn = (arena: ArenaLocation): Float64Array => {
    const starts = new Float64Array(places.length)
    const old = last?.starts[arena] ?? starts
    // The root's window starts at 0, each other one at its region in its parent's.
    for (let i = 1; i < starts.length; i++) {
      const at = parents[i] ?? 0
      // In a parent that is as it was, a window lies as far from its parent's start as it did.
      const distance =
        places[at] === last?.places[at]
          ? (old[i] ?? 0) - (old[at] ?? 0)
          : distanceIn(places[at], places[i], arena)
      starts[i] = (starts[at] ?? 0) + distance
    }
    return starts
  }
  return { shared: startsIn('shared'), persistent_local: startsIn('persistent_local') }
}

/** Bytes from the start of a parent's window to that of its child; 0 where the region is missing. */
function distanceIn(
  parent: KernelPlace | undefined,
  child: KernelPlace | undefined,
  arena: ArenaLocation,
): number {
  const name = child?.path?.name
  if (parent === undefined || name === undefined) return 0
  const region = regionPositionsOf(parent.factory).get(name)?.[arena] ?? -1
  return region < 0 ? 0 : (parent.layout.offsets[region] ?? 0) * bytesOf(parent.factory.precision)
}

interface RegionPositions {
  readonly shared: number
  readonly persistent_local: number
}

/** Regions of a factory by edge name and arena, as positions; found once per index of its entries. */
const regionPositions = new WeakMap<
  ReadonlyMap<string, readonly number[]>,
  ReadonlyMap<string, RegionPositions>
>()

/** Positions of each child's two regions by the name of its edge; -1 for a region that is missing. */
export function regionPositionsOf(factory: Factory): ReadonlyMap<string, RegionPositions> {
  const byChild = regionsByChild(factory)
  const known = regionPositions.get(byChild)
  if (known !== undefined) return known
  const regions = new Map<string, RegionPositions>()
  for (const [child, places] of byChild) {
    let found: RegionPositions = { shared: -1, persistent_local: -1 }
    for (const at of places) {
      const entry = factory.entries[at]
      if (entry?.kind === 'child-region') found = { ...found, [entry.of]: at }
    }
    regions.set(child, found)
  }
  regionPositions.set(byChild, regions)
  return regions
}
