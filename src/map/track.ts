import type { FactoryLayout } from '../core/layout/factoryLayout.ts'
import { SPACES } from '../core/layout/factoryLayout.ts'
import { bytesOf } from '../core/registry/dtype.ts'
import type { Location } from '../core/registry/location.ts'

/** Entries of one factory in one memory, sorted by start and disjoint. Bytes from the factory's window. */
export interface Segments {
  /** Positions among the factory's entries. */
  readonly entries: Int32Array
  readonly starts: Float64Array
  readonly ends: Float64Array
}

/**
 * What one factory has in one memory. Level 0 holds entries with storage of their own, level 1 the
 * aliases that lie in those, level 2 aliases of aliases, and so on. Empty entries are left out.
 */
export interface Track {
  readonly levels: readonly Segments[]
  /** End of the last segment; local arrays are counted one after another. */
  readonly endBytes: number
  /** Bytes that segments of level 0 cover. */
  readonly usedBytes: number
}

const EMPTY: Track = { levels: [], endBytes: 0, usedBytes: 0 }

/** What one factory has in each memory. */
export type Tracks = Readonly<Record<Location, Track>>

const tracks = new WeakMap<FactoryLayout, Tracks>()

/** The segments of a layout in every memory, computed once per layout. */
export function tracksOf(layout: FactoryLayout): Tracks {
  const known = tracks.get(layout)
  if (known !== undefined) return known
  const all = {
    shared: computeTrack(layout, 'shared'),
    persistent_local: computeTrack(layout, 'persistent_local'),
    local: computeTrack(layout, 'local'),
  }
  tracks.set(layout, all)
  return all
}

/** The segments of a layout in one memory. */
export function trackOf(layout: FactoryLayout, location: Location): Track {
  return tracksOf(layout)[location]
}

function computeTrack(layout: FactoryLayout, location: Location): Track {
  const own = ownEntries(layout, SPACES.indexOf(location))
  if (own.length === 0) return EMPTY
  const first = location === 'local' ? localSegments(layout, own) : arenaSegments(layout, own)
  const levels = [first]
  if (location === 'shared')
    for (const entries of aliasLevels(layout)) levels.push(arenaSegments(layout, entries))
  let usedBytes = 0
  for (let i = 0; i < own.length; i++) usedBytes += (first.ends[i] ?? 0) - (first.starts[i] ?? 0)
  return { levels, endBytes: first.ends[own.length - 1] ?? 0, usedBytes }
}

/** Entries that have storage of their own in a memory, by offset; local arrays have offset 0 and keep their order. */
function ownEntries(layout: FactoryLayout, space: number): Int32Array {
  const { spaces, extents, hosts } = layout
  const found = new Int32Array(spaces.length)
  let count = 0
  let previousEnd = 0
  let isSorted = true
  for (let i = 0; i < spaces.length; i++) {
    if (spaces[i] !== space || (hosts[i] ?? -1) >= 0 || extents[i] === 0) continue
    const offset = layout.offsets[i] ?? 0
    if (offset < previousEnd) isSorted = false
    previousEnd = offset
    found[count++] = i
  }
  const entries = found.slice(0, count)
  // Aliases that found no room stand behind the others, whatever their place in the order.
  return isSorted ? entries : sortedByOffset(layout, entries)
}

/** Aliases that lie in another entry, by how many hosts stand above them; each level sorted by offset. */
function aliasLevels(layout: FactoryLayout): readonly Int32Array[] {
  const { hosts, extents } = layout
  const levels = new Int32Array(hosts.length)
  const byLevel: number[][] = []
  for (let i = 0; i < hosts.length; i++) {
    const host = hosts[i] ?? -1
    if (host < 0) continue
    // A host that is an alias itself was placed before, so its level is known.
    const level = (levels[host] ?? 0) + 1
    levels[i] = level
    if (extents[i] === 0) continue
    ;(byLevel[level - 1] ??= []).push(i)
  }
  return Array.from(byLevel, (entries: number[] | undefined) =>
    sortedByOffset(layout, Int32Array.from(entries ?? [])),
  )
}

function sortedByOffset({ offsets }: FactoryLayout, entries: Int32Array): Int32Array {
  return entries.sort((a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0))
}

function arenaSegments(layout: FactoryLayout, entries: Int32Array): Segments {
  const elementBytes = bytesOf(layout.factory.precision)
  const starts = new Float64Array(entries.length)
  const ends = new Float64Array(entries.length)
  for (let k = 0; k < entries.length; k++) {
    const i = entries[k] ?? 0
    const offset = layout.offsets[i] ?? 0
    starts[k] = offset * elementBytes
    ends[k] = (offset + (layout.extents[i] ?? 0)) * elementBytes
  }
  return { entries, starts, ends }
}

/** Local arrays one after another, each with the width of its own dtype. */
function localSegments(layout: FactoryLayout, entries: Int32Array): Segments {
  const starts = new Float64Array(entries.length)
  const ends = new Float64Array(entries.length)
  let end = 0
  for (let k = 0; k < entries.length; k++) {
    const i = entries[k] ?? 0
    starts[k] = end
    const dtype = layout.factory.entries[i]?.dtype ?? layout.factory.precision
    end += (layout.extents[i] ?? 0) * bytesOf(dtype)
    ends[k] = end
  }
  return { entries, starts, ends }
}
