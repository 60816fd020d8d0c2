import type { Entry } from '../core/registry/entry.ts'
import type { Location } from '../core/registry/location.ts'

/** What a buffer of size 0 takes where it lies, in a sentence; null for every other entry. */
export function emptyNote(entry: Entry, space: Location): string | null {
  if (entry.kind !== 'buffer' || entry.size > 0) return null
  return space === 'local'
    ? 'Size 0: nothing is kept in it. Its local array is declared with one element, the shortest that there is.'
    : 'Size 0: its slice is empty and takes no room.'
}
