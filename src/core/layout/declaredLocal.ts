import { edgeNamesByFactory, type Factory, type FactoryId } from '../registry/factory.ts'
import { pathDown, pathUp, structureOf, type Registry } from '../registry/registry.ts'
import type { Structure } from '../registry/structure.ts'
import { layoutOf, type ExtentRule } from './factoryLayout.ts'

interface Sums {
  readonly factories: readonly Factory[]
  readonly rule: ExtentRule
  readonly local: Float64Array
}

/** The last sums of each structure: an edit changes those of one path, and the rest is taken from here. */
const lastSums = new WeakMap<Structure, Sums>()

/** Local elements of every subtree, by the position of its root. A child under two names counts twice. */
export function localSumsOf(registry: Registry): Float64Array {
  const structure = structureOf(registry)
  const { factories, extentRule: rule } = registry
  const last = lastSums.get(structure)
  const known = last?.rule === rule ? last : null
  if (known?.factories === factories) return known.local
  const local = known === null ? sumsOf(registry) : changedSums(registry, known)
  lastSums.set(structure, { factories, rule, local })
  return local
}

function sumsOf(registry: Registry): Float64Array {
  const { positions } = structureOf(registry)
  const local = new Float64Array(registry.factories.length)
  const ids = registry.factories.map((factory) => factory.id)
  for (const at of pathDown(registry, ids)) {
    const factory = registry.factories[at]
    let sum = ownLocal(factory, registry.extentRule)
    for (const edge of factory?.children ?? []) sum += local[positions.get(edge.factory) ?? -1] ?? 0
    local[at] = sum
  }
  return local
}

/** The last sums with the differences of the changed factories carried up to their roots. */
function changedSums(registry: Registry, known: Sums): Float64Array {
  const { factories, extentRule } = registry
  const local = known.local.slice()
  const carried = new Map<number, number>()
  const changed: FactoryId[] = []
  for (let at = 0; at < factories.length; at++) {
    const [factory, old] = [factories[at], known.factories[at]]
    if (factory === undefined || factory === old) continue
    changed.push(factory.id)
    carried.set(at, ownLocal(factory, extentRule) - ownLocal(old, extentRule))
  }
  for (const at of pathUp(registry, changed)) {
    const difference = carried.get(at) ?? 0
    if (difference === 0) continue
    local[at] = (local[at] ?? 0) + difference
    carryUp(registry, at, (parent, edges) => {
      carried.set(parent, (carried.get(parent) ?? 0) + difference * edges)
    })
  }
  return local
}

/** Calls with each parent of a factory and with the number of edges that lead from it. */
function carryUp(
  registry: Registry,
  at: number,
  carry: (parent: number, edges: number) => void,
): void {
  const id = registry.factories[at]?.id
  for (const parent of structureOf(registry).parents[at] ?? []) {
    const over = registry.factories[parent]
    if (id !== undefined && over !== undefined)
      carry(parent, edgeNamesByFactory(over).get(id)?.length ?? 0)
  }
}

function ownLocal(factory: Factory | undefined, rule: ExtentRule): number {
  return factory === undefined ? 0 : layoutOf(factory, rule).aggregates.local
}
