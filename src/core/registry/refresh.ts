import { layoutOf, type ExtentRule } from '../layout/factoryLayout.ts'
import type { ChildRegion } from './entry.ts'
import { withEntry, type Factory, type FactoryId } from './factory.ts'
import type { ArenaLocation } from './location.ts'
import { pathDown, pathUp, structureOf, withFactories, type Registry } from './registry.ts'

/** The aggregate that a region in this arena reserves, in elements of the child's precision. */
export function aggregateFor(child: Factory, of: ArenaLocation, rule: ExtentRule): number {
  const { aggregates } = layoutOf(child, rule)
  return of === 'shared' ? aggregates.shared : aggregates.persistentLocal
}

/** The region as a snapshot of what its child needs now; the same region when nothing changed. */
export function refreshedRegion(
  region: ChildRegion,
  child: Factory | null,
  rule: ExtentRule,
): ChildRegion {
  const size = child === null ? 0 : aggregateFor(child, region.of, rule)
  const dtype = child === null ? region.dtype : child.precision
  return region.size === size && region.dtype === dtype ? region : { ...region, size, dtype }
}

/**
 * What an edit in the page adds to a verb: the regions on the paths from the changed factories to
 * their roots are refreshed, children first; regions off those paths stay as recorded.
 */
export function refreshPaths(registry: Registry, changed: readonly FactoryId[]): Registry {
  const path = pathUp(registry, changed)
  return refreshAlong(registry, path)
}

/** What `buildLayout` does: every region in the subtree of a factory is refreshed, bottom-up. */
export function refreshSubtree(registry: Registry, root: FactoryId): Registry {
  return refreshAlong(registry, pathDown(registry, [root]))
}

/** Refreshes the regions between factories at these positions, which come children first. */
function refreshAlong(registry: Registry, path: readonly number[]): Registry {
  const { positions } = structureOf(registry)
  const fresh = new Map<number, Factory>()
  for (const at of path) {
    const factory = registry.factories[at]
    if (factory !== undefined) fresh.set(at, refreshed(factory))
  }
  return withFactories(registry, [...fresh.values()])

  function refreshed(factory: Factory): Factory {
    if (factory.children.length === 0) return factory
    const edges = new Map(factory.children.map((edge) => [edge.name, edge.factory]))
    let next = factory
    for (const entry of factory.entries) {
      if (entry.kind !== 'child-region') continue
      const child = childOf(edges.get(entry.child))
      if (child !== 'off the path')
        next = withEntry(next, refreshedRegion(entry, child, registry.extentRule))
    }
    return next
  }

  /** The child as it is now; null for one that is gone, whose region falls to size 0. */
  function childOf(id: FactoryId | undefined): Factory | null | 'off the path' {
    if (id === undefined) return 'off the path'
    const at = positions.get(id)
    return at === undefined ? null : (fresh.get(at) ?? 'off the path')
  }
}
