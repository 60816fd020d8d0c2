import type { ExtentRule } from '../layout/factoryLayout.ts'
import type { Factory, FactoryId } from './factory.ts'
import { nearestNames } from './names.ts'
import { quoted, RegistryError } from './registryError.ts'
import {
  appendedStructure,
  computeStructure,
  relinkedStructure,
  type Relinked,
  type Structure,
} from './structure.ts'

/** All factories and which of them are roots: one immutable value, nothing in it derived. */
export interface Registry {
  readonly extentRule: ExtentRule
  /** In order of registration, or of the document. */
  readonly factories: readonly Factory[]
  readonly roots: readonly FactoryId[]
}

export const EMPTY_REGISTRY: Registry = { extentRule: 'elements', factories: [], roots: [] }

const structures = new WeakMap<Registry, Structure>()

/** Positions, parents and ranks of a registry's factories: the same object while ids and edges stay. */
export function structureOf(registry: Registry): Structure {
  const known = structures.get(registry)
  if (known !== undefined) return known
  const structure = computeStructure(registry.factories)
  structures.set(registry, structure)
  return structure
}

/** The factory of an id; null where the registry holds none. */
export function factoryIn(registry: Registry, id: FactoryId): Factory | null {
  const at = structureOf(registry).positions.get(id)
  return at === undefined ? null : (registry.factories[at] ?? null)
}

/** The factory, or the error `unknown-factory` with the nearest ids. */
export function requireFactory(registry: Registry, id: FactoryId): Factory {
  const factory = factoryIn(registry, id)
  if (factory !== null) return factory
  const near = nearestNames(id, structureOf(registry).positions.keys())
  const known = near.length === 0 ? 'there are none yet' : `nearest: ${near.map(quoted).join(', ')}`
  throw new RegistryError('unknown-factory', id, `There is no factory ${quoted(id)}; ${known}.`)
}

/** The registry with factories replaced by id; itself when every one is the value it already holds. */
export function withFactories(registry: Registry, changed: readonly Factory[]): Registry {
  const structure = structureOf(registry)
  let factories: Factory[] | null = null
  const relinked: Relinked[] = []
  for (const factory of changed) {
    const at = structure.positions.get(factory.id)
    const old = at === undefined ? undefined : registry.factories[at]
    if (at === undefined || old === undefined) throw new RangeError(`no factory ${factory.id}`)
    if (old === factory) continue
    factories ??= registry.factories.slice()
    factories[at] = factory
    if (old.children !== factory.children) relinked.push({ at, before: old.children })
  }
  if (factories === null) return registry
  const next = { ...registry, factories }
  structures.set(next, relinkedStructure(structure, factories, relinked))
  return next
}

export function withFactory(registry: Registry, factory: Factory): Registry {
  return withFactories(registry, [factory])
}

/** The registry with a factory more, which has no children yet and becomes the last root. */
export function withNewFactory(registry: Registry, factory: Factory): Registry {
  const factories = [...registry.factories, factory]
  const next = { ...registry, factories, roots: [...registry.roots, factory.id] }
  structures.set(next, appendedStructure(structureOf(registry), factories))
  return next
}

/** The registry with these factories among its roots, at their end, exactly where no edge leads to them. */
export function withRootsMended(registry: Registry, ids: readonly FactoryId[]): Registry {
  const structure = structureOf(registry)
  const isRoot = (id: FactoryId) => {
    const at = structure.positions.get(id)
    return at !== undefined && structure.parents[at]?.length === 0
  }
  // One id is looked up in the list; only several are worth a set of it.
  const listed = ids.length > 4 ? new Set(registry.roots) : null
  const has = (id: FactoryId) => listed?.has(id) ?? registry.roots.includes(id)
  const gone = new Set(ids.filter((id) => !isRoot(id) && has(id)))
  const orphaned = ids.filter((id) => isRoot(id) && !has(id))
  if (orphaned.length === 0 && gone.size === 0) return registry
  const next = { ...registry, roots: [...without(registry.roots, gone), ...orphaned] }
  structures.set(next, structure)
  return next
}

function without(roots: readonly FactoryId[], gone: ReadonlySet<FactoryId>): readonly FactoryId[] {
  const [first] = gone
  if (first === undefined) return roots
  return gone.size === 1
    ? roots.toSpliced(roots.indexOf(first), 1)
    : roots.filter((id) => !gone.has(id))
}

/** The factory at the ends of its edges, in the order of the edges; unknown ends are left out. */
export function childrenOf(registry: Registry, factory: Factory): readonly Factory[] {
  return factory.children.flatMap((edge) => factoryIn(registry, edge.factory) ?? [])
}

/** Positions of a factory and of all its ancestors, children before parents. */
export function pathUp(registry: Registry, from: readonly FactoryId[]): readonly number[] {
  const { positions, parents, ranks } = structureOf(registry)
  const reached = new Set<number>()
  const queue = from.flatMap((id) => positions.get(id) ?? [])
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (reached.has(at)) continue
    reached.add(at)
    queue.push(...(parents[at] ?? []))
  }
  return [...reached].sort((a, b) => (ranks?.[a] ?? 0) - (ranks?.[b] ?? 0))
}

/** Positions of a factory and of all its descendants, children before parents. */
export function pathDown(registry: Registry, from: readonly FactoryId[]): readonly number[] {
  const { positions, ranks } = structureOf(registry)
  const reached = new Set<number>()
  const queue = from.flatMap((id) => positions.get(id) ?? [])
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (reached.has(at)) continue
    reached.add(at)
    for (const edge of registry.factories[at]?.children ?? []) {
      const child = positions.get(edge.factory)
      if (child !== undefined) queue.push(child)
    }
  }
  return [...reached].sort((a, b) => (ranks?.[a] ?? 0) - (ranks?.[b] ?? 0))
}
