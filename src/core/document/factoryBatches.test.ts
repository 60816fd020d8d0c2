import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bufferOf } from '../registry/entry.ts'
import { factoryOf, type Factory } from '../registry/factory.ts'
import { batchesOf, wholeFactories } from './factoryBatches.ts'

/** One factory for each number, which is how many buffers it has. */
function factoriesWith(counts: readonly number[]): readonly Factory[] {
  return counts.map((count, f) => ({
    ...factoryOf({ id: `f${f}` }),
    entries: Array.from({ length: count }, (_, b) =>
      bufferOf({ name: `b${b}`, size: b, location: 'local' }, 'float32'),
    ),
  }))
}

const counts = fc.array(fc.nat(30), { maxLength: 12 })
const most = fc.integer({ min: 1, max: 40 })

test('what went in batches is whole again, and no batch holds more entries than asked for', () => {
  fc.assert(
    fc.property(counts, most, (sizes, limit) => {
      const factories = factoriesWith(sizes)
      const batches = batchesOf(factories, limit)
      expect(wholeFactories(structuredClone(batches.flat()))).toEqual(factories)
      for (const batch of batches) {
        const entries = batch.reduce((sum, factory) => sum + factory.entries.length, 0)
        expect(entries).toBeLessThanOrEqual(limit)
      }
    }),
    { numRuns: 300 },
  )
})

test('a factory that fits is the very same value', () => {
  const factories = factoriesWith([3, 0, 4])
  expect(batchesOf([], 5)).toEqual([])
  expect(batchesOf(factories, 100)[0]?.every((factory, i) => factory === factories[i])).toBe(true)
  expect(wholeFactories(factories)).toEqual(factories)
})
