import type { ProtectedRange } from '../registry/entry.ts'
import { placementAt, spaceAt, type FactoryLayout } from './factoryLayout.ts'
import { isPersistent, rangesIn } from './overlap.ts'

/**
 * Ranges of a factory's shared arena whose contents must survive a call, in elements of its
 * precision: what a parent's region of it protects under the extent rule `guarded`, and nothing
 * under the others. Source: cubie's `protected_shared_ranges`.
 */
export function protectedRanges(layout: FactoryLayout): readonly ProtectedRange[] {
  if (layout.rule !== 'guarded') return []
  const { entries, precision } = layout.factory
  const ranges: ProtectedRange[] = []
  for (const index of inSharedOrder(layout)) {
    const entry = entries[index]
    if (entry === undefined) continue
    const { offset, extent } = placementAt(layout, index)
    if (entry.kind === 'buffer') {
      if (isPersistent(entry) && extent > 0) ranges.push({ offset, extent })
      continue
    }
    for (const range of rangesIn(entry, precision))
      ranges.push({ offset: offset + range.offset, extent: range.extent })
  }
  return ranges
}

/** Positions of the entries in shared memory: those with storage of their own first, aliases last. */
function inSharedOrder(layout: FactoryLayout): readonly number[] {
  const own: number[] = []
  const aliases: number[] = []
  for (const [index, entry] of layout.factory.entries.entries())
    if (spaceAt(layout, index) === 'shared') (entry.aliases === null ? own : aliases).push(index)
  return [...own, ...aliases]
}
