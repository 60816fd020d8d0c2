import type { KernelPlace } from '../core/layout/kernelPlaces.ts'
import { LOCATIONS, type Location } from '../core/registry/location.ts'
import { tracksOf, type Track } from './track.ts'

/** What the places of a scene hold in one memory: a column for each property, a number for each place. */
export interface Held {
  /** Levels of segments; 0 where a place has nothing in this memory. */
  readonly levels: Int32Array
  /** Segments of level 0. */
  readonly segments: Int32Array
  /** Bytes from the start of a place's window to the end of its last segment. */
  readonly ends: Float64Array
  /** Bytes that its segments of level 0 cover. */
  readonly covers: Float64Array
}

/** The same of every memory, and whose it is. */
export interface Holdings {
  readonly places: readonly KernelPlace[]
  readonly by: Readonly<Record<Location, Held>>
}

/** What these places hold; of those that are the same ones in `last`, what it says of them. */
export function holdingsOf(places: readonly KernelPlace[], last: Holdings | null): Holdings {
  const held = (location: Location) => copyOf(last?.by[location], places.length)
  const by = {
    shared: held('shared'),
    local: held('local'),
    persistent_local: held('persistent_local'),
  }
  for (let at = 0; at < places.length; at++) {
    const place = places[at]
    if (place === undefined || place === last?.places[at]) continue
    const tracks = tracksOf(place.layout)
    for (const location of LOCATIONS) set(by[location], at, tracks[location])
  }
  return { places, by }
}

function copyOf(last: Held | undefined, count: number): Held {
  return {
    levels: last?.levels.slice() ?? new Int32Array(count),
    segments: last?.segments.slice() ?? new Int32Array(count),
    ends: last?.ends.slice() ?? new Float64Array(count),
    covers: last?.covers.slice() ?? new Float64Array(count),
  }
}

function set({ levels, segments, ends, covers }: Held, at: number, track: Track): void {
  levels[at] = track.levels.length
  segments[at] = track.levels[0]?.entries.length ?? 0
  ends[at] = track.endBytes
  covers[at] = track.usedBytes
}
