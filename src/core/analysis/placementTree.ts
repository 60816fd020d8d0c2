import { regionPositionsOf } from '../layout/kernelPlaces.ts'
import type { Buffer } from '../registry/entry.ts'
import type { Factory, FactoryId } from '../registry/factory.ts'
import { refreshSubtree } from '../registry/refresh.ts'
import { pathDown, structureOf, withFactories, type Registry } from '../registry/registry.ts'
import type { BufferRef } from '../registry/verbs.ts'

/** One decision: in shared or out of it. A buffer, or all buffers of a user's group. */
export interface Decision {
  readonly buffers: readonly BufferRef[]
  /** Positions of the factories in the tree that hold them, without repeats. */
  readonly factories: readonly number[]
}

/** What is placed: the tree of a root with every free buffer out of shared, and what may be decided. */
export interface PlacementTree {
  /** All decisions out, all regions refreshed. */
  readonly registry: Registry
  readonly root: FactoryId
  /** Positions of the tree's factories, children before parents. */
  readonly path: readonly number[]
  /** Shared windows that a run reserves for each factory, by position. */
  readonly windows: ReadonlyMap<number, number>
  readonly decisions: readonly Decision[]
  /** For each factory of the tree, the decision of each entry, or -1. */
  readonly decisionAt: ReadonlyMap<number, Int32Array>
  /** Factories whose window can be other than empty. */
  readonly holds: ReadonlySet<number>
}

export function placementTreeOf(registry: Registry, root: FactoryId): PlacementTree {
  const path = pathDown(registry, [root])
  const windows = windowsOf(registry, path)
  const { decisions, decisionAt } = decisionsOf(registry, path, windows)
  const out = withAllOut(registry, decisionAt)
  return {
    registry: refreshSubtree(out, root),
    root,
    path,
    windows,
    decisions,
    decisionAt,
    holds: holdersOf({ registry, path, decisionAt }),
  }
}

/** Where a free buffer goes that is not in shared: where it is, or out of shared by its persistence. */
export function outside(buffer: Buffer): Buffer {
  if (buffer.location !== 'shared') return buffer
  return { ...buffer, location: buffer.persistent ? 'persistent_local' : 'local' }
}

/** The position of the child behind a shared region, or -1. */
export function childBehind(registry: Registry, factory: Factory, index: number): number {
  const entry = factory.entries[index]
  if (entry?.kind !== 'child-region' || entry.of !== 'shared') return -1
  const edge = factory.children.find((child) => child.name === entry.child)
  return edge === undefined ? -1 : (structureOf(registry).positions.get(edge.factory) ?? -1)
}

/** A child that hangs under two names has two windows; one without a region has none. */
function windowsOf(registry: Registry, path: readonly number[]): ReadonlyMap<number, number> {
  const windows = new Map<number, number>()
  const parentsFirst = [...path].reverse()
  windows.set(parentsFirst[0] ?? -1, 1)
  for (const at of parentsFirst)
    for (const child of windowsIn(registry, registry.factories[at]))
      windows.set(child, (windows.get(child) ?? 0) + (windows.get(at) ?? 0))
  return windows
}

/** Positions of the children that a factory reserves a shared window for, one for each window. */
function windowsIn(registry: Registry, factory: Factory | undefined): readonly number[] {
  if (factory === undefined) return []
  const { positions } = structureOf(registry)
  const regions = regionPositionsOf(factory)
  return factory.children.flatMap((edge) =>
    (regions.get(edge.name)?.shared ?? -1) < 0 ? [] : (positions.get(edge.factory) ?? []),
  )
}

function decisionsOf(
  registry: Registry,
  path: readonly number[],
  windows: ReadonlyMap<number, number>,
): Pick<PlacementTree, 'decisions' | 'decisionAt'> {
  const fixedGroups = groupsWithPinned(registry)
  const decisions: { buffers: BufferRef[]; factories: number[] }[] = []
  const byGroup = new Map<string, number>()
  const decisionAt = new Map<number, Int32Array>()
  for (const at of path) {
    const factory = registry.factories[at]
    if (factory === undefined) continue
    const row = new Int32Array(factory.entries.length).fill(-1)
    decisionAt.set(at, row)
    if ((windows.get(at) ?? 0) === 0) continue
    for (const [index, entry] of factory.entries.entries())
      if (entry.kind === 'buffer' && isFree(entry, fixedGroups))
        row[index] = decide(entry, factory, at)
  }
  if (byGroup.size > 0) addMembersElsewhere()
  return { decisions, decisionAt }

  /** Members of a group move with it, also those that take nothing of a run. */
  function addMembersElsewhere(): void {
    for (const [at, factory] of registry.factories.entries()) {
      if ((windows.get(at) ?? 0) > 0) continue
      for (const entry of factory.entries) {
        const group = entry.kind === 'buffer' ? entry.group : null
        const decision = decisions[group === null ? -1 : (byGroup.get(group) ?? -1)]
        decision?.buffers.push({ factory: factory.id, name: entry.name })
      }
    }
  }

  function decide(entry: Buffer, factory: Factory, at: number): number {
    const known = entry.group === null ? undefined : byGroup.get(entry.group)
    const id = known ?? decisions.push({ buffers: [], factories: [] }) - 1
    if (entry.group !== null) byGroup.set(entry.group, id)
    const decision = decisions[id]
    decision?.buffers.push({ factory: factory.id, name: entry.name })
    if (decision !== undefined && !decision.factories.includes(at)) decision.factories.push(at)
    return id
  }
}

/** An empty buffer takes nothing anywhere and stays where it is. */
function isFree(entry: Buffer, fixedGroups: ReadonlySet<string>): boolean {
  if (entry.pinned) return false
  return entry.group === null ? entry.size > 0 : !fixedGroups.has(entry.group)
}

function groupsWithPinned(registry: Registry): ReadonlySet<string> {
  const groups = new Set<string>()
  for (const factory of registry.factories)
    for (const entry of factory.entries)
      if (entry.kind === 'buffer' && entry.pinned && entry.group !== null) groups.add(entry.group)
  return groups
}

function withAllOut(registry: Registry, decisionAt: ReadonlyMap<number, Int32Array>): Registry {
  const changed = [...decisionAt].flatMap(([at, row]) => {
    const factory = registry.factories[at]
    if (factory === undefined) return []
    const entries = factory.entries.map((entry, index) =>
      entry.kind === 'buffer' && (row[index] ?? -1) >= 0 ? outside(entry) : entry,
    )
    const isSame = entries.every((entry, index) => entry === factory.entries[index])
    return isSame ? [] : [{ ...factory, entries }]
  })
  return withFactories(registry, changed)
}

function holdersOf(
  at: Pick<PlacementTree, 'registry' | 'path' | 'decisionAt'>,
): ReadonlySet<number> {
  const holds = new Set<number>()
  for (const position of at.path) {
    const factory = at.registry.factories[position]
    const isHolder = factory?.entries.some((entry, index) => {
      if (entry.kind === 'child-region') return holds.has(childBehind(at.registry, factory, index))
      const isFreeEntry = (at.decisionAt.get(position)?.[index] ?? -1) >= 0
      return isFreeEntry || (entry.location === 'shared' && entry.size > 0)
    })
    if (isHolder === true) holds.add(position)
  }
  return holds
}
