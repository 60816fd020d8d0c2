import { expect, test } from 'vitest'
import { isByKey } from './menuAt.ts'

const target = new EventTarget()

/** A request for a menu in what has the focus, as browsers tell it. */
function asked(button: number, pointerType?: string, ctrlKey = false) {
  const nativeEvent = pointerType === undefined ? {} : { pointerType }
  return { button, ctrlKey, target, currentTarget: target, nativeEvent }
}

test('a key asks for the menu of the selection; a mouse, a finger and a press with Ctrl for that of a place', () => {
  expect(isByKey(asked(-1, 'mouse'))).toBe(true)
  expect(isByKey(asked(0))).toBe(true)
  expect(isByKey(asked(0, ''))).toBe(true)
  expect(isByKey(asked(2, 'mouse'))).toBe(false)
  expect(isByKey(asked(0, 'touch'))).toBe(false)
  expect(isByKey(asked(0, 'pen'))).toBe(false)
  expect(isByKey(asked(0, 'mouse', true))).toBe(false)
  expect(isByKey({ ...asked(-1, 'mouse'), currentTarget: new EventTarget() })).toBe(false)
})
