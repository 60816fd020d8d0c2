import { entriesOf, type Comparison, type FactoryComparison } from '../../core/document/compare.ts'
import type { ChangeKind, EntryComparison } from '../../core/document/comparedEntries.ts'
import type { ComparedPlace } from '../../core/document/comparedSide.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { BufferField } from '../../core/registry/entry.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import { LOCATION_WORDS } from '../../core/registry/location.ts'
import type { Preferences } from '../../store/state.ts'
import { inUnits, sliceText } from '../figures.ts'
import type { DiffSides } from './diffSides.ts'
import { factorySettings, type SettingChange } from './diffSettings.ts'

/** One line of the list: a factory, and below it each thing about it and its entries on both sides. */
export type DiffRow =
  | {
      readonly kind: 'factory'
      readonly factory: FactoryId
      readonly is: FactoryComparison['kind']
    }
  | { readonly kind: 'setting'; readonly factory: FactoryId; readonly setting: SettingChange }
  | { readonly kind: 'entry'; readonly factory: FactoryId; readonly entry: EntryComparison }
  | {
      readonly kind: 'field'
      readonly factory: FactoryId
      readonly entry: EntryComparison
      readonly field: BufferField
    }

export const CHANGE_WORDS = {
  equal: { glyph: '=', words: 'unchanged' },
  changed: { glyph: '≠', words: 'changed' },
  renamed: { glyph: '≈', words: 'renamed' },
  moved: { glyph: '↦', words: 'moved' },
  resized: { glyph: '↔', words: 'resized' },
  relocated: { glyph: '⇄', words: 'relocated' },
  missing: { glyph: '−', words: 'missing' },
  extra: { glyph: '+', words: 'extra' },
  removed: { glyph: '−', words: 'removed' },
  added: { glyph: '+', words: 'added' },
} as const satisfies Record<ChangeKind, { readonly glyph: string; readonly words: string }>

/** `causes` are the changes without those that follow from others, and without what has no size. */
export type RowsShown = 'all' | 'changes' | 'causes'

/** The factories in their order with as many of their entries as are asked for; those with none are left out. */
export function diffRows(
  { factories }: Comparison,
  sides: Pick<DiffSides, 'before' | 'after'>,
  shown: RowsShown,
): readonly DiffRow[] {
  return factories.flatMap((compared) => {
    const { factory, kind } = compared
    const settings = factorySettings(factory, sides).map((setting): DiffRow => ({
      kind: 'setting',
      factory,
      setting,
    }))
    const entries = entryRows(compared, shown)
    if (settings.length + entries.length === 0 && kind === 'both') return []
    return [{ kind: 'factory', factory, is: kind } as const, ...settings, ...entries]
  })
}

function entryRows(compared: FactoryComparison, shown: RowsShown): readonly DiffRow[] {
  const { factory, changes } = compared
  const followers = shown === 'causes' ? followersOf(compared) : NO_NAMES
  const rows: DiffRow[] = []
  for (const entry of shown === 'all' ? entriesOf(compared) : changes) {
    if (entry.kind !== 'changed' && !followers.has(entry.name))
      rows.push({ kind: 'entry', factory, entry })
    for (const field of entry.fields) rows.push({ kind: 'field', factory, entry, field })
  }
  return rows
}

/** How many changes follow from others. */
export function followerCount({ factories }: Comparison): number {
  return factories.reduce((sum, compared) => sum + followersOf(compared).size, 0)
}

const NO_NAMES: ReadonlySet<string> = new Set()
const followers = new WeakMap<FactoryComparison, ReadonlySet<string>>()

/** Changes of what has no size on either side, and what moved behind the same neighbour as before; by name. */
function followersOf(compared: FactoryComparison): ReadonlySet<string> {
  const { changes } = compared
  if (changes.length === 0) return NO_NAMES
  const known = followers.get(compared)
  if (known !== undefined) return known
  const names = new Set(changes.filter(isSilent).map(({ name }) => name))
  if (changes.some(isMere))
    for (const { name } of shiftedEntries(entriesOf(compared))) names.add(name)
  followers.set(compared, names)
  return names
}

/** Neither its place nor its name tells anything, since it has no size. */
function isSilent(entry: EntryComparison): boolean {
  return entry.kind !== 'changed' && entry.formerName === null && isEmpty(entry)
}

function isMere({ kind, formerName }: EntryComparison): boolean {
  return kind === 'moved' && formerName === null
}

/** What lies behind the same neighbour as before, though at another offset. */
function shiftedEntries(entries: readonly EntryComparison[]): readonly EntryComparison[] {
  const kept = entries.filter((entry) => {
    const { before, after } = entry
    return before?.space === after?.space && before?.offset !== null && !isEmpty(entry)
  })
  const [before, after] = [neighbours(kept, 'before'), neighbours(kept, 'after')]
  return kept.filter((entry, at) => isMere(entry) && before[at] === after[at])
}

/** The position of the entry that lies before each in its memory; -1 for the first. */
function neighbours(kept: readonly EntryComparison[], side: 'before' | 'after'): Int32Array {
  const offsets = Float64Array.from(kept, (entry) => entry[side]?.offset ?? 0)
  const order = Int32Array.from(kept.keys()).sort((a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0))
  const previous = new Int32Array(kept.length)
  const last = { shared: -1, persistent_local: -1, local: -1 }
  for (const at of order) {
    const space = kept[at]?.[side]?.space ?? 'local'
    previous[at] = last[space]
    last[space] = at
  }
  return previous
}

function isEmpty({ before, after }: EntryComparison): boolean {
  return (before?.extent ?? 0) === 0 && (after?.extent ?? 0) === 0
}

/** How many entries there are of each kind of change, the unchanged ones left out. */
export function changeCounts({
  factories,
}: Comparison): readonly (readonly [ChangeKind, number])[] {
  const counts = new Map<ChangeKind, number>()
  for (const { changes } of factories)
    for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
}

/** A place in words: `shared [12:20]`, `local 96`; a dash where there is none. */
export function placeText(
  place: ComparedPlace | null,
  elementBytes: number,
  preferences: Preferences,
): string {
  if (place === null) return '–'
  const { space, offset, extent } = place
  const { units, radix } = preferences
  const from = (elements: number) => inUnits(elements * elementBytes, elementBytes, preferences)
  if (offset === null) return `${LOCATION_WORDS[space]} ${from(extent)}`
  if (units === 'elements')
    return `${LOCATION_WORDS[space]} ${sliceText(offset, offset + extent, radix)}`
  return `${LOCATION_WORDS[space]} [${from(offset)}:${from(offset + extent)}]`
}

/** Bytes of one element of a factory's arenas, on whichever side holds it; 4 where neither does. */
export function elementBytesOf(id: FactoryId, after: Registry, before: Registry): number {
  const factory = factoryIn(after, id) ?? factoryIn(before, id)
  return factory === null ? 4 : bytesOf(factory.precision)
}
