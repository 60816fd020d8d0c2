import type * as v from 'valibot'
import { isObject } from './jsonValue.ts'
import { foundText, type PathKey, type ProblemList } from './problem.ts'
import {
  isCompoundNode,
  isLeafNode,
  numberRange,
  textRule,
  type CompoundNode,
  type LeafNode,
} from './shapeNode.ts'

/**
 * Checks data against a valibot schema, in one walk without copies: valibot's own parser copies the
 * data, and lists problems without an end, where an input may be wrong in ten million places. The schema stays the one source: types, JSON Schema and this walk read it.
 * Only the kinds of schema that the formats here use are known; another is an error at start-up.
 */
export interface Shape<Schema extends v.GenericSchema> {
  /** Lists what does not fit; true where everything does. */
  readonly matches: (value: unknown, list: ProblemList) => value is v.InferInput<Schema>
}

export type UnknownKeys = 'reported' | 'ignored'

/** Compiles a schema. Keys that it does not name are reported as notices, or ignored. */
export function shapeOf<Schema extends v.GenericSchema>(
  schema: Schema,
  unknownKeys: UnknownKeys,
): Shape<Schema> {
  const compiled = compile(schema, unknownKeys)
  return {
    matches: (value, list): value is v.InferInput<Schema> => {
      const before = list.problems.length + list.unlisted
      visit(compiled, value, { path: [], list })
      return list.problems.length + list.unlisted === before
    },
  }
}

interface Walk {
  /** The path to the value at hand: one list, pushed and popped. */
  readonly path: PathKey[]
  readonly list: ProblemList
}

interface Compiled {
  /** What is expected, as it stands in a sentence. */
  readonly expected: string
  readonly isOptional: boolean
  /** Whether a value is of the right kind: all there is to ask of one that holds no others. */
  readonly fits: (value: unknown) => boolean
  /** Looks at what a value of the right kind holds; null where it holds nothing. */
  readonly inside: ((value: unknown, walk: Walk) => void) | null
}

function visit(compiled: Compiled, value: unknown, walk: Walk): void {
  if (!compiled.fits(value))
    walk.list.add(walk.path, `Found ${foundText(value)}, expected ${compiled.expected}.`)
  else compiled.inside?.(value, walk)
}

function compile(schema: object, unknownKeys: UnknownKeys): Compiled {
  if (isLeafNode(schema)) return compileLeaf(schema)
  if (isCompoundNode(schema)) return compileCompound(schema, unknownKeys)
  throw new TypeError(`shape: no schema of type ${'type' in schema ? String(schema.type) : ''}`)
}

function compileLeaf(schema: LeafNode): Compiled {
  switch (schema.type) {
    case 'string': {
      const rule = textRule(schema)
      return leaf(rule.expected, (value) => typeof value === 'string' && rule.holds(value))
    }
    case 'number': {
      const range = numberRange(schema)
      return leaf(range.expected, (value) => typeof value === 'number' && range.holds(value))
    }
    case 'boolean':
      return leaf('true or false', (value) => typeof value === 'boolean')
    case 'literal':
      return leaf(foundText(schema.literal), (value) => value === schema.literal)
    case 'picklist': {
      const options: readonly unknown[] = schema.options
      return leaf(`one of ${options.map(foundText).join(', ')}`, (value) => options.includes(value))
    }
  }
}

function compileCompound(schema: CompoundNode, unknownKeys: UnknownKeys): Compiled {
  switch (schema.type) {
    case 'nullable':
      return nullable(compile(schema.wrapped, unknownKeys))
    case 'optional':
      return { ...compile(schema.wrapped, unknownKeys), isOptional: true }
    case 'array':
      return arrayOf(compile(schema.item, unknownKeys))
    case 'tuple':
      return tupleOf(schema.items.map((item) => compile(item, unknownKeys)))
    case 'record':
      return recordOf(compile(schema.value, unknownKeys))
    case 'object':
      return objectOf(schema.entries, unknownKeys)
    case 'variant': {
      const { key, options } = schema
      return variantOf(
        key,
        options.map(({ entries }) => ({
          literal: literalOf(entries[key]),
          ...objectOf(entries, unknownKeys),
        })),
      )
    }
  }
}

