const ELLIPSIS = '…'
const MOST_KNOWN = 4000
const widths = new Map<string, number>()

/** Width of a text in the context's present font. */
export function textWidth(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font}\u0000${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  if (widths.size >= MOST_KNOWN) widths.clear()
  const { width } = context.measureText(text)
  widths.set(key, width)
  return width
}

/** Texts measured before a face was there are measured anew. */
export function forgetTextWidths(): void {
  widths.clear()
}

/** The text, or as much of its beginning as fits with an ellipsis; null where not even a letter does. */
export function fitText(
  context: CanvasRenderingContext2D,
  text: string,
  room: number,
): string | null {
  if (textWidth(context, text) <= room) return text
  const letters = Array.from(text.slice(0, 200))
  let low = 0
  let high = letters.length
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    const part = letters.slice(0, middle).join('') + ELLIPSIS
    if (textWidth(context, part) <= room) low = middle
    else high = middle - 1
  }
  return low === 0 ? null : letters.slice(0, low).join('') + ELLIPSIS
}
