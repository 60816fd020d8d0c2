import { changedFactories, relocateAll } from '../document/edit.ts'
import { layoutOf, placementOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import type { Location } from '../registry/location.ts'
import { mainRoot } from '../registry/mainRoot.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { requireFactory, type Registry } from '../registry/registry.ts'
import type { Fix } from './finding.ts'
import { moveWords, namesWords } from './moveWords.ts'
import { sharedBuffers, type SharedBuffer } from './sharedBuffers.ts'

/** Shared buffers up to which the search is quick enough for a label that is drawn after every edit. */
const MANY_BUFFERS = 2000

/** Buffers that a tooltip names. */
const MOST_LISTED = 20

/** What leaves shared, and the registry without it there. */
export interface Room {
  /** Empty where even all that is free to move would not do. */
  readonly moved: readonly SharedBuffer[]
  readonly registry: Registry
}

/** Whether that many shared elements of a run, in the root's precision, are few enough. */
export type IsRoom = (sharedElements: number) => boolean

/** The fewest of the largest movable shared buffers leave shared, until there is room. */
export function makeRoomFix(registry: Registry, isRoom: IsRoom): Fix {
  const rooms = new WeakMap<Registry, Room>()
  let isLong: boolean | null = null
  return {
    // Which buffers go takes a search, and is asked for only where the label is shown.
    get label() {
      return makeRoomLabel(known())
    },
    get detail() {
      const moved = known()
      return moved.length < 2 ? null : listWords(moved)
    },
    apply: (from) => roomIn(from).registry,
    stepLabel: (from) => makeRoomLabel(roomIn(from).moved),
  }

  function known(): readonly SharedBuffer[] {
    isLong ??= sharedBuffers(registry).length > MANY_BUFFERS
    return isLong ? (rooms.get(registry)?.moved ?? []) : roomIn(registry).moved
  }

  function roomIn(from: Registry): Room {
    const room = rooms.get(from) ?? makeRoom(from, isRoom)
    rooms.set(from, room)
    return room
  }
}

/**
 * Searches for the fewest of the largest that must go: near a guess, then by halves. Each try moves only
 * what lies between it and the last one that did not do, so that what is laid out anew is the whole tree
 * about once, and then ever less of it.
 */
export function makeRoom(registry: Registry, isRoom: IsRoom): Room {
  const movable = sharedBuffers(registry).filter((buffer) => !buffer.pinned)
  const moves = movesOf(movable)
  let without: Tried = { count: 0, registry }
  let cleared: Tried | null = null
  let [low, high] = [0, movable.length]
  // One less than guessed comes first: where that does not do and the guess does, nothing else is tried.
  let [at, step] = [guessed(registry, movable, isRoom) - 1, 1]
  while (low < high) {
    const next = tryOf(Math.max(low, Math.min(at, high - 1)))
    if (isRoomIn(next.registry)) [cleared, high] = [next, next.count]
    else [without, low] = [next, next.count + 1]
    at = cleared === null ? next.count + step : (low + high) >>> 1
    step *= 2
  }
  // All of them were not tried yet.
  const last = cleared ?? tryOf(movable.length)
  return cleared !== null || isRoomIn(last.registry)
    ? { moved: movable.slice(0, last.count), registry: last.registry }
    : { moved: [], registry }

  function tryOf(count: number): Tried {
    return { count, registry: moves(without.registry, without.count, count) }
  }

  function isRoomIn(tried: Registry): boolean {
    return isRoom(sharedElementsOf(tried))
  }
}

function sharedElementsOf(registry: Registry): number {
  const root = mainRoot(registry)
  return root === null ? 0 : layoutOf(root, registry.extentRule).aggregates.shared
}

/**
 * How many would have to go if each made just the room that it takes now: too few where something else
 * takes it then.
 */
function guessed(registry: Registry, movable: readonly SharedBuffer[], isRoom: IsRoom): number {
  const elementBytes = bytesOf(mainRoot(registry)?.precision ?? 'float32')
  const taken = new Float64Array(movable.length + 1)
  for (const [at, buffer] of movable.entries())
    taken[at + 1] = (taken[at] ?? 0) + ownBytes(registry, buffer) / elementBytes
  const now = sharedElementsOf(registry)
  let [low, high] = [0, movable.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isRoom(Math.max(0, Math.ceil(now - (taken[middle] ?? 0))))) high = middle
    else low = middle + 1
  }
  return low
}

/** Bytes of a shared buffer's own storage: none where it lies in another's. */
function ownBytes(registry: Registry, { factory, name, isAlias, bytes }: SharedBuffer): number {
  if (!isAlias) return bytes
  const layout = layoutOf(requireFactory(registry, factory), registry.extentRule)
  return placementOf(layout, name)?.host === null ? bytes : 0
}

/** The first `count` of the list have left shared. */
interface Tried {
  readonly count: number
  readonly registry: Registry
}

/** Moves the buffers `from` to `to` of the list out of shared, after those before them have moved. */
function movesOf(movable: readonly SharedBuffer[]) {
  // A group goes where the persistent ones of its moved members go; then those after them let it lie.
  const keptFrom = new Map<string, number>()
  for (const [at, { group, persistent }] of movable.entries())
    if (group !== null && persistent && !keptFrom.has(group)) keptFrom.set(group, at)
  const isKept = ({ group }: SharedBuffer, before: number) =>
    group !== null && (keptFrom.get(group) ?? Infinity) < before
  return (registry: Registry, from: number, to: number): Registry => {
    const batch = movable.slice(from, to)
    const local = batch.filter((buffer) => !buffer.persistent && !isKept(buffer, from))
    const kept = batch.filter((buffer) => buffer.persistent)
    const next = relocateAll(relocateAll(registry, local, 'local'), kept, 'persistent_local')
    return refreshPaths(next, changedFactories(registry, next))
  }
}

/** Says what a move by hand would say: "Move state to local". */
function makeRoomLabel(moved: readonly SharedBuffer[]): string {
  const [first] = moved
  if (first === undefined) return 'Move the largest shared buffers out of shared'
  const locations = new Set(moved.map(roomOf))
  const what = namesWords(moved.map(({ name }) => name))
  return locations.size === 1 ? moveWords(what, roomOf(first)) : `Move ${what} out of shared`
}

/** "state of loop, delta of loop/algorithm, and 12 more" */
function listWords(moved: readonly SharedBuffer[]): string {
  const listed = moved.slice(0, MOST_LISTED).map(({ name, factory }) => `${name} of ${factory}`)
  const rest = moved.length - listed.length
  return [...listed, ...(rest === 0 ? [] : [`and ${rest} more`])].join(', ')
}

/** Where a buffer goes that leaves shared. */
function roomOf({ persistent }: SharedBuffer): Location {
  return persistent ? 'persistent_local' : 'local'
}
