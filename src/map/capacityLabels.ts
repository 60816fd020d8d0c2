import type { CapacityLine } from './capacity.ts'
import type { Window } from './window.ts'

/** A label of a capacity line that has a place of its own; pixels from the left of the map. */
export interface CapacityLabel {
  readonly line: CapacityLine
  readonly text: string
  readonly left: number
  readonly width: number
  /** The side of its line on which it stands. */
  readonly side: 'right' | 'left'
}

interface Room {
  readonly window: Window
  /** Pixels of the whole map. */
  readonly width: number
  /** Lines below this are passed. */
  readonly usedBytes: number
  readonly textOf: (line: CapacityLine) => string
}

/** Pixels of a letter at most, and of the space on either side of a label. */
const LETTER_PIXELS = 6.6
const PADDING_PIXELS = 10

/**
 * Labels of the lines in sight, none over another or past an edge: the gravest limit that is passed
 * goes first, then those that come next, and one without room is left out. Left to right.
 */
export function capacityLabels(
  lines: readonly CapacityLine[],
  room: Room,
): readonly CapacityLabel[] {
  const placed: CapacityLabel[] = []
  for (const line of byWeight(lines, room.usedBytes)) {
    const label = placeOf(line, room, placed)
    if (label !== null) placed.push(label)
  }
  return placed.sort((a, b) => a.left - b.left)
}

function byWeight(lines: readonly CapacityLine[], usedBytes: number): readonly CapacityLine[] {
  const passed = lines.filter((line) => line.bytes < usedBytes)
  const ahead = lines.filter((line) => line.bytes >= usedBytes)
  return [...passed.sort((a, b) => b.bytes - a.bytes), ...ahead.sort((a, b) => a.bytes - b.bytes)]
}

function placeOf(
  line: CapacityLine,
  { window, width, textOf }: Room,
  placed: readonly CapacityLabel[],
): CapacityLabel | null {
  const x = ((line.bytes - window.from) / (window.to - window.from)) * width
  if (!(x >= 0 && x <= width)) return null
  const text = textOf(line)
  const wide = text.length * LETTER_PIXELS + PADDING_PIXELS
  const isFree = (left: number) =>
    left >= 0 &&
    left + wide <= width &&
    placed.every((other) => left + wide <= other.left || left >= other.left + other.width)
  if (isFree(x)) return { line, text, left: x, width: wide, side: 'right' }
  return isFree(x - wide) ? { line, text, left: x - wide, width: wide, side: 'left' } : null
}
