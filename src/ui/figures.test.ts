import { expect, test } from 'vitest'
import { grouped, spelled } from './figures.ts'

test('numbers of a sentence are grouped as figures are, and names are not', () => {
  expect(grouped('A single run needs 52260 B, and a block may have 49152.')).toBe(
    'A single run needs 52\u2009260 B, and a block may have 49\u2009152.',
  )
  expect(grouped('1164 B, 999 B, 1234567 B')).toBe('1\u2009164 B, 999 B, 1\u2009234\u2009567 B')
  expect(grouped('"buffer 12345" and "a\\"99999" of buf12345, 0.12345, sm_12345')).toBe(
    '"buffer 12345" and "a\\"99999" of buf12345, 0.12345, sm_12345',
  )
})

test('a size is spelled in the unit one prefers, one of them as one, a part of a unit in bytes', () => {
  const elements = { units: 'elements', radix: 'dec', theme: 'system' } as const
  expect(spelled(776, 8, elements)).toBe('97 elements')
  expect(spelled(4, 4, elements)).toBe('1 element')
  expect(spelled(4, 8, elements)).toBe('4 B')
  expect(spelled(1164, 4, { ...elements, units: 'words' })).toBe('291 words')
  expect(spelled(1164, 4, { ...elements, units: 'bytes', radix: 'hex' })).toBe('0x48c B')
})
