import { positionsOf, type FactoryId } from '../registry/factory.ts'
import { requireFactory, type Registry } from '../registry/registry.ts'
import { moveTo } from '../registry/transfer.ts'
import { move, type BufferRef } from '../registry/verbs.ts'

/** A place in registration order: that of an entry, or the end of a factory (`entry` null). */
export interface OrderPlace {
  readonly factory: FactoryId
  readonly entry: string | null
}

/**
 * Puts buffers where an entry stands, in the order in which they are given; that entry and those
 * behind it make room. Buffers of another factory move into this one. Errors: those of `move` and `moveTo`.
 */
export function placeAll(
  registry: Registry,
  refs: readonly BufferRef[],
  place: OrderPlace,
): Registry {
  const target = requireFactory(registry, place.factory)
  const at = place.entry === null ? null : (positionsOf(target).get(place.entry) ?? null)
  return refs.reduce((next, ref, i) => {
    const { length } = requireFactory(next, place.factory).entries
    const isOwn = ref.factory === place.factory
    const last = isOwn ? length - 1 : length
    const position = Math.min(last, at === null ? last : at + i)
    return isOwn
      ? move(next, ref, position)
      : moveTo(next, ref, { factory: place.factory, position })
  }, registry)
}
