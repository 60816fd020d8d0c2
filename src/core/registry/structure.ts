import type { ChildEdge, Factory, FactoryId } from './factory.ts'

/** What depends on ids and edges only, and so outlives every change of a buffer. Positions index `factories`. */
export interface Structure {
  readonly positions: ReadonlyMap<FactoryId, number>
  /** Positions of the factories that have an edge to this one; one entry per parent, not per edge. */
  readonly parents: readonly (readonly number[])[]
  /** Edges in all. Equal to `held` exactly when no factory hangs in two places. */
  readonly edges: number
  /** Factories that at least one edge leads to. */
  readonly held: number
  /** Rank of each factory in an order where children come before parents; null where edges form a cycle. */
  readonly ranks: readonly number[] | null
}

interface Parts {
  readonly factories: readonly Factory[]
  readonly positions: Map<FactoryId, number>
  readonly parents: readonly (readonly number[])[]
  readonly edges: number
  readonly held: number
}

/** The map itself, which grows with each appended factory and so may know more than one structure should. */
const growing = new WeakMap<Structure, Map<FactoryId, number>>()

/** The structure of these factories, from nothing. Edges to unknown ids are passed over. */
export function computeStructure(factories: readonly Factory[]): Structure {
  const positions = indexOf(factories)
  const parents: number[][] = factories.map(() => [])
  let edges = 0
  factories.forEach((factory, at) => {
    edges += factory.children.length
    const children = new Set(factory.children.flatMap((edge) => positions.get(edge.factory) ?? []))
    for (const child of children) parents[child]?.push(at)
  })
  const held = parents.reduce((sum, above) => sum + (above.length > 0 ? 1 : 0), 0)
  return structureFrom({ factories, positions, parents, edges, held })
}

/** The structure after a factory without children was appended, for the cost of one list of pointers. */
export function appendedStructure(old: Structure, factories: readonly Factory[]): Structure {
  const added = factories.at(-1)
  const map = growing.get(old)
  const isNewest = map?.size === factories.length - 1
  if (added === undefined || added.children.length > 0 || map === undefined || !isNewest)
    return computeStructure(factories)
  const { parents, edges, held } = old
  const positions = map.set(added.id, factories.length - 1)
  return structureFrom({ factories, positions, parents: [...parents, []], edges, held })
}

/** A factory whose edges changed: its position, and the edges it had. */
export interface Relinked {
  readonly at: number
  readonly before: readonly ChildEdge[]
}

/** The structure after factories got other edges; ids and order are the same. */
export function relinkedStructure(
  old: Structure,
  factories: readonly Factory[],
  changes: readonly Relinked[],
): Structure {
  if (changes.length === 0) return old
  const draft: Draft = { parents: old.parents.slice(), edges: old.edges, held: old.held }
  for (const change of changes) relink(draft, old.positions, { change, factories })
  return structureFrom({ ...draft, factories, positions: growing.get(old) ?? indexOf(factories) })
}

interface Draft {
  readonly parents: (readonly number[])[]
  edges: number
  held: number
}

function relink(
  draft: Draft,
  positions: ReadonlyMap<FactoryId, number>,
  { change, factories }: { readonly change: Relinked; readonly factories: readonly Factory[] },
): void {
  const { at, before } = change
  const after = factories[at]?.children ?? []
  const { gone, added } = changedEdges(before, after)
  const kept = new Set(gone.length === 0 ? [] : after.map((edge) => edge.factory))
  for (const edge of gone) if (!kept.has(edge.factory)) set(positions.get(edge.factory), 'off')
  for (const edge of added) set(positions.get(edge.factory), 'on')
  draft.edges += after.length - before.length

  function set(child: number | undefined, to: 'on' | 'off'): void {
    const above = child === undefined ? undefined : draft.parents[child]
    if (child === undefined || above === undefined) return
    const others = above.filter((parent) => parent !== at)
    const next = to === 'on' ? [...others, at] : others
    draft.held += Math.sign(next.length) - Math.sign(above.length)
    draft.parents[child] = next
  }
}

/** Edges that stand in one list only, by what differs between the common start and the common end. */
function changedEdges(before: readonly ChildEdge[], after: readonly ChildEdge[]) {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  return {
    gone: before.slice(start, before.length - end),
    added: after.slice(start, after.length - end),
  }
}

function structureFrom(parts: Parts): Structure {
  const { factories, parents, edges, held } = parts
  let positions = parts.positions
  let ranks: readonly number[] | null | undefined
  const structure: Structure = {
    parents,
    edges,
    held,
    get positions() {
      // A newer structure appended to the map: this one looks its own factories up anew.
      if (positions.size !== factories.length) {
        positions = indexOf(factories)
        growing.set(structure, positions)
      }
      return positions
    },
    get ranks() {
      ranks = ranks === undefined ? ranksOf(parents) : ranks
      return ranks
    },
  }
  growing.set(structure, positions)
  return structure
}

function indexOf(factories: readonly Factory[]): Map<FactoryId, number> {
  const positions = new Map<FactoryId, number>()
  factories.forEach((factory, at) => positions.set(factory.id, at))
  return positions
}

/** Kahn's algorithm from the leaves: `waiting` counts the children of each factory not yet ranked. */
function ranksOf(parents: readonly (readonly number[])[]): readonly number[] | null {
  const waiting = new Array<number>(parents.length).fill(0)
  for (const above of parents) for (const parent of above) add(waiting, parent, 1)
  const ranks = new Array<number>(parents.length).fill(0)
  const ready = waiting.flatMap((children, at) => (children === 0 ? [at] : []))
  for (let rank = 0; rank < ready.length; rank++) {
    const at = ready[rank] ?? 0
    ranks[at] = rank
    for (const parent of parents[at] ?? []) if (add(waiting, parent, -1) === 0) ready.push(parent)
  }
  return ready.length === parents.length ? ranks : null
}

function add(counts: number[], at: number, amount: number): number {
  const sum = (counts[at] ?? 0) + amount
  counts[at] = sum
  return sum
}
