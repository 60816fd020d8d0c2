import { alignmentOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import { positionsOf, type Factory } from '../registry/factory.ts'
import { disjointSets, join, setOf, type DisjointSets } from './disjointSets.ts'
import { childBehind, type PlacementTree } from './placementTree.ts'

/** Decisions whose costs depend on one another; components are independent of each other. */
export interface Component {
  /** Indices of its decisions. */
  readonly decisions: readonly number[]
  /** The entries that its cost follows from, where they are a factory's own; null where it is the tree. */
  readonly local: { readonly factory: number; readonly entries: readonly number[] } | null
}

interface Ties {
  readonly tree: PlacementTree
  /** Decisions first, then one member for the subtree of each factory. */
  readonly sets: DisjointSets
  /** Factories whose whole subtree is one component. */
  readonly subtrees: Set<number>
}

/**
 * Splits the decisions into independent components. Tied are: entries linked by aliases; what lies in a
 * window that an alias hosts or is hosted by; what shares an arena with alignment holes; and a window
 * that is rounded to a wider precision.
 */
export function componentsOf(tree: PlacementTree): readonly Component[] {
  const { registry, path, decisions } = tree
  const sets = disjointSets(decisions.length + registry.factories.length)
  const ties: Ties = { tree, sets, subtrees: new Set() }
  const aliasSets: { readonly factory: number; readonly entries: readonly number[] }[] = []
  for (const at of path) {
    const factory = registry.factories[at]
    if (factory === undefined) continue
    for (const entries of aliasSetsOf(factory)) {
      aliasSets.push({ factory: at, entries })
      tieAll(
        ties,
        entries.flatMap((index) => membersAt(tree, at, index)),
      )
    }
    if (hasHoles(tree, factory, at)) ties.subtrees.add(at)
    tieNarrowChildren(ties, factory, at)
  }
  spreadDown(ties)
  return collected(ties, aliasSets)
}

/** The decision of an entry, or the subtree behind a region that can hold something. */
function membersAt(tree: PlacementTree, at: number, index: number): readonly number[] {
  const factory = tree.registry.factories[at]
  const decision = tree.decisionAt.get(at)?.[index] ?? -1
  if (decision >= 0) return [decision]
  const child = factory === undefined ? -1 : childBehind(tree.registry, factory, index)
  return child >= 0 && tree.holds.has(child) ? [tree.decisions.length + child] : []
}

function tieAll({ tree, sets, subtrees }: Ties, members: readonly number[]): void {
  const [first] = members
  for (const member of members) {
    join(sets, first ?? member, member)
    if (member >= tree.decisions.length) subtrees.add(member - tree.decisions.length)
  }
}

/** Entries that aliases link, as positions; only sets of two and more. */
function aliasSetsOf(factory: Factory): readonly (readonly number[])[] {
  const positions = positionsOf(factory)
  const sets = disjointSets(factory.entries.length)
  const linked = new Set<number>()
  for (const [index, entry] of factory.entries.entries()) {
    const target = entry.aliases === null ? undefined : positions.get(entry.aliases)
    if (target === undefined) continue
    join(sets, target, index)
    linked.add(target).add(index)
  }
  const found = new Map<number, number[]>()
  for (const index of [...linked].sort((a, b) => a - b)) {
    const root = setOf(sets, index)
    const known = found.get(root)
    if (known === undefined) found.set(root, [index])
    else known.push(index)
  }
  return [...found.values()]
}

/** Whether an entry that may lie in shared, be it empty, starts at a multiple, so that others move with it. */
function hasHoles(tree: PlacementTree, factory: Factory, at: number): boolean {
  const { extentRule } = tree.registry
  return factory.entries.some((entry, index) => {
    if (alignmentOf(entry.dtype, factory.precision, extentRule) === 1) return false
    if (entry.kind === 'child-region') return entry.of === 'shared'
    return entry.location === 'shared' || membersAt(tree, at, index).length > 0
  })
}

function tieNarrowChildren({ tree, subtrees }: Ties, factory: Factory, at: number): void {
  const { registry, holds } = tree
  for (let index = 0; index < factory.entries.length; index++) {
    const child = childBehind(registry, factory, index)
    const precision = registry.factories[child]?.precision
    if (precision === undefined || !holds.has(child) || at === child) continue
    if (bytesOf(precision) < bytesOf(factory.precision)) subtrees.add(child)
  }
}

/** A tied subtree is one component all the way down: parents first. */
function spreadDown(ties: Ties): void {
  const { tree, subtrees } = ties
  for (const at of [...tree.path].reverse()) {
    if (!subtrees.has(at)) continue
    const count = tree.registry.factories[at]?.entries.length ?? 0
    const own = tree.decisions.length + at
    for (let index = 0; index < count; index++) tieAll(ties, [own, ...membersAt(tree, at, index)])
  }
}

function collected(
  { tree, sets, subtrees }: Ties,
  aliasSets: readonly { readonly factory: number; readonly entries: readonly number[] }[],
): readonly Component[] {
  const found = new Map<
    number,
    { decisions: number[]; entries: Set<number>; factories: Set<number> }
  >()
  tree.decisions.forEach((decision, index) => {
    const root = setOf(sets, index)
    const known = found.get(root) ?? { decisions: [], entries: new Set(), factories: new Set() }
    found.set(root, known)
    known.decisions.push(index)
    for (const factory of decision.factories) known.factories.add(factory)
  })
  for (const at of tree.path) {
    const row = tree.decisionAt.get(at) ?? new Int32Array()
    row.forEach((decision, index) => {
      if (decision >= 0) found.get(setOf(sets, decision))?.entries.add(index)
    })
  }
  for (const { factory, entries } of aliasSets) {
    const [member] = entries.flatMap((index) => membersAt(tree, factory, index))
    if (member === undefined) continue
    for (const index of entries) found.get(setOf(sets, member))?.entries.add(index)
  }
  const inSubtree = new Set([...subtrees].map((at) => setOf(sets, tree.decisions.length + at)))
  return [...found].map(([root, { decisions, entries, factories }]) => {
    const [factory = -1] = factories
    const isLocal = factories.size === 1 && !inSubtree.has(root)
    const sorted = [...entries].sort((a, b) => a - b)
    return { decisions, local: isLocal ? { factory, entries: sorted } : null }
  })
}
