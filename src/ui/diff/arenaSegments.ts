import type { Comparison } from '../../core/document/compare.ts'
import type { Model } from '../../core/document/model.ts'
import { kernelSliceAt, mainKernelOf, type KernelLayout } from '../../core/layout/kernelLayout.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { locationOf } from '../../core/registry/entry.ts'
import type { Factory, FactoryId, RecordedLayout } from '../../core/registry/factory.ts'
import type { ArenaLocation } from '../../core/registry/location.ts'

/** A buffer in a run's arena, in bytes from its start. */
export interface ArenaSegment {
  readonly factory: FactoryId
  readonly name: string
  readonly startBytes: number
  readonly sizeBytes: number
}

/** The buffers of one run in an arena of the first root, as computed. Regions are left out, their buffers are not. */
export function computedSegments(model: Model, arena: ArenaLocation): readonly ArenaSegment[] {
  const kernel = mainKernelOf(model.registry)
  if (kernel === null) return []
  return kernel.places.flatMap((place) =>
    place.factory.entries.flatMap((entry, index): readonly ArenaSegment[] => {
      if (entry.kind !== 'buffer') return []
      const { placement, offsetBytes, sizeBytes } = kernelSliceAt(place, index)
      if (offsetBytes === null || placement.space !== arena || sizeBytes === 0) return []
      return [{ factory: place.factory.id, name: entry.name, startBytes: offsetBytes, sizeBytes }]
    }),
  )
}

/** The same as an imported program had it: each factory's recorded slices in its recorded region. */
export function recordedSegments(model: Model, arena: ArenaLocation): readonly ArenaSegment[] {
  const kernel = mainKernelOf(model.registry)
  if (kernel === null) return []
  const starts = recordedStarts(kernel, arena)
  return kernel.places.flatMap(({ factory, index }) => {
    const start = starts[index] ?? 0
    const elementBytes = bytesOf(factory.precision)
    const regions = new Set(
      factory.entries.flatMap((entry) => (entry.kind === 'child-region' ? entry.name : [])),
    )
    return slicesOf(factory.recorded, arena)
      .filter(({ name, extent }) => extent > 0 && !regions.has(name))
      .map(({ name, offset, extent }) => ({
        factory: factory.id,
        name,
        startBytes: start + offset * elementBytes,
        sizeBytes: extent * elementBytes,
      }))
  })
}

/** Where each place's window starts, by the recorded slices of the regions above it. */
function recordedStarts({ places }: KernelLayout, arena: ArenaLocation): readonly number[] {
  const starts: number[] = []
  for (const place of places) {
    const parent = places[place.parent]
    const edge = place.path?.name
    if (parent === undefined || edge === undefined) {
      starts.push(0)
      continue
    }
    const region = regionName(parent.factory, edge, arena)
    const slice = slicesOf(parent.factory.recorded, arena).find(({ name }) => name === region)
    const offsetBytes = (slice?.offset ?? 0) * bytesOf(parent.factory.precision)
    starts.push((starts[place.parent] ?? 0) + offsetBytes)
  }
  return starts
}

function regionName(factory: Factory, edge: string, arena: ArenaLocation): string | null {
  const region = factory.entries.find(
    (entry) => entry.kind === 'child-region' && entry.child === edge && locationOf(entry) === arena,
  )
  return region?.name ?? null
}

function slicesOf(recorded: RecordedLayout | null, arena: ArenaLocation) {
  if (recorded === null) return []
  return arena === 'shared' ? recorded.shared : recorded.persistentLocal
}

/** The segment that covers a byte, the one painted last where several do; null where none does. */
export function segmentAt(segments: readonly ArenaSegment[], byte: number): ArenaSegment | null {
  return (
    segments.findLast(
      ({ startBytes, sizeBytes }) => startBytes <= byte && byte < startBytes + sizeBytes,
    ) ?? null
  )
}

/** Names of the entries that differ, by factory. */
export type ChangedNames = ReadonlyMap<FactoryId, ReadonlySet<string>>

export function changedNames({ factories }: Comparison): ChangedNames {
  const changed = new Map<FactoryId, ReadonlySet<string>>()
  for (const { factory, entries } of factories) {
    const names = entries.flatMap(({ name, kind }) => (kind === 'equal' ? [] : name))
    if (names.length > 0) changed.set(factory, new Set(names))
  }
  return changed
}
