import type { Preferences } from '../store/state.ts'

const THIN_SPACE = '\u2009'

/** A whole number with thin spaces between thousands, or in hexadecimal as the user prefers. */
export function figure(value: number, radix: Preferences['radix'] = 'dec'): string {
  if (radix === 'hex') return `0x${Math.max(0, value).toString(16)}`
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE)
}

const UNIT_WORDS = { elements: '', words: ' w', bytes: ' B' } as const

/** Bytes in the user's unit. An element has `elementBytes`; a part of a unit is shown as a fraction. */
export function inUnits(
  bytes: number,
  elementBytes: number,
  { units, radix }: Preferences,
): string {
  const value = bytes / unitBytes(elementBytes, units)
  return Number.isInteger(value) ? figure(value, radix) : value.toFixed(2)
}

/** The same with its unit behind it; elements, the usual unit, bear none. */
export function withUnit(bytes: number, elementBytes: number, preferences: Preferences): string {
  return `${inUnits(bytes, elementBytes, preferences)}${UNIT_WORDS[preferences.units]}`
}

const UNIT_NOUNS = {
  elements: { one: 'element', many: 'elements' },
  words: { one: 'word', many: 'words' },
  bytes: { one: 'B', many: 'B' },
} as const satisfies Record<Preferences['units'], Record<'one' | 'many', string>>

/** Bytes of one of the user's units. */
export function unitBytes(elementBytes: number, units: Preferences['units']): number {
  return { elements: elementBytes, words: 4, bytes: 1 }[units]
}

/** The user's unit in words: "elements", "words", "B"; of one unit, "element". */
export function unitNoun(units: Preferences['units'], count = 2): string {
  return UNIT_NOUNS[units][count === 1 ? 'one' : 'many']
}

/** A size as a figure and the name of its unit; what is no whole number of the user's units is in bytes. */
export function sizeParts(
  bytes: number,
  elementBytes: number,
  preferences: Preferences,
): { readonly value: string; readonly noun: string } {
  const { units, radix } = preferences
  const count = bytes / unitBytes(elementBytes, units)
  return Number.isInteger(count)
    ? { value: figure(count, radix), noun: unitNoun(units, count) }
    : { value: figure(bytes, radix), noun: unitNoun('bytes') }
}

/** The same in a row: "291 elements", "1 word", "1 164 B". */
export function spelled(bytes: number, elementBytes: number, preferences: Preferences): string {
  const { value, noun } = sizeParts(bytes, elementBytes, preferences)
  return `${value} ${noun}`
}

/** "291", "12 B": a size with a short unit behind it; what is no whole number of the user's units is in bytes. */
export function shortSize(bytes: number, elementBytes: number, preferences: Preferences): string {
  const isWhole = Number.isInteger(bytes / unitBytes(elementBytes, preferences.units))
  return withUnit(bytes, elementBytes, isWhole ? preferences : { ...preferences, units: 'bytes' })
}

/** A half-open range of bytes in the user's unit, as `[12:20]`. */
export function rangeText(
  { startBytes, endBytes }: { readonly startBytes: number; readonly endBytes: number },
  elementBytes: number,
  preferences: Preferences,
): string {
  const at = (bytes: number) => inUnits(bytes, elementBytes, preferences)
  return `[${at(startBytes)}:${at(endBytes)}]`
}

/** A half-open slice as `[12:20]`. */
export function sliceText(
  offset: number,
  end: number,
  radix: Preferences['radix'] = 'dec',
): string {
  return `[${figure(offset, radix)}:${figure(end, radix)}]`
}

const QUOTED_OR_WORD = /"(?:[^"\\]|\\.)*"|[\w.]*\w/g

/** A sentence whose whole numbers are grouped as figures are; quoted names stay as they are. */
export function grouped(sentence: string): string {
  return sentence.replace(QUOTED_OR_WORD, (word) =>
    /^\d{4,}$/.test(word) ? word.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) : word,
  )
}
