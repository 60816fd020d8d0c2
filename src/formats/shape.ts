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
 * data, takes many times as long, and lists problems without an end, where an input may be wrong in
 * ten million places. The schema stays the one source: types, JSON Schema and this walk read it.
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
  const { check } = compile(schema, unknownKeys)
  return {
    matches: (value, list): value is v.InferInput<Schema> => {
      const before = list.problems.length + list.unlisted
      check(value, { path: [], list })
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
  readonly check: (value: unknown, walk: Walk) => void
  /** What is expected, as it stands in a sentence. */
  readonly expected: string
  readonly isOptional: boolean
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

function leaf(expected: string, holds: (value: unknown) => boolean): Compiled {
  return {
    expected,
    isOptional: false,
    check: (value, walk) => {
      if (!holds(value)) refuse(value, expected, walk)
    },
  }
}

function refuse(value: unknown, expected: string, { list, path }: Walk): void {
  list.add(path, `Found ${foundText(value)}, expected ${expected}.`)
}

function nullable(inner: Compiled): Compiled {
  const expected = `${inner.expected}, or null`
  return {
    expected,
    isOptional: inner.isOptional,
    check: (value, walk) => {
      if (value === null) return
      const { list } = walk
      const before = list.problems.length
      inner.check(value, walk)
      // The sentence about this very value, made by a leaf, forgets that null would do as well.
      const last = list.problems[before]
      const own = `Found ${foundText(value)}, expected ${inner.expected}.`
      if (last?.message === own)
        list.problems[before] = {
          ...last,
          message: `Found ${foundText(value)}, expected ${expected}.`,
        }
    },
  }
}

function arrayOf(item: Compiled): Compiled {
  const expected = 'a list'
  return {
    expected,
    isOptional: false,
    check: (value, walk) => {
      if (!Array.isArray(value)) {
        refuse(value, expected, walk)
        return
      }
      const items: readonly unknown[] = value
      for (let i = 0; i < items.length; i++) {
        walk.path.push(i)
        item.check(items[i], walk)
        walk.path.pop()
      }
    },
  }
}

function tupleOf(items: readonly Compiled[]): Compiled {
  const expected = `a list of ${items.length}`
  return {
    expected,
    isOptional: false,
    check: (value, walk) => {
      if (!Array.isArray(value) || value.length !== items.length) {
        refuse(value, expected, walk)
        return
      }
      const found: readonly unknown[] = value
      for (const [i, item] of items.entries()) checkAt(item, { key: i, value: found[i] }, walk)
    },
  }
}

function recordOf(item: Compiled): Compiled {
  const expected = 'an object'
  return {
    expected,
    isOptional: false,
    check: (value, walk) => {
      if (!isObject(value)) {
        refuse(value, expected, walk)
        return
      }
      for (const [key, child] of Object.entries(value)) checkAt(item, { key, value: child }, walk)
    },
  }
}

function objectOf(entries: v.ObjectEntries, unknownKeys: UnknownKeys): Compiled {
  const expected = 'an object'
  const fields = Object.entries(entries).map(([key, schema]) => ({
    key,
    ...compile(schema, unknownKeys),
  }))
  const known = new Set(fields.map((field) => field.key))
  return {
    expected,
    isOptional: false,
    check: (value, walk) => {
      if (!isObject(value)) {
        refuse(value, expected, walk)
        return
      }
      for (const field of fields) {
        const child: unknown = Object.hasOwn(value, field.key) ? value[field.key] : undefined
        if (child === undefined && field.isOptional) continue
        checkAt(field, { key: field.key, value: child }, walk)
      }
      if (unknownKeys === 'reported') reportUnknownKeys(value, known, walk)
    },
  }
}

function reportUnknownKeys(value: object, known: ReadonlySet<string>, { list, path }: Walk): void {
  for (const key in value)
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
    check: (value, walk) => {
      if (!isObject(value)) {
        refuse(value, 'an object', walk)
        return
      }
      const tag = Object.hasOwn(value, key) ? value[key] : undefined
      const chosen = options.find(({ literal }) => literal === tag)
      if (chosen === undefined) checkAt(tags, { key, value: tag }, walk)
      else chosen.check(value, walk)
    },
  }
}

function literalOf(schema: v.GenericSchema | undefined): unknown {
  if (schema === undefined || !isLeafNode(schema) || schema.type !== 'literal')
    throw new TypeError('shape: the options of a variant are told apart by a literal')
  return schema.literal
}

function checkAt(
  inner: Compiled,
  { key, value }: { readonly key: PathKey; readonly value: unknown },
  walk: Walk,
): void {
  walk.path.push(key)
  inner.check(value, walk)
  walk.path.pop()
}
