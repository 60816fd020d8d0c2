import { firstLimit, type CapacityLine } from '../../map/capacity.ts'
import { capacityLabels } from '../../map/capacityLabels.ts'
import type { Window } from '../../map/window.ts'
import type { Preferences } from '../../store/state.ts'
import { capacityWords } from './capacityWords.ts'
import type { Palette } from './palette.ts'
import { escaped } from './svgText.ts'

/** Where the lines of a lane are drawn; pixels from the left and top of the lane. */
interface Room {
  readonly window: Window
  readonly pixels: number
  readonly usedBytes: number
  readonly elementBytes: number
  readonly palette: Palette
  readonly preferences: Preferences
}

/** Pixels of the row above the map that names the lines. */
const LABELS = 16

/** Capacity lines of a lane: what names them above the map, what lies under its segments, and over them. */
export interface CapacityDrawing {
  /** Pixels of the row above the map; 0 where no line is in sight. */
  readonly above: number
  readonly labels: readonly string[]
  /** For a map of so many pixels, from its top. */
  readonly ground: (height: number) => readonly string[]
  readonly lines: (height: number) => readonly string[]
}

/** Capacity lines as on the page: the labels that have room, a tint from the limit on, and the lines themselves. */
export function capacityDrawing(lines: readonly CapacityLine[], room: Room): CapacityDrawing {
  const { window, pixels, palette, elementBytes, preferences } = room
  const seen = lines.filter((line) => line.bytes >= window.from && line.bytes <= window.to)
  const x = (bytes: number) =>
    Math.round(((bytes - window.from) / (window.to - window.from)) * pixels)
  const textOf = (line: CapacityLine) => capacityWords(line, elementBytes, preferences)
  const labels = capacityLabels(seen, { ...room, width: pixels, textOf })
  const limit = firstLimit(seen)
  const over = limit === undefined ? pixels : x(limit.bytes)
  return {
    above: seen.length === 0 ? 0 : LABELS,
    labels: labels.map(({ line, text, side }) => {
      const at =
        side === 'left' ? `x="${x(line.bytes) - 4}" text-anchor="end"` : `x="${x(line.bytes) + 4}"`
      return `<text ${at} y="12" font-size="11" fill="${escaped(palette[line.tone])}">${escaped(text)}</text>`
    }),
    ground: (height) =>
      over >= pixels
        ? []
        : [
            `<rect x="${over}" width="${pixels - over}" height="${height}" fill="${escaped(palette.bad)}" fill-opacity="0.09"/>`,
          ],
    lines: (height) =>
      seen.map(
        (line) =>
          `<path d="M${x(line.bytes)} 0V${height}" stroke="${escaped(palette[line.tone])}" stroke-width="1.5" stroke-dasharray="3 3"/>`,
      ),
  }
}
