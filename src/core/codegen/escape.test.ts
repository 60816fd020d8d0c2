import { expect, test } from 'vitest'
import { commentText, pythonString } from './escape.ts'
import { AWKWARD_NAMES, ILL_FORMED_TEXTS } from './trials.ts'

test.each([
  ['', '""'],
  ['state', '"state"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['ends \\', '"ends \\\\"'],
  ['*/ #error', '"*\\/ #error"'],
  ['/* open', '"/\\* open"'],
  ['/*/', '"/\\*\\/"'],
  ['??/', '"\\x3f\\x3f/"'],
  ['a\nb', '"a\\u000ab"'],
  ['\u2028', '"\\u2028"'],
  ['😀', '"\\ud83d\\ude00"'],
])('shows %j in a comment as %s', (text, shown) => {
  expect(commentText(text)).toBe(shown)
})

test('a comment never holds more than one line, a comment end, a trigraph or a last backslash', () => {
  for (const text of [...AWKWARD_NAMES, ...ILL_FORMED_TEXTS])
    expect(commentText(text)).toMatch(/^"(?!.*(\*\/|\/\*|\?\?))[ -~]*"$/)
})

test('a comment shows 120 characters of a name at most', () => {
  expect(commentText('x'.repeat(256))).toBe(`"${'x'.repeat(120)}..."`)
})

test.each([
  ['', '""'],
  ["it's", '"it\'s"'],
  ['"""', '"\\"\\"\\""'],
  ['\\N{BULLET}', '"\\\\N{BULLET}"'],
  ['a\nb', '"a\\u000ab"'],
  ['é', '"\\u00e9"'],
  ['😀', '"\\U0001f600"'],
  ['\uD800', '"\\ud800"'],
])('writes %j as the Python literal %s', (text, literal) => {
  expect(pythonString(text)).toBe(literal)
})
