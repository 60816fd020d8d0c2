import type { Precision } from './dtype.ts'
import type { Buffer, Entry } from './entry.ts'
import { nearestNames } from './names.ts'
import { quoted, RegistryError } from './registryError.ts'

export type FactoryId = string & { readonly __brand: 'FactoryId' }

/** The one place where a text becomes a factory's id. */
export function factoryId(id: string): FactoryId {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- brand constructor
  return id as FactoryId
}

/** An edge of the tree: the child's name in this factory, and which factory it is. */
export interface ChildEdge {
  readonly name: string
  readonly factory: FactoryId
}

/** One slice as a program recorded it; elements of the factory's precision. */
export interface RecordedSlice {
  readonly name: string
  readonly offset: number
  readonly extent: number
}

/** What an imported program had for one factory: the same shape as a computed layout in a document. */
export interface RecordedLayout {
  readonly shared: readonly RecordedSlice[]
  readonly persistentLocal: readonly RecordedSlice[]
  readonly local: readonly { readonly name: string; readonly size: number }[]
  readonly aggregates: RecordedAggregates
}

export interface RecordedAggregates {
  readonly shared: number
  readonly local: number
  readonly persistentLocal: number
  readonly declaredLocal: number
}

/** Owner of buffers, node of the tree; an immutable value. Entries keep registration order. */
export interface Factory {
  readonly id: FactoryId
  readonly type: string
  readonly precision: Precision
  readonly entries: readonly Entry[]
  readonly children: readonly ChildEdge[]
  readonly recorded: RecordedLayout | null
}

export interface FactorySpec {
  readonly id: string
  readonly type?: string
  readonly precision?: Precision
}

export function factoryOf(spec: FactorySpec): Factory {
  return {
    id: factoryId(spec.id),
    type: spec.type ?? 'Factory',
    precision: spec.precision ?? 'float32',
    entries: [],
    children: [],
    recorded: null,
  }
}

/** Position of each name among the entries. Handed on by `withEntry`, since names did not change. */
const positions = new WeakMap<readonly Entry[], ReadonlyMap<string, number>>()

export function positionsOf(factory: Factory): ReadonlyMap<string, number> {
  const known = positions.get(factory.entries)
  if (known !== undefined) return known
  const map = new Map<string, number>()
  factory.entries.forEach((entry, i) => map.set(entry.name, i))
  positions.set(factory.entries, map)
  return map
}

export function entryOf(factory: Factory, name: string): Entry | null {
  const at = positionsOf(factory).get(name)
  return at === undefined ? null : (factory.entries[at] ?? null)
}

/** The buffer, or the error `unknown-buffer` that names the factory, the name and the nearest known ones. */
export function requireEntry(factory: Factory, name: string): Entry {
  const entry = entryOf(factory, name)
  if (entry !== null) return entry
  const near = nearestNames(name, positionsOf(factory).keys())
  const known =
    near.length === 0 ? 'it holds nothing yet' : `nearest: ${near.map(quoted).join(', ')}`
  throw new RegistryError(
    'unknown-buffer',
    name,
    `${quoted(factory.id)} has no buffer ${quoted(name)}; ${known}.`,
  )
}

/** As `requireEntry`, and refuses a child region, which only its child can change. */
export function requireBuffer(factory: Factory, name: string): Buffer {
  const entry = requireEntry(factory, name)
  if (entry.kind === 'buffer') return entry
  throw new RegistryError(
    'region-fixed',
    name,
    `${quoted(name)} is the region of the child ${quoted(entry.child)}; change the child's own buffers instead.`,
  )
}

/** The factory with the entry of the same name replaced, or `factory` itself when it is the same entry. */
export function withEntry(factory: Factory, entry: Entry): Factory {
  const at = positionsOf(factory).get(entry.name)
  if (at === undefined || factory.entries[at] === entry) return factory
  const entries = factory.entries.slice()
  entries[at] = entry
  positions.set(entries, positionsOf(factory))
  return { ...factory, entries }
}

/** The factory with another list of entries. */
export function withEntries(factory: Factory, entries: readonly Entry[]): Factory {
  return { ...factory, entries }
}
