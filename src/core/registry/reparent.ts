import {
  assertFreeRegionName,
  regionsOf,
  registerChild,
  requireEdge,
  unregisterChild,
  type EdgeRef,
} from './children.ts'
import type { ChildRegion } from './entry.ts'
import { withEntries, type FactoryId } from './factory.ts'
import { ARENA_LOCATIONS } from './location.ts'
import { assertName } from './names.ts'
import { requireFactory, withFactory, type Registry } from './registry.ts'
import { quoted, RegistryError } from './registryError.ts'

/** What `reparent` takes: null for `from` stands for a root, null for `to` makes one. */
export interface Reparent {
  readonly child: FactoryId
  readonly from: EdgeRef | null
  readonly to: EdgeRef | null
}

/**
 * Hangs a factory under another parent, or under another name, as one change; regions that had names of
 * their own keep them. Errors: those of `unregisterChild` and `registerChild`; invalid-value where
 * `from` leads to another factory.
 */
export function reparent(registry: Registry, { child, from, to }: Reparent): Registry {
  requireFactory(registry, child)
  if (from === null) return to === null ? registry : hang(registry, { child, to, regions: [] })
  const parent = requireFactory(registry, from.parent)
  const edge = requireEdge(parent, from.name)
  if (edge.factory !== child)
    throw new RegistryError(
      'invalid-value',
      from.name,
      `${quoted(from.name)} of ${quoted(parent.id)} is ${quoted(edge.factory)}; name the edge that leads to ${quoted(child)}.`,
    )
  if (to?.parent === from.parent) return renameChild(registry, from, to.name)
  const off = unregisterChild(registry, from.parent, from.name)
  return to === null ? off : hang(off, { child, to, regions: regionsOf(parent, from.name) })
}

/**
 * Gives an edge another name; regions named after it are renamed with it, and aliases of them follow.
 * Errors: unknown-factory, unknown-child, invalid-name, duplicate-name.
 */
export function renameChild(registry: Registry, edge: EdgeRef, name: string): Registry {
  const parent = requireFactory(registry, edge.parent)
  const old = requireEdge(parent, edge.name)
  assertName(name)
  if (name === old.name) return registry
  if (parent.children.some((other) => other.name === name)) refuseTaken(parent.id, name)
  const names = new Map(
    regionsOf(parent, old.name).map((region) => [region.name, renamedRegion(region, name)]),
  )
  for (const [before, after] of names) if (before !== after) assertFreeRegionName(parent, after)
  const entries = parent.entries.map((entry) => {
    const aliases = entry.aliases === null ? null : (names.get(entry.aliases) ?? entry.aliases)
    if (entry.kind === 'child-region' && entry.child === old.name)
      return { ...entry, aliases, child: name, name: names.get(entry.name) ?? entry.name }
    return aliases === entry.aliases ? entry : { ...entry, aliases }
  })
  const children = parent.children.map((other) => (other === old ? { ...old, name } : other))
  return withFactory(registry, { ...withEntries(parent, entries), children })
}

interface Hanging {
  readonly child: FactoryId
  readonly to: EdgeRef
  /** The regions it had elsewhere. */
  readonly regions: readonly ChildRegion[]
}

function hang(registry: Registry, { child, to, regions }: Hanging): Registry {
  const parent = requireFactory(registry, to.parent)
  if (parent.children.some((edge) => edge.name === to.name)) refuseTaken(parent.id, to.name)
  const names = { shared: `${to.name}_shared`, persistent_local: `${to.name}_persistent_local` }
  for (const of of ARENA_LOCATIONS) {
    const old = regions.find((region) => region.of === of)
    if (old !== undefined) names[of] = renamedRegion(old, to.name)
  }
  return registerChild(registry, { parent: to.parent, child, name: to.name, regions: names })
}

/** `solver_persistent` of the edge `solver` becomes `newton_persistent` for `newton`; another name stays. */
function renamedRegion(region: ChildRegion, name: string): string {
  return region.name.startsWith(region.child)
    ? `${name}${region.name.slice(region.child.length)}`
    : region.name
}

function refuseTaken(parent: FactoryId, name: string): never {
  throw new RegistryError(
    'duplicate-name',
    name,
    `${quoted(parent)} has a child ${quoted(name)} already; choose another name.`,
  )
}
