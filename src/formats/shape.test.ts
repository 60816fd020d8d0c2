import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { printDocument } from '../core/document/toDocument.ts'
import { documentSchema } from './documentSchema.ts'
import { isObject } from './jsonValue.ts'
import { openText } from './open.ts'
import { pathText, ProblemList, type PathKey } from './problem.ts'
import { SAMPLES } from './samples.ts'
import { shapeOf } from './shape.ts'

const shape = shapeOf(documentSchema, 'ignored')
const PUBLISHED = JSON.parse(
  readFileSync(new URL('../../public/schema/layout-1.json', import.meta.url), 'utf8'),
) as JsonSchema

const FULL = await fullDocument('crank_nicolson')

async function fullDocument(id: string): Promise<string> {
  const sample = SAMPLES.find((candidate) => candidate.id === id)
  const opened = openText((await sample?.load()) ?? '')
  if (opened.kind === 'invalid') throw new Error('the sample is invalid')
  return printDocument(opened.model)
}

/** The part of JSON Schema that the published one uses; another keyword is an error. */
interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

const KEYWORDS: Readonly<Record<string, (schema: JsonSchema, value: unknown) => boolean>> = {
  $schema: () => true,
  title: () => true,
  description: () => true,
  type: ({ type }, value) => typeOf(value, type) === type,
  const: (schema, value) => value === schema.const,
  enum: (schema, value) => schema.enum?.includes(value) === true,
  anyOf: ({ anyOf = [] }, value) => anyOf.some((part) => validates(part, value)),
  oneOf: ({ oneOf = [] }, value) => oneOf.filter((part) => validates(part, value)).length === 1,
  properties: ({ properties = {} }, value) =>
    !isObject(value) ||
    Object.entries(properties).every(
      ([key, part]) => !Object.hasOwn(value, key) || validates(part, value[key]),
    ),
  required: ({ required = [] }, value) =>
    !isObject(value) || required.every((key) => Object.hasOwn(value, key)),
  items: ({ items = {} }, value) =>
    !Array.isArray(value) || value.every((item) => validates(items, item)),
  minimum: ({ minimum = 0 }, value) => typeof value !== 'number' || value >= minimum,
  maximum: ({ maximum = 0 }, value) => typeof value !== 'number' || value <= maximum,
  minLength: ({ minLength = 0 }, value) =>
    typeof value !== 'string' || Array.from(value).length >= minLength,
  maxLength: ({ maxLength = 0 }, value) =>
    typeof value !== 'string' || Array.from(value).length <= maxLength,
  pattern: ({ pattern = '' }, value) =>
    typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
}

function typeOf(value: unknown, wanted: string | undefined): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (wanted === 'integer' && Number.isInteger(value)) return 'integer'
  return typeof value
}

function validates(schema: JsonSchema, value: unknown): boolean {
  return Object.keys(schema).every((keyword) => {
    const check = KEYWORDS[keyword]
    if (check === undefined) throw new Error(`the published schema uses ${keyword}`)
    return check(schema, value)
  })
}

function matches(value: unknown): { readonly fits: boolean; readonly list: ProblemList } {
  const list = new ProblemList()
  return { fits: shape.matches(value, list), list }
}

/** All paths of a document, so that one can be broken. */
function pathsOf(value: unknown, path: readonly PathKey[] = []): readonly (readonly PathKey[])[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    return [path, ...items.flatMap((item, i) => pathsOf(item, [...path, i]))]
  }
  if (!isObject(value)) return [path]
  return [path, ...Object.keys(value).flatMap((key) => pathsOf(value[key], [...path, key]))]
}

/** The document with another value at a path; without the key where the value is undefined. */
function broken(path: readonly PathKey[], junk: unknown): unknown {
  let root: unknown = JSON.parse(FULL)
  const last = path.at(-1)
  if (last === undefined) return junk
  let owner: unknown = root
  for (const key of path.slice(0, -1)) owner = Reflect.get(owner as object, key)
  if (junk === undefined && typeof last === 'string') Reflect.deleteProperty(owner as object, last)
  else Reflect.set(owner as object, last, junk ?? null)
  root = JSON.parse(JSON.stringify(root))
  return root
}

const JUNK = [
  undefined,
  null,
  true,
  -1,
  0.5,
  0,
  2 ** 31,
  2 ** 53,
  '',
  ' ',
  'buffer',
  'shared',
  'local',
  'x'.repeat(257),
  '🎛'.repeat(256),
  'a\u0007',
  [],
  [null],
  {},
  { name: 'a' },
]

describe('one schema, three readers: this walk, valibot, and the published JSON Schema', () => {
  const paths = pathsOf(JSON.parse(FULL))

  test('all take every sample, printed whole', async () => {
    for (const { id } of SAMPLES) {
      const value: unknown = JSON.parse(await fullDocument(id))
      expect(matches(value).list.problems).toEqual([])
      expect(v.safeParse(documentSchema, value).issues).toBeUndefined()
      expect(validates(PUBLISHED, value)).toBe(true)
    }
  })

  test('all agree on a document that is broken in one place', () => {
    let refused = 0
    const place = fc.record({ path: fc.constantFrom(...paths), junk: fc.constantFrom(...JUNK) })
    fc.assert(
      fc.property(place, ({ path, junk }) => {
        const value = broken(path, junk)
        const { fits, list } = matches(value)
        expect(fits).toBe(validates(PUBLISHED, value))
        if (!fits) refused++
        // valibot takes a list for an object, and asks it for fields.
        if (Array.isArray(junk)) return
        const parsed = v.safeParse(documentSchema, value)
        const places = new Set(parsed.issues?.map((issue) => pathText(keysOf(issue))) ?? [])
        expect(fits).toBe(parsed.success)
        expect(new Set(list.problems.map((problem) => problem.path))).toEqual(places)
      }),
      { numRuns: 1000 },
    )
    expect(refused).toBeGreaterThan(300)
  }, 120_000)
})

function keysOf(issue: v.BaseIssue<unknown>): readonly PathKey[] {
  return issue.path?.map((item) => item.key as PathKey) ?? []
}
