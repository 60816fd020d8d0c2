const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

/** A text as it may stand in XML, in an element or an attribute; what XML cannot hold is left out. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES.get(letter) ?? '').replace(NOT_IN_XML, '')
}

// Source: XML 1.0, production Char; lone surrogates are not characters.
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Width of a letter of the 12 px face on average; nothing is measured, so that every machine cuts alike. */
const LETTER_PIXELS = 6.6

/** As much of a text as fits into so many pixels, with an ellipsis; empty where not two letters fit. */
export function shortened(text: string, pixels: number): string {
  const room = Math.floor(pixels / LETTER_PIXELS)
  const letters = Array.from(text)
  if (letters.length <= room) return text
  return room < 3 ? '' : `${letters.slice(0, room - 1).join('')}…`
}
