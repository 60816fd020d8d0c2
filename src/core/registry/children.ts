import type { ChildRegion } from './entry.ts'
import { entryOf, positionsOf, withEntries, type Factory, type FactoryId } from './factory.ts'
import { assertArenasFit } from './limits.ts'
import { ARENA_LOCATIONS, type ArenaLocation } from './location.ts'
import { assertName } from './names.ts'
import { refreshedRegion } from './refresh.ts'
import { pathDown, requireFactory, structureOf, withFactory, type Registry } from './registry.ts'
import { quoted, RegistryError } from './registryError.ts'

export interface RegisterChild {
  readonly parent: FactoryId
  readonly child: FactoryId
  /** The edge's name; with the default the regions are `child_shared` and `child_persistent_local`. */
  readonly name?: string
  /** Entry of the parent whose storage the shared region shares. */
  readonly aliases?: string | null
  /** Names of the two regions where they are not the default ones (cubie: `{name}_persistent`). */
  readonly regions?: Readonly<Record<ArenaLocation, string>>
}

/** Places that a tree may have when every path from its roots is followed; more is refused. */
export const MAX_PLACES = 10_000_000

/**
 * Records the edge and registers the two child regions with the child's present aggregates. The same
 * name again refreshes the sizes and replaces the child. Errors: unknown-factory, invalid-name,
 * duplicate-name (a buffer has a region's name), cycle, tree-too-large, arena-too-large.
 */
export function registerChild(registry: Registry, call: RegisterChild): Registry {
  const { parent: parentId, child: childId, name = 'child', aliases = null } = call
  const parent = requireFactory(registry, parentId)
  const child = requireFactory(registry, childId)
  assertName(name)
  assertNoCycle(registry, parentId, childId)
  let next = withEdge(parent, name, childId)
  for (const of of ARENA_LOCATIONS) {
    const region: ChildRegion = {
      kind: 'child-region',
      name: call.regions?.[of] ?? `${name}_${of}`,
      child: name,
      of,
      size: 0,
      aliases: of === 'shared' ? aliases : null,
      dtype: child.precision,
    }
    next = withRegion(next, refreshedRegion(region, child, registry.extentRule))
  }
  assertArenasFit(next, registry.extentRule)
  const linked = withFactory(registry, next)
  if (placesBelow(linked, parentId) > MAX_PLACES)
    throw new RegistryError(
      'tree-too-large',
      name,
      `The tree would have more than ${MAX_PLACES} places; share less.`,
    )
  const roots = registry.roots.filter((id) => id !== childId)
  return roots.length === registry.roots.length ? linked : { ...linked, roots }
}

/** Removes the edge and its two regions; a child that no one else holds becomes a root again. Errors: unknown-child. */
export function unregisterChild(registry: Registry, parentId: FactoryId, name: string): Registry {
  const parent = requireFactory(registry, parentId)
  const edge = parent.children.find((child) => child.name === name)
  if (edge === undefined)
    throw new RegistryError(
      'unknown-child',
      name,
      `${quoted(parentId)} has no child ${quoted(name)}.`,
    )
  const gone = new Set(regionsOf(parent, name).map((region) => region.name))
  assertNotAliased(parent, gone)
  const next = {
    ...withEntries(
      parent,
      parent.entries.filter((entry) => !gone.has(entry.name)),
    ),
    children: parent.children.filter((child) => child !== edge),
  }
  const unlinked = withFactory(registry, next)
  const { positions, parents } = structureOf(unlinked)
  const at = positions.get(edge.factory)
  const orphaned = at !== undefined && (parents[at] ?? []).length === 0
  if (!orphaned || unlinked.roots.includes(edge.factory)) return unlinked
  return { ...unlinked, roots: [...unlinked.roots, edge.factory] }
}

/** The regions of one edge, in registration order. */
export function regionsOf(factory: Factory, child: string): readonly ChildRegion[] {
  return factory.entries.filter(
    (entry): entry is ChildRegion => entry.kind === 'child-region' && entry.child === child,
  )
}

/** Places in the tree below a factory, itself included, a shared child counted once a path. */
export function placesBelow(registry: Registry, root: FactoryId): number {
  const { positions } = structureOf(registry)
  const places = new Map<number, number>()
  for (const at of pathDown(registry, [root])) {
    let total = 1
    for (const edge of registry.factories[at]?.children ?? [])
      total += places.get(positions.get(edge.factory) ?? -1) ?? 0
    places.set(at, total)
  }
  return places.get(positions.get(root) ?? -1) ?? 0
}

function assertNoCycle(registry: Registry, parent: FactoryId, child: FactoryId): void {
  const { positions } = structureOf(registry)
  const below = pathDown(registry, [child])
  if (below.includes(positions.get(parent) ?? -1))
    throw new RegistryError(
      'cycle',
      child,
      `${quoted(child)} holds ${quoted(parent)} already, or is it; a factory cannot be its own descendant.`,
    )
}

function assertNotAliased(factory: Factory, gone: ReadonlySet<string>): void {
  for (const entry of factory.entries)
    if (entry.aliases !== null && gone.has(entry.aliases) && !gone.has(entry.name))
      throw new RegistryError(
        'alias-target-in-use',
        entry.aliases,
        `${quoted(entry.aliases)} is aliased by ${quoted(entry.name)}; clear that alias first.`,
      )
}

function withEdge(parent: Factory, name: string, child: FactoryId): Factory {
  const at = parent.children.findIndex((edge) => edge.name === name)
  if (parent.children[at]?.factory === child) return parent
  const edge = { name, factory: child }
  const children =
    at < 0 ? [...parent.children, edge] : parent.children.map((old, i) => (i === at ? edge : old))
  return { ...parent, children }
}

function withRegion(parent: Factory, region: ChildRegion): Factory {
  assertName(region.name)
  const old = entryOf(parent, region.name)
  if (old === null) return withEntries(parent, [...parent.entries, region])
  if (old.kind === 'buffer' || old.child !== region.child)
    throw new RegistryError(
      'duplicate-name',
      region.name,
      `The region ${quoted(region.name)} has the name of another entry; rename that one first.`,
    )
  if (old.size === region.size && old.dtype === region.dtype && old.aliases === region.aliases)
    return parent
  const at = positionsOf(parent).get(region.name) ?? 0
  return withEntries(
    parent,
    parent.entries.map((entry, i) => (i === at ? region : entry)),
  )
}
