import { SPACES, type FactoryLayout, layoutOf } from '../layout/factoryLayout.ts'
import { mainKernelOf, type KernelLayout } from '../layout/kernelLayout.ts'
import { regionPositionsOf, startBytesOf, type KernelPlace } from '../layout/kernelPlaces.ts'
import { bytesOf } from '../registry/dtype.ts'
import { ARENA_LOCATIONS, type ArenaLocation } from '../registry/location.ts'
import type { Registry } from '../registry/registry.ts'
import { quoted } from '../registry/registryError.ts'
import { findingOf, type Finding } from './finding.ts'
import { regionFirstFix } from './fixes.ts'
import { inBytes, sentence } from './sentence.ts'

type Needs = Readonly<Record<ArenaLocation, number>>

const needs = new WeakMap<FactoryLayout, Needs>()

/** Bytes that each arena of a layout assumes its own start to be a multiple of; 1 for an empty one. */
function alignmentNeedsOf(layout: FactoryLayout): Needs {
  const known = needs.get(layout)
  if (known !== undefined) return known
  const found = { shared: 1, persistent_local: 1 }
  const precisionBytes = bytesOf(layout.factory.precision)
  for (const [i, entry] of layout.factory.entries.entries()) {
    const space = SPACES[layout.spaces[i] ?? 2] ?? 'local'
    if (space === 'local' || layout.extents[i] === 0) continue
    found[space] = Math.max(found[space], precisionBytes, bytesOf(entry.dtype))
  }
  needs.set(layout, found)
  return found
}

/** Windows whose start breaks the alignment that their child's own layout assumed (rules that align). */
export function misalignedWindowsOf(registry: Registry): readonly Finding[] {
  if (registry.extentRule === 'elements' || !hasMixedNeeds(registry)) return []
  const kernel = mainKernelOf(registry)
  if (kernel === null) return []
  const found = new Map<string, Finding>()
  for (const place of kernel.places)
    for (const of of ARENA_LOCATIONS) addMisaligned(found, { kernel, place, of })
  return [...found.values()]
}

/** Where every arena of the tree assumes one and the same alignment, no window can break it. */
function hasMixedNeeds(registry: Registry): boolean {
  let widest = 1
  let narrowest = 8
  for (const factory of registry.factories) {
    const { shared, persistent_local } = alignmentNeedsOf(layoutOf(factory, registry.extentRule))
    widest = Math.max(widest, shared, persistent_local)
    narrowest = Math.min(narrowest, bytesOf(factory.precision))
  }
  return widest > narrowest
}

interface Window {
  readonly kernel: KernelLayout
  readonly place: KernelPlace
  readonly of: ArenaLocation
}

/** Only the outermost window that is off is reported: those inside of it follow. */
function addMisaligned(found: Map<string, Finding>, { kernel, place, of }: Window): void {
  const parent = kernel.places[place.parent]
  if (parent === undefined || place.path === null) return
  if (isAligned({ kernel, place, of }) || !isAligned({ kernel, place: parent, of })) return
  const positions = regionPositionsOf(parent.factory).get(place.path.name)
  const region = parent.factory.entries[positions?.[of] ?? -1]
  if (region === undefined) return
  const ref = { factory: parent.factory.id, name: region.name }
  const start = startBytesOf(kernel, place, of)
  const need = alignmentNeedsOf(place.layout)[of]
  const size = (bytes: number) => inBytes(bytes, bytesOf(parent.factory.precision))
  const canBeFirst = region.aliases === null && startBytesOf(kernel, parent, of) % need === 0
  found.set(
    JSON.stringify([ref.factory, ref.name]),
    findingOf('misaligned-window', {
      factory: ref.factory,
      entry: ref.name,
      message: sentence`The window ${quoted(ref.name)} starts at ${size(start)} of a run, and the layout of ${quoted(place.factory.id)} assumes a multiple of ${size(need)}; put the window first, or make what lies before it even.`,
      fix: canBeFirst ? regionFirstFix(ref, of) : null,
    }),
  )
}

function isAligned({ kernel, place, of }: Window): boolean {
  return startBytesOf(kernel, place, of) % alignmentNeedsOf(place.layout)[of] === 0
}
