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

/** What depends on the entries' names and edges only; handed on by every change that keeps those. */
interface EntryIndex {
  readonly positions: Map<string, number>
  regions: ReadonlyMap<string, readonly number[]> | null
}

const indexes = new WeakMap<readonly Entry[], EntryIndex>()

function indexOf(entries: readonly Entry[]): EntryIndex {
  const known = indexes.get(entries)
  // An append to a newer list may have grown the map that this list shares with it.
  if (known?.positions.size === entries.length) return known
  const positions = new Map<string, number>()
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at]
    if (entry !== undefined) positions.set(entry.name, at)
  }
  const index = { positions, regions: null }
  indexes.set(entries, index)
  return index
}

/** Position of each name among the entries. */
export function positionsOf(factory: Factory): ReadonlyMap<string, number> {
  return indexOf(factory.entries).positions
}

const bufferPositions = new WeakMap<readonly Entry[], readonly number[]>()

/** Positions of the buffers among the entries, in registration order; found once per list of entries. */
export function buffersIn({ entries }: Factory): readonly number[] {
  const known = bufferPositions.get(entries)
  if (known !== undefined) return known
  const found = entries.flatMap((entry, i) => (entry.kind === 'buffer' ? [i] : []))
  bufferPositions.set(entries, found)
  return found
}

/** Positions of the child regions by the name of their edge, each list in registration order. */
export function regionsByChild(factory: Factory): ReadonlyMap<string, readonly number[]> {
  const index = indexOf(factory.entries)
  if (index.regions !== null) return index.regions
  const regions = new Map<string, number[]>()
  for (const [at, entry] of factory.entries.entries()) {
    if (entry.kind !== 'child-region') continue
    const known = regions.get(entry.child)
    if (known === undefined) regions.set(entry.child, [at])
    else known.push(at)
  }
  index.regions = regions
  return regions
}

/** The entry of a name; null where the factory holds none. */
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
  return withEntriesReplaced(factory, [entry])
}

/** The factory with entries of the same names and kinds replaced; itself when they are the ones it holds. */
export function withEntriesReplaced(factory: Factory, replaced: readonly Entry[]): Factory {
  const index = indexOf(factory.entries)
  let entries: Entry[] | null = null
  for (const entry of replaced) {
    const at = index.positions.get(entry.name)
    if (at === undefined || factory.entries[at] === entry) continue
    entries ??= factory.entries.slice()
    entries[at] = entry
  }
  if (entries === null) return factory
  indexes.set(entries, index)
  return { ...factory, entries }
}

/** The factory with an entry more, whose name it does not hold yet. */
export function withEntryAppended(factory: Factory, entry: Entry): Factory {
  const { positions } = indexOf(factory.entries)
  const entries = [...factory.entries, entry]
  indexes.set(entries, { positions: positions.set(entry.name, entries.length - 1), regions: null })
  return { ...factory, entries }
}

/** The factory with another list of entries. */
export function withEntries(factory: Factory, entries: readonly Entry[]): Factory {
  return { ...factory, entries }
}

const edgesByFactory = new WeakMap<
  readonly ChildEdge[],
  ReadonlyMap<FactoryId, readonly string[]>
>()

/** Names under which each child hangs in this factory, by the child's id. */
export function edgeNamesByFactory(factory: Factory): ReadonlyMap<FactoryId, readonly string[]> {
  const known = edgesByFactory.get(factory.children)
  if (known !== undefined) return known
  const names = new Map<FactoryId, string[]>()
  for (const edge of factory.children) {
    const held = names.get(edge.factory)
    if (held === undefined) names.set(edge.factory, [edge.name])
    else held.push(edge.name)
  }
  edgesByFactory.set(factory.children, names)
  return names
}
