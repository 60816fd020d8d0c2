import type { Factory, FactoryId } from '../core/registry/factory.ts'
import { factoryIn, structureOf, type Registry } from '../core/registry/registry.ts'

/** Root first, the factory itself last, along the first path that leads to it; empty for an unknown one. */
export function trailTo(registry: Registry, id: FactoryId): readonly Factory[] {
  const { positions, parents } = structureOf(registry)
  const trail: Factory[] = []
  const seen = new Set<number>()
  let at = positions.get(id)
  while (at !== undefined && !seen.has(at)) {
    seen.add(at)
    const factory = registry.factories[at]
    if (factory !== undefined) trail.push(factory)
    at = parents[at]?.[0]
  }
  return trail.reverse()
}

/** What the edge from a factory's parent calls it; its id for a root. */
export function nameIn(parent: Factory | null, factory: Factory): string {
  const edge = parent?.children.find((child) => child.factory === factory.id)
  return edge?.name ?? factory.id
}

/** The root whose kernel holds a factory; the first root where there is none. */
export function rootAbove(registry: Registry, id: FactoryId | null): FactoryId | null {
  const first = registry.roots[0] ?? null
  if (id === null || factoryIn(registry, id) === null) return first
  return trailTo(registry, id)[0]?.id ?? first
}
