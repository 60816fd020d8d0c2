import { bytesOf } from '../registry/dtype.ts'
import type { ArenaLocation } from '../registry/location.ts'
import { CANARY } from './dump.ts'
import { elementWords } from './image.ts'
import { pathText, type ProbePlace } from './places.ts'
import type { ProbePlan } from './plan.ts'
import type { ProbeEntry, ProbeTree } from './tree.ts'
import type { ElementRef } from './verdict.ts'

/** One word of one buffer at one place. */
export interface Located {
  readonly place: ProbePlace
  readonly entry: ProbeEntry
  /** Word of the buffer. */
  readonly word: number
}

/** The buffer whose tag this is; null for a tag that no buffer has. */
export function locateTag(plan: ProbePlan, tag: number): Located | null {
  const place = lastPlace(plan, (bases) => bases.tag <= tag)
  if (place === null) return null
  const within = tag - place.bases.tag
  const { entries } = place.factory
  const entry = entries[countWhile(entries.length, (at) => (entries[at]?.tag ?? 0) <= within) - 1]
  if (entry === undefined || within >= entry.tag + entry.used) return null
  return { place, entry, word: within - entry.tag }
}

/** The entry at whose site an access failed. */
export function locateSite(plan: ProbePlan, site: number): Omit<Located, 'word'> | null {
  const place = lastPlace(plan, (bases) => bases.site <= site)
  const entry = place?.factory.entries[site - place.bases.site]
  return place === null || entry === undefined ? null : { place, entry }
}

/** Places come parents first, so that bases grow; of places with the same base the last one holds it. */
function lastPlace(
  { places }: ProbePlan,
  begins: (bases: ProbePlace['bases']) => boolean,
): ProbePlace | null {
  const count = countWhile(places.length, (at) => {
    const place = places[at]
    return place !== undefined && begins(place.bases)
  })
  return places[count - 1] ?? null
}

/** How many of the first `length` positions hold, where all that hold come first: by halving. */
function countWhile(length: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** What a word of memory says: a tag and who wrote it, a canary, or nothing that was ever written. */
export type Meaning =
  | { readonly kind: 'tag'; readonly tag: number; readonly lane: number }
  | { readonly kind: 'canary'; readonly index: number }
  | { readonly kind: 'noise' }

export function meaningOf(plan: ProbePlan, word: number): Meaning {
  if (word >= CANARY) return { kind: 'canary', index: word - CANARY }
  const lane = word & 255
  const tag = (word >>> 8) - 1
  const known = tag >= 0 && tag < plan.tree.root.subtree.tags && lane < plan.lanes
  return known ? { kind: 'tag', tag, lane } : { kind: 'noise' }
}

/** The element that a word belongs to, for people: two float16 share a word, a float64 has two. */
export function elementRefOf(plan: ProbePlan, located: Located, lane: number): ElementRef {
  const { place, entry, word } = located
  return {
    place: place.index,
    path: pathText(plan.places, place.index),
    factory: place.factory.factory.id,
    buffer: entry.entry.name,
    element: elementOf(plan.tree, located, word),
    lane,
  }
}

export function elementOf(
  tree: ProbeTree,
  { place, entry }: Pick<Located, 'place' | 'entry'>,
  word: number,
): number {
  if (entry.space !== 'local' && tree.rule === 'elements')
    return Math.floor(word / elementWords(place.factory.factory))
  return Math.floor((word * 4) / bytesOf(entry.entry.dtype))
}

/** Where the registrations put a word, counted from the start of the run's arena; null for one that has no such place. */
export function homeOf({ place, entry, word }: Located, arena: ArenaLocation): number | null {
  const start = place.starts[arena]
  if (start === null || entry.space !== arena || word >= entry.words) return null
  return start + (place.factory.image.starts[entry.at] ?? 0) + word
}
