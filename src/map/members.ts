import type { Intervals } from './intervals.ts'

/** Windows of places, sorted by start. */
export interface Members {
  /** Positions among the scene's places. */
  readonly places: Int32Array
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Bytes covered by the members before each, one more number than members. */
  readonly covered: Float64Array
}

const MAX_LAYERS = 4

/** One member of a layer that is being collected. */
export interface Member {
  readonly place: number
  readonly start: number
  readonly end: number
  /** Bytes that its segments cover. */
  readonly covers: number
}

/** Members as they are collected; the columns have room for more. */
export interface Draft extends Members {
  count: number
  /** None begins before the end of the one before it. */
  isDisjoint: boolean
}

/** Room for so many members at most. */
export function draftFor(most: number): Draft {
  return {
    places: new Int32Array(most),
    starts: new Float64Array(most),
    ends: new Float64Array(most),
    covered: new Float64Array(most + 1),
    count: 0,
    isDisjoint: true,
  }
}

export function addMember(draft: Draft, { place, start, end, covers }: Member): void {
  const at = draft.count++
  if (at > 0 && start < (draft.ends[at - 1] ?? 0)) draft.isDisjoint = false
  draft.places[at] = place
  draft.starts[at] = start
  draft.ends[at] = end
  draft.covered[at + 1] = (draft.covered[at] ?? 0) + covers
}

function memberAt({ places, starts, ends, covered }: Draft, i: number): Member {
  return {
    place: places[i] ?? 0,
    start: starts[i] ?? 0,
    end: ends[i] ?? 0,
    covers: (covered[i + 1] ?? 0) - (covered[i] ?? 0),
  }
}

/** Stale or aliased windows overlap; each of those goes into the first layer where it does not. */
export function layersOf(draft: Draft): readonly Members[] {
  if (draft.count === 0) return []
  // As they come, in the usual case: siblings lie in the order of their edges.
  if (draft.isDisjoint) return [membersOf(draft)]
  const sorted = Array.from({ length: draft.count }, (_, i) => memberAt(draft, i)).sort(
    (a, b) => a.start - b.start || a.place - b.place,
  )
  const layers: { members: Member[]; end: number }[] = []
  for (const member of sorted) {
    const layer = layerFor(layers, member.start)
    layer.members.push(member)
    layer.end = Math.max(layer.end, member.end)
  }
  return layers.map(({ members }) => {
    const layer = draftFor(members.length)
    for (const member of members) addMember(layer, member)
    return membersOf(layer)
  })
}

/** The first layer that is free from a byte on, or a new one; the last where there are enough of them. */
function layerFor(layers: { members: Member[]; end: number }[], start: number) {
  const free = layers.find((layer) => layer.end <= start)
  if (free !== undefined) return free
  const last = layers.at(-1)
  if (last !== undefined && layers.length >= MAX_LAYERS) return last
  const added = { members: [], end: 0 }
  layers.push(added)
  return added
}

function membersOf({ places, starts, ends, covered, count }: Draft): Members {
  return {
    places: places.subarray(0, count),
    starts: starts.subarray(0, count),
    ends: ends.subarray(0, count),
    covered: covered.subarray(0, count + 1),
  }
}

export function memberIntervals({ starts, ends, covered }: Members): Intervals {
  return {
    count: starts.length,
    startAt: (i) => starts[i] ?? 0,
    endAt: (i) => ends[i] ?? 0,
    coveredBy: (first, end) => (covered[end] ?? 0) - (covered[first] ?? 0),
  }
}
