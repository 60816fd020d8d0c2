import type { Cluster, Sight } from './intervals.ts'
import { walkIntervals } from './intervals.ts'
import { memberIntervals, type Members } from './members.ts'
import { segmentIntervals, type SceneLane } from './scene.ts'
import { trackOf } from './track.ts'

/** One rectangle of a map, in device pixels from the left of what is in sight. */
export interface Band {
  readonly kind: 'segment' | 'bar'
  /** Position among the scene's places; for a bar, that of its first segment. */
  readonly place: number
  /** Position among the factory's entries; for a bar of whole places -1. */
  readonly entry: number
  /** 0 for storage of its own, 1 and more for aliases. */
  readonly level: number
  readonly left: number
  readonly right: number
  /** Share of a bar's pixels that is covered; 1 for a segment. */
  readonly density: number
  /** Segments or places that a bar stands for. */
  readonly count: number
}

/** A place is drawn as a whole where its segments would be this many times narrower than it. */
const PLACE_RATIO = 2.5

/** Shades of a bar that are told apart. */
const SHADES = 5

/**
 * What a row of a lane shows: a band for each segment that is wide enough, and bars snapped to device
 * pixels for the rest. Left to right within a place; aliases after what they lie in.
 */
export function bandsOf(lane: SceneLane, row: number, sight: Sight): readonly Band[] {
  const bands: Band[] = []
  for (const members of lane.rows[row]?.layers ?? []) addMembers(bands, { lane, members, sight })
  return bands
}

interface Drawing {
  readonly lane: SceneLane
  readonly members: Members
  readonly sight: Sight
}

function addMembers(bands: Band[], { lane, members, sight }: Drawing): void {
  const coarse = { ...sight, narrow: sight.narrow * PLACE_RATIO }
  walkIntervals(memberIntervals(members), coarse, {
    wide: (at) => addPlace(bands, { lane, members, sight }, at),
    cluster: (cluster) =>
      addBar(bands, cluster, {
        place: members.places[cluster.first] ?? 0,
        entry: -1,
        level: 0,
        right: pixelOf(sight, members.ends[cluster.end - 1] ?? 0),
      }),
  })
}

function addPlace(bands: Band[], { lane, members, sight }: Drawing, at: number): void {
  const index = members.places[at] ?? 0
  const place = lane.places[index]
  if (place === undefined) return
  for (const [level, segments] of trackOf(place.layout, lane.location).levels.entries()) {
    const intervals = segmentIntervals(segments, members.starts[at] ?? 0, lane.gapBytes)
    walkIntervals(intervals, sight, {
      wide: (k) => {
        const left = Math.round(pixelOf(sight, intervals.startAt(k)))
        const right = Math.max(left + 1, Math.round(pixelOf(sight, intervals.endAt(k))))
        const entry = segments.entries[k] ?? -1
        bands.push({
          kind: 'segment',
          place: index,
          entry,
          level,
          left,
          right,
          density: 1,
          count: 1,
        })
      },
      cluster: (cluster) =>
        addBar(bands, cluster, {
          place: index,
          entry: segments.entries[cluster.first] ?? -1,
          level,
          right: pixelOf(sight, intervals.endAt(cluster.end - 1)),
        }),
    })
  }
}

/** What a bar stands for, and the pixel that it reaches to. */
type Bar = Pick<Band, 'place' | 'entry' | 'level' | 'right'>

/** A bar for a cluster; where it goes on with the shade of the bar before, that one grows instead. */
function addBar(bands: Band[], cluster: Cluster, bar: Bar): void {
  const { place, entry, level } = bar
  const density = Math.max(1, Math.round(cluster.density * SHADES)) / SHADES
  const count = cluster.end - cluster.first
  const last = bands.at(-1)
  const previous =
    last?.kind === 'bar' && last.place === place && last.level === level ? last : null
  const left = previous === null ? cluster.column : Math.max(cluster.column, previous.right)
  const right = Math.max(cluster.column + 1, Math.round(bar.right))
  if (previous?.density === density && previous.right >= cluster.column)
    bands[bands.length - 1] = grown(previous, right, count)
  else if (right > left)
    bands.push({ kind: 'bar', place, entry, level, left, right, density, count })
}

function grown(bar: Band, right: number, count: number): Band {
  return { ...bar, right: Math.max(right, bar.right), count: bar.count + count }
}

function pixelOf({ from, to, pixels }: Sight, value: number): number {
  return ((value - from) / (to - from)) * pixels
}
