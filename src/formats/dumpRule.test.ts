import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { measuredRulesOf } from '../core/analysis/measuredRule.ts'
import type { Model } from '../core/document/model.ts'
import { openText } from './open.ts'

const FOLDER = new URL('../../fixtures/cubie/', import.meta.url)
const DUMPS = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
const RADAU = '0.9.0__firk_radau_iia_5__n32__float64.json'

function textOf(dump: string): string {
  return readFileSync(new URL(dump, FOLDER), 'utf8')
}

function open(dump: string, phase = 'built'): Model {
  const opened = openText(textOf(dump), { phase })
  if (opened.kind === 'invalid') throw new Error(JSON.stringify(opened.problems))
  return opened.model
}

interface RawHeuristics {
  readonly itemsize: number
  readonly is_implicit: boolean
  readonly footprint_bytes: number
  readonly state_pair_bytes: number
  readonly work_group_bytes: number
  readonly params_bytes: number
  readonly measured_family: boolean
  readonly candidates: readonly (readonly string[])[]
}

const FIRST_KEY = {
  'state-pair': 'state_location',
  parameters: 'parameters_location',
} as const

describe('the measured rule of dumps', () => {
  test.each(DUMPS)('takes from %s what the program took, in every phase', (dump) => {
    const raw = JSON.parse(textOf(dump)) as {
      readonly phases: readonly { readonly label: string; readonly heuristics: RawHeuristics }[]
    }
    expect(raw.phases.length).toBeGreaterThan(5)
    for (const { label, heuristics: h } of raw.phases) {
      const { present } = measuredRulesOf(open(dump, label))
      expect(present.kind).toBe(h.measured_family ? 'measured' : 'outside')
      if (present.kind === 'outside') continue
      expect(present.inputs).toEqual({
        itemBytes: h.itemsize,
        isImplicit: h.is_implicit,
        footprintBytes: h.footprint_bytes,
        statePairBytes: h.state_pair_bytes,
        workGroupBytes: h.work_group_bytes,
        parametersBytes: h.params_bytes,
      })
      const first = h.candidates[0]?.[0] ?? null
      const { moves } = present
      if (moves === 'work-group') expect(first).toBe('stage_increment_location')
      else expect(moves === null ? null : FIRST_KEY[moves]).toBe(first)
    }
  })

  test('decides otherwise at the sizes before the build, where a size came after', () => {
    const { present, constructed, built } = measuredRulesOf(open(RADAU))
    expect(present).toMatchObject({ kind: 'measured', moves: null })
    expect(constructed).toMatchObject({ kind: 'measured', moves: 'work-group' })
    expect(built).toBeNull()
    const after = open(RADAU, 'state_pair_shared')
    expect(measuredRulesOf(after).built).toMatchObject({ inputs: { workGroupBytes: 3640 } })
  })

  test('says nothing for another card', () => {
    const model = open(RADAU)
    const other = { ...model, launch: { ...model.launch, target: '9.0' } }
    expect(measuredRulesOf(other).present).toMatchObject({ kind: 'outside' })
  })
})
