import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { applyPlacement, placementPlanOf } from '../../../core/analysis/placement.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import { openText } from '../../../formats/open.ts'
import { cornerIndex, movesWithin, summaryOf, withMoves } from './placementMoves.ts'

const path = 'fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json'
const opened = openText(readFileSync(path, 'utf8'))
if (opened.kind !== 'ok') throw new Error('the fixture does not open')
const { registry } = opened.model
const plan = placementPlanOf(registry, 12_288)
if (plan === null) throw new Error('no plan')

test('the listed moves lead to the very placement that the plan gives, at every corner', () => {
  expect(plan.front.length).toBeGreaterThan(5)
  for (const { words } of plan.front) {
    const moves = movesWithin(plan, words)
    expect(withMoves(registry, moves)).toEqual(applyPlacement(plan, words))
  }
})

test('a summary is plain data, as a worker can send it', () => {
  const summary = summaryOf(plan)
  expect(structuredClone(summary)).toEqual(summary)
})

test('the corner of a budget is the last that fits', () => {
  const front = [
    { words: 0, weight: 0 },
    { words: 10, weight: 4 },
    { words: 12, weight: 5 },
  ]
  expect(cornerIndex(front, 9)).toBe(0)
  expect(cornerIndex(front, 10)).toBe(1)
  expect(cornerIndex(front, 1000)).toBe(2)
  expect(cornerIndex([], 5)).toBe(0)
})

test('no moves change nothing', () => {
  expect(withMoves(EMPTY_REGISTRY, [])).toBe(EMPTY_REGISTRY)
})
