import { bufferOf, type Buffer, type BufferSpec } from './entry.ts'
import { positionsOf, requireBuffer, withEntries, type Factory, type FactoryId } from './factory.ts'
import { assertArenasFit } from './limits.ts'
import { MAX_NAME_LENGTH } from './names.ts'
import { requireFactory, withFactory, type Registry } from './registry.ts'
import { quoted, RegistryError } from './registryError.ts'
import { assertAliasTarget, register, unregister, type BufferRef } from './verbs.ts'

/**
 * Several buffers registered one after another, all or none. Errors: those of `register`.
 */
export function registerAll(
  registry: Registry,
  id: FactoryId,
  specs: readonly BufferSpec[],
): Registry {
  return specs.reduce((next, spec) => register(next, id, spec), registry)
}

/** Where a buffer moves to. */
export interface MoveTarget {
  readonly factory: FactoryId
  /** Position in registration order, 0 to the number of entries; the end where it is left out. */
  readonly position?: number
}

/**
 * Moves a buffer, with all it says, into another factory. Errors: unknown-factory, unknown-buffer,
 * region-fixed, alias-target-in-use (another buffer lies in it), duplicate-name, alias-target-missing
 * (the other factory has no such target), invalid-value (the position), arena-too-large.
 */
export function moveTo(registry: Registry, ref: BufferRef, to: MoveTarget): Registry {
  const source = requireFactory(registry, ref.factory)
  const target = requireFactory(registry, to.factory)
  const buffer = requireBuffer(source, ref.name)
  if (target === source) return registry
  assertFreeName(target, buffer.name)
  assertAliasTarget(target, buffer.name, buffer.aliases)
  const position = to.position ?? target.entries.length
  const next = withInserted(target, buffer, position)
  assertArenasFit(next, registry.extentRule)
  return withFactory(unregister(registry, ref), next)
}

/**
 * A second buffer like this one, right behind it, under `name` or the first free of `x_copy`,
 * `x_copy2`, …; it has no setting of its own, since a setting drives one buffer. Errors:
 * unknown-factory, unknown-buffer, region-fixed, invalid-name, duplicate-name, arena-too-large.
 */
export function duplicate(registry: Registry, ref: BufferRef, name?: string): Registry {
  const factory = requireFactory(registry, ref.factory)
  const buffer = requireBuffer(factory, ref.name)
  const copy = bufferOf(
    { ...buffer, name: name ?? freeCopyIn(factory, buffer.name), settingKey: null },
    factory.precision,
  )
  assertFreeName(factory, copy.name)
  const at = positionsOf(factory).get(buffer.name) ?? factory.entries.length - 1
  const next = withInserted(factory, copy, at + 1)
  assertArenasFit(next, registry.extentRule)
  return withFactory(registry, next)
}

function freeCopyIn(factory: Factory, name: string): string {
  const taken = positionsOf(factory)
  return freeCopyName(name, (other) => taken.has(other))
}

/** The first free of `x_copy`, `x_copy2`, …, cut where it would be too long for a name. */
export function freeCopyName(name: string, isTaken: (name: string) => boolean): string {
  for (let copy = 1; ; copy++) {
    const ending = copy === 1 ? '_copy' : `_copy${copy}`
    const stem = Array.from(name)
      .slice(0, MAX_NAME_LENGTH - ending.length)
      .join('')
    if (!isTaken(`${stem}${ending}`)) return `${stem}${ending}`
  }
}

function withInserted(factory: Factory, buffer: Buffer, position: number): Factory {
  const count = factory.entries.length
  if (!Number.isInteger(position) || position < 0 || position > count)
    throw new RegistryError(
      'invalid-value',
      position,
      `The position ${quoted(position)} must be from 0 to ${count}.`,
    )
  const entries = factory.entries.slice()
  entries.splice(position, 0, buffer)
  return withEntries(factory, entries)
}

function assertFreeName(factory: Factory, name: string): void {
  if (positionsOf(factory).has(name))
    throw new RegistryError(
      'duplicate-name',
      name,
      `${quoted(factory.id)} holds ${quoted(name)} already; rename one of the two.`,
    )
}
