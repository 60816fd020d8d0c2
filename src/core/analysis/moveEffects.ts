import { edited, relocateAll, withGroups } from '../document/edit.ts'
import type { Model } from '../document/model.ts'
import { contentBytes, type Buffer } from '../registry/entry.ts'
import type { Factory } from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'
import { belowMainRoot } from '../registry/mainRoot.ts'
import { factoryIn } from '../registry/registry.ts'
import { RegistryError } from '../registry/registryError.ts'
import type { BufferRef } from '../registry/verbs.ts'
import { costOf, type Cost } from './cost.ts'

/** What one move would make of the launch: exact, by the edit itself, tried and thrown away. */
export interface MoveEffect {
  readonly ref: BufferRef
  readonly from: Location
  readonly to: Location
  /** Bytes of its contents. */
  readonly bytes: number
  /** Buffers that move, it and the others of its group. */
  readonly moved: number
  readonly cost: Cost
}

export interface MoveEffects {
  /** Largest buffers first. */
  readonly effects: readonly MoveEffect[]
  /** Buffers that may move: not empty, not pinned, below the first root. */
  readonly movable: number
}

/** Moves that are tried at most, and how many entries of the model all tries together may pass. */
const MOST_TRIED = 60
const MOST_PASSED = 200_000
/** Entries of a model up to which the tries fit into a frame. */
const TRIED_AT_ONCE = 20_000

const cache = new WeakMap<Model, MoveEffects>()

/**
 * For the largest buffers of the first root's tree: what it would do to the launch to move one of them
 * alone into shared, or out of it. Computed once per model value.
 */
export function moveEffectsOf(model: Model): MoveEffects {
  const known = cache.get(model)
  if (known !== undefined) return known
  const candidates = candidatesOf(model)
  const entries = Math.max(1, entriesIn(model.registry.factories))
  const most = Math.max(4, Math.min(MOST_TRIED, Math.floor(MOST_PASSED / entries)))
  const effects = candidates.slice(0, most).flatMap((candidate) => effectOf(model, candidate) ?? [])
  const found = { effects, movable: candidates.length }
  cache.set(model, found)
  return found
}

/** Whether the moves of a model may be tried as it changes; those of a larger one are tried on request. */
export function triedAtOnce({ registry }: Model): boolean {
  return entriesIn(registry.factories) <= TRIED_AT_ONCE
}

/** Whether the move of a selection may be tried as the selection changes: by the factories it edits. */
export function moveTriedAtOnce({ registry }: Model, refs: readonly BufferRef[]): boolean {
  const edits = [...new Set(refs.map((ref) => ref.factory))]
  return entriesIn(edits.flatMap((id) => factoryIn(registry, id) ?? [])) <= TRIED_AT_ONCE
}

function entriesIn(factories: readonly Factory[]): number {
  return factories.reduce((sum, { entries }) => sum + entries.length, 0)
}

/** The launch after buffers have moved, with those of their groups; null where they cannot. */
export function costAfterMove(
  model: Model,
  refs: readonly BufferRef[],
  location: Location,
): Cost | null {
  try {
    return costOf(edited(model, (registry) => relocateAll(registry, refs, location)))
  } catch (error) {
    // What cannot be moved, such as into an arena that would be too large, has no effect to tell.
    if (error instanceof RegistryError) return null
    throw error
  }
}

interface Candidate {
  readonly ref: BufferRef
  readonly buffer: Buffer
  readonly bytes: number
}

/** Largest first; of a group only its largest member. */
function candidatesOf({ registry }: Model): readonly Candidate[] {
  const found: Candidate[] = []
  for (const factory of belowMainRoot(registry)) {
    for (const entry of factory.entries) {
      if (entry.kind !== 'buffer' || entry.pinned || entry.size === 0) continue
      const ref = { factory: factory.id, name: entry.name }
      found.push({ ref, buffer: entry, bytes: contentBytes(entry) })
    }
  }
  const groups = new Set<string>()
  return found
    .sort((a, b) => b.bytes - a.bytes)
    .filter(({ buffer: { group } }) => {
      if (group === null) return true
      const isFirst = !groups.has(group)
      groups.add(group)
      return isFirst
    })
}

function effectOf(model: Model, { ref, buffer, bytes }: Candidate): MoveEffect | null {
  const { location: from } = buffer
  const outside = buffer.persistent ? 'persistent_local' : 'local'
  const to = from === 'shared' ? outside : 'shared'
  const cost = costAfterMove(model, [ref], to)
  const moved = withGroups(model.registry, [ref]).length
  return cost === null ? null : { ref, from, to, bytes, moved, cost }
}
