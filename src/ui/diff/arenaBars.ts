import type { Comparison } from '../../core/document/compare.ts'
import type { Model } from '../../core/document/model.ts'
import { mainKernelOf, type KernelLayout } from '../../core/layout/kernelLayout.ts'
import { startBytesOf } from '../../core/layout/kernelPlaces.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { locationOf } from '../../core/registry/entry.ts'
import { entryOf, type Factory, type FactoryId } from '../../core/registry/factory.ts'
import type { ArenaLocation, Location } from '../../core/registry/location.ts'
import { trackOf, type Segments } from '../../map/track.ts'

/** What one run has in a memory: places in the order of the tree, each with its segments from its start. */
export interface Bar {
  readonly places: readonly BarPlace[]
  /** End of the last place; local arrays are counted one after another. */
  readonly endBytes: number
}

export interface BarPlace {
  readonly factory: FactoryId
  readonly startBytes: number
  /** What the segments' positions index. Regions are not drawn, their buffers are. */
  readonly entries: readonly { readonly name: string; readonly kind: 'buffer' | 'child-region' }[]
  /** Segments that are drawn over those before them: aliases over their hosts. */
  readonly levels: readonly Segments[]
}

/** A buffer in a bar, in bytes from its start. */
export interface BarSegment {
  readonly factory: FactoryId
  readonly name: string
  readonly startBytes: number
  readonly sizeBytes: number
}

const NOTHING: Bar = { places: [], endBytes: 0 }

/** One run of the first root in a memory, as computed. The segments of a layout are found once. */
export function computedBar({ registry }: Model, location: Location): Bar {
  const kernel = mainKernelOf(registry)
  if (kernel === null) return NOTHING
  const places: BarPlace[] = []
  let endBytes = 0
  for (const place of kernel.places) {
    const { levels, endBytes: length } = trackOf(place.layout, location)
    if (levels.length === 0) continue
    const startBytes = location === 'local' ? endBytes : startBytesOf(kernel, place, location)
    const { id, entries } = place.factory
    places.push({ factory: id, startBytes, entries, levels })
    endBytes = Math.max(endBytes, startBytes + length)
  }
  return { places, endBytes }
}

/** The same as an imported program had it: each factory's recorded slices in its recorded region. */
export function recordedBar({ registry }: Model, location: Location): Bar {
  const kernel = mainKernelOf(registry)
  if (kernel === null) return NOTHING
  const starts = location === 'local' ? null : recordedStarts(kernel, location)
  const places: BarPlace[] = []
  let endBytes = 0
  for (const { factory, index } of kernel.places) {
    const slices = slicesOf(factory, location).filter(
      ({ endBytes, startBytes }) => endBytes > startBytes,
    )
    if (slices.length === 0) continue
    const startBytes = starts === null ? endBytes : (starts[index] ?? 0)
    const level = {
      entries: Int32Array.from(slices.keys()),
      starts: Float64Array.from(slices, (slice) => slice.startBytes),
      ends: Float64Array.from(slices, (slice) => slice.endBytes),
    }
    places.push({ factory: factory.id, startBytes, entries: slices, levels: [level] })
    endBytes = slices.reduce((end, slice) => Math.max(end, startBytes + slice.endBytes), endBytes)
  }
  return { places, endBytes }
}

interface RecordedSegment {
  readonly name: string
  readonly kind: 'buffer' | 'child-region'
  readonly startBytes: number
  readonly endBytes: number
}

/** What was recorded of a factory in a memory; bytes from the start of its window. */
function slicesOf(factory: Factory, location: Location): readonly RecordedSegment[] {
  const { recorded, precision } = factory
  if (recorded === null) return []
  const kindOf = (name: string) => entryOf(factory, name)?.kind ?? 'buffer'
  if (location === 'local') {
    let endBytes = 0
    return recorded.local.map(({ name, size }) => {
      const startBytes = endBytes
      endBytes += size * bytesOf(entryOf(factory, name)?.dtype ?? precision)
      return { name, kind: kindOf(name), startBytes, endBytes }
    })
  }
  const slices = location === 'shared' ? recorded.shared : recorded.persistentLocal
  const elementBytes = bytesOf(precision)
  return slices.map(({ name, offset, extent }) => ({
    name,
    kind: kindOf(name),
    startBytes: offset * elementBytes,
    endBytes: (offset + extent) * elementBytes,
  }))
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
    const slice = slicesOf(parent.factory, arena).find(({ name }) => name === region)
    starts.push((starts[place.parent] ?? 0) + (slice?.startBytes ?? 0))
  }
  return starts
}

function regionName(factory: Factory, edge: string, arena: ArenaLocation): string | null {
  const region = factory.entries.find(
    (entry) => entry.kind === 'child-region' && entry.child === edge && locationOf(entry) === arena,
  )
  return region?.name ?? null
}

/** The segment that covers a byte, the one drawn last where several do; null where none does. */
export function segmentAt({ places }: Bar, byte: number): BarSegment | null {
  let found: BarSegment | null = null
  for (const place of places)
    for (const level of place.levels)
      found = segmentIn(place, level, byte - place.startBytes) ?? found
  return found
}

/** The last buffer of a level that covers a byte; found with every move of the pointer, so in its columns. */
function segmentIn(
  { factory, startBytes, entries }: BarPlace,
  { entries: positions, starts, ends }: Segments,
  byte: number,
): BarSegment | null {
  const isBuffer = (k: number) => entries[positions[k] ?? -1]?.kind === 'buffer'
  const at = starts.findLastIndex(
    (start, k) => start <= byte && byte < (ends[k] ?? 0) && isBuffer(k),
  )
  const name = entries[positions[at] ?? -1]?.name
  if (name === undefined) return null
  const start = starts[at] ?? 0
  return { factory, name, startBytes: startBytes + start, sizeBytes: (ends[at] ?? 0) - start }
}

/** Names of the entries that differ, as either side has them, by factory. */
export type ChangedNames = ReadonlyMap<FactoryId, ReadonlySet<string>>

export function changedNames({ factories }: Comparison): ChangedNames {
  const changed = new Map<FactoryId, ReadonlySet<string>>()
  for (const { factory, changes } of factories) {
    const names = changes.flatMap(({ name, formerName }) => [name, formerName ?? name])
    if (names.length > 0) changed.set(factory, new Set(names))
  }
  return changed
}
