import { firstEndingAfter, intervalAt, type Intervals } from './intervals.ts'
import { memberIntervals, type Members } from './members.ts'
import { segmentIntervals, type SceneLane } from './scene.ts'
import { trackOf } from './track.ts'

/** One segment of a scene: which place, and which of its factory's entries. */
export interface Hit {
  readonly place: number
  readonly entry: number
}

export interface Aim {
  readonly row: number
  readonly bytes: number
  /** The highest level of aliases to look at; 0 finds what lies under them. */
  readonly level: number
  /** Bytes by which a narrow segment may be missed. */
  readonly tolerance: number
}

/** The segment that lies at a point, aliases before their hosts; null where nothing lies there. */
export function hitAt(lane: SceneLane, aim: Aim): Hit | null {
  const layers = lane.rows[aim.row]?.layers ?? []
  // What is drawn last lies on top.
  for (let i = layers.length - 1; i >= 0; i--) {
    const members = layers[i]
    const hit = members === undefined ? null : hitIn(lane, members, aim)
    if (hit !== null) return hit
  }
  return null
}

function hitIn(lane: SceneLane, members: Members, aim: Aim): Hit | null {
  const at = nearestTo(memberIntervals(members), aim)
  const index = members.places[at] ?? -1
  const place = lane.places[index]
  if (at < 0 || place === undefined) return null
  const { levels } = trackOf(place.layout, lane.location)
  for (let level = Math.min(aim.level, levels.length - 1); level >= 0; level--) {
    const segments = levels[level]
    if (segments === undefined) continue
    const k = nearestTo(segmentIntervals(segments, members.starts[at] ?? 0, lane.gapBytes), aim)
    if (k >= 0) return { place: index, entry: segments.entries[k] ?? -1 }
  }
  return null
}

function nearestTo(intervals: Intervals, { bytes, tolerance }: Aim): number {
  const exact = intervalAt(intervals, bytes)
  if (exact >= 0) return exact
  const after = firstEndingAfter(intervals, bytes)
  const afterGap = after < intervals.count ? intervals.startAt(after) - bytes : Infinity
  const beforeGap = after > 0 ? bytes - intervals.endAt(after - 1) : Infinity
  if (Math.min(afterGap, beforeGap) >= tolerance) return -1
  return afterGap < beforeGap ? after : after - 1
}
