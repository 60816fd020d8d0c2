import { entryOf, withEntry, type Factory, type FactoryId } from '../registry/factory.ts'
import { refreshPaths, refreshSubtree } from '../registry/refresh.ts'
import { factoryIn, pathDown, withFactories, type Registry } from '../registry/registry.ts'
import type { BufferRef } from '../registry/verbs.ts'
import { chosenOptions, solveKnapsack, type Knapsack, type Option } from './knapsack.ts'
import { componentsOf } from './placementComponents.ts'
import { optionsOf, sharedWords, weightServed, type PlacedOption } from './placementOptions.ts'
import { outside, placementTreeOf, type PlacementTree } from './placementTree.ts'

/** A corner of the front: the fewest words that serve this weight. */
export interface FrontPoint {
  /** 4-byte words of shared memory a run, before the padding between runs. */
  readonly words: number
  readonly weight: number
}

/** What the weights of a plan are. */
export type WeightKind = 'accesses' | 'uniform' | 'mixed'

/** The best placement for every budget at once, of the tree below one root. */
export interface PlacementPlan {
  readonly registry: Registry
  readonly root: FactoryId
  /** False where a component was too large to try all of its placements. */
  readonly proved: boolean
  readonly weights: WeightKind
  readonly freeBuffers: number
  /** By words, each heavier than the one before it. The first is the fewest words possible. */
  readonly front: readonly FrontPoint[]
  /** Where the registry stands now, all regions refreshed; on the front or below it. */
  readonly present: FrontPoint
  readonly tree: PlacementTree
  readonly options: readonly (readonly PlacedOption[])[]
  readonly knapsack: Knapsack
  readonly baseWords: number
}

type OnProgress = (share: number) => void

interface PlanOptions {
  readonly capWords: number
  readonly onProgress: OnProgress | undefined
}

const plans = new WeakMap<Registry, Map<number, PlacementPlan>>()

/**
 * Plans the tree of the first root for all budgets up to `capWords`, once per registry value; null for
 * an empty registry. A model: nothing here says how long anything takes. `onProgress` is told how much
 * of the planning is done, from 0 to 1: the components first, then the knapsack.
 */
export function placementPlanOf(
  registry: Registry,
  capWords: number,
  onProgress?: OnProgress,
): PlacementPlan | null {
  const [root] = registry.roots
  if (root === undefined || factoryIn(registry, root) === null) return null
  const perCap = plans.get(registry) ?? new Map<number, PlacementPlan>()
  plans.set(registry, perCap)
  const plan = perCap.get(capWords) ?? computePlan(registry, root, { capWords, onProgress })
  perCap.set(capWords, plan)
  return plan
}

function computePlan(
  registry: Registry,
  root: FactoryId,
  { capWords, onProgress }: PlanOptions,
): PlacementPlan {
  const tree = placementTreeOf(registry, root)
  const found = componentsOf(tree).map((component, i, { length }) => {
    onProgress?.(i / (2 * length))
    return optionsOf(tree, component)
  })
  const options = found.map((component) => component.options)
  // Aliases and alignment can make a placement cheaper than having everything out.
  const cheapest = options.map((of) => of[0]?.cost ?? 0)
  const baseWords = cheapest.reduce((sum, cost) => sum + cost, sharedWords(tree.registry, root))
  const units = options.map((of, i): readonly Option[] =>
    of.map(({ cost, weight }) => ({ cost: cost - (cheapest[i] ?? 0), weight })),
  )
  const most = units.reduce((sum, of) => sum + (of.at(-1)?.cost ?? 0), 0)
  const knapsack = solveKnapsack(units, Math.max(0, Math.min(capWords - baseWords, most)), (unit) =>
    onProgress?.((units.length + unit) / (2 * units.length)),
  )
  const baseWeight = weightOfTree(tree.registry, root)
  const fresh = refreshSubtree(registry, root)
  return {
    registry,
    root,
    proved: found.every((component) => component.proved),
    weights: weightKindOf(registry, tree),
    freeBuffers: tree.decisions.reduce((sum, decision) => sum + decision.buffers.length, 0),
    front: frontOf(knapsack, { words: baseWords, weight: baseWeight }),
    present: { words: sharedWords(fresh, root), weight: weightOfTree(fresh, root) },
    tree,
    options,
    knapsack,
    baseWords,
  }
}

/** The last corner within a budget of words; null where even the first takes more. */
export function cornerWithin(plan: PlacementPlan, words: number): FrontPoint | null {
  let [low, high] = [0, plan.front.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((plan.front[middle]?.words ?? Infinity) <= words) low = middle + 1
    else high = middle
  }
  return plan.front[low - 1] ?? null
}

/** The buffers that lie in shared in the best placement within a budget of words. */
export function suggestedShared(plan: PlacementPlan, words: number): readonly BufferRef[] {
  const corner = cornerWithin(plan, words)
  const chosen = chosenOptions(plan.knapsack, (corner?.words ?? plan.baseWords) - plan.baseWords)
  return plan.options.flatMap((of, i) =>
    (of[chosen[i] ?? 0]?.inShared ?? []).flatMap((d) => plan.tree.decisions[d]?.buffers ?? []),
  )
}

/** The best placement within a budget, as one edit of the plan's registry; all regions are refreshed. */
export function applyPlacement(plan: PlacementPlan, words: number): Registry {
  const { registry, root, tree } = plan
  const inShared = new Set(suggestedShared(plan, words).map(keyOf))
  const changed = new Map<FactoryId, Factory>()
  for (const ref of tree.decisions.flatMap((decision) => decision.buffers)) {
    const factory = changed.get(ref.factory) ?? factoryIn(registry, ref.factory)
    const buffer = factory === null ? null : entryOf(factory, ref.name)
    if (factory === null || buffer?.kind !== 'buffer') continue
    const isIn = inShared.has(keyOf(ref))
    if (isIn === (buffer.location === 'shared')) continue
    const next = isIn ? { ...buffer, location: 'shared' as const } : outside(buffer)
    changed.set(factory.id, withEntry(factory, next))
  }
  const moved = withFactories(registry, [...changed.values()])
  return refreshSubtree(refreshPaths(moved, [...changed.keys()]), root)
}

function frontOf({ best }: Knapsack, base: FrontPoint): readonly FrontPoint[] {
  const front: FrontPoint[] = []
  let most = -Infinity
  for (const [words, weight] of best.entries()) {
    if (weight <= most) continue
    most = weight
    front.push({ words: base.words + words, weight: base.weight + weight })
  }
  return front
}

function weightOfTree(registry: Registry, root: FactoryId): number {
  return pathDown(registry, [root]).reduce((sum, at) => {
    const factory = registry.factories[at]
    return factory === undefined ? sum : sum + weightServed(factory, registry.extentRule)
  }, 0)
}

function weightKindOf(registry: Registry, tree: PlacementTree): WeightKind {
  const kinds = new Set<WeightKind>()
  for (const decision of tree.decisions)
    for (const ref of decision.buffers) {
      const factory = factoryIn(registry, ref.factory)
      const buffer = factory === null ? null : entryOf(factory, ref.name)
      if (buffer?.kind === 'buffer') kinds.add(buffer.weight === null ? 'uniform' : 'accesses')
    }
  if (kinds.size > 1) return 'mixed'
  return kinds.has('accesses') ? 'accesses' : 'uniform'
}

function keyOf(ref: BufferRef): string {
  return JSON.stringify([ref.factory, ref.name])
}
