import type * as v from 'valibot'

type Message = undefined

/** The kinds of valibot schema that file formats are described with: single values, ... */
export type LeafNode =
  | v.StringSchema<Message>
  | v.NumberSchema<Message>
  | v.BooleanSchema<Message>
  | v.PicklistSchema<readonly string[], Message>
  | v.LiteralSchema<v.Literal, Message>

/** ... and what holds others. */
export type CompoundNode =
  | v.ArraySchema<v.GenericSchema, Message>
  | v.TupleSchema<readonly v.GenericSchema[], Message>
  | v.RecordSchema<v.StringSchema<Message>, v.GenericSchema, Message>
  | v.ObjectSchema<v.ObjectEntries, Message>
  | v.VariantSchema<string, readonly v.ObjectSchema<v.ObjectEntries, Message>[], Message>
  | v.NullableSchema<v.GenericSchema, Message>
  | v.OptionalSchema<v.GenericSchema, Message>

const LEAVES: readonly LeafNode['type'][] = ['string', 'number', 'boolean', 'picklist', 'literal']
const COMPOUNDS: readonly CompoundNode['type'][] = [
  'array',
  'tuple',
  'record',
  'object',
  'variant',
  'nullable',
  'optional',
]

export function isLeafNode(schema: object): schema is LeafNode {
  return LEAVES.some((kind) => 'type' in schema && kind === schema.type)
}

export function isCompoundNode(schema: object): schema is CompoundNode {
  return COMPOUNDS.some((kind) => 'type' in schema && kind === schema.type)
}

type Restriction =
  | v.IntegerAction<number, Message>
  | v.MinValueAction<number, number, Message>
  | v.MaxValueAction<number, number, Message>
  | v.CheckAction<string, string>

const RESTRICTIONS: readonly Restriction['type'][] = ['integer', 'min_value', 'max_value', 'check']

/** What the pipe of a schema restricts, without its titles and descriptions. */
function restrictionsOf(schema: object): readonly Restriction[] {
  const pipe: unknown = 'pipe' in schema ? schema.pipe : []
  const items: readonly unknown[] = Array.isArray(pipe) ? pipe : []
  return items.filter(isRestriction)
}

function isRestriction(item: unknown): item is Restriction {
  if (typeof item !== 'object' || item === null || !('kind' in item) || !('type' in item))
    return false
  if (item.kind !== 'validation' && item.kind !== 'transformation') return false
  if (RESTRICTIONS.some((type) => type === item.type)) return true
  throw new TypeError(`shape: no restriction of type ${String(item.type)}`)
}

export interface Rule<Value> {
  /** As it stands in a sentence: "a whole number from 0 to 9". */
  readonly expected: string
  readonly holds: (value: Value) => boolean
}

/** The range of a number schema. Infinity and NaN are in none. */
export function numberRange(schema: object): Rule<number> {
  let least = -Infinity
  let most = Infinity
  let isWhole = false
  for (const restriction of restrictionsOf(schema))
    if (restriction.type === 'integer') isWhole = true
    else if (restriction.type === 'min_value') least = restriction.requirement
    else if (restriction.type === 'max_value') most = restriction.requirement
  const number = isWhole ? 'a whole number' : 'a finite number'
  const from = least === -Infinity ? '' : ` from ${least}`
  const to = most >= Number.MAX_VALUE ? (from === '' ? '' : ' on') : ` to ${most}`
  const fits = isWhole ? Number.isInteger : Number.isFinite
  return {
    expected: `${number}${from}${to}`,
    holds: (value) => fits(value) && value >= least && value <= most,
  }
}

/** The check of a text schema; its message is what is expected. */
export function textRule(schema: object): Rule<string> {
  for (const restriction of restrictionsOf(schema))
    if (restriction.type === 'check')
      return { expected: restriction.message, holds: restriction.requirement }
  return { expected: 'a text', holds: () => true }
}
