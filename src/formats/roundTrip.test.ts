import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { DEFAULT_LAUNCH, type LaunchSettings } from '../core/analysis/launch.ts'
import { EMPTY_MODEL, type Model } from '../core/document/model.ts'
import { printDocument, printModel, toDocument } from '../core/document/toDocument.ts'
import { EXTENT_RULES } from '../core/layout/factoryLayout.ts'
import { DTYPE_NAMES, PRECISIONS } from '../core/registry/dtype.ts'
import { MAX_SIZE, type Entry } from '../core/registry/entry.ts'
import { factoryId, type Factory, type RecordedLayout } from '../core/registry/factory.ts'
import { ARENA_LOCATIONS, LOCATIONS } from '../core/registry/location.ts'
import { documentSchema } from './documentSchema.ts'
import { openText } from './open.ts'

const AWKWARD = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '"); import os #',
  "it's",
  '*/ #error',
  '</script>',
  '\\',
  '\\n',
  'ends here"',
  '👩‍🚀',
  'ﷺ',
  'a\u2028b',
  '\u202Eevil',
  '0',
  '-1',
  'null',
  'n'.repeat(256),
  '🎛'.repeat(256),
]

const name = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map(legal),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map(legal),
)

/** Without what names may not hold; never blank. */
function legal(text: string): string {
  const kept = text.replace(/[\p{Cc}\p{Cs}]/gu, '')
  return kept.trim() === '' ? 'blank' : kept
}

const size = fc.oneof(fc.constantFrom(0, 1, MAX_SIZE), fc.nat({ max: 100 }))
const total = fc.oneof(fc.constantFrom(0, 2 ** 40), fc.nat())
const text = fc.string({ unit: 'binary', maxLength: 8 })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3 })

const buffer = fc.record({
  kind: fc.constant('buffer' as const),
  name,
  size,
  location: fc.constantFrom(...LOCATIONS),
  persistent: fc.boolean(),
  aliases: maybe(name),
  dtype: fc.constantFrom(...DTYPE_NAMES),
  settingKey: maybe(text),
  pinned: fc.boolean(),
  weight: maybe(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((w) => w + 0)),
  group: maybe(text),
  builtSize: maybe(size),
})

const region = fc.record(
  {
    kind: fc.constant('child-region' as const),
    name,
    child: name,
    of: fc.constantFrom(...ARENA_LOCATIONS),
    size: total,
    aliases: maybe(name),
    dtype: fc.constantFrom(...PRECISIONS),
    protected: fc.array(fc.record({ offset: size, extent: size }), { maxLength: 2 }),
  },
  { requiredKeys: ['kind', 'name', 'child', 'of', 'size', 'aliases', 'dtype'] },
)

const uniqueByName = { selector: (item: { readonly name: string }) => item.name, maxLength: 6 }
const slices = fc.uniqueArray(fc.record({ name, offset: total, extent: total }), uniqueByName)
const recorded: fc.Arbitrary<RecordedLayout> = fc.record({
  shared: slices,
  persistentLocal: slices,
  local: fc.uniqueArray(fc.record({ name, size: total }), uniqueByName),
  aggregates: fc.record({
    shared: total,
    local: total,
    persistentLocal: total,
    declaredLocal: total,
  }),
})

const launch: fc.Arbitrary<LaunchSettings> = fc.record(
  {
    blockSize: fc.integer({ min: 1, max: 4096 }),
    runs: fc.integer({ min: 1, max: MAX_SIZE }),
    registersPerThread: fc.nat({ max: 255 }),
    target: text,
    optIn: fc.boolean(),
    staticSharedBytes: fc.constantFrom(0, 1, 1024, MAX_SIZE),
    carveoutPercent: fc.integer({ min: -1, max: 100 }),
    barriers: fc.integer({ min: 0, max: 16 }),
    sharedTargetBytes: maybe(fc.integer({ min: 1, max: 65_536 })),
  },
  {
    requiredKeys: [
      'blockSize',
      'runs',
      'registersPerThread',
      'target',
      'optIn',
      'staticSharedBytes',
      'carveoutPercent',
      'barriers',
    ],
  },
)

/** Edges lead to later factories, so that there is no cycle; each goes with its regions or without. */
const edges = fc.uniqueArray(
  fc.record({ name, ahead: fc.integer({ min: 1, max: 3 }), of: fc.subarray([...ARENA_LOCATIONS]) }),
  { ...uniqueByName, maxLength: 2 },
)

