import { bytesOf } from '../registry/dtype.ts'
import { regionsByChild, type Factory, type FactoryId } from '../registry/factory.ts'
import { structureOf, type Registry } from '../registry/registry.ts'
import type { Structure } from '../registry/structure.ts'
import { layoutOf, type ExtentRule, type FactoryLayout } from './factoryLayout.ts'

/**
 * One place of a factory in the kernel: a path from the root. A child under two names has two.
 * Starts are absolute, in bytes of the run's arenas, since precisions may differ along the path.
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
  readonly sharedStartBytes: number
  readonly persistentStartBytes: number
}

/** A path as a linked list, so that a 10,000-deep tree does not hold 50 million names. */
export interface PathLink {
  readonly parent: PathLink | null
  readonly name: string
}

/**
 * Where the factory of each place stands in its registry. It is the same object while no factory comes or
 * goes and no edge changes, so whatever follows from the tree's shape alone can be kept by it.
 */
export type PlaceOrder = Int32Array

/** A tree flattened: parents before children, siblings in the order of their edges. */
export interface Places {
  readonly places: readonly KernelPlace[]
  readonly order: PlaceOrder
}

interface Known extends Places {
  readonly rule: ExtentRule
}

/** The last places of each root: an edit moves some of their windows, the others are taken from here. */
const lastPlaces = new WeakMap<Structure, Map<FactoryId, Known>>()

/** The places of a root that the registry holds. Places that an edit leaves as they are stay the same objects. */
export function placesUnder(registry: Registry, root: Factory): Places {
  const { extentRule: rule } = registry
  const structure = structureOf(registry)
  const perRoot = lastPlaces.get(structure) ?? new Map<FactoryId, Known>()
  const last = perRoot.get(root.id)
  const found = last?.rule === rule ? changedPlaces(registry, last) : allPlaces(registry, root)
  lastPlaces.set(structure, perRoot.set(root.id, { ...found, rule }))
  return found
}

function allPlaces(registry: Registry, root: Factory): Places {
  const { positions } = structureOf(registry)
  const places: KernelPlace[] = []
  const order: number[] = []
  const first = {
    factory: root,
    parent: -1,
    path: null,
    depth: 0,
    sharedStartBytes: 0,
    persistentStartBytes: 0,
  }
  const waiting: Omit<KernelPlace, 'index' | 'layout'>[] = [first]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const layout = layoutOf(next.factory, registry.extentRule)
    const place = { ...next, index: places.length, layout }
    places.push(place)
    order.push(positions.get(place.factory.id) ?? -1)
    // Pushed in reverse, so that the first child is visited first.
    for (const edge of [...place.factory.children].reverse()) {
      const child = registry.factories[positions.get(edge.factory) ?? -1]
      if (child === undefined) continue
      waiting.push({
        factory: child,
        parent: place.index,
        path: { parent: place.path, name: edge.name },
        depth: place.depth + 1,
        ...regionStarts(place, edge.name),
      })
    }
  }
  return { places, order: Int32Array.from(order) }
}

/** The same tree with other factories in it: a place is another one where its factory is, or its windows lie elsewhere. */
function changedPlaces({ factories, extentRule }: Registry, last: Known): Places {
  const { order } = last
  const places = last.places.slice()
  for (let i = 0; i < places.length; i++) {
    const old = last.places[i]
    const factory = factories[order[i] ?? -1]
    if (old === undefined || factory === undefined) continue
    const starts = changedStarts(old, places[old.parent], last.places[old.parent])
    const isSame =
      starts.sharedStartBytes === old.sharedStartBytes &&
      starts.persistentStartBytes === old.persistentStartBytes
    if (factory === old.factory && isSame) continue
    const layout = factory === old.factory ? old.layout : layoutOf(factory, extentRule)
    const { sharedStartBytes, persistentStartBytes } = starts
    places[i] = { ...old, factory, layout, sharedStartBytes, persistentStartBytes }
  }
  return { places, order }
}

type Starts = Pick<KernelPlace, 'sharedStartBytes' | 'persistentStartBytes'>

/** Where the windows of a place lie now, under `parent`, which was `before`; the root stays at 0. */
function changedStarts(
  old: KernelPlace,
  parent: KernelPlace | undefined,
  before: KernelPlace | undefined,
): Starts {
  if (parent === before || parent === undefined || before === undefined) return old
  if (parent.layout !== before.layout) return regionStarts(parent, old.path?.name ?? '')
  // Nothing moved within the parent's windows: what lies in them moves as they do.
  return {
    sharedStartBytes: old.sharedStartBytes + (parent.sharedStartBytes - before.sharedStartBytes),
    persistentStartBytes:
      old.persistentStartBytes + (parent.persistentStartBytes - before.persistentStartBytes),
  }
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

/** Absolute starts of a child's two windows; a missing region starts where its parent does. */
function regionStarts(place: KernelPlace, child: string): Starts {
  const regions = regionPositionsOf(place.factory).get(child)
  const elementBytes = bytesOf(place.factory.precision)
  const offsetBytes = (index: number) => (place.layout.offsets[index] ?? 0) * elementBytes
  return {
    sharedStartBytes: place.sharedStartBytes + offsetBytes(regions?.shared ?? -1),
    persistentStartBytes: place.persistentStartBytes + offsetBytes(regions?.persistent_local ?? -1),
  }
}