function leaf(expected: string, fits: (value: unknown) => boolean): Compiled {
  return { expected, isOptional: false, fits, inside: null }
}

function nullable({ expected, isOptional, fits, inside }: Compiled): Compiled {
  return {
    expected: `${expected}, or null`,
    isOptional,
    fits: (value) => value === null || fits(value),
    inside:
      inside === null
        ? null
        : (value, walk) => {
            if (value !== null) inside(value, walk)
          },
  }
}

function arrayOf(item: Compiled): Compiled {
  return listOf('a list', isList, () => item)
}

function tupleOf(items: readonly Compiled[]): Compiled {
  const fits = (value: unknown) => isList(value) && value.length === items.length
  return listOf(`a list of ${items.length}`, fits, (at) => items[at])
}

function listOf(
  expected: string,
  fits: (value: unknown) => boolean,
  itemAt: (at: number) => Compiled | undefined,
): Compiled {
  return {
    expected,
    isOptional: false,
    fits,
    inside: (value, walk) => {
      if (!isList(value)) return
      for (let i = 0; i < value.length; i++) {
        const item = itemAt(i)
        if (item !== undefined) visitAt(item, { key: i, value: value[i] }, walk)
      }
    },
  }
}

function recordOf(item: Compiled): Compiled {
  return {
    expected: 'an object',
    isOptional: false,
    fits: isObject,
    inside: (value, walk) => {
      if (!isObject(value)) return
      for (const [key, child] of Object.entries(value)) visitAt(item, { key, value: child }, walk)
    },
  }
}

function objectOf(entries: v.ObjectEntries, unknownKeys: UnknownKeys): Compiled {
  const fields = Object.entries(entries).map(([key, schema]) => ({
    key,
    ...compile(schema, unknownKeys),
  }))
  const known = new Set(fields.map((field) => field.key))
  // Fields are read without asking whether they are the object's own.
  const inherited = fields.find(({ key }) => key in Object.prototype)
  if (inherited !== undefined) throw new TypeError(`shape: every object has a ${inherited.key}`)
  return {
    expected: 'an object',
    isOptional: false,
    fits: isObject,
    inside: (value, walk) => {
      if (!isObject(value)) return
      let present = 0
      for (const field of fields) {
        const child = value[field.key]
        if (child !== undefined) present++
        else if (field.isOptional) continue
        if (field.inside !== null || !field.fits(child))
          visitAt(field, { key: field.key, value: child }, walk)
      }
      if (unknownKeys === 'reported' && countKeys(value) !== present)
        reportUnknownKeys(value, known, walk)
    },
  }
}

function countKeys(value: object): number {
  let count = 0
  for (const key in value) if (Object.hasOwn(value, key)) count++
  return count
}

function reportUnknownKeys(value: object, known: ReadonlySet<string>, { list, path }: Walk): void {
  for (const key of Object.keys(value))
    if (!known.has(key))
      list.notice([...path, key], 'This is no part of the format, and was left out.')
}

function variantOf(
  key: string,
  options: readonly (Compiled & { readonly literal: unknown })[],
): Compiled {
  const tags = leaf(
    `one of ${options.map(({ literal }) => foundText(literal)).join(', ')}`,
    () => false,
  )
  return {
    expected: 'an object',
    isOptional: false,
    fits: isObject,
    inside: (value, walk) => {
      if (!isObject(value)) return
      const tag = value[key]
      for (const option of options)
        if (option.literal === tag) {
          option.inside?.(value, walk)
          return
        }
      visitAt(tags, { key, value: tag }, walk)
    },
  }
}

function literalOf(schema: v.GenericSchema | undefined): unknown {
  if (schema === undefined || !isLeafNode(schema) || schema.type !== 'literal')
    throw new TypeError('shape: the options of a variant are told apart by a literal')
  return schema.literal
}

function visitAt(
  compiled: Compiled,
  { key, value }: { readonly key: PathKey; readonly value: unknown },
  walk: Walk,
): void {
  walk.path.push(key)
  visit(compiled, value, walk)
  walk.path.pop()
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
