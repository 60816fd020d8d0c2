import { expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../../../core/document/model.ts'
import { factoryId } from '../../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import { addFactory, register } from '../../../core/registry/verbs.ts'
import { costOf, type Cost } from '../../../core/analysis/cost.ts'
import { graphData, graphOf, graphSentence } from './graphs.ts'
import { runsChartOf, runsChartSentence } from './runsChart.ts'

function costOfSize(size: number): Cost {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  registry = register(registry, factoryId('loop'), { name: 'state', size, location: 'shared' })
  const model: Model = { ...EMPTY_MODEL, registry }
  const cost = costOf(model)
  if (cost === null) throw new Error('no kernel')
  return cost
}

const plain = { radix: 'dec', front: [], suggested: null } as const

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
  expect(runsChartSentence(now, was)).toMatch(
    /^Runs per SM against bytes per run: 64 runs at 1164 bytes, before the move 96 runs at 780 bytes\. It falls to \d+ at \d+ bytes\.$/,
  )
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
    const { marks, xEnd } = graphData(graph, 'dec')
    expect(marks[0]).toMatchObject({ x: graph.present.x, y: graph.present.warps, kind: 'now' })
    expect(graph.present.x).toBeLessThanOrEqual(xEnd)
    expect(graphSentence(graph, name)).toContain(`${graph.present.warps} warps at`)
  },
)
