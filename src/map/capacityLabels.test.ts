import { expect, test } from 'vitest'
import type { CapacityLine } from './capacity.ts'
import { capacityLabels } from './capacityLabels.ts'

const line = (bytes: number, label: string): CapacityLine => ({ bytes, label, tone: 'bad' })
const LINES = [line(1024, 'target'), line(1536, 'full warps'), line(49_152, 'block limit')]
const textOf = ({ bytes, label }: CapacityLine) => `${bytes} B ${label}`

function labelsAt(to: number, usedBytes: number, width = 600) {
  return capacityLabels(LINES, { window: { from: 0, to }, width, usedBytes, textOf })
}

test('no label stands over another or past an edge, however close their lines are', () => {
  for (const width of [40, 120, 300, 600, 1200])
    for (let to = 800; to < 200_000; to *= 1.13) {
      const labels = labelsAt(to, to / 2, width)
      for (const [i, label] of labels.entries()) {
        expect(label.left).toBeGreaterThanOrEqual(0)
        expect(label.left + label.width).toBeLessThanOrEqual(width)
        const next = labels[i + 1]
        if (next !== undefined) expect(next.left).toBeGreaterThanOrEqual(label.left + label.width)
      }
    }
})

test('the gravest limit that is passed keeps its label where there is no room for all', () => {
  const shown = labelsAt(52_000, 50_000, 180)
  expect(shown.map((label) => label.line.label)).toEqual(['block limit'])
  expect(labelsAt(52_000, 1200, 180).map((label) => label.line.label)).toEqual(['target'])
})

test('lines with room are all labelled, and those out of sight are not', () => {
  expect(labelsAt(2000, 100).map((label) => label.line.label)).toEqual(['target', 'full warps'])
  expect(labelsAt(1000, 100)).toEqual([])
})
