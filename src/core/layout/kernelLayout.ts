import { bytesOf } from '../registry/dtype.ts'
import type { Factory, FactoryId } from '../registry/factory.ts'
import { factoryIn, structureOf, type Registry } from '../registry/registry.ts'
import { localSumsOf } from './declaredLocal.ts'
import { layoutOf, placementAt, type Placement } from './factoryLayout.ts'
import { placesUnder, startBytesOf, type KernelPlace, type Places } from './kernelPlaces.ts'

/** A root's layout flattened to one run. */
export interface KernelLayout extends Places {
  readonly root: Factory
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

/** The absolute slice of one entry of a place; `windows` is the kernel, or the scene, that the place is one of. */
export function kernelSliceAt(
  windows: Pick<Places, 'starts'>,
  place: KernelPlace,
  index: number,
): KernelSlice {
  const placement = placementAt(place.layout, index)
  const elementBytes = bytesOf(place.factory.precision)
  if (placement.space === 'local') {
    const sizeBytes = placement.extent * bytesOf(placement.entry.dtype)
    return { place, placement, offsetBytes: null, sizeBytes }
  }
  const startBytes = startBytesOf(windows, place, placement.space)
  return {
    place,
    placement,
    offsetBytes: startBytes + placement.offset * elementBytes,
    sizeBytes: placement.extent * elementBytes,
  }
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
  const { aggregates } = layoutOf(root, registry.extentRule)
  return {
    ...placesUnder(registry, root),
    root,
    sharedElements: aggregates.shared,
    persistentLocalElements: aggregates.persistentLocal,
    declaredLocalElements: declaredLocalElements(registry, root.id),
  }
}
