import * as v from 'valibot'
import { FINDING_SEVERITIES } from '../core/analysis/finding.ts'
import { DRIVER_DECIDES } from '../core/analysis/launch.ts'
import { MAX_BARRIERS } from '../core/analysis/targets.ts'
import { DOCUMENT_FORMAT, DOCUMENT_VERSION } from '../core/document/layoutDocument.ts'
import { EXTENT_RULES } from '../core/layout/factoryLayout.ts'
import { DTYPE_NAMES, PRECISIONS } from '../core/registry/dtype.ts'
import { MAX_SIZE } from '../core/registry/entry.ts'
import { ARENA_LOCATIONS, LOCATIONS } from '../core/registry/location.ts'
import { MAX_NAME_LENGTH, nameProblem } from '../core/registry/names.ts'

/** What a name must be, as it stands in a sentence. Source: registry contract §1. */
export const NAME_EXPECTED = `a name: 1 to ${MAX_NAME_LENGTH} characters, not blank, no control character, well-formed Unicode`
export const ID_EXPECTED = 'an id: not empty, no control character, well-formed Unicode'

/** Most names, told at a glance. */
const PLAIN_NAME = /^[!-~][ -~]{0,255}$/

export const name = v.pipe(
  v.string(),
  v.check((text) => PLAIN_NAME.test(text) || nameProblem(text) === null, NAME_EXPECTED),
)
/** Ids may be long: those of an imported program are paths through its tree. */
export const factoryIdText = v.pipe(v.string(), v.check(isIdText, ID_EXPECTED))
export const elements = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SIZE))
/** A sum of sizes. */
export const total = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER),
)
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SIZE))
const amount = v.pipe(v.number(), v.minValue(0), v.maxValue(Number.MAX_VALUE))

const launch = v.object({
  blockSize: v.optional(count),
  runs: v.optional(count),
  registersPerThread: v.optional(elements),
  target: v.optional(v.string()),
  optIn: v.optional(v.boolean()),
  staticSharedBytes: v.optional(elements),
  carveoutPercent: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(DRIVER_DECIDES), v.maxValue(100)),
  ),
  barriers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_BARRIERS))),
  sharedTargetBytes: v.optional(v.nullable(count)),
})

const buffer = v.object({
  kind: v.literal('buffer'),
  name,
  size: elements,
  location: v.picklist(LOCATIONS),
  persistent: v.optional(v.boolean()),
  aliases: v.optional(v.nullable(name)),
  dtype: v.optional(v.picklist(DTYPE_NAMES)),
  settingKey: v.optional(v.nullable(v.string())),
  pinned: v.optional(v.boolean()),
  weight: v.optional(v.nullable(amount)),
  group: v.optional(v.nullable(v.string())),
  builtSize: v.optional(v.nullable(elements)),
  fixed: v.optional(v.literal(true)),
})

const region = v.object({
  kind: v.literal('child-region'),
  name,
  child: name,
  of: v.picklist(ARENA_LOCATIONS),
  size: total,
  aliases: v.optional(v.nullable(name)),
  dtype: v.optional(v.picklist(PRECISIONS)),
  protected: v.optional(v.array(v.object({ offset: total, extent: total }))),
})

const slice = v.object({ name, offset: total, extent: total })

const layout = v.object({
  shared: v.array(slice),
  persistentLocal: v.array(slice),
  local: v.array(v.object({ name, size: total })),
  aggregates: v.object({
    shared: total,
    local: total,
    persistentLocal: total,
    declaredLocal: total,
  }),
})

const factory = v.object({
  id: factoryIdText,
  type: v.optional(v.string()),
  precision: v.optional(v.picklist(PRECISIONS)),
  entries: v.optional(v.array(v.variant('kind', [buffer, region]))),
  children: v.optional(v.array(v.object({ name, factory: factoryIdText }))),
  layout: v.optional(v.nullable(layout)),
  recorded: v.optional(v.nullable(layout)),
})

const kernel = v.object({
  sharedElements: v.optional(total),
  persistentLocalElements: v.optional(total),
  strideWords: v.optional(amount),
  bytesPerRun: v.optional(amount),
  blockSize: v.optional(v.nullable(count)),
  dynamicSharedBytes: v.optional(v.nullable(amount)),
  slices: v.optional(
    v.array(
      v.object({
        factory: factoryIdText,
        buffer: name,
        space: v.picklist(LOCATIONS),
        offset: v.nullable(amount),
        extent: total,
        offsetBytes: v.nullable(amount),
        sizeBytes: amount,
      }),
    ),
  ),
  recorded: v.optional(
    v.nullable(v.object({ sharedElements: total, persistentLocalElements: total })),
  ),
})

const finding = v.object({
  id: v.string(),
  severity: v.picklist([...new Set(Object.values(FINDING_SEVERITIES))]),
  factory: v.nullable(v.string()),
  entry: v.nullable(v.string()),
  message: v.string(),
})

/**
 * Version 1 of the layout document: the source of the parser, of the types it yields and of the
 * published JSON Schema. Optional fields have the defaults of the registry's contract; `layout`,
 * `kernel` and `findings` are computed, and a document may leave them out.
 */
export const documentSchema = v.object({
  format: v.literal(DOCUMENT_FORMAT),
  version: v.literal(DOCUMENT_VERSION),
  generator: v.optional(v.string()),
  name: v.optional(v.string()),
  extentRule: v.optional(v.picklist(EXTENT_RULES)),
  launch: v.optional(launch),
  roots: v.optional(v.array(factoryIdText)),
  unreachable: v.optional(v.array(v.string())),
  constructedSizes: v.optional(v.array(v.object({ factory: factoryIdText, name, size: elements }))),
  factories: v.array(factory),
  kernel: v.optional(v.nullable(kernel)),
  findings: v.optional(v.array(finding)),
})

/** A document whose fields are all of the right kind; whether they agree is another question. */
export type DocumentInput = v.InferInput<typeof documentSchema>
export type FactoryInput = DocumentInput['factories'][number]
export type EntryInput = NonNullable<FactoryInput['entries']>[number]

function isIdText(text: string): boolean {
  return /^[ -~]+$/.test(text) || (text !== '' && !/[\p{Cc}\p{Cs}]/u.test(text))
}
