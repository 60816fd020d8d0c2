import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identifiersOf } from './identifiers.ts'
import { AWKWARD_NAMES, ILL_FORMED_TEXTS } from './trials.ts'

test('has no identifiers for no names', () => {
  expect(identifiersOf([], 'python')).toEqual([])
})

test.each([
  ['state', 'state'],
  ['prev_theta', 'prev_theta'],
  ['loop/algorithm/solver', 'loop_algorithm_solver'],
  ['état', 'etat'],
  ['3d', 'n3d'],
  ['😀', 'unnamed'],
  ['__proto__', 'proto'],
  ['_', 'unnamed'],
  ['"""); import os #', 'import_os'],
  ['class', 'class_buffer'],
  ['x'.repeat(256), 'x'.repeat(64)],
])('makes %j the identifier %s', (name, identifier) => {
  expect(identifiersOf([name], 'python')).toEqual([identifier])
})

test.each(['NULL', 'INT_MAX', 'linux', 'namespace', 'threadIdx', 'offset', 'std'])(
  'keeps %j away from macros, keywords and builtins of C++',
  (name) => {
    expect(identifiersOf([name], 'cpp')).toEqual([`${name}_buffer`])
  },
)

test('a name that is an identifier keeps it, whatever stands before it', () => {
  expect(identifiersOf(['a b', 'a-b', 'a_b', 'a_b_2', 'a.b'], 'python')).toEqual([
    'a_b_3',
    'a_b_4',
    'a_b',
    'a_b_2',
    'a_b_5',
  ])
})

test.each(['python', 'cpp'] as const)(
  'gives valid, different identifiers for any names (%s)',
  (language) => {
    const names = fc.array(
      fc.oneof(
        fc.constantFrom(...AWKWARD_NAMES, ...ILL_FORMED_TEXTS),
        fc.string({ unit: 'binary' }),
      ),
    )
    fc.assert(
      fc.property(names, (some) => {
        const identifiers = identifiersOf(some, language)
        expect(identifiers).toHaveLength(some.length)
        expect(new Set(identifiers).size).toBe(some.length)
        for (const identifier of identifiers)
          expect(identifier).toMatch(/^[A-Za-z](?!.*__)[A-Za-z0-9_]{0,90}$/)
      }),
      { numRuns: 500 },
    )
  },
)
