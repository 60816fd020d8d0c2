import { assertLocation, assertSize, type Buffer } from './entry.ts'
import { entryOf, withEntriesReplaced, type Factory, type FactoryId } from './factory.ts'
import { assertArenasFit } from './limits.ts'
import { requireFactory, withFactory, type Registry } from './registry.ts'

/** Settings by key, as a program's configuration has them; other keys may stand among them. */
export type Updates = ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>

/** What `update` answers: the registry that follows, and the keys that some buffer answers to. */
export interface Updated {
  readonly registry: Registry
  readonly recognised: ReadonlySet<string>
}

/**
 * Applies the keys `<name>_location`, `<name>_size` and the buffers' own setting keys, all or none. A key
 * that names no buffer is not recognised and changes nothing. An exact name wins over a setting key, and
 * that over a name without the ending `_buffer`; where two keys drive the same field, the stronger one
 * decides. Errors: unknown-factory; for a recognised key invalid-location, invalid-size; arena-too-large.
 * Source: registry contract §5.
 */
export function update(registry: Registry, id: FactoryId, updates: Updates): Updated {
  const factory = requireFactory(registry, id)
  const found = assignmentsOf(factory, updates)
  const buffers = new Map<string, Buffer>()
  // The weakest first, so that the strongest has the last word.
  for (const { name, field, value } of found.toSorted((a, b) => b.weakness - a.weakness)) {
    const entry = buffers.get(name) ?? entryOf(factory, name)
    if (entry?.kind === 'buffer') buffers.set(name, assigned(entry, field, value))
  }
  const next = withEntriesReplaced(factory, [...buffers.values()])
  if (next !== factory) assertArenasFit(next, registry.extentRule)
  return {
    registry: withFactory(registry, next),
    recognised: new Set(found.map((assignment) => assignment.key)),
  }
}

/** Every key that `update` recognises for a factory's buffers, in registration order. */
export function updateKeysOf(factory: Factory): readonly string[] {
  return factory.entries.flatMap((entry) => {
    if (entry.kind !== 'buffer') return []
    const keys = [`${entry.name}_location`, `${entry.name}_size`]
    const { settingKey } = entry
    return settingKey === null || keys.includes(settingKey) ? keys : [...keys, settingKey]
  })
}

/** Keys and values in their order. */
export function updateEntries(updates: Updates): readonly (readonly [string, unknown])[] {
  const entries: Iterable<readonly [string, unknown]> = isMap(updates)
    ? updates.entries()
    : Object.entries(updates)
  return [...entries]
}

function isMap(updates: Updates): updates is ReadonlyMap<string, unknown> {
  return updates instanceof Map
}

type Field = 'location' | 'size'

/** One buffer's field that a key asks to set. */
interface Assignment {
  readonly key: string
  readonly name: string
  readonly field: Field
  readonly value: unknown
  /** 0 for an exact name, 1 for a setting key, 2 for a name without its ending. */
  readonly weakness: number
}

const ENDINGS = [
  { ending: '_location', field: 'location' },
  { ending: '_size', field: 'size' },
] as const satisfies readonly { readonly ending: string; readonly field: Field }[]

function assignmentsOf(factory: Factory, updates: Updates): readonly Assignment[] {
  const drivers = driversOf(factory)
  return updateEntries(updates).flatMap(([key, value]) => {
    const exact = exactName(factory, key)
    if (exact === 'region') return []
    if (exact !== null) return [{ key, value, weakness: 0, ...exact }]
    const driven = drivers.get(key) ?? []
    if (driven.length > 0)
      return driven.map((name) => ({ key, value, weakness: 1, name, field: 'location' as const }))
    const shorter = withoutBuffer(factory, key)
    return shorter === null ? [] : [{ key, value, weakness: 2, ...shorter }]
  })
}

/** Buffers by the setting key that drives them. */
function driversOf(factory: Factory): ReadonlyMap<string, readonly string[]> {
  const drivers = new Map<string, string[]>()
  for (const entry of factory.entries) {
    if (entry.kind !== 'buffer' || entry.settingKey === null) continue
    const known = drivers.get(entry.settingKey)
    if (known === undefined) drivers.set(entry.settingKey, [entry.name])
    else known.push(entry.name)
  }
  return drivers
}

type Named = Pick<Assignment, 'name' | 'field'>

/** The buffer whose name stands before the ending; `region` for a child region, which no key changes. */
function exactName(factory: Factory, key: string): Named | 'region' | null {
  for (const { ending, field } of ENDINGS) {
    if (!key.endsWith(ending)) continue
    const name = key.slice(0, -ending.length)
    const entry = entryOf(factory, name)
    if (entry !== null) return entry.kind === 'buffer' ? { name, field } : 'region'
  }
  return null
}

const BUFFER_ENDING = '_buffer'

function withoutBuffer(factory: Factory, key: string): Named | null {
  for (const { ending, field } of ENDINGS) {
    if (!key.endsWith(`${BUFFER_ENDING}${ending}`)) continue
    const name = key.slice(0, -(BUFFER_ENDING.length + ending.length))
    if (entryOf(factory, name)?.kind === 'buffer') return { name, field }
  }
  return null
}

function assigned(buffer: Buffer, field: Field, value: unknown): Buffer {
  switch (field) {
    case 'location':
      assertLocation(value)
      return buffer.location === value ? buffer : { ...buffer, location: value }
    case 'size':
      assertSize(value)
      return buffer.size === value ? buffer : { ...buffer, size: value }
  }
}
