import { allocatorOf, type Allocator } from '../layout/allocator.ts'
import { forgetLayout, layoutOf, type FactoryLayout } from '../layout/factoryLayout.ts'
import { contextOf, type FactoryBufferContext } from './bufferContext.ts'
import { registerChild, unregisterChild, type EdgeRef, type RegisterChild } from './children.ts'
import { EditingRegistry } from './editingRegistry.ts'
import type { BufferSpec } from './entry.ts'
import { clearParent, unregisterAll } from './factories.ts'
import { factoryId, type FactoryId } from './factory.ts'
import type { Location } from './location.ts'
import type { Owner } from './owners.ts'
import { refreshSubtree } from './refresh.ts'
import { factoryIn, pathDown, requireFactory, type Registry } from './registry.ts'
import { update, type Updates } from './update.ts'
import { register, unregister, type BufferRef } from './verbs.ts'

/** What `register` returns: which buffer it was. */
export type BufferId = BufferRef

/** What `register` takes beside name, size and location. */
export type BufferOptions = Omit<BufferSpec, 'name' | 'size' | 'location'>

/** What `registerChild` takes beside parent and child: the edge's name, or all of it. */
export type ChildOptions = string | Omit<RegisterChild, 'parent' | 'child'>

/**
 * The founding specification's registry: a cell that holds the present `Registry` value and offers its
 * verbs to owners, which are objects held weakly, or ids. Sizes and offsets are elements. A failed call
 * changes nothing; a call that changes nothing keeps value and versions. Source: registry contract §2.
 */
export class BufferRegistry extends EditingRegistry {
  /**
   * Adds or overwrites a buffer; overwriting keeps its position. Errors: invalid-name, invalid-size,
   * invalid-location, invalid-dtype, invalid-value, duplicate-name, alias-self, alias-target-missing,
   * arena-too-large.
   */
  register(
    owner: Owner,
    name: string,
    ...[size, location, options = {}]: [size: number, location: Location, options?: BufferOptions]
  ): BufferId {
    this.change([owner], (registry, id) =>
      register(registry, id(owner), { ...options, name, size, location }),
    )
    return { factory: this.idOf(owner) ?? factoryId(''), name }
  }

  /** Removes a buffer. Errors: unknown-buffer, region-fixed, alias-target-in-use. */
  unregister(owner: Owner, name: string): void {
    this.change([owner], (registry, id) => unregister(registry, { factory: id(owner), name }))
  }

  /** Removes an owner's own entries, child regions included; children that nobody else holds become roots. */
  unregisterAll(owner: Owner): void {
    if (this.factoryOf(owner) !== null)
      this.change([owner], (registry, id) => unregisterAll(registry, id(owner)))
  }

  /** `unregisterAll` for an owner and everything below it. */
  clearParent(owner: Owner): void {
    const id = this.idOf(owner)
    if (id === null || factoryIn(this.value, id) === null) return
    this.commit(clearParent(this.value, id), idsBelow(this.value, id))
  }

  /**
   * Records the edge and registers the two child regions with the child's present aggregates. Errors:
   * invalid-name, duplicate-name, alias-self, alias-target-missing, cycle, tree-too-large, arena-too-large.
   */
  registerChild(parent: Owner, child: Owner, options: ChildOptions = 'child'): EdgeRef {
    const call = typeof options === 'string' ? { name: options } : options
    this.change([parent, child], (registry, id) =>
      registerChild(registry, { ...call, parent: id(parent), child: id(child) }),
    )
    return { parent: this.idOf(parent) ?? factoryId(''), name: call.name ?? 'child' }
  }

  /** Removes an edge and its regions. Errors: unknown-child, alias-target-in-use. */
  unregisterChild(parent: Owner, name: string): void {
    this.change([parent], (registry, id) => unregisterChild(registry, id(parent), name))
  }

