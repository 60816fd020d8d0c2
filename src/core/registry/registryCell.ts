import { factoryId, factoryOf, type Factory, type FactoryId, type FactorySpec } from './factory.ts'
import { removeFactory, unregisterAll } from './factories.ts'
import { Owners, type Owner, type OwnerSpec } from './owners.ts'
import { EMPTY_REGISTRY, factoryIn, structureOf, type Registry } from './registry.ts'
import { addFactory } from './verbs.ts'
import { Versions } from './versions.ts'

/** A registry at one moment: immutable, so that keeping one costs nothing. */
export type RegistrySnapshot = Registry

/** A change of a registry; `id` tells the factory's id of each owner that the change was announced for. */
export type OwnerVerb = (registry: Registry, id: (owner: Owner) => FactoryId) => Registry

/**
 * A cell that holds the present `Registry` value and knows which object owns which factory. Objects are
 * held weakly; a failed change changes nothing.
 */
export class RegistryCell {
  #value: Registry
  readonly #listeners = new Set<() => void>()
  protected readonly versions = new Versions()
  protected readonly owners = new Owners((id) => {
    this.#forget(id)
  })

  constructor(value: Registry = EMPTY_REGISTRY) {
    this.#value = value
  }

  /** The present value, which all the functions of the registry take. */
  get value(): Registry {
    return this.#value
  }

  /** Calls back after every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** The present value, in O(1). */
  snapshot(): RegistrySnapshot {
    return this.#value
  }

  /** Puts an earlier value back, in O(1). All versions grow, since anything may have moved. */
  restore(snapshot: RegistrySnapshot): void {
    if (snapshot === this.#value) return
    this.#value = snapshot
    this.versions.touchAll()
    this.#notify()
  }

  /** Names an owner's factory before anything is registered. Errors: invalid-name, duplicate-factory, invalid-precision. */
  attach(owner: object, spec: OwnerSpec = {}): FactoryId {
    const isNew = this.owners.specOf(owner) === null
    const wanted = this.#specFor(owner, spec)
    const id = factoryId(wanted.id)
    if (!isNew && factoryIn(this.#value, id) !== null) return id
    const next = addFactory(this.#value, wanted)
    if (isNew) this.owners.bind(owner, wanted)
    this.commit(next, [id])
    return id
  }

  /** The id of an owner's factory; null for an object that has registered nothing. */
  idOf(owner: Owner): FactoryId | null {
    if (typeof owner === 'string') return owner
    const spec = this.owners.specOf(owner)
    return spec === null ? null : factoryId(spec.id)
  }

  /**
   * Applies a verb to the factories of these owners, which are added where they are new; every method that
   * changes something is one call of this. Errors: those of the verb, and then nothing has changed.
   */
  change(owners: readonly Owner[], verb: OwnerVerb): void {
    const added = new Map<object, FactorySpec>()
    let draft = this.#value
    for (const owner of owners) {
      if (typeof owner === 'string' || added.has(owner)) continue
      const spec = this.#specFor(owner, {})
      added.set(owner, spec)
      if (factoryIn(draft, factoryId(spec.id)) === null) draft = addFactory(draft, spec)
    }
    const id = (owner: Owner) =>
      typeof owner === 'string' ? owner : factoryId(added.get(owner)?.id ?? '')
    const next = verb(draft, id)
    for (const [owner, spec] of added)
      if (this.owners.specOf(owner) === null) this.owners.bind(owner, spec)
    this.commit(next, owners.map(id))
  }

  /** The owner's factory as it is now; null where it has registered nothing. */
  protected factoryOf(owner: Owner): Factory | null {
    const id = this.idOf(owner)
    return id === null ? null : factoryIn(this.#value, id)
  }

  /** The factory that an owner would have: what answers for one that has registered nothing. */
  protected unregistered(owner: Owner): Factory {
    return factoryOf(typeof owner === 'string' ? { id: owner } : this.#specFor(owner, {}))
  }

  /** Takes the next value; the ids are those of the factories that changed. */
  protected commit(next: Registry, changed: readonly FactoryId[]): void {
    if (next === this.#value) return
    this.#value = next
    this.versions.touch(changed)
    this.#notify()
  }

  #specFor(owner: object, spec: OwnerSpec): FactorySpec {
    const known = this.owners.specOf(owner)
    if (known !== null) return known
    return this.owners.proposed(owner, spec, (id) => factoryIn(this.#value, id) !== null)
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /** An owner was collected: its buffers go, and its factory where nobody holds it. */
  #forget(id: FactoryId): void {
    if (factoryIn(this.#value, id) === null) return
    const { positions, parents } = structureOf(this.#value)
    const isRoot = parents[positions.get(id) ?? -1]?.length === 0
    this.commit(isRoot ? removeFactory(this.#value, id) : unregisterAll(this.#value, id), [id])
  }
}
