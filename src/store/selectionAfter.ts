import { entryOf, type Factory, type FactoryId } from '../core/registry/factory.ts'
import { factoryIn, type Registry } from '../core/registry/registry.ts'
import { firstEdgeTo } from './cargo.ts'
import type { Ref } from './state.ts'

/** A registry that became another one. */
export interface Change {
  readonly before: Registry
  readonly after: Registry
  /** Which neighbour of what went is taken first: the one behind it, or the one before it. */
  readonly side: 'behind' | 'before'
}

/** What is selected after a change: what came with it, else what is left, else what stands beside. */
export function selectionAfter(change: Change, selection: readonly Ref[]): readonly Ref[] {
  const { before, after } = change
  if (before === after) return selection
  const came = newIn(before, after)
  if (came.length > 0) return came
  const left = selection.filter((ref) => holds(after, ref))
  const last = selection.at(-1)
  if (left.length === selection.length) return selection
  return left.length > 0 || last === undefined ? left : besideGone(change, last)
}

/** Buffers of `after` that `before` lacks, and factories, without what came inside of those. */
export function newIn(before: Registry, after: Registry): readonly Ref[] {
  const isNew = (id: FactoryId) => factoryIn(before, id) === null
  return after.factories.flatMap((factory): readonly Ref[] => {
    const old = factoryIn(before, factory.id)
    if (old === factory) return []
    if (old !== null)
      return buffersOf(factory).flatMap((name) =>
        entryOf(old, name) === null ? [{ factory: factory.id, name }] : [],
      )
    const edge = firstEdgeTo(after, factory.id)
    return edge !== null && isNew(edge.parent) ? [] : [{ factory: factory.id, name: null }]
  })
}

/** A neighbour of the buffer that went, or its factory where it was the last; the parent of a factory that went. */
export function besideGone(change: Change, { factory: id, name }: Ref): readonly Ref[] {
  const factory = factoryIn(change.after, id)
  return factory === null || name === null
    ? aboveGone(change, id)
    : [{ factory: id, name: neighbourOf(change, factory, name) }]
}

function aboveGone({ before, after }: Change, gone: FactoryId): readonly Ref[] {
  const parent = firstEdgeTo(before, gone)?.parent ?? after.roots[0]
  const isThere = parent !== undefined && factoryIn(after, parent) !== null
  return isThere ? [{ factory: parent, name: null }] : []
}

function neighbourOf({ before, side }: Change, factory: Factory, gone: string): string | null {
  const left = new Set(buffersOf(factory))
  const order = buffersOf(factoryIn(before, factory.id))
  const at = Math.max(0, order.indexOf(gone))
  const isLeft = (name: string) => left.has(name)
  const behind = order.slice(at).find(isLeft) ?? null
  const ahead = order.slice(0, at).findLast(isLeft) ?? null
  return side === 'behind' ? (behind ?? ahead) : (ahead ?? behind)
}

function holds(registry: Registry, { factory: id, name }: Ref): boolean {
  const factory = factoryIn(registry, id)
  return factory !== null && (name === null || entryOf(factory, name) !== null)
}

function buffersOf(factory: Factory | null): readonly string[] {
  return (factory?.entries ?? []).flatMap((entry) => (entry.kind === 'buffer' ? [entry.name] : []))
}
