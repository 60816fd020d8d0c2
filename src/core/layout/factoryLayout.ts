import { bytesOf, type DType, type Precision } from '../registry/dtype.ts'
import { locationOf, regionExtent, type Entry } from '../registry/entry.ts'
import { positionsOf, type Factory } from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'
import { quoted, RegistryError } from '../registry/registryError.ts'
import { clobbers, mayOverlap } from './overlap.ts'

/** How a size becomes an extent: see registry contract §3. */
export const EXTENT_RULES = ['elements', 'aligned', 'guarded'] as const
export type ExtentRule = (typeof EXTENT_RULES)[number]

/** Where entries came to lie, as numbers a typed array can hold. */
export const SPACES = ['shared', 'persistent_local', 'local'] as const satisfies readonly Location[]
const SHARED = 0
const PERSISTENT = 1
const LOCAL = 2

/** Arena sizes in elements of the factory's precision; `local` counts the elements of its own arrays. */
export interface Aggregates {
  readonly shared: number
  readonly persistentLocal: number
  readonly local: number
}

/**
 * Placements of one factory, one column per property, indexed as `factory.entries` (so a million
 * entries cost three typed arrays). Offsets and extents are elements of the factory's precision;
 * a local array has offset 0 and its own length, `max(1, size)`, as extent.
 */
export interface FactoryLayout {
  readonly factory: Factory
  readonly rule: ExtentRule
  /** Index into SPACES. */
  readonly spaces: Uint8Array
  readonly offsets: Float64Array
  readonly extents: Float64Array
  /** Entry whose storage an alias lies in, -1 for an entry with storage of its own. */
  readonly hosts: Int32Array
  readonly aggregates: Aggregates
}

/** One entry's place. */
export interface Placement {
  readonly entry: Entry
  readonly index: number
  readonly space: Location
  readonly offset: number
  readonly extent: number
  /** Name of the entry whose storage it lies in, where an alias is realised. */
  readonly host: string | null
}

/** The element after the last one. */
export function endOf(slice: { readonly offset: number; readonly extent: number }): number {
  return slice.offset + slice.extent
}

const layouts: Readonly<Record<ExtentRule, WeakMap<Factory, FactoryLayout>>> = {
  elements: new WeakMap(),
  aligned: new WeakMap(),
  guarded: new WeakMap(),
}

let computed = 0

/** Layouts computed so far in this process: what tests count to show that caching works. */
export function computedLayouts(): number {
  return computed
}

/**
 * The layout of one factory's own context, computed once per factory value and rule.
 * Throws `arena-too-large` when an arena passes 2^53 - 1 elements.
 */
export function layoutOf(factory: Factory, rule: ExtentRule): FactoryLayout {
  const known = layouts[rule].get(factory)
  if (known !== undefined) return known
  const layout = computeLayout(factory, rule)
  layouts[rule].set(factory, layout)
  return layout
}

/** Where an entry lies; null for a name the factory does not hold. */
export function placementOf(layout: FactoryLayout, name: string): Placement | null {
  const at = positionsOf(layout.factory).get(name)
  return at === undefined ? null : placementAt(layout, at)
}

/** Where the entry at a position lies. `index` must be one of the factory's positions. */
export function placementAt(layout: FactoryLayout, index: number): Placement {
  const entry = layout.factory.entries[index]
  if (entry === undefined) throw new RangeError(`no entry at ${index}`)
  const host = layout.hosts[index] ?? -1
  return {
    entry,
    index,
    space: spaceAt(layout, index),
    offset: layout.offsets[index] ?? 0,
    extent: layout.extents[index] ?? 0,
    host: host < 0 ? null : (layout.factory.entries[host]?.name ?? null),
  }
}

/** The memory an entry came to lie in, which for an alias need not be where its author wanted it. */
export function spaceAt(layout: FactoryLayout, index: number): Location {
  return SPACES[layout.spaces[index] ?? LOCAL] ?? 'local'
}

/** All placements in registration order. */
export function placementsOf(layout: FactoryLayout): readonly Placement[] {
  return layout.factory.entries.map((_, i) => placementAt(layout, i))
}

/** Elements of the factory's precision that an entry takes in an arena. Source: registry contract §3, §4. */
export function extentOf(entry: Entry, precision: Precision, rule: ExtentRule): number {
  if (entry.dtype === precision) return entry.size
  if (entry.kind === 'child-region') return regionExtent(entry, precision)
  if (rule === 'elements') return entry.size
  return Math.ceil((entry.size * bytesOf(entry.dtype)) / bytesOf(precision))
}

/** Multiple of elements at which an entry must start: more than 1 only for a wider dtype, never under `elements`. */
export function alignmentOf(dtype: DType, precision: Precision, rule: ExtentRule): number {
  if (dtype === precision) return 1
  return rule === 'elements' ? 1 : Math.max(1, bytesOf(dtype) / bytesOf(precision))
}

/** Drops a cached layout, so that the next question computes it anew. */
export function forgetLayout(factory: Factory): void {
  for (const rule of EXTENT_RULES) layouts[rule].delete(factory)
}

/** Whether a layout of this factory value is at hand. */
export function hasLayout(factory: Factory, rule: ExtentRule): boolean {
  return layouts[rule].has(factory)
}

/** Running ends of the two arenas and the sum of the local arrays. */
interface Cursor {
  shared: number
  persistentLocal: number
  local: number
}

