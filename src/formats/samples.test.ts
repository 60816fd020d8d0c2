import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareRecorded } from '../core/document/compare.ts'
import { generatedFiles, SAMPLE_DUMPS, SCHEMA_FILE } from './generated.ts'
import { openText } from './open.ts'
import { SAMPLES } from './samples.ts'

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

test('the published JSON Schema is what the parser checks (npm run generate writes it)', () => {
  const generated = generatedFiles(read).get(SCHEMA_FILE) ?? ''
  expect(JSON.parse(read(SCHEMA_FILE))).toEqual(JSON.parse(generated))
})

test('every sample is the phase built of its dump, byte for byte (npm run generate writes it)', () => {
  for (const [path, text] of generatedFiles(read))
    if (path !== SCHEMA_FILE) expect(read(path), path).toBe(text)
})

test('the samples are those that are generated', () => {
  expect(SAMPLES.map((sample) => sample.id)).toEqual([...SAMPLE_DUMPS.keys()])
})

test.each(SAMPLES)(
  '$id loads, opens without a notice, and lies as it was recorded',
  async (sample) => {
    const opened = openText(await sample.load())
    const dump = openText(read(SAMPLE_DUMPS.get(sample.id) ?? ''))
    if (opened.kind === 'invalid' || dump.kind === 'invalid') throw new Error('a sample is invalid')
    expect(opened.notices).toEqual([])
    expect(opened.model).toEqual(dump.model)
    const comparison = compareRecorded(opened.model)
    expect(comparison.factories.length).toBeGreaterThan(2)
    expect(comparison.differs).toBe(false)
  },
)
