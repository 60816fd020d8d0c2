import { entryOf } from '../registry/factory.ts'
import { structureOf, type Registry } from '../registry/registry.ts'
import type { BufferRef } from '../registry/verbs.ts'
import { componentsOf, type Component } from './placementComponents.ts'
import { MAX_EXHAUSTIVE, SEARCH_STEPS } from './placementOptions.ts'
import { placementTreeOf, type PlacementTree } from './placementTree.ts'

/** What a plan has to do, counted before it is done. */
export interface PlacementWork {
  /** Entries of the tree, each passed a few times. */
  readonly entries: number
  /** Entries that the layouts of all tried placements pass. */
  readonly layoutEntries: number
  /** Cells of the knapsack that are filled: options of each unit times budgets. */
  readonly cells: number
}

/**
 * Nanoseconds for each, rounded up from the slowest of the shapes in the benchmark "what a plan
 * takes, and what its work says" (2 cores, no GPU, Node 20.20).
 */
const NS = { entries: 5000, layoutEntries: 1200, cells: 2 } as const satisfies Record<
  keyof PlacementWork,
  number
>

/** Entries beyond which even the counting would take as long as a frame. */
const COUNTED_ENTRIES = 5000

const cache = new WeakMap<Registry, Map<number, number>>()

/** Milliseconds that a plan up to `capWords` may take, estimated from its work; Infinity beyond counting. */
export function planMs(registry: Registry, capWords: number): number {
  const perCap = cache.get(registry) ?? new Map<number, number>()
  cache.set(registry, perCap)
  const ms = perCap.get(capWords) ?? computeMs(registry, capWords)
  perCap.set(capWords, ms)
  return ms
}

function computeMs(registry: Registry, capWords: number): number {
  const work = placementWork(registry, capWords)
  if (work === null) return Infinity
  const ns =
    work.entries * NS.entries + work.layoutEntries * NS.layoutEntries + work.cells * NS.cells
  return ns / 1e6
}

/** The work of a plan; null for a tree with too many entries to count it. Nothing for an empty registry. */
export function placementWork(registry: Registry, capWords: number): PlacementWork | null {
  const entries = registry.factories.reduce((sum, factory) => sum + factory.entries.length, 0)
  const [root] = registry.roots
  if (root === undefined) return { entries, layoutEntries: 0, cells: 0 }
  if (entries > COUNTED_ENTRIES) return null
  const tree = placementTreeOf(registry, root)
  let [layoutEntries, cells, reach] = [0, 0, 0]
  for (const component of componentsOf(tree)) {
    const tries = triesOf(component)
    layoutEntries += tries * passedBy(tree, component, entries)
    reach = Math.min(Math.max(0, capWords), reach + mostWords(tree, component))
    cells += Math.min(tries, reach + 1) * reach
  }
  return { entries, layoutEntries, cells }
}

/** Placements of a component that are tried: all, or those of a search, each decision in and out. */
function triesOf({ decisions: { length } }: Component): number {
  if (length <= MAX_EXHAUSTIVE) return 2 ** length
  return 3 * length + Math.min(length, Math.floor(SEARCH_STEPS / length)) * 2 * length
}

/** Entries that one try passes: those the component depends on, or all of the tree. */
function passedBy(tree: PlacementTree, { local, decisions }: Component, entries: number): number {
  if (local === null) return entries + tree.path.length
  return decisions.length === 1 && local.entries.length === 1 ? 0 : local.entries.length
}

/** Words that a component takes at most, in all windows of its factories and of whatever precision. */
function mostWords(tree: PlacementTree, component: Component): number {
  const refs = component.decisions.flatMap((at) => tree.decisions[at]?.buffers ?? [])
  return refs.reduce((words, ref) => words + wordsOf(tree, ref), 0)
}

function wordsOf({ registry, windows }: PlacementTree, ref: BufferRef): number {
  const at = structureOf(registry).positions.get(ref.factory) ?? -1
  const factory = registry.factories[at]
  const entry = factory === undefined ? null : entryOf(factory, ref.name)
  return 2 * (entry?.size ?? 0) * (windows.get(at) ?? 0)
}
