const ELLIPSIS = '…'
const MOST_KNOWN = 4000
const widths = new Map<string, Map<string, number>>()

/** A context whose font is `font`; asking the context for its font costs more than a known width. */
export interface Measure {
  readonly context: CanvasRenderingContext2D
  readonly font: string
}

/** Width of a text in pixels. */
export function textWidth({ context, font }: Measure, text: string): number {
  const ofFont = widths.get(font) ?? new Map<string, number>()
  widths.set(font, ofFont)
  const known = ofFont.get(text)
  if (known !== undefined) return known
  if (ofFont.size >= MOST_KNOWN) ofFont.clear()
  const { width } = context.measureText(text)
  ofFont.set(text, width)
  return width
}

/** Texts measured before a face was there are measured anew. */
export function forgetTextWidths(): void {
  widths.clear()
}

/** The text, or as much of its beginning as fits with an ellipsis; null where not even a letter does. */
export function fitText(measure: Measure, text: string, room: number): string | null {
  if (textWidth(measure, text) <= room) return text
  const letters = Array.from(text.slice(0, 200))
  let low = 0
  let high = letters.length
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    const part = letters.slice(0, middle).join('') + ELLIPSIS
    if (textWidth(measure, part) <= room) low = middle
    else high = middle - 1
  }
  return low === 0 ? null : letters.slice(0, low).join('') + ELLIPSIS
}
