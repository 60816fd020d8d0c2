import type { DType, Precision } from './dtype.ts'
import { isPrecision } from './dtype.ts'
import {
  assertDType,
  assertFlag,
  assertLocation,
  assertSize,
  bufferOf,
  equalBuffers,
  type Buffer,
  type BufferSpec,
  type Entry,
} from './entry.ts'
import {
  entryOf,
  factoryOf,
  positionsOf,
  requireBuffer,
  requireEntry,
  withEntries,
  withEntriesReplaced,
  withEntry,
  withEntryAppended,
  type Factory,
  type FactoryId,
  type FactorySpec,
} from './factory.ts'
import { assertArenasFit } from './limits.ts'
import type { Location } from './location.ts'
import { assertName, idProblem } from './names.ts'
import {
  factoryIn,
  requireFactory,
  withFactories,
  withFactory,
  withNewFactory,
  type Registry,
} from './registry.ts'
import { quoted, RegistryError } from './registryError.ts'

/** Which buffer: names are unique only within their factory. */
export interface BufferRef {
  readonly factory: FactoryId
  readonly name: string
}

/** Adds an empty factory, as a root. Errors: invalid-name, duplicate-factory, invalid-precision. */
export function addFactory(registry: Registry, spec: FactorySpec): Registry {
  const factory = factoryOf(spec)
  assertFreeId(registry, factory.id)
  assertPrecision(factory.precision)
  return withNewFactory(registry, factory)
}

/**
 * Adds a buffer at the end, or overwrites the one of that name in its place. An identical one is a
 * no-op. Errors: invalid-name, invalid-size, invalid-location, invalid-dtype, duplicate-name (a
 * region has the name), alias-self, alias-target-missing, arena-too-large.
 */
export function register(registry: Registry, id: FactoryId, spec: BufferSpec): Registry {
  const factory = requireFactory(registry, id)
  const buffer = bufferOf(spec, factory.precision)
  assertAliasTarget(factory, buffer.name, buffer.aliases)
  const old = entryOf(factory, buffer.name)
  if (old?.kind === 'child-region')
    throw new RegistryError(
      'duplicate-name',
      buffer.name,
      `${quoted(buffer.name)} is the region of the child ${quoted(old.child)}; choose another name.`,
    )
  return old === null ? append(registry, factory, buffer) : replace(registry, factory, buffer)
}

/** Removes a buffer. Errors: unknown-buffer, region-fixed, alias-target-in-use. */
export function unregister(registry: Registry, ref: BufferRef): Registry {
  const factory = requireFactory(registry, ref.factory)
  const buffer = requireBuffer(factory, ref.name)
  const users = factory.entries.filter((entry) => entry.aliases === buffer.name && entry !== buffer)
  if (users.length > 0)
    throw new RegistryError(
      'alias-target-in-use',
      buffer.name,
      `${quoted(buffer.name)} is aliased by ${users.map((user) => quoted(user.name)).join(', ')}; clear those aliases first.`,
    )
  const entries = factory.entries.filter((entry) => entry !== buffer)
  return withFactory(registry, withEntries(factory, entries))
}

/** Moves a buffer to another memory. Errors: unknown-buffer, region-fixed, invalid-location. */
export function relocate(registry: Registry, ref: BufferRef, location: Location): Registry {
  assertLocation(location)
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, location }))
}

/**
 * Moves several buffers, each factory changed once: a hundred thousand cost what they are, not what
 * their factories hold. All or none. Errors: as of `relocate`.
 */
export function relocateEach(
  registry: Registry,
  refs: readonly BufferRef[],
  location: Location,
): Registry {
  assertLocation(location)
  const moved = new Map<Factory, Buffer[]>()
  for (const ref of refs) {
    const factory = requireFactory(registry, ref.factory)
    const buffer = requireBuffer(factory, ref.name)
    if (buffer.location === location) continue
    const known = moved.get(factory)
    if (known === undefined) moved.set(factory, [{ ...buffer, location }])
    else known.push({ ...buffer, location })
  }
  const changed = [...moved].map(([factory, buffers]) => withEntriesReplaced(factory, buffers))
  for (const factory of changed) assertArenasFit(factory, registry.extentRule)
  return withFactories(registry, changed)
}

/** Gives a buffer another number of elements. Errors: unknown-buffer, region-fixed, invalid-size, arena-too-large. */
export function resize(registry: Registry, ref: BufferRef, size: number): Registry {
  assertSize(size)
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, size }))
}

/** Gives a buffer another element type. Errors: unknown-buffer, region-fixed, invalid-dtype, arena-too-large. */
export function setDType(registry: Registry, ref: BufferRef, dtype: DType): Registry {
  assertDType(dtype)
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, dtype }))
}

/** Says whether the contents survive from call to call. Errors: unknown-buffer, region-fixed, invalid-value. */
export function setPersistent(registry: Registry, ref: BufferRef, persistent: boolean): Registry {
  assertFlag(persistent, 'persistent')
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, persistent }))
}

