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

/** The entries of all factories in their order; without those that are equal, where only changes are asked for. */
export function diffRows({ factories }: Comparison, shown: 'all' | 'changes'): readonly DiffRow[] {
  return factories.flatMap(({ factory, entries }) =>
    entries
      .filter((entry) => shown === 'all' || entry.kind !== 'equal')
      .map((entry) => ({ factory, entry })),
  )
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
