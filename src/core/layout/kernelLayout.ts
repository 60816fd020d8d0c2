import { bytesOf } from '../registry/dtype.ts'
import { regionsByChild, type Factory, type FactoryId } from '../registry/factory.ts'
import type { ArenaLocation } from '../registry/location.ts'
import { factoryIn, structureOf, type Registry } from '../registry/registry.ts'
import { localSumsOf } from './declaredLocal.ts'
import { layoutOf, placementAt, type FactoryLayout, type Placement } from './factoryLayout.ts'

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

/** A root's layout flattened to one run: parents before children, siblings in the order of their edges. */
export interface KernelLayout {
  readonly root: Factory
  readonly places: readonly KernelPlace[]
  /** Elements of the root's precision. */
  readonly sharedElements: number
  readonly persistentLocalElements: number
  /** Elements of all own arrays in the tree, plus the root's persistent aggregate. */
  readonly declaredLocalElements: number
}

const kernels = new WeakMap<Registry, Map<FactoryId, KernelLayout>>()

/** The kernel of a root, computed once per registry value; null for a root the registry does not hold. */
export function kernelLayoutOf(registry: Registry, root: FactoryId): KernelLayout | null {
  const known = kernels.get(registry)?.get(root)
  if (known !== undefined) return known
  const factory = factoryIn(registry, root)
  if (factory === null) return null
  const kernel = computeKernel(registry, factory)
  const perRoot = kernels.get(registry) ?? new Map<FactoryId, KernelLayout>()
  kernels.set(registry, perRoot.set(root, kernel))
  return kernel
}

/** The kernel of the first root, or null for an empty registry. */
export function mainKernelOf(registry: Registry): KernelLayout | null {
  const root = registry.roots[0]
  return root === undefined ? null : kernelLayoutOf(registry, root)
}

/** Edge names from the root to a place. */
export function pathOf(place: KernelPlace): readonly string[] {
  const names: string[] = []
  for (let link = place.path; link !== null; link = link.parent) names.push(link.name)
  return names.reverse()
}

/** One buffer or region in one run, absolute. Bytes are those of the owning factory's elements. */
export interface KernelSlice {
  readonly place: KernelPlace
  readonly placement: Placement
  /** First byte in the run's shared or persistent arena; null for a local array. */
  readonly offsetBytes: number | null
  readonly sizeBytes: number
}

/** The absolute slice of one entry of a place. */
export function kernelSliceAt(place: KernelPlace, index: number): KernelSlice {
  const placement = placementAt(place.layout, index)
  const elementBytes = bytesOf(place.factory.precision)
  if (placement.space === 'local') {
    const sizeBytes = placement.extent * bytesOf(placement.entry.dtype)
    return { place, placement, offsetBytes: null, sizeBytes }
  }
  const startBytes = startBytesOf(place, placement.space)
  return {
    place,
    placement,
    offsetBytes: startBytes + placement.offset * elementBytes,
    sizeBytes: placement.extent * elementBytes,
  }
}

/** First byte of a place's window in the run's shared or persistent arena. */
export function startBytesOf(place: KernelPlace, arena: ArenaLocation): number {
  return arena === 'shared' ? place.sharedStartBytes : place.persistentStartBytes
}

/** The sum of the local aggregates below a factory, plus its persistent aggregate. Source: registry contract §4. */
export function declaredLocalElements(registry: Registry, root: FactoryId): number {
  const factory = factoryIn(registry, root)
  const at = structureOf(registry).positions.get(root)
  if (factory === null || at === undefined) return 0
  const own = localSumsOf(registry)[at] ?? 0
  return own + layoutOf(factory, registry.extentRule).aggregates.persistentLocal
}

function computeKernel(registry: Registry, root: Factory): KernelLayout {
  const places: KernelPlace[] = []
  const rule = registry.extentRule
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
    const place = { ...next, index: places.length, layout: layoutOf(next.factory, rule) }
    places.push(place)
    // Pushed in reverse, so that the first child is visited first.
    for (const edge of [...place.factory.children].reverse()) {
      const child = factoryIn(registry, edge.factory)
      if (child === null) continue
      waiting.push({
        factory: child,
        parent: place.index,
        path: { parent: place.path, name: edge.name },
        depth: place.depth + 1,
        ...regionStarts(place, edge.name),
      })
    }
  }
  const { aggregates } = layoutOf(root, rule)
  return {
    root,
    places,
    sharedElements: aggregates.shared,
    persistentLocalElements: aggregates.persistentLocal,
    declaredLocalElements: declaredLocalElements(registry, root.id),
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
function regionStarts(
  place: KernelPlace,
  child: string,
): Pick<KernelPlace, 'sharedStartBytes' | 'persistentStartBytes'> {
  const regions = regionPositionsOf(place.factory).get(child)
  const elementBytes = bytesOf(place.factory.precision)
  const offsetBytes = (index: number) => (place.layout.offsets[index] ?? 0) * elementBytes
  return {
    sharedStartBytes: place.sharedStartBytes + offsetBytes(regions?.shared ?? -1),
    persistentStartBytes: place.persistentStartBytes + offsetBytes(regions?.persistent_local ?? -1),
  }
}
