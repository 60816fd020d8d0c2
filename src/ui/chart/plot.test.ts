import { expect, test } from 'vitest'
import { plotOf, tickWords, type PlotBox } from './plot.ts'

const box: PlotBox = { width: 440, height: 110, left: 40, right: 0, top: 0, bottom: 10 }

test('draws each step until the next one, and the last one to the end', () => {
  const steps = [
    { x: 0, y: 200 },
    { x: 50, y: 100 },
    { x: 150, y: 0 },
  ]
  const plot = plotOf({ steps, marks: [], dots: [], xEnd: 100 }, box)
  expect(plot.path).toBe('M40,0L240,0L240,50L440,50L440,50')
  expect(plot.yTicks).toEqual([0, 50, 100, 150, 200])
  expect(plot.xTicks[0]).toBe(0)
})

test('has room for the highest mark, and none for steps beyond the end', () => {
  const steps = [
    { x: 0, y: 10 },
    { x: 500, y: 9000 },
  ]
  const marks = [{ x: 20, y: 40, kind: 'now', label: '' } as const]
  const { y } = plotOf({ steps, marks, dots: [], xEnd: 100 }, box)
  expect(y.domain()).toEqual([0, 40])
})

test('draws nothing, and no NaN, where there is nothing', () => {
  const plot = plotOf({ steps: [], marks: [], dots: [], xEnd: 0 }, box)
  expect(plot.path).toBe('')
  expect(plot.x(0)).toBe(40)
  expect(plot.y(0)).toBe(100)
})

test('the words of a tick stand below it, and end with the chart where they would be cut', () => {
  expect(tickWords(300, '14 000', 400)).toEqual({ x: 300, textAnchor: 'middle' })
  expect(tickWords(388, '14 000', 400)).toEqual({ x: 400, textAnchor: 'end' })
  expect(tickWords(388, '20', 400)).toEqual({ x: 388, textAnchor: 'middle' })
})
