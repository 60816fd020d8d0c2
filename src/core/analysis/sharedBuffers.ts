import { bytesOf } from '../registry/dtype.ts'
import { contentBytes } from '../registry/entry.ts'
import type { Factory } from '../registry/factory.ts'
import { belowMainRoot } from '../registry/mainRoot.ts'
import type { Registry } from '../registry/registry.ts'
import type { BufferRef } from '../registry/verbs.ts'

/** A buffer that is placed in shared. */
export interface SharedBuffer extends BufferRef {
  readonly persistent: boolean
  readonly pinned: boolean
  readonly isAlias: boolean
  readonly group: string | null
  /** Bytes of its contents, and of one element of it. */
  readonly bytes: number
  readonly elementBytes: number
}

const lists = new WeakMap<Factory, readonly SharedBuffer[]>()

/** Buffers below the first root that are placed in shared, largest first. */
export function sharedBuffers(registry: Registry): readonly SharedBuffer[] {
  return belowMainRoot(registry).flatMap(sharedOf).sort(byBytes)
}

/** The largest of them that takes room of its own; null where none does. */
export function largestShared(registry: Registry): SharedBuffer | null {
  let largest: SharedBuffer | null = null
  for (const factory of belowMainRoot(registry)) {
    const own = largestOf(factory)
    if (own !== null && own.bytes > (largest?.bytes ?? -1)) largest = own
  }
  return largest
}

const largests = new WeakMap<Factory, SharedBuffer | null>()

/** The largest shared buffer of a factory that is no alias; computed once per factory value. */
function largestOf(factory: Factory): SharedBuffer | null {
  const known = largests.get(factory)
  if (known !== undefined) return known
  const largest = sharedOf(factory).find((buffer) => !buffer.isAlias) ?? null
  largests.set(factory, largest)
  return largest
}

/** Buffers of one factory that are placed in shared, largest first; computed once per factory value. */
function sharedOf(factory: Factory): readonly SharedBuffer[] {
  const known = lists.get(factory)
  if (known !== undefined) return known
  const found: SharedBuffer[] = []
  for (const entry of factory.entries)
    if (entry.kind === 'buffer' && entry.location === 'shared')
      found.push({
        factory: factory.id,
        name: entry.name,
        persistent: entry.persistent,
        pinned: entry.pinned,
        isAlias: entry.aliases !== null,
        group: entry.group,
        bytes: contentBytes(entry),
        elementBytes: bytesOf(entry.dtype),
      })
  found.sort(byBytes)
  lists.set(factory, found)
  return found
}

function byBytes(a: SharedBuffer, b: SharedBuffer): number {
  return b.bytes - a.bytes
}
