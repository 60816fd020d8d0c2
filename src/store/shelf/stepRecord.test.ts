import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_LAUNCH, type LaunchSettings } from '../../core/analysis/launch.ts'
import { edited } from '../../core/document/edit.ts'
import { EMPTY_MODEL, type Model } from '../../core/document/model.ts'
import { printDocument } from '../../core/document/toDocument.ts'
import { sampleKernel } from '../../core/factories/newKernel.ts'
import { LOCATIONS } from '../../core/registry/location.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { move, relocate, resize, type BufferRef } from '../../core/registry/verbs.ts'
import { historyOf, presentOf, pushStep, wentTo, type History } from '../history.ts'
import { historyFrom, recordStep } from './stepRecord.ts'

const START: Model = {
  ...EMPTY_MODEL,
  name: 'sample',
  registry: sampleKernel({ states: 4, precision: 'float32', step: 'backward_euler' }),
}

const BUFFERS: readonly BufferRef[] = START.registry.factories.flatMap((factory) =>
  factory.entries.flatMap((entry) =>
    entry.kind === 'buffer' ? [{ factory: factory.id, name: entry.name }] : [],
  ),
)

const buffer = fc.constantFrom(...BUFFERS)
const verb: fc.Arbitrary<(registry: Registry) => Registry> = fc.oneof(
  fc.tuple(buffer, fc.constantFrom(...LOCATIONS)).map(
    ([ref, to]) =>
      (r: Registry) =>
        relocate(r, ref, to),
  ),
  fc.tuple(buffer, fc.nat(64)).map(
    ([ref, size]) =>
      (r: Registry) =>
        resize(r, ref, size),
  ),
  buffer.map((ref) => (r: Registry) => move(r, ref, 0)),
)

function played(verbs: readonly ((registry: Registry) => Registry)[]): History<Model> {
  return verbs.reduce(
    (history, each) => pushStep(history, 'Edit', edited(presentOf(history), each)),
    historyOf('Open sample', START),
  )
}

/** As IndexedDB keeps it: a copy that shares nothing. */
function keptAndReadBack(history: History<Model>): History<Model> | null {
  const records = history.steps.map((step, i) =>
    structuredClone(recordStep(step, history.steps[i - 1]?.value ?? null)),
  )
  return historyFrom(records, history.at)
}

test('a history read back is the history that was kept, step by step', () => {
  fc.assert(
    fc.property(fc.array(verb, { maxLength: 40 }), (verbs) => {
      const history = played(verbs)
      expect(keptAndReadBack(history)).toEqual(history)
    }),
    { numRuns: 200 },
  )
})

test('10,000 random edits undone give byte-equal JSON', () => {
  const verbs = fc.sample(verb, { numRuns: 10_000, seed: 20 })
  let history = played(verbs)
  expect(history.steps.length).toBeGreaterThan(5000)
  while (history.at > 0) history = wentTo(history, history.at - 1)
  expect(printDocument(presentOf(history))).toBe(printDocument(START))
})

test('a step keeps only the factories that it changed', () => {
  const [ref] = BUFFERS
  if (ref === undefined) throw new Error('the sample has no buffers')
  const history = played([(registry) => resize(registry, ref, 777)])
  const [first, second] = history.steps
  if (first === undefined || second === undefined) throw new Error('the edit changed nothing')
  const record = recordStep(second, first.value)
  expect(record).toMatchObject({ rest: null, roots: null, order: null })
  expect(record.changed.length).toBeLessThan(START.registry.factories.length)
})

test('a record that names what is not there gives no history', () => {
  const history = played([])
  const torn = history.steps.map((step) => ({ ...recordStep(step, null), changed: [] }))
  expect(historyFrom(torn, 0)).toBeNull()
  expect(historyFrom([], 0)).toBeNull()
})

test('a launch that was kept before it had all of its settings has the missing ones at rest', () => {
  const { staticSharedBytes, carveoutPercent, barriers, ...older } = DEFAULT_LAUNCH
  const kept: Partial<LaunchSettings> = { ...older, blockSize: 64 }
  const launch = { ...older, blockSize: 64, staticSharedBytes, carveoutPercent, barriers }
  const opened = historyOf('Open sample', { ...START, launch: kept as LaunchSettings })
  const history = pushStep(opened, 'Rename', { ...presentOf(opened), name: 'other' })
  const models = keptAndReadBack(history)?.steps.map((step) => step.value)
  expect(models).toEqual([
    { ...START, launch },
    { ...START, launch, name: 'other' },
  ])
})

test('a launch that is whole is handed back as it was kept', () => {
  const records = played([]).steps.map((step) => recordStep(step, null))
  expect(historyFrom(records, 0)?.steps[0]?.value.launch).toBe(records[0]?.rest?.launch)
})
