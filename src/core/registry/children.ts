import { equalRanges } from '../layout/overlap.ts'
import type { ChildRegion } from './entry.ts'
import {
  entryOf,
  positionsOf,
  regionsByChild,
  withEntries,
  withEntriesReplaced,
  withEntryAppended,
  type ChildEdge,
  type Factory,
  type FactoryId,
} from './factory.ts'
import { assertArenasFit } from './limits.ts'
import { ARENA_LOCATIONS, type ArenaLocation } from './location.ts'
import { assertName, nearestNames } from './names.ts'
import { refreshedRegion } from './refresh.ts'
import {
  pathDown,
  pathUp,
  requireFactory,
  structureOf,
  withFactory,
  withRootsMended,
  type Registry,
} from './registry.ts'
import { quoted, RegistryError } from './registryError.ts'
import { assertAliasTarget } from './verbs.ts'

/** What `registerChild` takes; what is left out stays as it is where the edge exists already. */
export interface RegisterChild {
  readonly parent: FactoryId
  readonly child: FactoryId
  /** The edge's name; with the default the regions are `child_shared` and `child_persistent_local`. */
  readonly name?: string
  /** Entry of the parent whose storage the shared region shares; null: its own. */
  readonly aliases?: string | null
  /** Names of the two regions where they are not the default ones (cubie: `{name}_persistent`). */
  readonly regions?: Readonly<Record<ArenaLocation, string>>
}

/** Places that a tree may have when every path from its roots is followed; more is refused. */
export const MAX_PLACES = 10_000_000

/**
 * Records the edge and registers the two child regions with the child's present aggregates. The same
 * name again refreshes the sizes and replaces the child; a child that nobody holds any more becomes a
 * root. Errors: unknown-factory, invalid-name, duplicate-name (another entry has a region's name),
 * alias-self, alias-target-missing, cycle, tree-too-large, arena-too-large. Source: registry contract §2, §4.
 */
export function registerChild(registry: Registry, call: RegisterChild): Registry {
  const parent = requireFactory(registry, call.parent)
  const child = requireFactory(registry, call.child)
  const name = call.name ?? 'child'
  assertName(name)
  assertNoCycle(registry, call.parent, call.child)
  const old = parent.children.find((edge) => edge.name === name)
  let next = withEdge(parent, name, call.child)
  for (const of of ARENA_LOCATIONS) {
    const named = regionName(next, { name, of, wanted: call.regions?.[of] })
    const aliases = of === 'shared' ? call.aliases : undefined
    const region: ChildRegion = {
      kind: 'child-region',
      name: named.region,
      child: name,
      of,
      size: 0,
      aliases: aliases === undefined ? aliasesAt(named.factory, named.region) : aliases,
      dtype: child.precision,
    }
    next = withRegion(named.factory, refreshedRegion(region, child, registry.extentRule))
  }
  assertArenasFit(next, registry.extentRule)
  const linked = withFactory(registry, next)
  if (linked !== registry) assertPlaces(linked, { name, parent: call.parent })
  if (old?.factory === call.child) return linked
  return withRootsMended(linked, old === undefined ? [call.child] : [call.child, old.factory])
}

/**
 * Removes the edge and its two regions; a child that no one else holds becomes a root again. Errors:
 * unknown-factory, unknown-child, alias-target-in-use (another entry lies in a region).
 */
export function unregisterChild(registry: Registry, parentId: FactoryId, name: string): Registry {
  const parent = requireFactory(registry, parentId)
  const edge = requireEdge(parent, name)
  const gone = new Set(regionsOf(parent, name).map((region) => region.name))
  assertNotAliased(parent, gone)
  const entries = parent.entries.filter((entry) => !gone.has(entry.name))
  const children = parent.children.filter((child) => child !== edge)
  const next = withFactory(registry, { ...withEntries(parent, entries), children })
  return withRootsMended(next, [edge.factory])
}

/** One edge of the tree: which factory holds a child, and under which name. */
export interface EdgeRef {
  readonly parent: FactoryId
  readonly name: string
}

