import type { Allocator } from '../layout/allocator.ts'
import {
  bufferRegistry,
  type BufferId,
  type BufferOptions,
  type BufferRegistry,
  type ChildOptions,
} from './bufferRegistry.ts'
import type { Precision } from './dtype.ts'
import type { BufferSpec } from './entry.ts'
import { entryOf, type FactoryId } from './factory.ts'
import type { Location } from './location.ts'
import { nearestNames } from './names.ts'
import { requireFactory, type Registry } from './registry.ts'
import { quoted, RegistryError } from './registryError.ts'
import { update, updateEntries, updateKeysOf, type Updates } from './update.ts'
import { register, resize } from './verbs.ts'

/** The settings a factory is compiled with, by name. */
export type CompileSettings = ReadonlyMap<string, unknown>

/** What the base class needs to know of a factory. */
export interface CUDAFactorySpec {
  /** The type label, such as "IVPLoop". */
  readonly type: string
  /** The registry that holds its buffers; the ready instance by default. */
  readonly registry?: BufferRegistry
  readonly id?: string
  readonly precision?: Precision
  /** The factory's own settings with their first values. */
  readonly settings?: Iterable<readonly [string, unknown]>
}

/** How `updateCompileSettings` treats a key that nobody knows. */
export interface UpdateOptions {
  /** `true`: unknown keys are passed over. By default they are the error `unknown-key`. */
  readonly silent?: boolean
}

/**
 * The founding specification's base class of whatever compiles device code and needs scratch memory for
 * it. A subclass says which buffers it needs in `buffersFor`, and what it builds in `build`. The registry
 * holds it weakly. Source: registry contract §2.
 */
export abstract class CUDAFactory<Device> {
  readonly registry: BufferRegistry
  /** The id of its factory in the registry (`_buffer_context_id`). */
  readonly bufferContextId: FactoryId
  #settings: CompileSettings
  #built: { readonly version: number; readonly device: Device } | null = null

  constructor({ registry = bufferRegistry, settings = [], ...spec }: CUDAFactorySpec) {
    this.registry = registry
    this.#settings = new Map(settings)
    this.bufferContextId = registry.attach(this, spec)
    registry.change([this], (value, id) => this.#withBuffers(value, id(this), this.#settings))
  }

  /** The settings as they are now. */
  get settings(): CompileSettings {
    return this.#settings
  }

  /** The device function for the present layout and settings; built when first asked after a change. */
  get deviceFunction(): Device {
    const version = this.registry.layoutVersion(this)
    if (this.#built?.version === version) return this.#built.device
    const device = this.build()
    // Building may refresh child regions, and so change the version.
    this.#built = { version: this.registry.layoutVersion(this), device }
    return device
  }

  /** Ensures the layout, takes the allocators, and returns the device function. */
  abstract build(): Device

  /** Registers a buffer. Errors: those of `BufferRegistry.register`. */
  registerBuffer(
    name: string,
    size: number,
    ...[location, options]: [location: Location, options?: BufferOptions]
  ): BufferId {
    return this.registry.register(this, name, size, location, options)
  }

  /** Holds another factory, whose needs become two regions here. Errors: those of `BufferRegistry.registerChild`. */
  registerChild(child: CUDAFactory<unknown>, options?: ChildOptions): void {
    this.registry.registerChild(this, child, options)
  }

  /** How one of its buffers is cut from the arenas. Errors: unknown-buffer. */
  getBufferAllocator(name: string): Allocator {
    return this.registry.getAllocator(this, name)
  }

  /** Elements it needs in a location, child regions included. */
  getAggregateBufferSize(location: Location): number {
    return this.registry.getAggregateSize(this, location)
  }

  /** Elements that a child needs in a location. */
  getChildBufferSize(child: object, location: Location): number {
    return this.registry.getChildAggregateSize(child, location)
  }

  /**
   * Routes keys to the registry first, the rest to the factory's own settings, all or none; returns the
   * keys that were recognised. Errors: unknown-key unless `silent`; invalid-location, invalid-size and
   * what `settingProblem` objects to (invalid-value).
   */
  updateCompileSettings(
    updates: Updates,
    { silent = false }: UpdateOptions = {},
  ): ReadonlySet<string> {
    const { value } = this.registry
    const { recognised } = update(value, this.bufferContextId, updates)
    const entries = updateEntries(updates)
    const rest = entries.filter(([key]) => !recognised.has(key))
    const own = rest.filter(([key]) => this.#settings.has(key))
    if (!silent) for (const [key] of rest) if (!this.#settings.has(key)) this.#refuseKey(key)
    for (const [key, setting] of own) this.#assertSetting(key, setting)
    const changed = own.filter(([key, setting]) => this.#settings.get(key) !== setting)
    const settings =
      changed.length === 0 ? this.#settings : new Map([...this.#settings, ...changed])
    this.registry.change([this], (registry, id) => {
      const sized = this.#withBuffers(registry, id(this), settings)
      return update(sized, id(this), updates).registry
    })
    this.#settings = settings
    if (changed.length > 0) this.invalidateCache()
    return new Set([...recognised, ...own.map(([key]) => key)])
  }

  /** Forgets what was built, and the layout with it. */
  invalidateCache(): void {
    this.#built = null
    this.registry.invalidateLayout(this)
  }

  /** The buffers that the settings ask for; those already registered are resized and stay where they were put. */
  protected buffersFor?(settings: CompileSettings): readonly BufferSpec[]

  /** Why a value cannot be this setting's; null where it can. */
  protected settingProblem?(key: string, value: unknown): string | null

  #withBuffers(registry: Registry, id: FactoryId, settings: CompileSettings): Registry {
    const specs = this.buffersFor?.(settings) ?? []
    return specs.reduce((next, spec) => {
      const isKnown = entryOf(requireFactory(next, id), spec.name)?.kind === 'buffer'
      return isKnown
        ? resize(next, { factory: id, name: spec.name }, spec.size)
        : register(next, id, spec)
    }, registry)
  }

  #assertSetting(key: string, value: unknown): void {
    const problem = this.settingProblem?.(key, value) ?? null
    if (problem !== null)
      throw new RegistryError(
        'invalid-value',
        value,
        `The value ${quoted(value)} of ${quoted(key)} ${problem}.`,
      )
  }

  #refuseKey(key: string): never {
    const factory = requireFactory(this.registry.value, this.bufferContextId)
    const near = nearestNames(key, [...this.#settings.keys(), ...updateKeysOf(factory)])
    const known =
      near.length === 0 ? 'it has no settings' : `nearest: ${near.map(quoted).join(', ')}`
    throw new RegistryError(
      'unknown-key',
      key,
      `${quoted(factory.id)} has no setting ${quoted(key)}; ${known}; or pass silent to skip it.`,
    )
  }
}
