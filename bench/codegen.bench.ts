import { expect, test } from 'vitest'
import { emitCode } from '../src/core/codegen/emit.ts'
import { CODE_TARGETS } from '../src/core/codegen/generated.ts'
import { EMPTY_MODEL, type Model } from '../src/core/document/model.ts'
import { bufferOf } from '../src/core/registry/entry.ts'
import { factoryOf } from '../src/core/registry/factory.ts'
import { LOCATIONS } from '../src/core/registry/location.ts'
import { EMPTY_REGISTRY } from '../src/core/registry/registry.ts'

const FACTORIES = 100
const BUFFERS = 100
const ROUNDS = 9

/** A new value each time, so that nothing of it is cached. */
function model(): Model {
  const factories = Array.from({ length: FACTORIES }, (_, f) => ({
    ...factoryOf({ id: `loop/step ${f}` }),
    entries: Array.from({ length: BUFFERS }, (_, b) => {
      const location = LOCATIONS[b % 3] ?? 'local'
      return bufferOf({ name: `buffer ${b}`, size: b % 17, location }, 'float32')
    }),
  }))
  const roots = factories.map(({ id }) => id)
  return { ...EMPTY_MODEL, registry: { ...EMPTY_REGISTRY, factories, roots } }
}

test('code of 10,000 buffers', () => {
  const rows = CODE_TARGETS.map((target) => {
    let characters = 0
    const times = Array.from({ length: ROUNDS }, () => {
      const fresh = model()
      const started = performance.now()
      characters = emitCode(fresh, target).text.length
      return performance.now() - started
    }).sort((a, b) => a - b)
    return {
      target,
      'median ms': times[(ROUNDS - 1) / 2]?.toFixed(1),
      'least ms': times[0]?.toFixed(1),
      kilobytes: Math.round(characters / 1000),
    }
  })
  console.table(rows)
  expect(rows.every(({ kilobytes }) => kilobytes > 0)).toBe(true)
})
