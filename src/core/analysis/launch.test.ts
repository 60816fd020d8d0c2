import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LAUNCH, launchGeometry, runGeometry } from './launch.ts'

interface OracleCase {
  readonly elements: number
  readonly itemsize: number
  readonly blocksize: number
  readonly runs: number
  readonly bytesPerRun: number
  readonly strideWords?: number
  readonly effBlock?: number
  readonly dynShared?: number
  readonly warn?: 'hw' | 'perf' | null
  readonly error?: true
}

function oracleCases(): readonly OracleCase[] {
  const text = gunzipSync(readFileSync('fixtures/geometry-oracle.json.gz')).toString()
  return (JSON.parse(text) as { readonly cases: readonly OracleCase[] }).cases
}

function geometryOf(elements: number, settings = {}) {
  const run = runGeometry(elements, 'float32')
  return launchGeometry(run, { ...DEFAULT_LAUNCH, ...settings })
}

describe('launch geometry', () => {
  test('equals the program in all 2,800 cases', () => {
    const cases = oracleCases()
    expect(cases).toHaveLength(2800)
    const warnings = { hw: 'below-warp', perf: 'over-target' } as const
    for (const c of cases) {
      const run = runGeometry(c.elements, c.itemsize === 8 ? 'float64' : 'float32')
      const { blocksize: blockSize, runs } = c
      const launch = launchGeometry(run, { ...DEFAULT_LAUNCH, blockSize, runs })
      expect(run.bytesPerRun).toBe(c.bytesPerRun)
      if (c.error === true) expect(launch.kind, JSON.stringify(c)).toBe('over-block-limit')
      else {
        expect(run.strideWords).toBe(c.strideWords)
        const warning = c.warn === undefined || c.warn === null ? null : warnings[c.warn]
        expect(launch, JSON.stringify(c)).toEqual({
          kind: 'launches',
          blockSize: c.effBlock,
          dynamicSharedBytes: c.dynShared,
          warning,
        })
      }
    }
  })

  test.each([
    [32, 128, 16896, null],
    [100, 64, 25856, null],
    [256, 32, 32896, 'over-target'],
    [400, 16, 25664, 'below-warp'],
  ])(
    'gives the contract’s answer for %i elements',
    (elements, ...[blockSize, dynamicSharedBytes, warning]) => {
      const expected = { kind: 'launches', blockSize, dynamicSharedBytes, warning }
      expect(geometryOf(elements)).toEqual(expected)
    },
  )

  test('refuses a run that is over the limit alone', () => {
    const refused = { kind: 'over-block-limit', needBytes: 49156, limitBytes: 49152 }
    expect(geometryOf(12289)).toEqual(refused)
  })

  test('opting in raises the limit on a known target only', () => {
    expect(geometryOf(12289, { optIn: true })).toMatchObject({ kind: 'launches', blockSize: 2 })
    expect(geometryOf(25345, { optIn: true })).toMatchObject({ limitBytes: 101376 })
    expect(geometryOf(12289, { optIn: true, target: '6.1' })).toMatchObject({ limitBytes: 49152 })
  })
})
