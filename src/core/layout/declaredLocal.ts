import type { Factory } from '../registry/factory.ts'
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
  const local = known?.local.slice() ?? new Float64Array(factories.length)
  const path = known === null ? allPositions(registry) : changedPath(registry, known)
  for (const at of path) local[at] = sumAt(registry, at, local)
  lastSums.set(structure, { factories, rule, local })
  return local
}

function sumAt(registry: Registry, at: number, local: Float64Array): number {
  const factory = registry.factories[at]
  if (factory === undefined) return 0
  const { positions } = structureOf(registry)
  let sum = layoutOf(factory, registry.extentRule).aggregates.local
  for (const edge of factory.children) sum += local[positions.get(edge.factory) ?? -1] ?? 0
  return sum
}

function allPositions(registry: Registry): readonly number[] {
  return pathDown(
    registry,
    registry.factories.map((factory) => factory.id),
  )
}

function changedPath(registry: Registry, { factories }: Sums): readonly number[] {
  return pathUp(
    registry,
    registry.factories.flatMap((factory, at) => (factory === factories[at] ? [] : [factory.id])),
  )
}
