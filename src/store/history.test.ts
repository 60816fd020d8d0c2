import { expect, test } from 'vitest'
import { canRedo, canUndo, historyOf, presentOf, pushStep, wentTo } from './history.ts'

const start = historyOf('Open', 'a')
const moved = pushStep(pushStep(start, 'Move', 'b'), 'Resize', 'c')

test('begins with one step that cannot be undone', () => {
  expect(presentOf(start)).toBe('a')
  expect(canUndo(start)).toBe(false)
  expect(canRedo(start)).toBe(false)
})

test('gives the same history back for a value that is the present one', () => {
  expect(pushStep(moved, 'Nothing', 'c')).toBe(moved)
  expect(wentTo(moved, 2)).toBe(moved)
  expect(wentTo(moved, 3)).toBe(moved)
  expect(wentTo(start, -1)).toBe(start)
})

test('goes back and forth without losing a step, and a new step ends what could be redone', () => {
  const back = wentTo(moved, 0)
  expect(presentOf(back)).toBe('a')
  expect(presentOf(wentTo(back, 2))).toBe('c')
  const branched = pushStep(back, 'Rename', 'd')
  expect(branched.steps.map((step) => step.label)).toEqual(['Open', 'Rename'])
  expect(canRedo(branched)).toBe(false)
})
