import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STEPS_AT_ONCE, stretchesOf } from './stretches.ts'

test('every key is in one stretch, in order; a part is alone, and few steps are together', () => {
  // How many further parts each step has.
  const steps = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(3)))
  fc.assert(
    fc.property(steps, (parts) => {
      const keys = parts.flatMap((count, step) => [
        ['id', step],
        ...Array.from({ length: count }, (_, part) => ['id', step, part]),
      ])
      const stretches = stretchesOf(keys).map(([first, last]) =>
        keys.slice(keys.indexOf(first), keys.indexOf(last) + 1),
      )
      expect(stretches.flat()).toEqual(keys)
      for (const stretch of stretches) {
        expect(stretch.length).toBeLessThanOrEqual(STEPS_AT_ONCE)
        if (stretch.length > 1) expect(stretch.every((key) => key.length === 2)).toBe(true)
      }
    }),
  )
})

test('a long history is read a few steps at a time', () => {
  const keys = Array.from({ length: 20 }, (_, step) => ['id', step])
  const [first] = stretchesOf(keys)
  expect(STEPS_AT_ONCE).toBe(8)
  expect(first).toEqual([
    ['id', 0],
    ['id', 7],
  ])
})
