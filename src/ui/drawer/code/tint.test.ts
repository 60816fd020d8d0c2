import { expect, test } from 'vitest'
import { tintOf } from './tint.ts'

test('cuts a line where its colour changes, and loses nothing of it', () => {
  const line = 'def f(x):  return x[12:20] # "state"'
  const tints = tintOf(line, 'python')
  expect(tints.map((tint) => tint.text).join('')).toBe(line)
  expect(tints.filter((tint) => tint.kind !== 'plain')).toEqual([
    { kind: 'keyword', text: 'def' },
    { kind: 'keyword', text: 'return' },
    { kind: 'number', text: '12' },
    { kind: 'number', text: '20' },
    { kind: 'comment', text: '# "state"' },
  ])
})

test('a hash is a comment in Python alone, a number sign within a string is not', () => {
  expect(tintOf('#include <x>', 'cuda')[0]?.kind).toBe('plain')
  expect(tintOf("x = '#'", 'python').map((tint) => tint.kind)).toEqual(['plain', 'string'])
  expect(tintOf('let a = 3u; // b', 'wgsl').map((tint) => tint.kind)).toEqual([
    'keyword',
    'plain',
    'number',
    'plain',
    'comment',
  ])
})

test('an empty line has no colour', () => {
  expect(tintOf('', 'wgsl')).toEqual([])
})
