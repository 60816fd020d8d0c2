import {
  applyPlacement,
  type FrontPoint,
  type PlacementPlan,
  type WeightKind,
} from '../../../core/analysis/placement.ts'
import type { Factory, FactoryId } from '../../../core/registry/factory.ts'
import { LOCATIONS, type Location } from '../../../core/registry/location.ts'
import { refreshSubtree } from '../../../core/registry/refresh.ts'
import type { Registry } from '../../../core/registry/registry.ts'
import { relocateEach } from '../../../core/registry/verbs.ts'

/** What the drawer shows of a plan: plain figures, so that they can come from a worker. */
export interface PlacementSummary {
  readonly proved: boolean
  readonly weights: WeightKind
  readonly freeBuffers: number
  readonly front: readonly FrontPoint[]
  readonly present: FrontPoint
}

/** One buffer on its way to another memory. */
export interface Move {
  readonly factory: FactoryId
  readonly name: string
  readonly to: Location
}

export function summaryOf(plan: PlacementPlan): PlacementSummary {
  const { proved, weights, freeBuffers, front, present } = plan
  return { proved, weights, freeBuffers, front, present }
}

/** What would move to reach the best placement within a budget of words, in the order of the tree. */
export function movesWithin(plan: PlacementPlan, words: number): readonly Move[] {
  const next = applyPlacement(plan, words)
  return plan.registry.factories.flatMap((factory, at) => movesOf(factory, next.factories[at]))
}

function movesOf(factory: Factory, next: Factory | undefined): readonly Move[] {
  if (next === undefined || next === factory) return []
  return factory.entries.flatMap((entry, i) => {
    const after = next.entries[i]
    if (entry.kind !== 'buffer' || after?.kind !== 'buffer') return []
    if (after.location === entry.location) return []
    return [{ factory: factory.id, name: entry.name, to: after.location }]
  })
}

/** The registry with the moves made and all regions below its first root as large as their children need. */
export function withMoves(registry: Registry, moves: readonly Move[]): Registry {
  const moved = LOCATIONS.reduce((next, location) => {
    const refs = moves.filter(({ to }) => to === location)
    return refs.length === 0 ? next : relocateEach(next, refs, location)
  }, registry)
  const [root] = moved.roots
  return root === undefined ? moved : refreshSubtree(moved, root)
}

/** Index of the last corner within a budget of words; 0 where even the first takes more. */
export function cornerIndex(front: readonly FrontPoint[], words: number): number {
  let at = 0
  while ((front[at + 1]?.words ?? Infinity) <= words) at++
  return at
}
