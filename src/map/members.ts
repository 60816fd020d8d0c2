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

/** A column for each property of the members: a tree of 1,000 factories is drawn anew at every edit. */
export type Draft = { readonly [property in keyof Member]: number[] }

export function emptyDraft(): Draft {
  return { place: [], start: [], end: [], covers: [] }
}

export function addMember(draft: Draft, member: Member): void {
  draft.place.push(member.place)
  draft.start.push(member.start)
  draft.end.push(member.end)
  draft.covers.push(member.covers)
}

function memberAt({ place, start, end, covers }: Draft, i: number): Member {
  return {
    place: place[i] ?? 0,
    start: start[i] ?? 0,
    end: end[i] ?? 0,
    covers: covers[i] ?? 0,
  }
}

/** Stale or aliased windows overlap; each of those goes into the first layer where it does not. */
export function layersOf(draft: Draft): readonly Members[] {
  // As they come, in the usual case: siblings lie in the order of their edges.
  if (draft.start.every((start, i) => i === 0 || (draft.end[i - 1] ?? 0) <= start))
    return [columnsOf(draft)]
  const sorted = Array.from(draft.place, (_, i) => memberAt(draft, i)).sort(
    (a, b) => a.start - b.start || a.place - b.place,
  )
  const layers: { draft: Draft; end: number }[] = []
  for (const member of sorted) {
    const layer = layerFor(layers, member.start)
    addMember(layer.draft, member)
    layer.end = Math.max(layer.end, member.end)
  }
  return layers.map((layer) => columnsOf(layer.draft))
}

/** The first layer that is free from a byte on, or a new one; the last where there are enough of them. */
function layerFor(layers: { draft: Draft; end: number }[], start: number) {
  const free = layers.find((layer) => layer.end <= start)
  if (free !== undefined) return free
  const last = layers.at(-1)
  if (last !== undefined && layers.length >= MAX_LAYERS) return last
  const added = { draft: emptyDraft(), end: 0 }
  layers.push(added)
  return added
}

export function columnsOf({ place, start, end, covers }: Draft): Members {
  const covered = new Float64Array(covers.length + 1)
  for (let i = 0; i < covers.length; i++) covered[i + 1] = (covered[i] ?? 0) + (covers[i] ?? 0)
  return {
    places: new Int32Array(place),
    starts: new Float64Array(start),
    ends: new Float64Array(end),
    covered,
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
