import { setGroup, setSettingKey, setWeight } from './annotations.ts'
import type { DType, Precision } from './dtype.ts'
import type { FactoryId } from './factory.ts'
import type { Location } from './location.ts'
import type { Owner } from './owners.ts'
import type { Registry } from './registry.ts'
import { RegistryCell } from './registryCell.ts'
import { reparent } from './reparent.ts'
import { duplicate, moveTo } from './transfer.ts'
import {
  move,
  relocate,
  rename,
  resize,
  setAlias,
  setDType,
  setPersistent,
  setPinned,
  setPrecision,
  type BufferRef,
} from './verbs.ts'

/** One edge, by its owner. */
export interface OwnerEdge {
  readonly parent: Owner
  readonly name: string
}

/**
 * The editing verbs by owner. Each is the function of the same name, applied to the present value: it
 * validates as `register` does, and refreshes no child region.
 */
export class EditingRegistry extends RegistryCell {
  /** Gives a buffer another name; aliases of it follow. */
  rename(owner: Owner, name: string, to: string): void {
    this.#edit(owner, name, (registry, ref) => rename(registry, ref, to))
  }

  /** Moves a buffer to another memory. */
  relocate(owner: Owner, name: string, location: Location): void {
    this.#edit(owner, name, (registry, ref) => relocate(registry, ref, location))
  }

  /** Gives a buffer another number of elements. */
  resize(owner: Owner, name: string, size: number): void {
    this.#edit(owner, name, (registry, ref) => resize(registry, ref, size))
  }

  /** Moves an entry to another position in registration order. */
  move(owner: Owner, name: string, position: number): void {
    this.#edit(owner, name, (registry, ref) => move(registry, ref, position))
  }

  /** Moves a buffer into another owner's factory, at the end. */
  moveTo(owner: Owner, name: string, to: Owner): void {
    this.change([owner, to], (registry, id) =>
      moveTo(registry, { factory: id(owner), name }, { factory: id(to) }),
    )
  }

  /** A second buffer like this one, right behind it. */
  duplicate(owner: Owner, name: string, copy?: string): void {
    this.#edit(owner, name, (registry, ref) => duplicate(registry, ref, copy))
  }

  /** Gives a buffer another element type. */
  setDtype(owner: Owner, name: string, dtype: DType): void {
    this.#edit(owner, name, (registry, ref) => setDType(registry, ref, dtype))
  }

  /** Sets or clears (null) whose storage an entry shares. */
  setAlias(owner: Owner, name: string, aliases: string | null): void {
    this.#edit(owner, name, (registry, ref) => setAlias(registry, ref, aliases))
  }

  /** Says whether the contents survive from call to call. */
  setPersistent(owner: Owner, name: string, persistent: boolean): void {
    this.#edit(owner, name, (registry, ref) => setPersistent(registry, ref, persistent))
  }

  /** Says whether suggestions leave the buffer where it is. */
  setPinned(owner: Owner, name: string, pinned: boolean): void {
    this.#edit(owner, name, (registry, ref) => setPinned(registry, ref, pinned))
  }

  /** Accesses per step, null where not known. */
  setWeight(owner: Owner, name: string, weight: number | null): void {
    this.#edit(owner, name, (registry, ref) => setWeight(registry, ref, weight))
  }

  /** The label of buffers that move together, null for none. */
  setGroup(owner: Owner, name: string, group: string | null): void {
    this.#edit(owner, name, (registry, ref) => setGroup(registry, ref, group))
  }

  /** The setting that drives the location, null for `<name>_location`. */
  setSettingKey(owner: Owner, name: string, settingKey: string | null): void {
    this.#edit(owner, name, (registry, ref) => setSettingKey(registry, ref, settingKey))
  }

  /** Gives a factory another precision; buffers keep their dtypes. */
  setPrecision(owner: Owner, precision: Precision): void {
    this.change([owner], (registry, id) => setPrecision(registry, id(owner), precision))
  }

  /** Hangs a child under another parent or name; null stands for "as a root". */
  reparent(child: Owner, from: OwnerEdge | null, to: OwnerEdge | null): void {
    const edges = [from, to].flatMap((edge) => (edge === null ? [] : [edge.parent]))
    this.change([child, ...edges], (registry, id) =>
      reparent(registry, { child: id(child), from: edgeOf(from, id), to: edgeOf(to, id) }),
    )
  }

  #edit(owner: Owner, name: string, verb: (registry: Registry, ref: BufferRef) => Registry): void {
    this.change([owner], (registry, id) => verb(registry, { factory: id(owner), name }))
  }
}

function edgeOf(edge: OwnerEdge | null, id: (owner: Owner) => FactoryId) {
  return edge === null ? null : { parent: id(edge.parent), name: edge.name }
}
