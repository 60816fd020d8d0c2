/**
 * Disjoint half-open intervals sorted by start, read by index, so that a million of them can be
 * three typed arrays and an offset that is added while reading.
 */
export interface Intervals {
  readonly count: number
  readonly startAt: (index: number) => number
  readonly endAt: (index: number) => number
  /** What the intervals `first` to `end` - 1 cover together. */
  readonly coveredBy: (first: number, end: number) => number
}

/** What is in sight: values from `from` to `to` over `pixels` device pixels. */
export interface Sight {
  readonly from: number
  readonly to: number
  readonly pixels: number
  /** Device pixels below which an interval is not drawn on its own. */
  readonly narrow: number
}

/** Several narrow intervals that begin in one device pixel. */
export interface Cluster {
  readonly first: number
  readonly end: number
  /** The pixel that they begin in, counted from the left of the sight. */
  readonly column: number
  /** Share of that pixel which they cover, more than 0 and up to 1. */
  readonly density: number
}

export interface IntervalVisitor {
  readonly wide: (index: number) => void
  readonly cluster: (cluster: Cluster) => void
}

/**
 * Visits what is in sight from left to right: each wide interval on its own, narrow ones together by
 * the pixel that they begin in. Costs pixels times log(intervals), however many there are.
 */
export function walkIntervals(intervals: Intervals, sight: Sight, visitor: IntervalVisitor): void {
  const { from, to, narrow } = sight
  const scale = sight.pixels / (to - from)
  const isWide = (at: number) => (intervals.endAt(at) - intervals.startAt(at)) * scale >= narrow
  let at = firstEndingAfter(intervals, from)
  while (at < intervals.count && intervals.startAt(at) < to) {
    if (isWide(at)) {
      visitor.wide(at)
      at += 1
      continue
    }
    const column = Math.floor((intervals.startAt(at) - from) * scale)
    let end = firstStartingFrom(intervals, from + (column + 1) / scale, at + 1)
    // They are disjoint, so only the last that begins in a pixel can be wider than the pixel.
    if (end > at + 1 && isWide(end - 1)) end -= 1
    const density = Math.min(1, intervals.coveredBy(at, end) * scale)
    visitor.cluster({ first: at, end, column, density })
    at = end
  }
}

/** Index of the interval that holds a value, or -1. */
export function intervalAt(intervals: Intervals, value: number): number {
  const at = firstEndingAfter(intervals, value)
  return at < intervals.count && intervals.startAt(at) <= value ? at : -1
}

/** Index of the first interval that ends behind `value`; `count` where none does. */
export function firstEndingAfter(intervals: Intervals, value: number): number {
  let low = 0
  let high = intervals.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (intervals.endAt(middle) > value) high = middle
    else low = middle + 1
  }
  return low
}

/** Index of the first interval, not before `low`, that starts at `value` or behind it. */
export function firstStartingFrom(intervals: Intervals, value: number, low = 0): number {
  let high = intervals.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (intervals.startAt(middle) >= value) high = middle
    else low = middle + 1
  }
  return low
}
