import { expect, test } from 'vitest'
import { edgeSpeed } from './edgeScrolling.ts'

const BOX = { top: 100, bottom: 500 }

test('near an edge it scrolls that way, faster the nearer, and in the middle not at all', () => {
  const speeds = [100, 110, 130, 200, 300, 450, 470, 490, 500].map((y) => edgeSpeed(BOX, y))
  expect(speeds.map(Math.sign)).toEqual([-1, -1, -1, 0, 0, 0, 1, 1, 1])
  expect(edgeSpeed(BOX, 490)).toBeGreaterThan(edgeSpeed(BOX, 470))
  expect(edgeSpeed(BOX, 105)).toBe(-edgeSpeed(BOX, 495))
})

test('beyond an edge it is as fast as at it', () => {
  expect(edgeSpeed(BOX, 900)).toBe(edgeSpeed(BOX, 500))
})

test('a low box keeps a middle that stands still', () => {
  expect(edgeSpeed({ top: 0, bottom: 60 }, 30)).toBe(0)
})
