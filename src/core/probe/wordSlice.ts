import { bytesOf } from '../registry/dtype.ts'
import { elementWords } from './image.ts'
import type { SliceNumbers } from './numbers.ts'
import { toWords, type ProbePlan } from './plan.ts'
import type { ProbeEntry, ProbeFactory } from './tree.ts'

/** An entry's slice under test in words. */
export interface WordSlice {
  readonly space: SliceNumbers['space']
  /** Counted from the start of its factory's window; 0 for a local array. */
  readonly offset: number
  readonly extent: number
}

/** An entry's slice under test in words; a missing one is empty, so that every access to it fails. */
export function wordSliceOf(plan: ProbePlan, factory: ProbeFactory, entry: ProbeEntry): WordSlice {
  const slice = plan.numbers.slices.get(factory.factory.id)?.[entry.at] ?? null
  if (slice === null) return { space: entry.space, offset: 0, extent: 0 }
  const { space } = slice
  if (space === 'local') {
    const bytes = slice.extent * bytesOf(entry.entry.dtype)
    return { space, offset: 0, extent: toWords(Math.ceil(bytes / 4), 1) }
  }
  const perElement = elementWords(factory.factory)
  const offset = toWords(slice.offset, perElement)
  return { space, offset, extent: toWords(slice.extent, perElement) }
}
