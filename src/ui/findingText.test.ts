import { expect, test } from 'vitest'
import {
  inBytes,
  inElements,
  inElementsAndBytes,
  inWords,
  sentence,
  sentenceText,
} from '../core/analysis/sentence.ts'
import type { Preferences } from '../store/state.ts'
import { findingText } from './findingText.ts'

const said = sentence`${'"a 1000"'} takes ${inBytes(4000, 8)}, ${inElements(1, 8)} of ${1000}, ${inElementsAndBytes(500, 8)}, stride ${inWords(3, 8)}.`

function inUnits(units: Preferences['units'], radix: Preferences['radix'] = 'dec'): string {
  return findingText(said, { units, radix, theme: 'system' }).replaceAll('\u2009', ' ')
}

test('where nobody chose a unit, each size is told in its own', () => {
  expect(sentenceText(said)).toBe(
    '"a 1000" takes 4000 B, 1 element of 1000, 500 elements (4000 B), stride 3 words.',
  )
})

test('sizes are in the chosen unit, in bytes where they are no whole number of it, and names stay', () => {
  expect(inUnits('elements')).toBe(
    '"a 1000" takes 500 elements, 1 element of 1 000, 500 elements (4 000 B), stride 12 B.',
  )
  expect(inUnits('words')).toBe(
    '"a 1000" takes 1 000 words, 2 words of 1 000, 1 000 words, stride 3 words.',
  )
  expect(inUnits('bytes', 'hex')).toBe(
    '"a 1000" takes 0xfa0 B, 0x8 B of 1 000, 0xfa0 B, stride 0xc B.',
  )
})
