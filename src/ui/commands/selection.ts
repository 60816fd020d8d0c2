import type { Model } from '../../core/document/model.ts'
import type { Buffer } from '../../core/registry/entry.ts'
import { entryOf, positionsOf } from '../../core/registry/factory.ts'
import { factoryIn, requireFactory, type Registry } from '../../core/registry/registry.ts'
import { move, type BufferRef } from '../../core/registry/verbs.ts'

/** The buffer of that name; null where it is gone, or a region. */
export function bufferIn(model: Model, ref: BufferRef): Buffer | null {
  const factory = factoryIn(model.registry, ref.factory)
  const entry = factory === null ? null : entryOf(factory, ref.name)
  return entry?.kind === 'buffer' ? entry : null
}

export function flagOf(buffer: Buffer | null, flag: 'pinned' | 'persistent'): boolean {
  return buffer?.[flag] ?? false
}

/** One position up (-1) or down (1) in registration order; at the end it stays. */
export function stepped(step: -1 | 1): (registry: Registry, ref: BufferRef) => Registry {
  return (registry, ref) => {
    const factory = requireFactory(registry, ref.factory)
    const at = positionsOf(factory).get(ref.name) ?? 0
    const next = Math.max(0, Math.min(factory.entries.length - 1, at + step))
    return move(registry, ref, next)
  }
}