function computeLayout(factory: Factory, rule: ExtentRule): FactoryLayout {
  computed++
  const { entries } = factory
  const count = entries.length
  const layout = {
    factory,
    rule,
    spaces: new Uint8Array(count),
    offsets: new Float64Array(count),
    extents: new Float64Array(count),
    hosts: new Int32Array(count).fill(-1),
  }
  const cursor: Cursor = { shared: 0, persistentLocal: 0, local: 0 }
  // Passes 1 to 3 write different arenas, so one walk in registration order does all three.
  const aliased: number[] = []
  for (let i = 0; i < count; i++) {
    const entry = entries[i]
    if (entry === undefined) continue
    if (entry.aliases === null) placeOwn(layout, cursor, i)
    else aliased.push(i)
  }
  if (aliased.length > 0) placeAliases(layout, cursor, aliased)
  assertCountable(factory, cursor)
  return { ...layout, aggregates: { ...cursor } }
}

function assertCountable(factory: Factory, cursor: Cursor): void {
  const largest = Math.max(cursor.shared, cursor.persistentLocal, cursor.local)
  if (!Number.isSafeInteger(largest))
    throw new RegistryError(
      'arena-too-large',
      largest,
      `An arena of ${quoted(factory.id)} passes 2^53 - 1 elements; make its buffers smaller.`,
    )
}

type Columns = Omit<FactoryLayout, 'aggregates'>

interface Hosted {
  readonly index: number
  readonly entry: Entry
  readonly host: number
}

/** Lays an entry out by its own location, as if it aliased nothing. */
function placeOwn(layout: Columns, cursor: Cursor, index: number): void {
  const entry = layout.factory.entries[index]
  if (entry === undefined) return
  const location = locationOf(entry)
  if (location === 'local') {
    const length = entry.size > 1 ? entry.size : 1
    layout.spaces[index] = LOCAL
    layout.extents[index] = length
    cursor.local += length
    return
  }
  const { rule } = layout
  const { precision } = layout.factory
  const extent = extentOf(entry, precision, rule)
  const alignment = alignmentOf(entry.dtype, precision, rule)
  layout.extents[index] = extent
  if (location === 'shared') {
    const start = roundUp(cursor.shared, alignment)
    layout.offsets[index] = start
    cursor.shared = start + extent
  } else {
    const start = roundUp(cursor.persistentLocal, alignment)
    layout.spaces[index] = PERSISTENT
    layout.offsets[index] = start
    cursor.persistentLocal = start + extent
  }
}

/** Pass 4: an alias lies in its target's shared slice where that has room left, else by its own location. */
function placeAliases(layout: Columns, cursor: Cursor, aliased: readonly number[]): void {
  const { entries } = layout.factory
  const positions = positionsOf(layout.factory)
  // Elements of each host taken so far; what is not here is untouched.
  const consumed = new Map<number, number>()
  for (const i of aliased) {
    const entry = entries[i]
    if (entry === undefined || entry.aliases === null) continue
    const host = positions.get(entry.aliases) ?? -1
    const placed = { index: i, entry, host }
    if (!isHost(layout, placed) || !placeInHost(layout, consumed, placed))
      placeOwn(layout, cursor, i)
  }
}

/** Whether an alias may lie in its target: the target has a shared slice by now, and the alias may go there. */
function isHost(layout: Columns, { index, entry, host }: Hosted): boolean {
  if (layout.spaces[host] !== SHARED || !canMove(entry)) return false
  // Passes 1 to 3 are done; of the aliases only those before this one have slices yet.
  return host < index || layout.factory.entries[host]?.aliases === null
}

/** Lays an alias behind those that its host holds already; false where no room is left. */
function placeInHost(
  layout: Columns,
  consumed: Map<number, number>,
  { index, entry, host }: Hosted,
): boolean {
  const { rule } = layout
  const { precision } = layout.factory
  const extent = extentOf(entry, precision, rule)
  const hostStart = layout.offsets[host] ?? 0
  const hostEnd = hostStart + (layout.extents[host] ?? 0)
  const alignment = alignmentOf(entry.dtype, precision, rule)
  const start = roundUp(hostStart + (consumed.get(host) ?? 0), alignment)
  if (start + extent > hostEnd) return false
  const window = { start: start - hostStart, stop: start - hostStart + extent }
  if (rule === 'guarded' && overlapsPersistent(layout, { index, entry, host }, window)) return false
  layout.offsets[index] = start
  layout.extents[index] = extent
  layout.hosts[index] = host
  consumed.set(host, start + extent - hostStart)
  return true
}

/** A child's persistent window is passed as one address space, so its region never moves into shared. */
function canMove(entry: Entry): boolean {
  return entry.kind === 'buffer' || entry.of === 'shared'
}

function roundUp(value: number, multiple: number): number {
  return multiple === 1 ? value : Math.ceil(value / multiple) * multiple
}

/** Whether an alias in this window of its host would overlap what must survive a call. */
function overlapsPersistent(
  layout: Columns,
  { entry, host }: Hosted,
  window: { readonly start: number; readonly stop: number },
): boolean {
  const { entries, precision } = layout.factory
  const target = entries[host]
  if (target === undefined) return false
  return !mayOverlap(entry, target) || clobbers(target, window, precision)
}
