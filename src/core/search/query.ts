import { factoryIn, type Registry } from '../registry/registry.ts'
import type { Buffer } from '../registry/entry.ts'
import type { Factory, FactoryId } from '../registry/factory.ts'
import type { BufferRef } from '../registry/verbs.ts'

type Test = (buffer: Buffer, factory: Factory) => boolean

/** A search as typed: words in names, and filters such as `in:shared size>=32 alias:* type:Newton`. */
export interface Query {
  readonly tests: readonly Test[]
  /** Parts that look like filters and are none, in words a user can mend. */
  readonly problems: readonly string[]
}

/** Parses what was typed; every part must hold. An empty text finds nothing. */
export function parseQuery(text: string): Query {
  const tests: Test[] = []
  const problems: string[] = []
  for (const part of text.trim().split(/\s+/)) {
    if (part === '') continue
    const test = testOf(part)
    if (typeof test === 'string') problems.push(test)
    else tests.push(test)
  }
  return { tests, problems }
}

/** The buffers that a query finds, factories in their order, entries in registration order. */
export function searchBuffers(registry: Registry, query: Query): readonly BufferRef[] {
  if (query.tests.length === 0) return []
  return registry.factories.flatMap((factory) =>
    factory.entries.flatMap((entry) =>
      entry.kind === 'buffer' && query.tests.every((test) => test(entry, factory))
        ? [{ factory: factory.id, name: entry.name }]
        : [],
    ),
  )
}

/** Whether the buffer of that name is found. */
export function isFound(
  registry: Registry,
  query: Query,
  ref: { factory: FactoryId; name: string },
): boolean {
  const factory = factoryIn(registry, ref.factory)
  const entry = factory?.entries.find((other) => other.name === ref.name)
  return (
    factory !== null &&
    entry?.kind === 'buffer' &&
    query.tests.length > 0 &&
    query.tests.every((test) => test(entry, factory))
  )
}

const COMPARISONS = new Map<string, (a: number, b: number) => boolean>([
  ['>=', (a, b) => a >= b],
  ['<=', (a, b) => a <= b],
  ['>', (a, b) => a > b],
  ['<', (a, b) => a < b],
  ['=', (a, b) => a === b],
])

const FILTERS = new Map<string, (value: string) => Test>([
  ['in', (value) => (buffer) => holds(buffer.location, value)],
  ['type', (value) => (_, factory) => holds(factory.type, value)],
  ['factory', (value) => (_, factory) => holds(factory.id, value)],
  ['dtype', (value) => (buffer) => holds(buffer.dtype, value)],
  ['alias', (value) => (buffer) => matchesOptional(buffer.aliases, value)],
  ['group', (value) => (buffer) => matchesOptional(buffer.group, value)],
  ['is', (value) => (buffer) => isSo(buffer, value)],
])

const STATES = ['persistent', 'pinned', 'alias', 'empty'] as const

function testOf(part: string): Test | string {
  const size = /^size(>=|<=|>|<|=|:)(.*)$/iu.exec(part)
  if (size !== null) return sizeTest(size[1] === ':' ? '=' : (size[1] ?? '='), size[2] ?? '')
  const at = part.indexOf(':')
  const filter = at > 0 ? FILTERS.get(part.slice(0, at).toLowerCase()) : undefined
  if (filter === undefined) return (buffer) => holds(buffer.name, part)
  const value = part.slice(at + 1)
  if (part.toLowerCase().startsWith('is:') && !STATES.some((state) => state === value))
    return `is: takes one of ${STATES.join(', ')}, not "${value}".`
  return value === '' ? () => true : filter(value)
}

function sizeTest(operator: string, value: string): Test | string {
  const compare = COMPARISONS.get(operator)
  if (compare === undefined || !/^\d+$/.test(value)) {
    // Half typed: "size>=" is not wrong yet.
    return value === '' ? () => true : `size takes a whole number, not "${value}".`
  }
  return (buffer) => compare(buffer.size, Number(value))
}

function isSo(buffer: Buffer, state: string): boolean {
  if (state === 'persistent') return buffer.persistent
  if (state === 'pinned') return buffer.pinned
  if (state === 'alias') return buffer.aliases !== null
  return buffer.size === 0
}

/** `*` stands for any value at all. */
function matchesOptional(value: string | null, wanted: string): boolean {
  return value !== null && (wanted === '*' || holds(value, wanted))
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}
