import { expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../../../core/document/model.ts'
import { factoryId } from '../../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import { addFactory, register } from '../../../core/registry/verbs.ts'
import { costOf, type Cost } from '../../../core/analysis/cost.ts'
import { placementPlanOf } from '../../../core/analysis/placement.ts'
import { graphData, graphOf, graphSentence } from './graphs.ts'
import { frontPoint, runsChartOf, runsChartSentence } from './runsChart.ts'

function costOfSize(size: number): Cost {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  registry = register(registry, factoryId('loop'), { name: 'state', size, location: 'shared' })
  const model: Model = { ...EMPTY_MODEL, registry }
  const cost = costOf(model)
  if (cost === null) throw new Error('no kernel')
  return cost
}

const bytes = { units: 'bytes', radix: 'dec', theme: 'system' } as const
const plain = { preferences: bytes, front: [], suggested: null } as const

test('marks where the layout stands, and where it stood only when it has moved', () => {
  const now = costOfSize(291)
  const was = costOfSize(195)
  expect(runsChartOf(now, now, plain).marks).toEqual([
    { x: 1164, y: 64, kind: 'now', label: '1\u2009164 B, 64 runs' },
  ])
  expect(runsChartOf(now, was, plain).marks).toEqual([
    { x: 780, y: 96, kind: 'before', label: '' },
    { x: 1164, y: 64, kind: 'now', label: '1\u2009164 B, 64 runs' },
  ])
  expect(runsChartSentence(now, was, bytes)).toMatch(
    /^Runs per SM against bytes per run: 64 runs at 1\u2009164 B, before the move 96 runs at 780 B\. It falls to \d+ at 1\u2009540 B\.$/,
  )
})

test('the front of a plan stands against the runs that its corners leave', () => {
  for (const [precision, last] of [
    ['float32', { x: 132, y: 640 }],
    ['float64', { x: 256, y: 320 }],
  ] as const) {
    const spec = { name: 'state', size: 32, location: 'shared' } as const
    const base = addFactory(EMPTY_REGISTRY, { id: 'loop', precision })
    const registry = register(base, factoryId('loop'), spec)
    const cost = costOf({ ...EMPTY_MODEL, registry })
    const plan = placementPlanOf(registry, 12_288)
    if (cost === null || plan === null) throw new Error('no plan')
    expect(plan.front.map((corner) => frontPoint(corner, cost))).toEqual([{ x: 0, y: 1024 }, last])
  }
})

test('every mark lies on the steps and within what is drawn', () => {
  for (const size of [0, 1, 32, 100, 291, 1000, 12_288]) {
    const { steps, marks, xEnd } = runsChartOf(costOfSize(size), costOfSize(size), plain)
    const [mark] = marks
    const step = steps.findLast(({ x }) => x <= (mark?.x ?? 0))
    expect(mark?.y, `size ${size}`).toBe(step?.y)
    expect(mark?.x).toBeLessThanOrEqual(xEnd)
  }
})

test('a run over the limit stands at no runs, and the classic graphs are not drawn', () => {
  const over = costOfSize(12_289)
  expect(runsChartOf(over, over, plain).marks[0]).toMatchObject({ x: 49_156, y: 0 })
  expect(graphOf(over, 'registers')).toBeNull()
})

test.each(['blockSize', 'registers', 'sharedBytes'] as const)(
  'the graph against %s marks the present launch and says it',
  (name) => {
    const cost = costOfSize(97)
    const graph = graphOf(cost, name)
    if (graph === null) throw new Error('no graph')
    const { marks, xEnd } = graphData(graph, name, { cost, preferences: bytes })
    expect(marks[0]).toMatchObject({ x: graph.present.x, y: graph.present.warps, kind: 'now' })
    expect(graph.present.x).toBeLessThanOrEqual(xEnd)
    expect(graphSentence(graph, name, { cost, preferences: bytes })).toContain(
      `${graph.present.warps} warps at`,
    )
  },
)

test('sizes are drawn and said in the unit one prefers, threads and registers are counts', () => {
  const cost = costOfSize(291)
  const hex = { units: 'elements', radix: 'hex', theme: 'system' } as const
  const { marks, steps, xEnd } = runsChartOf(cost, cost, { ...plain, preferences: hex })
  expect(marks[0]).toMatchObject({ x: 291, label: '0x123 elements, 64 runs' })
  expect(steps[0]).toEqual({ x: 0, y: 1024 })
  expect(xEnd).toBeCloseTo(291 * 1.6)
  expect(runsChartSentence(cost, cost, hex)).toMatch(/^Runs per SM against elements per run: 64/)
  const graph = graphOf(cost, 'sharedBytes')
  const threads = graphOf(cost, 'blockSize')
  if (graph === null || threads === null) throw new Error('no graph')
  const options = { cost, preferences: { ...hex, units: 'words' } } as const
  expect(graphData(graph, 'sharedBytes', options).marks[0]?.x).toBe(graph.present.x / 4)
  expect(graphSentence(graph, 'sharedBytes', options)).toMatch(/shared words a block: .* words, /)
  expect(graphData(threads, 'blockSize', options).marks[0]).toMatchObject({
    x: 32,
    label: '32, 2 warps',
  })
})
