import { expect, test } from 'vitest'
import { stepFrom } from './stepKeys.ts'

test('keys lead from step to step and never out of the list', () => {
  expect(stepFrom('ArrowDown', 3, 5)).toBe(4)
  expect(stepFrom('ArrowDown', 4, 5)).toBe(4)
  expect(stepFrom('ArrowUp', 0, 5)).toBe(0)
  expect(stepFrom('PageDown', 0, 50)).toBe(10)
  expect(stepFrom('PageUp', 4, 50)).toBe(0)
  expect(stepFrom('Home', 4, 50)).toBe(0)
  expect(stepFrom('End', 4, 50)).toBe(49)
  expect(stepFrom('Enter', 4, 50)).toBeNull()
})
