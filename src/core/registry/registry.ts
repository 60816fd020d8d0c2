import type { ExtentRule } from '../layout/factoryLayout.ts'
import type { Factory, FactoryId } from './factory.ts'
import { nearestNames } from './names.ts'
import { quoted, RegistryError } from './registryError.ts'

/** All factories and which of them are roots: one immutable value, nothing in it derived. */
export interface Registry {
  readonly extentRule: ExtentRule
  /** In order of registration, or of the document. */
  readonly factories: readonly Factory[]
  readonly roots: readonly FactoryId[]
}

export const EMPTY_REGISTRY: Registry = { extentRule: 'elements', factories: [], roots: [] }

/** What depends on ids and edges only, and so outlives every change of a buffer. Positions index `factories`. */
export interface Structure {
  readonly positions: ReadonlyMap<FactoryId, number>
  /** Positions of the factories that have an edge to this one; one entry per parent, not per edge. */
  readonly parents: readonly (readonly number[])[]
  /** Rank of each factory in an order where children come before parents; null where edges form a cycle. */
  readonly ranks: readonly number[] | null
}

const structures = new WeakMap<Registry, Structure>()

export function structureOf(registry: Registry): Structure {
  const known = structures.get(registry)
  if (known !== undefined) return known
  const structure = computeStructure(registry.factories)
  structures.set(registry, structure)
  return structure
}

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
  let sameEdges = true
  for (const factory of changed) {
    const at = structure.positions.get(factory.id)
    const old = at === undefined ? undefined : registry.factories[at]
    if (at === undefined || old === undefined) throw new RangeError(`no factory ${factory.id}`)
    if (old === factory) continue
    if (old.children !== factory.children) sameEdges = false
    factories ??= registry.factories.slice()
    factories[at] = factory
  }
  if (factories === null) return registry
  const next = { ...registry, factories }
  if (sameEdges) structures.set(next, structure)
  return next
}

export function withFactory(registry: Registry, factory: Factory): Registry {
  return withFactories(registry, [factory])
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

function computeStructure(factories: readonly Factory[]): Structure {
  const positions = new Map<FactoryId, number>()
  factories.forEach((factory, at) => positions.set(factory.id, at))
  const parents: number[][] = factories.map(() => [])
  const waiting = new Int32Array(factories.length)
  factories.forEach((factory, at) => {
    const children = new Set(factory.children.flatMap((edge) => positions.get(edge.factory) ?? []))
    waiting[at] = children.size
    for (const child of children) parents[child]?.push(at)
  })
  return { positions, parents, ranks: ranksOf(parents, waiting) }
}

/** Kahn's algorithm from the leaves: `waiting` counts the children of each factory not yet ranked. */
function ranksOf(
  parents: readonly (readonly number[])[],
  waiting: Int32Array,
): readonly number[] | null {
  const ranks = new Array<number>(parents.length).fill(0)
  const ready: number[] = []
  for (let at = 0; at < parents.length; at++) if (waiting[at] === 0) ready.push(at)
  for (let rank = 0; rank < ready.length; rank++) {
    const at = ready[rank] ?? 0
    ranks[at] = rank
    for (const parent of parents[at] ?? []) {
      const left = (waiting[parent] ?? 0) - 1
      waiting[parent] = left
      if (left === 0) ready.push(parent)
    }
  }
  return ready.length === parents.length ? ranks : null
}