  /** How a buffer is cut from its arenas; the layout is computed if needed, regions are not refreshed. Errors: unknown-buffer. */
  getAllocator(owner: Owner, name: string): Allocator {
    const factory = this.factoryOf(owner) ?? this.unregistered(owner)
    const allocator = allocatorOf(factory, name, this.value.extentRule)
    this.versions.setBuilt(factory.id)
    return allocator
  }

  /** Elements that an owner needs in a location, child regions included; regions are not refreshed. */
  getAggregateSize(owner: Owner, location: Location): number {
    const factory = this.factoryOf(owner)
    if (factory === null) return 0
    const { aggregates } = layoutOf(factory, this.value.extentRule)
    this.versions.setBuilt(factory.id)
    switch (location) {
      case 'shared':
        return aggregates.shared
      case 'persistent_local':
        return aggregates.persistentLocal
      case 'local':
        return aggregates.local
    }
  }

  /** The same number as asked by a parent: 0 for a child without registrations, or gone. */
  getChildAggregateSize(child: Owner, location: Location): number {
    const id = this.idOf(child)
    return id === null || this.owners.isGone(id) ? 0 : this.getAggregateSize(id, location)
  }

  /**
   * Applies setting keys, all or none; returns those that some buffer answers to. Errors, for recognised
   * keys: invalid-location, invalid-size, arena-too-large. Source: registry contract §5.
   */
  update(owner: Owner, updates: Updates): ReadonlySet<string> {
    let recognised: ReadonlySet<string> = new Set()
    if (this.factoryOf(owner) === null) return recognised
    this.change([owner], (registry, id) => {
      const done = update(registry, id(owner), updates)
      recognised = done.recognised
      return done.registry
    })
    return recognised
  }

  /** Drops an owner's computed layout; the next question computes it anew. */
  invalidateLayout(owner: Owner): void {
    const factory = this.factoryOf(owner)
    if (factory === null) return
    forgetLayout(factory)
    this.versions.drop(factory.id)
  }

  /**
   * Refreshes the child regions below an owner, bottom-up, and lays it out; children whose objects were
   * collected count 0. Errors: unknown-factory (an id), arena-too-large.
   */
  buildLayout(owner: Owner): FactoryLayout {
    const id = typeof owner === 'string' ? owner : this.attach(owner)
    requireFactory(this.value, id)
    const before = this.value
    const below = idsBelow(before, id)
    const live = below
      .filter((child) => this.owners.isGone(child))
      .reduce((registry, gone) => unregisterAll(registry, gone), before)
    const next = refreshSubtree(live, id)
    const layout = layoutOf(requireFactory(next, id), next.extentRule)
    this.commit(
      next,
      below.filter((child) => factoryIn(next, child) !== factoryIn(before, child)),
    )
    this.versions.setBuilt(id)
    return layout
  }

  /** A number that grows with every change that can move something in an owner's layout, its children's included. */
  layoutVersion(owner: Owner): number {
    const id = this.idOf(owner)
    return id === null ? 0 : this.versions.of(this.value, id)
  }

  /** What an owner has registered, with its layout, as a read-only view. Errors: unknown-factory (an id). */
  contextOf(owner: Owner): FactoryBufferContext {
    const id = this.idOf(owner)
    const factory = typeof owner === 'string' ? requireFactory(this.value, owner) : null
    const layout = layoutOf(
      factory ?? this.factoryOf(owner) ?? this.unregistered(owner),
      this.value.extentRule,
    )
    return contextOf(layout, {
      layoutVersion: this.layoutVersion(owner),
      cachedLayoutVersion: id === null ? null : this.versions.builtOf(this.value, id),
    })
  }
}

function idsBelow(registry: Registry, id: FactoryId): readonly FactoryId[] {
  return pathDown(registry, [id]).flatMap((at) => registry.factories[at]?.id ?? [])
}

/** The registry that all factories use which were given none of their own. */
export const bufferRegistry = new BufferRegistry()
