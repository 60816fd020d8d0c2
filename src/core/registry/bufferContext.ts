import { endOf, placementsOf, type FactoryLayout, type Placement } from '../layout/factoryLayout.ts'
import { locationOf } from './entry.ts'
import type { FactoryId } from './factory.ts'
import type { Location } from './location.ts'

/** A half-open range of one arena, in elements of the factory's precision. */
export interface Slice {
  readonly start: number
  readonly stop: number
}

/** One buffer or child region with its place: the founding specification's record, read-only. */
export interface BufferEntry {
  readonly name: string
  /** Elements of the entry's own dtype. */
  readonly size: number
  /** Where its author wants it; a realised alias of a shared buffer lies in shared all the same. */
  readonly location: Location
  readonly factoryId: FactoryId
  /** First element in its arena; null for a local array. */
  readonly offset: number | null
  readonly slice: Slice | null
}

/** What a factory has registered, with its layout: the founding specification's context, a read-only view. */
export interface FactoryBufferContext {
  readonly factoryId: FactoryId
  readonly buffers: ReadonlyMap<string, BufferEntry>
  /** Grows with every change that can move something; see `BufferRegistry.layoutVersion`. */
  readonly layoutVersion: number
  /** The version for which the layout was last asked; null before the first time. Another one than `layoutVersion`: stale. */
  readonly cachedLayoutVersion: number | null
  /** Slices of the shared arena (`shared_indices`). */
  readonly sharedLayout: ReadonlyMap<string, Slice>
  /** Slices of the persistent arena (`persistent_local_indices`). */
  readonly persistentLocalLayout: ReadonlyMap<string, Slice>
  /** Lengths of the local arrays, `max(1, size)`. */
  readonly localSizes: ReadonlyMap<string, number>
}

/** The view of one layout. */
export function contextOf(
  layout: FactoryLayout,
  versions: Pick<FactoryBufferContext, 'layoutVersion' | 'cachedLayoutVersion'>,
): FactoryBufferContext {
  const places = placementsOf(layout)
  const factoryId = layout.factory.id
  return {
    factoryId,
    buffers: new Map(places.map((place) => [place.entry.name, entryAt(place, factoryId)])),
    ...versions,
    sharedLayout: slicesIn(places, 'shared'),
    persistentLocalLayout: slicesIn(places, 'persistent_local'),
    localSizes: new Map(
      places.flatMap((place) =>
        place.space === 'local' ? [[place.entry.name, place.extent]] : [],
      ),
    ),
  }
}

function entryAt(place: Placement, factoryId: FactoryId): BufferEntry {
  const { name, size } = place.entry
  const location = locationOf(place.entry)
  const isLocal = place.space === 'local'
  const offset = isLocal ? null : place.offset
  return { name, size, location, factoryId, offset, slice: isLocal ? null : sliceOf(place) }
}

function slicesIn(places: readonly Placement[], space: Location): ReadonlyMap<string, Slice> {
  return new Map(
    places.flatMap((place) => (place.space === space ? [[place.entry.name, sliceOf(place)]] : [])),
  )
}

function sliceOf(place: Placement): Slice {
  return { start: place.offset, stop: endOf(place) }
}
