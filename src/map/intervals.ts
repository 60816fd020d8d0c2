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

/** Several narrow intervals that begin within as many pixels as a narrow one may have. */
export interface Cluster {
  readonly first: number
  readonly end: number
  /** The pixel that the first begins in, counted from the left of the sight. */
  readonly column: number
  /** Share of those pixels which they cover, more than 0 and up to 1. */
  readonly density: number
}

export interface IntervalVisitor {
  readonly wide: (index: number) => void
  readonly cluster: (cluster: Cluster) => void
}

/**
 * Visits what is in sight from left to right: each wide interval on its own, narrow ones together by
 * the pixels that they begin in. Costs pixels times log(intervals), however many there are.
 */
export function walkIntervals(intervals: Intervals, sight: Sight, visitor: IntervalVisitor): void {
  const { from, to, narrow } = sight
  const scale = sight.pixels / (to - from)
  const isWide = (at: number) => (intervals.endAt(at) - intervals.startAt(at)) * scale >= narrow
  const columns = Math.max(1, Math.floor(narrow))
  let at = firstEndingAfter(intervals, from)
  while (at < intervals.count && intervals.startAt(at) < to) {
    if (isWide(at)) {
      visitor.wide(at)
      at += 1
      continue
    }
    const column = Math.floor((intervals.startAt(at) - from) * scale)
    let end = nextStartingFrom(intervals, from + (column + columns) / scale, at + 1)
    // A wide one reaches over all columns and they are disjoint, so only the last can be wide.
    if (end > at + 1 && isWide(end - 1)) end -= 1
    const density = Math.min(1, (intervals.coveredBy(at, end) * scale) / columns)
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

/** As `firstStartingFrom`, and quick where it is near: what is passed over doubles with each step. */
function nextStartingFrom(intervals: Intervals, value: number, low: number): number {
  let step = 1
  let from = low
  while (from + step < intervals.count && intervals.startAt(from + step) < value) {
    from += step
    step *= 2
  }
  return firstStartingFrom(intervals, value, from, Math.min(intervals.count, from + step))
}

/** Index of the first interval, from `low` to `high`, that starts at `value` or behind it. */
function firstStartingFrom(
  intervals: Intervals,
  value: number,
  ...[first, end]: readonly [first: number, end: number]
): number {
  let low = first
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (intervals.startAt(middle) >= value) high = middle
    else low = middle + 1
  }
  return low
}
