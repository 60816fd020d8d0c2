import { factoryId, type FactoryId, type FactorySpec } from './factory.ts'
import { idProblem } from './names.ts'

/** Who owns buffers: any object, or the id of a factory that has none (one that was read from a document). */
export type Owner = object | FactoryId

/** What an owner's factory is called and computes in; what is left out follows from the object. */
export type OwnerSpec = Partial<FactorySpec>

/** Which object stands for which factory. Objects are held weakly: an entry never keeps one alive. */
export class Owners {
  readonly #specs = new WeakMap<object, FactorySpec>()
  readonly #objects = new Map<FactoryId, WeakRef<object>>()
  readonly #collected = new Set<FactoryId>()
  readonly #counts = new Map<string, number>()
  readonly #watch: FinalizationRegistry<FactoryId>

  /** `onCollected` hears, some time after it happened, that an owner is gone. */
  constructor(onCollected: (id: FactoryId) => void) {
    this.#watch = new FinalizationRegistry((id) => {
      this.#objects.delete(id)
      this.#collected.add(id)
      onCollected(id)
    })
  }

  /** What the owner was bound with; null for an object that was not bound yet. */
  specOf(owner: object): FactorySpec | null {
    return this.#specs.get(owner) ?? null
  }

  /** What to call an object that was not bound yet: its class, numbered from the second on. */
  proposed(owner: object, spec: OwnerSpec, isTaken: (id: FactoryId) => boolean): FactorySpec {
    const type = spec.type ?? classOf(owner)
    if (spec.id !== undefined) return { ...spec, id: spec.id, type }
    let count = this.#counts.get(type) ?? 1
    let id = count === 1 ? type : `${type}-${count}`
    for (; isTaken(factoryId(id)) || this.#objects.has(factoryId(id)); id = `${type}-${count}`)
      count++
    this.#counts.set(type, count)
    return { ...spec, id, type }
  }

  bind(owner: object, spec: FactorySpec): void {
    const id = factoryId(spec.id)
    this.#specs.set(owner, spec)
    this.#objects.set(id, new WeakRef(owner))
    this.#collected.delete(id)
    this.#watch.register(owner, id)
  }

  /** Whether the factory had an object and that object was collected. */
  isGone(id: FactoryId): boolean {
    if (this.#collected.has(id)) return true
    const held = this.#objects.get(id)
    return held !== undefined && held.deref() === undefined
  }
}

function classOf(owner: object): string {
  const name = owner instanceof Object ? owner.constructor.name : ''
  return idProblem(name) === null ? name : 'Factory'
}
