import { expect, test } from 'vitest'
import { rowWindow, scrollToShow } from './rowWindow.ts'

const view = { top: 1000, height: 200 }

test('draws what is seen and a few rows beyond, never outside of the list', () => {
  expect(rowWindow(100_000, 20, view)).toEqual({ first: 38, end: 72 })
  expect(rowWindow(55, 20, view)).toEqual({ first: 38, end: 55 })
  expect(rowWindow(0, 20, view)).toEqual({ first: 0, end: 0 })
  expect(rowWindow(3, 20, { top: 0, height: 200 })).toEqual({ first: 0, end: 3 })
})

test('scrolls to a row only when it is not wholly seen', () => {
  expect(scrollToShow(50, 20, view)).toBeNull()
  expect(scrollToShow(59, 20, view)).toBeNull()
  expect(scrollToShow(60, 20, view)).toBeCloseTo(1200 - 200 / 3)
  expect(scrollToShow(49, 20, view)).toBeCloseTo(980 - 200 / 3)
  expect(scrollToShow(0, 20, view)).toBe(0)
})
