import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EMPTY_MODEL } from '../../core/document/model.ts'
import { bufferOf } from '../../core/registry/entry.ts'
import { factoryOf, type Factory } from '../../core/registry/factory.ts'
import { partsOf, wholeRecords } from './stepParts.ts'
import { recordStep, type StepRecord } from './stepRecord.ts'

/** A first step with one factory for each number, which is how many buffers it has. */
function recordWith(counts: readonly number[]): StepRecord {
  const factories = counts.map((count, f): Factory => ({
    ...factoryOf({ id: `f${f}` }),
    entries: Array.from({ length: count }, (_, b) =>
      bufferOf({ name: `b${b}`, size: b, location: 'local' }, 'float32'),
    ),
  }))
  const registry = { ...EMPTY_MODEL.registry, factories }
  return recordStep({ label: 'Open', value: { ...EMPTY_MODEL, registry } }, null)
}

const counts = fc.array(fc.nat(30), { maxLength: 12 })

test('what was written in parts is read back whole, step by step', () => {
  fc.assert(
    fc.property(
      fc.array(counts, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 40 }),
      (steps, most) => {
        const records = steps.map(recordWith)
        const written = records.flatMap((record) => partsOf(record, most))
        expect(wholeRecords(structuredClone(written))).toEqual(records)
      },
    ),
    { numRuns: 300 },
  )
})

test('no part holds more entries than asked for', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 40 }), (sizes, most) => {
      const [head, ...parts] = partsOf(recordWith(sizes), most)
      for (const factories of [head.changed, ...parts.map(({ more }) => more)]) {
        const entries = factories.reduce((sum, factory) => sum + factory.entries.length, 0)
        expect(entries).toBeLessThanOrEqual(most)
      }
    }),
  )
})

test('a step that fits is written as it is', () => {
  const record = recordWith([3, 4])
  expect(partsOf(record, 100)).toEqual([record])
  expect(partsOf(record, 100)[0]).toBe(record)
})
