import type { Model } from '../../core/document/model.ts'
import type { Buffer } from '../../core/registry/entry.ts'
import { entryOf } from '../../core/registry/factory.ts'
import { factoryIn } from '../../core/registry/registry.ts'
import type { BufferRef } from '../../core/registry/verbs.ts'

/** The buffer of that name; null where it is gone, or a region. */
export function bufferIn(model: Model, ref: BufferRef): Buffer | null {
  const factory = factoryIn(model.registry, ref.factory)
  const entry = factory === null ? null : entryOf(factory, ref.name)
  return entry?.kind === 'buffer' ? entry : null
}

export function flagOf(buffer: Buffer | null, flag: 'pinned' | 'persistent'): boolean {
  return buffer?.[flag] ?? false
}