const factoryParts = fc.record({
  id: name,
  type: text,
  precision: fc.constantFrom(...PRECISIONS),
  entries: fc.array(fc.oneof({ weight: 4, arbitrary: buffer }, region), { maxLength: 8 }),
  edges,
  recorded: maybe(recorded),
})

const model: fc.Arbitrary<Model> = fc
  .record({
    name: text,
    extentRule: fc.constantFrom(...EXTENT_RULES),
    parts: fc.uniqueArray(factoryParts, {
      selector: (part) => part.id,
      maxLength: 5,
    }),
    launch,
    recordedKernel: maybe(fc.record({ sharedElements: total, persistentLocalElements: total })),
    unreachable: fc.array(text, { maxLength: 2 }),
    constructedSizes: fc.array(fc.record({ factory: name.map(factoryId), name, size }), {
      maxLength: 2,
    }),
  })
  .map(({ name, extentRule, parts, ...rest }): Model => {
    const factories = parts.map(({ edges, entries, ...part }, at): Factory => {
      const children = edges.flatMap((edge) => {
        const child = parts[at + edge.ahead]
        return child === undefined ? [] : { ...edge, factory: factoryId(child.id) }
      })
      const regions = children.flatMap((child) =>
        child.of.map((of): Entry => ({
          kind: 'child-region',
          name: legal(`${child.name}_${of}`.slice(0, 200)),
          child: child.name,
          of,
          size: 3,
          aliases: null,
          dtype: 'float32',
        })),
      )
      return {
        ...part,
        id: factoryId(part.id),
        entries: tidy([...entries, ...regions]),
        children: children.map(({ name, factory }) => ({ name, factory })),
      }
    })
    const first = factories[0]
    return {
      ...rest,
      recordedKernel: first === undefined ? null : rest.recordedKernel,
      name,
      registry: { extentRule, factories, roots: first === undefined ? [] : [first.id] },
    }
  })

/** Names once, a region once a child and arena, no alias of itself. */
function tidy(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>()
  return entries.filter((entry) => {
    const region = entry.kind === 'buffer' ? [] : [`region ${entry.of} ${entry.child}`]
    const marks = [`name ${entry.name}`, ...region]
    if (entry.aliases === entry.name || marks.some((mark) => seen.has(mark))) return false
    for (const mark of marks) seen.add(mark)
    return true
  })
}

test('a launch is written with static bytes, carve-out and barriers only where they are not the defaults', () => {
  const keysOf = (launch: LaunchSettings) =>
    Object.keys(toDocument({ ...EMPTY_MODEL, launch }).launch).join(' ')
  const before = 'blockSize runs registersPerThread target optIn'
  expect(keysOf(DEFAULT_LAUNCH)).toBe(before)
  expect(keysOf({ ...DEFAULT_LAUNCH, barriers: 2 })).toBe(`${before} barriers`)
  const all = { staticSharedBytes: 64, carveoutPercent: 0, barriers: 0 }
  expect(keysOf({ ...DEFAULT_LAUNCH, ...all })).toBe(
    `${before} staticSharedBytes carveoutPercent barriers`,
  )
})

test('open after print is the identity, print after open gives the same bytes', () => {
  let regions = 0
  fc.assert(
    fc.property(model, (random) => {
      const printed = printDocument(random)
      const opened = openText(printed)
      expect(opened).toEqual({ kind: 'ok', model: random, phases: [], phase: null, notices: [] })
      if (opened.kind === 'ok') expect(printDocument(opened.model)).toBe(printed)
      regions += random.registry.factories.flatMap((factory) => factory.children).length
    }),
    { numRuns: 1500 },
  )
  expect(regions).toBeGreaterThan(100)
}, 120_000)

test('the model alone opens to the same model', () => {
  fc.assert(
    fc.property(model, (random) => {
      expect(openText(printModel(random))).toMatchObject({ kind: 'ok', notices: [] })
      const opened = openText(printModel(random))
      if (opened.kind === 'ok') expect(opened.model).toEqual(random)
    }),
    { numRuns: 300 },
  )
}, 120_000)

test('every export validates against the schema', () => {
  fc.assert(
    fc.property(model, (random) => {
      const printed: unknown = JSON.parse(printDocument(random))
      expect(v.safeParse(documentSchema, printed).issues).toBeUndefined()
      expect(printed).toEqual(JSON.parse(JSON.stringify(toDocument(random))))
    }),
    { numRuns: 300 },
  )
}, 120_000)
