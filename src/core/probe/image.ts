import { bytesOf } from '../registry/dtype.ts'
import { locationOf, type Entry } from '../registry/entry.ts'
import type { Factory } from '../registry/factory.ts'
import type { Registry } from '../registry/registry.ts'
import type { ArenaLocation, Location } from '../registry/location.ts'

/**
 * Where the registrations of one factory put every word, found by pushing words in order. It shares
 * nothing with the layout engine, counts 4-byte words where that counts elements, and asks a child
 * what it needs instead of believing the region's snapshot. Everything is relative to the factory's
 * own windows. Source: registry contract §3, 4 and 6.
 */
export interface FactoryImage {
  readonly words: Readonly<Record<ArenaLocation, number>>
  /** Per entry: which memory it lies in, its first word there, and the words that its slice takes. */
  readonly spaces: readonly Location[]
  readonly starts: readonly number[]
  readonly taken: readonly number[]
  /** Per entry: whether it lies in the storage of another one, and so owns no word. */
  readonly hosted: readonly boolean[]
}

/** What the children of a factory need, by the name of the edge; null for a name without a child. */
export type ChildImages = (edge: string) => FactoryImage | null

interface Tape {
  length: number
}

interface Pushed {
  readonly factory: Factory
  readonly rule: Registry['extentRule']
  readonly childOf: ChildImages
  readonly tapes: Readonly<Record<ArenaLocation, Tape>>
  readonly spaces: Location[]
  readonly starts: number[]
  readonly taken: number[]
  readonly hosted: boolean[]
}

/** The image of one factory from its registrations and the images of its children. */
export function imageOf(
  factory: Factory,
  rule: Registry['extentRule'],
  childOf: ChildImages,
): FactoryImage {
  const none = () => new Array<number>(factory.entries.length).fill(0)
  const pushed: Pushed = {
    factory,
    rule,
    childOf,
    tapes: { shared: { length: 0 }, persistent_local: { length: 0 } },
    spaces: factory.entries.map(locationOf),
    starts: none(),
    taken: none(),
    hosted: new Array<boolean>(factory.entries.length).fill(false),
  }
  factory.entries.forEach((entry, at) => {
    if (entry.aliases === null) push(pushed, entry, at)
  })
  pushAliases(pushed)
  const { tapes, spaces, starts, taken, hosted } = pushed
  const words = { shared: tapes.shared.length, persistent_local: tapes.persistent_local.length }
  return { words, spaces, starts, taken, hosted }
}

/** Words of one element of an arena of this factory. */
export function elementWords(factory: Factory): number {
  return bytesOf(factory.precision) / 4
}

/** Words that a buffer's contents take: in an arena under "elements" each element is the arena's own. */
export function contentWords(
  entry: Entry,
  { factory, rule, space, size = entry.size }: ContentOf,
): number {
  if (space !== 'local' && rule === 'elements') return size * elementWords(factory)
  return Math.ceil((size * bytesOf(entry.dtype)) / 4)
}

export interface ContentOf {
  readonly factory: Factory
  readonly rule: Registry['extentRule']
  readonly space: Location
  /** Elements, where they are not the registered ones. */
  readonly size?: number
}

function push(pushed: Pushed, entry: Entry, at: number): void {
  const location = locationOf(entry)
  pushed.spaces[at] = location
  if (location === 'local') {
    pushed.taken[at] = contentWords(entry, { ...pushed, space: 'local' })
    return
  }
  const tape = pushed.tapes[location]
  pad(tape, alignmentWords(pushed, entry))
  pushed.starts[at] = tape.length
  tape.length += wordsIn(pushed, entry, location)
  pad(tape, elementWords(pushed.factory))
  pushed.taken[at] = tape.length - (pushed.starts[at] ?? 0)
}

/** An alias in its turn: behind those that its host holds already, or as if it aliased nothing. */
function pushAliases(pushed: Pushed): void {
  const { entries } = pushed.factory
  const at = new Map(entries.map((entry, index) => [entry.name, index]))
  const used = new Map<number, number>()
  const lies = new Set(entries.flatMap((entry, index) => (entry.aliases === null ? [index] : [])))
  entries.forEach((entry, index) => {
    if (entry.aliases === null) return
    const host = at.get(entry.aliases) ?? -1
    const isHost = lies.has(host) && pushed.spaces[host] === 'shared'
    const mayMove = entry.kind === 'buffer' || entry.of === 'shared'
    if (!isHost || !mayMove || !lieInHost(pushed, used, { index, host })) push(pushed, entry, index)
    lies.add(index)
  })
}

function lieInHost(
  pushed: Pushed,
  used: Map<number, number>,
  { index, host }: { readonly index: number; readonly host: number },
): boolean {
  const entry = pushed.factory.entries[index]
  if (entry === undefined) return false
  const hostStart = pushed.starts[host] ?? 0
  const tape = { length: hostStart + (used.get(host) ?? 0) }
  pad(tape, alignmentWords(pushed, entry))
  const start = tape.length
  tape.length += wordsIn(pushed, entry, 'shared')
  // An element is the least that a slice takes, counted from the window's start as all slices are.
  pad(tape, elementWords(pushed.factory))
  if (tape.length > hostStart + (pushed.taken[host] ?? 0)) return false
  pushed.spaces[index] = 'shared'
  pushed.starts[index] = start
  pushed.taken[index] = tape.length - start
  pushed.hosted[index] = true
  used.set(host, tape.length - hostStart)
  return true
}

/** Words of an entry's contents in an arena; a region holds what its child needs now. */
function wordsIn(pushed: Pushed, entry: Entry, space: ArenaLocation): number {
  if (entry.kind === 'buffer') return contentWords(entry, { ...pushed, space })
  const child = pushed.childOf(entry.child)
  return child === null ? (entry.size * bytesOf(entry.dtype)) / 4 : child.words[entry.of]
}

/** Words at whose multiple an entry starts, counted from the start of the factory's own window. */
function alignmentWords(pushed: Pushed, entry: Entry): number {
  const own = elementWords(pushed.factory)
  return pushed.rule !== 'elements' ? Math.max(own, bytesOf(entry.dtype) / 4) : own
}

function pad(tape: Tape, multiple: number): void {
  while (tape.length % multiple !== 0) tape.length++
}
