import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { findingsOf } from '../core/analysis/findings.ts'
import type { Model } from '../core/document/model.ts'
import { verify } from '../core/probe/verify.ts'
import { openText } from '../formats/open.ts'
import { createDawnRunner } from './dawn.ts'

// radau_iia_5, float64, 40 states, all defaults; then update(save_every=...) after a build.
const runner = await createDawnRunner()
afterAll(() => runner.close())

function opened(version: string, phase: string): Model {
  const file = `fixtures/bridge/${version}__radau_iia_5__n40__float64.json`
  const result = openText(readFileSync(file, 'utf8'), { phase })
  if (result.kind !== 'ok') throw new Error(JSON.stringify(result.problems))
  return result.model
}

const SHRUNK = expect.objectContaining({
  id: 'shrunk-after-build',
  severity: 'error',
  factory: 'loop/algorithm',
  entry: 'cached_auxiliaries',
}) as unknown

test.each(['after_update_1', 'built_2'])(
  'the buffer that cubie 0.9.0 drops under its compiled step is an error, and disproven, in phase %s',
  async (phase) => {
    const model = opened('0.9.0', phase)
    expect(findingsOf(model)).toContainEqual(SHRUNK)
    for (const program of ['generated', 'table'] as const) {
      const verdict = await verify(model, runner, { layout: 'recorded', program })
      expect(verdict.kind).toBe('disproven')
      expect(JSON.stringify({ ...verdict, registry: null })).toContain('cached_auxiliaries')
    }
  },
)

test.each([
  ['0.9.0', 'built'],
  ['0.17.0', 'built'],
  ['0.17.0', 'after_update_1'],
])('cubie %s in phase %s is proven as recorded, and nothing shrank', async (version, phase) => {
  const model = opened(version, phase)
  expect(findingsOf(model).map(({ id }) => id)).not.toContain('shrunk-after-build')
  const verdict = await verify(model, runner, { layout: 'recorded', program: 'table' })
  expect(verdict.kind).toBe('proven')
})