/** The regions of one edge, in registration order. */
export function regionsOf(factory: Factory, child: string): readonly ChildRegion[] {
  return (regionsByChild(factory).get(child) ?? []).flatMap((at) => {
    const entry = factory.entries[at]
    return entry?.kind === 'child-region' ? [entry] : []
  })
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

/** The edge of a name. Errors: unknown-child, naming the nearest. */
export function requireEdge(parent: Factory, name: string): ChildEdge {
  const edge = parent.children.find((child) => child.name === name)
  if (edge !== undefined) return edge
  const near = nearestNames(
    name,
    parent.children.map((child) => child.name),
  )
  const known = near.length === 0 ? 'it has none yet' : `nearest: ${near.map(quoted).join(', ')}`
  throw new RegistryError(
    'unknown-child',
    name,
    `${quoted(parent.id)} has no child ${quoted(name)}; ${known}.`,
  )
}

/** The walk goes up from the parent, which costs nothing where one of the two ends is a root or a leaf. */
function assertNoCycle(registry: Registry, parent: FactoryId, child: FactoryId): void {
  const { positions, parents } = structureOf(registry)
  const isLeaf = requireFactory(registry, child).children.length === 0
  const isRoot = parents[positions.get(parent) ?? -1]?.length === 0
  const holds =
    parent === child ||
    (!isLeaf && !isRoot && pathUp(registry, [parent]).includes(positions.get(child) ?? -1))
  if (holds)
    throw new RegistryError(
      'cycle',
      child,
      `${quoted(child)} holds ${quoted(parent)} already, or is it; choose a child that is not above its parent.`,
    )
}

/** Only a tree in which a factory hangs twice can have more places than factories. */
function assertPlaces(
  registry: Registry,
  added: { readonly name: string; readonly parent: FactoryId },
): void {
  const { edges, held, positions } = structureOf(registry)
  if (edges === held) return
  const above = new Set(pathUp(registry, [added.parent]))
  const roots = registry.factories.filter((factory) => {
    const at = positions.get(factory.id) ?? -1
    return above.has(at) && structureOf(registry).parents[at]?.length === 0
  })
  for (const root of roots)
    if (placesBelow(registry, root.id) > MAX_PLACES)
      throw new RegistryError(
        'tree-too-large',
        added.name,
        `The tree would have more than ${MAX_PLACES} places; hang shared factories under fewer parents.`,
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

function aliasesAt(factory: Factory, name: string): string | null {
  return entryOf(factory, name)?.aliases ?? null
}

interface WantedRegion {
  readonly name: string
  readonly of: ArenaLocation
  readonly wanted: string | undefined
}

/** The name of an edge's region: the one it has, renamed where another is wanted; else the default. */
function regionName(
  parent: Factory,
  { name, of, wanted }: WantedRegion,
): { readonly factory: Factory; readonly region: string } {
  const old = regionsOf(parent, name).find((region) => region.of === of)
  if (old === undefined) return { factory: parent, region: wanted ?? `${name}_${of}` }
  if (wanted === undefined || wanted === old.name) return { factory: parent, region: old.name }
  assertFreeRegionName(parent, wanted)
  const entries = parent.entries.map((entry) => {
    if (entry === old) return { ...old, name: wanted }
    return entry.aliases === old.name ? { ...entry, aliases: wanted } : entry
  })
  return { factory: withEntries(parent, entries), region: wanted }
}

/** Errors: invalid-name, duplicate-name. */
export function assertFreeRegionName(parent: Factory, name: string): void {
  assertName(name)
  if (positionsOf(parent).has(name))
    throw new RegistryError(
      'duplicate-name',
      name,
      `The region ${quoted(name)} would have the name of another entry of ${quoted(parent.id)}; rename that one first.`,
    )
}

function withRegion(parent: Factory, region: ChildRegion): Factory {
  const old = entryOf(parent, region.name)
  const isOwn = old?.kind === 'child-region' && old.child === region.child && old.of === region.of
  if (!isOwn) {
    assertFreeRegionName(parent, region.name)
    assertAliasTarget(parent, region.name, region.aliases)
    return withEntryAppended(parent, region)
  }
  if (region.aliases !== old.aliases) assertAliasTarget(parent, region.name, region.aliases)
  const isSame =
    old.size === region.size &&
    old.dtype === region.dtype &&
    old.aliases === region.aliases &&
    equalRanges(old.protected, region.protected)
  return isSame ? parent : withEntriesReplaced(parent, [region])
}
