import type { KernelPlace } from '../core/layout/kernelPlaces.ts'
import type { Location } from '../core/registry/location.ts'
import { everyPair } from './everyPair.ts'
import type { SceneLane } from './scene.ts'
import { trackOf } from './track.ts'

/**
 * Whether two lanes draw the same segments with the same words, so that a picture of one shows the other.
 * Costs the places in the lane, and the entries of those that were laid out anew.
 */
export function isDrawnAlike(a: SceneLane, b: SceneLane): boolean {
  if (a === b) return true
  return (
    a.location === b.location &&
    a.endBytes === b.endBytes &&
    a.totalBytes === b.totalBytes &&
    a.gapBytes === b.gapBytes &&
    everyPair(
      a.rows,
      b.rows,
      (one, other) =>
        one.aliasLevels === other.aliasLevels &&
        everyPair(
          one.layers,
          other.layers,
          (members, others) =>
            sameNumbers(members.starts, others.starts) &&
            sameNumbers(members.ends, others.ends) &&
            sameNumbers(members.places, others.places) &&
            members.places.every((at) => samePlace(a.places[at], b.places[at], a.location)),
        ),
    )
  )
}

/** Whether a factory puts the same into a memory at both places. */
function samePlace(
  a: KernelPlace | undefined,
  b: KernelPlace | undefined,
  location: Location,
): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  if (a.layout === b.layout) return true
  return (
    a.factory.id === b.factory.id &&
    a.factory.precision === b.factory.precision &&
    a.factory.children === b.factory.children &&
    everyPair(
      trackOf(a.layout, location).levels,
      trackOf(b.layout, location).levels,
      (segments, others) =>
        sameNumbers(segments.starts, others.starts) &&
        sameNumbers(segments.ends, others.ends) &&
        // The entry objects themselves: an entry of which anything changes is a new one.
        segments.entries.every(
          (at, k) => a.factory.entries[at] === b.factory.entries[others.entries[k] ?? -1],
        ),
    )
  )
}

function sameNumbers(a: Float64Array | Int32Array, b: Float64Array | Int32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
