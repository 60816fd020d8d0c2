import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { firedGroups, gatesOf, type RuleGroup } from './measuredGates.ts'

interface OracleCase {
  readonly itemsize: 4 | 8
  readonly is_implicit: boolean
  readonly footprint_bytes: number
  readonly state_pair_bytes: number
  readonly work_group_bytes: number
  readonly params_bytes: number
  readonly fires: readonly (readonly string[])[]
}

const KEYS: Readonly<Record<RuleGroup, readonly string[]>> = {
  'state-pair': ['state_location', 'proposed_state_location'],
  'work-group': ['work_location'],
  parameters: ['parameters_location'],
}

function oracleCases() {
  const text = gunzipSync(readFileSync('fixtures/heuristics-oracle.json.gz')).toString()
  return (JSON.parse(text) as { readonly cases: readonly OracleCase[] }).cases.map((c) => ({
    fires: c.fires,
    inputs: {
      itemBytes: c.itemsize,
      isImplicit: c.is_implicit,
      footprintBytes: c.footprint_bytes,
      statePairBytes: c.state_pair_bytes,
      workGroupBytes: c.work_group_bytes,
      parametersBytes: c.params_bytes,
    },
  }))
}

describe('the measured rule', () => {
  test('fires the same groups in the same order in all 2,016 cases', () => {
    const cases = oracleCases()
    expect(cases).toHaveLength(2016)
    for (const { inputs, fires } of cases)
      expect(
        firedGroups(inputs).map((group) => KEYS[group]),
        JSON.stringify(inputs),
      ).toEqual(fires)
  })

  test('says of a condition that fails how many bytes are missing, and of one that holds none', () => {
    for (const { inputs } of oracleCases())
      for (const gate of gatesOf(inputs)) {
        expect(gate.fires).toBe(gate.conditions.every((condition) => condition.awayBytes === 0))
        for (const condition of gate.conditions)
          expect(condition.awayBytes > 0).toBe(!condition.holds)
      }
    const [inputs] = oracleCases().map((c) => c.inputs)
    const heavy = gatesOf({ ...(inputs as NonNullable<typeof inputs>), footprintBytes: 3580 })[0]
    expect(heavy?.conditions[0]).toMatchObject({ quantity: 'footprint', awayBytes: 4 })
  })
})
