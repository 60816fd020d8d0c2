import { changedFields, type BufferField, type Entry } from '../registry/entry.ts'
import {
  entryAt,
  placeAt,
  positionIn,
  type ComparedPlace,
  type ComparedSide,
} from './comparedSide.ts'

/**
 * What became of an entry, the gravest first: in another memory, of another extent, at another offset,
 * of another name, or where it was with another setting. Of a recorded layout: `missing` was recorded
 * and is not computed, `extra` is computed and was not recorded. Of two models: `removed` is only in the
 * first, `added` only in the second.
 */
export type ChangeKind =
  | 'equal'
  | 'changed'
  | 'renamed'
  | 'moved'
  | 'resized'
  | 'relocated'
  | 'missing'
  | 'extra'
  | 'removed'
  | 'added'

export interface EntryComparison {
  readonly name: string
  /** The name that it had, where it is another one. */
  readonly formerName: string | null
  readonly kind: ChangeKind
  readonly before: ComparedPlace | null
  readonly after: ComparedPlace | null
  /** Settings that differ and that the two places do not tell. */
  readonly fields: readonly BufferField[]
}

/** What an entry is called that only one side has. */
export interface OneSided {
  readonly onlyBefore: ChangeKind
  readonly onlyAfter: ChangeKind
}

export const RECORDED: OneSided = { onlyBefore: 'missing', onlyAfter: 'extra' }
export const MODELS: OneSided = { onlyBefore: 'removed', onlyAfter: 'added' }

interface How {
  readonly words: OneSided
  /** Lists the equal entries, too. */
  readonly isWhole: boolean
}

/** The entries of the second side in their order, then those that only the first has. */
export function comparedEntries(
  before: ComparedSide,
  after: ComparedSide,
  { words, isWhole }: How,
): readonly EntryComparison[] {
  const found: EntryComparison[] = []
  const partner = partnersOf(before, after)
  const isPaired = new Uint8Array(before.entries.length)
  for (let to = 0; to < after.entries.length; to++) {
    const from = partner[to] ?? -1
    if (from >= 0) isPaired[from] = 1
    add(from, to)
  }
  for (let from = 0; from < before.entries.length; from++) if (isPaired[from] === 0) add(from, -1)
  return found

  function add(from: number, to: number): void {
    const fields = fieldsOf(entryAt(before, from), entryAt(after, to))
    const kind = kindOf(from, to, fields)
    if (kind === 'equal' && !isWhole) return
    const former = before.entries[from]?.name ?? ''
    const name = after.entries[to]?.name ?? former
    // One literal: of a large document there are many.
    found.push({
      name,
      formerName: from < 0 || former === name ? null : former,
      kind,
      before: placeAt(before, from),
      after: placeAt(after, to),
      fields: fields.length === 0 ? fields : untold(fields, kind),
    })
  }

  function kindOf(from: number, to: number, fields: readonly BufferField[]): ChangeKind {
    if (from < 0) return words.onlyAfter
    if (to < 0) return words.onlyBefore
    if (before.spaces[from] !== after.spaces[to]) return 'relocated'
    if (before.extents[from] !== after.extents[to]) return 'resized'
    if (before.offsets[from] !== after.offsets[to]) return 'moved'
    if (before.entries[from]?.name !== after.entries[to]?.name) return 'renamed'
    return fields.length === 0 ? 'equal' : 'changed'
  }
}

const NO_FIELDS: readonly BufferField[] = []

function fieldsOf(before: Entry | null, after: Entry | null): readonly BufferField[] {
  if (before?.kind !== 'buffer' || after?.kind !== 'buffer') return NO_FIELDS
  return changedFields(before, after)
}

/** What another memory and another extent say is not said twice. */
function untold(fields: readonly BufferField[], kind: ChangeKind): readonly BufferField[] {
  return fields.filter(
    (field) =>
      !(kind === 'relocated' && field === 'location') && !(kind === 'resized' && field === 'size'),
  )
}

/** The position before of each entry after: by its name, or else of what was renamed; -1 where there is none. */
function partnersOf(before: ComparedSide, after: ComparedSide): Int32Array {
  const partners = new Int32Array(after.entries.length)
  for (let to = 0; to < partners.length; to++) {
    const name = after.entries[to]?.name ?? ''
    partners[to] = before.entries[to]?.name === name ? to : positionIn(before, name)
  }
  const hasNew = partners.includes(-1)
  if (hasNew && before.layout !== null && after.layout !== null)
    pairRenamed(before, after, partners)
  return partners
}

/** A buffer of a new name is an equal one of before, renamed, where it stands behind or before the same entry. */
function pairRenamed(before: ComparedSide, after: ComparedSide, partners: Int32Array): void {
  const last = partners.length - 1
  const taken = new Set(partners)
  for (let to = 0; to <= last; to++) pair(to, to === 0 ? 0 : besides(to - 1, 1))
  for (let to = last; to >= 0; to--)
    pair(to, to === last ? before.entries.length - 1 : besides(to + 1, -1))

  /** The position before that lies beside the partner of an entry after. */
  function besides(to: number, step: 1 | -1): number {
    const from = partners[to] ?? -1
    return from < 0 ? -1 : from + step
  }

  function pair(to: number, from: number): void {
    if (partners[to] !== -1) return
    const [old, now] = [entryAt(before, from), entryAt(after, to)]
    const isGone = old !== null && positionIn(after, old.name) < 0 && !taken.has(from)
    if (!isGone || !isBuffer(old) || !isBuffer(now) || changedFields(old, now).length > 0) return
    partners[to] = from
    taken.add(from)
  }
}

function isBuffer(entry: Entry | null): entry is Extract<Entry, { kind: 'buffer' }> {
  return entry?.kind === 'buffer'
}