/** Says whether suggestions leave the buffer where it is. Errors: unknown-buffer, region-fixed, invalid-value. */
export function setPinned(registry: Registry, ref: BufferRef, pinned: boolean): Registry {
  assertFlag(pinned, 'pinned')
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, pinned }))
}

/** Sets or clears whose storage an entry shares; regions may alias too. Errors: alias-self, alias-target-missing. */
export function setAlias(registry: Registry, ref: BufferRef, aliases: string | null): Registry {
  const factory = requireFactory(registry, ref.factory)
  const entry = requireEntry(factory, ref.name)
  assertAliasTarget(factory, entry.name, aliases)
  return entry.aliases === aliases
    ? registry
    : withEntryIn(registry, factory, { ...entry, aliases })
}

/** Gives a buffer another name; aliases of it follow. Errors: unknown-buffer, region-fixed, invalid-name, duplicate-name. */
export function rename(registry: Registry, ref: BufferRef, name: string): Registry {
  const factory = requireFactory(registry, ref.factory)
  const buffer = requireBuffer(factory, ref.name)
  assertName(name)
  if (name === buffer.name) return registry
  if (positionsOf(factory).has(name))
    throw new RegistryError(
      'duplicate-name',
      name,
      `${quoted(factory.id)} holds ${quoted(name)} already; choose another name.`,
    )
  const entries = factory.entries.map((entry) =>
    entry === buffer
      ? { ...buffer, name }
      : entry.aliases === buffer.name
        ? { ...entry, aliases: name }
        : entry,
  )
  return withFactory(registry, withEntries(factory, entries))
}

/** Moves an entry to another position in registration order, 0 to entries - 1. Errors: unknown-buffer, invalid-value. */
export function move(registry: Registry, ref: BufferRef, position: number): Registry {
  const factory = requireFactory(registry, ref.factory)
  const entry = requireEntry(factory, ref.name)
  if (!Number.isInteger(position) || position < 0 || position >= factory.entries.length)
    throw new RegistryError(
      'invalid-value',
      position,
      `The position ${quoted(position)} must be from 0 to ${factory.entries.length - 1}.`,
    )
  if (factory.entries[position] === entry) return registry
  const entries = factory.entries.filter((other) => other !== entry)
  entries.splice(position, 0, entry)
  return withFactory(registry, withEntries(factory, entries))
}

/** Gives a factory another precision; buffers keep their dtypes. Errors: unknown-factory, invalid-precision. */
export function setPrecision(registry: Registry, id: FactoryId, precision: Precision): Registry {
  const factory = requireFactory(registry, id)
  assertPrecision(precision)
  if (factory.precision === precision) return registry
  const next = { ...factory, precision }
  assertArenasFit(next, registry.extentRule)
  return withFactory(registry, next)
}

/** Errors: invalid-name, duplicate-factory. */
export function assertFreeId(registry: Registry, id: FactoryId): void {
  const problem = idProblem(id)
  if (problem !== null)
    throw new RegistryError(
      'invalid-name',
      id,
      `The factory id ${quoted(id)} ${problem}; choose another.`,
    )
  if (factoryIn(registry, id) !== null)
    throw new RegistryError(
      'duplicate-factory',
      id,
      `There is a factory ${quoted(id)} already; choose another id.`,
    )
}

export function assertPrecision(precision: unknown): asserts precision is Precision {
  if (!isPrecision(precision))
    throw new RegistryError(
      'invalid-precision',
      precision,
      `The precision ${quoted(precision)} must be float32 or float64.`,
    )
}

/** Errors: alias-self, alias-target-missing. */
export function assertAliasTarget(factory: Factory, name: string, aliases: string | null): void {
  if (aliases === null) return
  if (aliases === name)
    throw new RegistryError(
      'alias-self',
      aliases,
      `${quoted(name)} cannot alias itself; name another buffer.`,
    )
  if (!positionsOf(factory).has(aliases))
    throw new RegistryError(
      'alias-target-missing',
      aliases,
      `${quoted(factory.id)} holds no ${quoted(aliases)} for ${quoted(name)} to alias; register it first.`,
    )
}

/** The registry with one buffer changed by `next`, which must keep its name and be valid. */
export function changeBuffer(
  registry: Registry,
  ref: BufferRef,
  next: (buffer: Buffer) => Buffer,
): Registry {
  const factory = requireFactory(registry, ref.factory)
  return replace(registry, factory, next(requireBuffer(factory, ref.name)))
}

function replace(registry: Registry, factory: Factory, buffer: Buffer): Registry {
  const old = entryOf(factory, buffer.name)
  if (old?.kind === 'buffer' && equalBuffers(old, buffer)) return registry
  return withEntryIn(registry, factory, buffer)
}

function withEntryIn(registry: Registry, factory: Factory, entry: Entry): Registry {
  const next = withEntry(factory, entry)
  assertArenasFit(next, registry.extentRule)
  return withFactory(registry, next)
}

function append(registry: Registry, factory: Factory, buffer: Buffer): Registry {
  const next = withEntryAppended(factory, buffer)
  assertArenasFit(next, registry.extentRule)
  return withFactory(registry, next)
}
