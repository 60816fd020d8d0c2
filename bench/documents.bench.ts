import * as v from 'valibot'
import { test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../src/core/document/model.ts'
import { printDocument, printModel, toDocument } from '../src/core/document/toDocument.ts'
import { bufferOf, type Entry } from '../src/core/registry/entry.ts'
import { factoryId, factoryOf, type Factory } from '../src/core/registry/factory.ts'
import { refreshSubtree } from '../src/core/registry/refresh.ts'
import { documentSchema } from '../src/formats/documentSchema.ts'
import { openText } from '../src/formats/open.ts'
import { ProblemList } from '../src/formats/problem.ts'
import { shapeOf } from '../src/formats/shape.ts'

const shape = shapeOf(documentSchema, 'reported')

const FACTORIES = 1_000
const BUFFERS = 100
const FANOUT = 10
const LOCATIONS = ['shared', 'local', 'persistent_local'] as const

/** A fresh model: 1,000 factories of 100 buffers in a tree of ten children each, regions refreshed. */
function freshModel(): Model {
  const factories = Array.from({ length: FACTORIES }, (_, at): Factory => {
    const children = Array.from({ length: FANOUT }, (_, i) => at * FANOUT + i + 1)
      .filter((child) => child < FACTORIES)
      .map((child) => ({ name: `child_${child}`, factory: factoryId(`factory/${child}`) }))
    const buffers = Array.from({ length: BUFFERS }, (_, i): Entry =>
      bufferOf(
        { name: `buffer_${i}`, size: (i * 7) % 64, location: LOCATIONS[i % 3] ?? 'local' },
        'float32',
      ),
    )
    const regions = children.flatMap(({ name }) =>
      (['shared', 'persistent_local'] as const).map((of): Entry => ({
        kind: 'child-region',
        name: `${name}_${of}`,
        child: name,
        of,
        size: 0,
        aliases: null,
        dtype: 'float32',
      })),
    )
    return {
      ...factoryOf({ id: `factory/${at}` }),
      entries: [...buffers, ...regions],
      children,
    }
  })
  const root = factoryId('factory/0')
  const registry = refreshSubtree({ extentRule: 'elements', factories, roots: [root] }, root)
  return { ...EMPTY_MODEL, registry }
}

/**
 * The best of some runs in milliseconds of processor time, its threads together: what other work on
 * the machine disturbs least. Each run is prepared outside the clock.
 */
function best<Value>(prepare: () => Value, run: (value: Value) => unknown): number {
  const times = Array.from({ length: 4 }, () => {
    const value = prepare()
    const start = process.cpuUsage()
    run(value)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

test('documents of 100,000 buffers', () => {
  const whole = printDocument(freshModel())
  const bare = printModel(freshModel())
  const parse = (text: string) => () => JSON.parse(text) as unknown
  const rows = [
    ['print the document', best(freshModel, printDocument), whole.length],
    ['of that: make it (toDocument)', best(freshModel, toDocument), whole.length],
    ['print the model alone', best(freshModel, printModel), bare.length],
    ['open the document', best(() => whole, openText), whole.length],
    ['open the model alone', best(() => bare, openText), bare.length],
    ['JSON.parse of the document', best(() => whole, JSON.parse), whole.length],
    [
      'of opening it: whether its fields fit the schema',
      best(parse(whole), (value) => shape.matches(value, new ProblemList())),
      whole.length,
    ],
    [
      "valibot's own check of the document",
      best(parse(whole), (value) => v.safeParse(documentSchema, value)),
      whole.length,
    ],
  ] as const
  console.table(
    rows.map(([what, ms, length]) => ({
      what,
      'processor ms': ms.toFixed(0),
      megabytes: (length / 1e6).toFixed(1),
    })),
  )
})
