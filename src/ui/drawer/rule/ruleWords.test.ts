import { expect, test } from 'vitest'
import { gatesOf } from '../../../core/analysis/measuredGates.ts'
import { conditionWords } from './ruleWords.ts'

const IN_BYTES = { units: 'bytes', radix: 'dec', theme: 'system' } as const

test('a gate that does not fire says how far each condition is', () => {
  const gates = gatesOf({
    itemBytes: 8,
    isImplicit: true,
    footprintBytes: 2320,
    statePairBytes: 1280,
    workGroupBytes: 0,
    parametersBytes: 12,
  })
  expect(gates[0]?.conditions.map((condition) => conditionWords(condition, 8, IN_BYTES))).toEqual([
    'footprint 2\u2009320 B, at least 3\u2009584 B: 1\u2009264 B short',
    'element 8 B, exactly 4 B: 4 B off',
    'state pair 1\u2009280 B, at most 1\u2009024 B: 256 B too much',
  ])
})
