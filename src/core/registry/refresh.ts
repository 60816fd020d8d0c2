import { layoutOf, type ExtentRule } from '../layout/factoryLayout.ts'
import { equalRanges } from '../layout/overlap.ts'
import { protectedRanges } from '../layout/protectedRanges.ts'
import type { ChildRegion } from './entry.ts'
import {
  edgeNamesByFactory,
  regionsByChild,
  withEntriesReplaced,
  type Factory,
  type FactoryId,
} from './factory.ts'
import { assertArenasFit } from './limits.ts'
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
  const ranges =
    child === null || region.of !== 'shared' ? [] : protectedRanges(layoutOf(child, rule))
  if (region.size === size && region.dtype === dtype && equalRanges(region.protected, ranges))
    return region
  const { kind, name, child: edge, of, aliases } = region
  const fresh = { kind, name, child: edge, of, size, aliases, dtype }
  return ranges.length === 0 ? fresh : { ...fresh, protected: ranges }
}

/**
 * What an edit in the page adds to a verb: the regions on the paths from the changed factories to
 * their roots are refreshed, children first; regions off those paths stay as recorded.
 */
export function refreshPaths(registry: Registry, changed: readonly FactoryId[]): Registry {
  return refreshAlong(registry, pathUp(registry, changed))
}

/** What `buildLayout` does: every region in the subtree of a factory is refreshed, bottom-up. */
export function refreshSubtree(registry: Registry, root: FactoryId): Registry {
  return refreshAlong(registry, pathDown(registry, [root]))
}

/** Refreshes the regions between factories at these positions, which come children first. */
function refreshAlong(registry: Registry, path: readonly number[]): Registry {
  const { parents } = structureOf(registry)
  const onPath = new Set(path)
  const refreshed: Factory[] = []
  const children = new Map<number, Factory[]>()
  for (const at of path) {
    const old = registry.factories[at]
    if (old === undefined) continue
    const factory = withFreshRegions(old, children.get(at) ?? [], registry.extentRule)
    if (factory !== old) refreshed.push(factory)
    for (const parent of parents[at] ?? []) {
      if (!onPath.has(parent)) continue
      const siblings = children.get(parent)
      if (siblings === undefined) children.set(parent, [factory])
      else siblings.push(factory)
    }
  }
  return withFactories(registry, refreshed)
}

/** The factory with the regions of these children as they need to be now. Errors: arena-too-large. */
function withFreshRegions(
  factory: Factory,
  children: readonly Factory[],
  rule: ExtentRule,
): Factory {
  if (children.length === 0) return factory
  const edges = edgeNamesByFactory(factory)
  const regions = regionsByChild(factory)
  const fresh: ChildRegion[] = []
  for (const child of children)
    for (const name of edges.get(child.id) ?? [])
      for (const at of regions.get(name) ?? []) {
        const entry = factory.entries[at]
        if (entry?.kind === 'child-region') fresh.push(refreshedRegion(entry, child, rule))
      }
  const next = withEntriesReplaced(factory, fresh)
  if (next !== factory) assertArenasFit(next, rule)
  return next
}
