import type {
  ChangeKind,
  ComparedPlace,
  Comparison,
  EntryComparison,
} from '../../core/document/compare.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import type { Preferences } from '../../store/state.ts'
import { inUnits, sliceText } from '../figures.ts'
import { LOCATION_WORDS } from '../location.tsx'

/** One entry of one factory, on both sides. */
export interface DiffRow {
  readonly factory: FactoryId
  readonly entry: EntryComparison
}

export const CHANGE_WORDS = {
  equal: { glyph: '=', words: 'unchanged' },
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

/** The entries of all factories in their order, as many of them as are asked for. */
export function diffRows({ factories }: Comparison, shown: RowsShown): readonly DiffRow[] {
  return factories.flatMap(({ factory, entries }) => {
    const followers = shown === 'causes' ? followersOf(entries) : new Set()
    return entries
      .filter((entry) => shown === 'all' || entry.kind !== 'equal')
      .filter((entry) => !followers.has(entry))
      .map((entry) => ({ factory, entry }))
  })
}

/** Entries that have no size on either side, and those that moved behind the same neighbour as before. */
function followersOf(entries: readonly EntryComparison[]): ReadonlySet<EntryComparison> {
  const before = neighbours(entries, 'before')
  const after = neighbours(entries, 'after')
  return new Set(
    entries.filter((entry) => {
      if (isEmpty(entry)) return true
      return entry.kind === 'moved' && before.get(entry) === after.get(entry)
    }),
  )
}

/** Each entry that kept its memory, with the one that lies before it there; null for the first. */
function neighbours(
  entries: readonly EntryComparison[],
  side: 'before' | 'after',
): ReadonlyMap<EntryComparison, EntryComparison | null> {
  const offset = (entry: EntryComparison) => entry[side]?.offset ?? 0
  const kept = entries
    .filter((entry) => entry.before?.space === entry.after?.space && !isEmpty(entry))
    .sort((a, b) => offset(a) - offset(b))
  const last = new Map<string | undefined, EntryComparison>()
  return new Map(
    kept.map((entry) => {
      const space = entry[side]?.space
      const pair = [entry, last.get(space) ?? null] as const
      last.set(space, entry)
      return pair
    }),
  )
}

function isEmpty({ before, after }: EntryComparison): boolean {
  return (before?.extent ?? 0) === 0 && (after?.extent ?? 0) === 0
}

/** How many entries there are of each kind of change, the unchanged ones left out. */
export function changeCounts({
  factories,
}: Comparison): readonly (readonly [ChangeKind, number])[] {
  const counts = new Map<ChangeKind, number>()
  for (const { entries } of factories) {
    for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  counts.delete('equal')
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
