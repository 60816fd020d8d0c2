import { bisectRight } from 'd3-array'
import type { SceneLane } from './scene.ts'

/** Pixels of a row without aliases, of what aliases add, and of the space between two rows. */
export const ROW_PIXELS = 26
export const ALIAS_PIXELS = 16
export const NESTED_ALIAS_PIXELS = 5
export const ROW_GAP_PIXELS = 2

/** Where the rows of a lane stand, in pixels from its top. */
export interface Rows {
  /** Tops of the rows, and behind the last one the height of all of them. */
  readonly tops: Float64Array
  readonly count: number
  readonly height: number
}

const geometries = new WeakMap<SceneLane, Rows>()

export function rowsOf(lane: SceneLane): Rows {
  const known = geometries.get(lane)
  if (known !== undefined) return known
  const count = Math.max(1, lane.rows.length)
  const tops = new Float64Array(count + 1)
  for (let row = 0; row < count; row++)
    tops[row + 1] = (tops[row] ?? 0) + rowHeight(lane, row) + ROW_GAP_PIXELS
  const rows = { tops, count, height: (tops[count] ?? 0) - ROW_GAP_PIXELS }
  geometries.set(lane, rows)
  return rows
}

/** Pixels of one row: a row with aliases is taller, so that they do not hide their hosts' names. */
export function rowHeight(lane: SceneLane, row: number): number {
  const levels = lane.rows[row]?.aliasLevels ?? 0
  if (levels === 0) return ROW_PIXELS
  return ROW_PIXELS + ALIAS_PIXELS + NESTED_ALIAS_PIXELS * Math.min(3, levels - 1)
}

/** Pixels from the top of a row at which the segments of a level begin. */
export function levelInset(level: number): number {
  return level === 0 ? 0 : ROW_PIXELS - 2 + NESTED_ALIAS_PIXELS * Math.min(3, level - 1)
}

/** Row and level at a height; the level is the deepest whose strip reaches there. Null between rows. */
export function rowAt(lane: SceneLane, y: number): { row: number; level: number } | null {
  const { tops, count, height } = rowsOf(lane)
  if (y < 0 || y >= height) return null
  const row = Math.min(count - 1, bisectRight(tops, y) - 1)
  const inRow = y - (tops[row] ?? 0)
  if (inRow >= rowHeight(lane, row)) return null
  const levels = lane.rows[row]?.aliasLevels ?? 0
  let level = 0
  while (level < levels && inRow >= levelInset(level + 1)) level += 1
  return { row, level }
}

/** First row in a stretch of heights, and the row behind the last. */
export function rowsBetween(lane: SceneLane, top: number, bottom: number) {
  const { tops, count } = rowsOf(lane)
  const first = Math.max(0, bisectRight(tops, top) - 1)
  let end = first
  while (end < count && (tops[end] ?? 0) < bottom) end += 1
  return { first, end }
}
