import { extentOf, layoutOf, SPACES, type ExtentRule } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import type { Buffer } from '../registry/entry.ts'
import { entryOf, withEntries, withEntry, type Factory } from '../registry/factory.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { factoryIn, withFactories, withFactory, type Registry } from '../registry/registry.ts'
import type { BufferRef } from '../registry/verbs.ts'
import { undominated, type Option } from './knapsack.ts'
import type { Component } from './placementComponents.ts'
import type { PlacementTree } from './placementTree.ts'

/** Decisions of one component up to which all placements are tried. */
export const MAX_EXHAUSTIVE = 14
/** Layouts that a local search may compute. */
export const SEARCH_STEPS = 2000

/** A way to place a component: which of its decisions are in shared. Cost and weight are against all out. */
export interface PlacedOption extends Option {
  readonly inShared: readonly number[]
}

export interface ComponentOptions {
  /** Cheapest first, each heavier than the one before it. */
  readonly options: readonly PlacedOption[]
  /** All placements were tried. */
  readonly proved: boolean
}

/** What a placement of a component takes of a run and serves from shared. */
interface Bench {
  /** Puts one of the component's decisions in shared or out of it. */
  readonly set: (decision: number, inShared: boolean) => void
  readonly words: () => number
  readonly weight: () => number
}

export function optionsOf(tree: PlacementTree, component: Component): ComponentOptions {
  const alone = optionsAlone(tree, component)
  if (alone !== null) return alone
  const bench = component.local === null ? treeBench(tree, component) : localBench(tree, component)
  const base = { words: bench.words(), weight: bench.weight() }
  const found: PlacedOption[] = []
  const inShared = new Set<number>()
  const proved = component.decisions.length <= MAX_EXHAUSTIVE
  const visit = () => {
    const cost = bench.words() - base.words
    found.push({ cost, weight: bench.weight() - base.weight, inShared: [...inShared] })
  }
  const flip = (decision: number) => {
    if (!inShared.delete(decision)) inShared.add(decision)
    bench.set(decision, inShared.has(decision))
  }
  visit()
  if (proved) visitAll(component.decisions, flip, visit)
  else search(component.decisions, { flip, visit, found, inShared })
  return { options: undominated(found), proved }
}

/** The two options of a buffer that depends on no other entry, without a layout; null for all else. */
function optionsAlone(
  tree: PlacementTree,
  { decisions, local }: Component,
): ComponentOptions | null {
  if (local === null || decisions.length !== 1 || local.entries.length !== 1) return null
  const factory = tree.registry.factories[local.factory]
  const entry = factory?.entries[local.entries[0] ?? -1]
  if (factory === undefined || entry?.kind !== 'buffer') return null
  const extent = extentOf(entry, factory.precision, tree.registry.extentRule)
  const cost = extent * wordsPerElement(tree, local.factory)
  const out: PlacedOption = { cost: 0, weight: 0, inShared: [] }
  const placedOption = { cost, weight: weightOf(entry), inShared: decisions }
  return { options: undominated([out, placedOption]), proved: true }
}

/** Words of a run that an element of a factory's shared arena takes, in all of its windows. */
function wordsPerElement({ registry, windows }: PlacementTree, at: number): number {
  const precision = registry.factories[at]?.precision ?? 'float32'
  return (bytesOf(precision) / 4) * (windows.get(at) ?? 0)
}

/** Every subset, one flip after the other (Gray code). */
function visitAll(
  decisions: readonly number[],
  flip: (d: number) => void,
  visit: () => void,
): void {
  for (let n = 1; n < 2 ** decisions.length; n++) {
    flip(decisions[31 - Math.clz32(n & -n)] ?? 0)
    visit()
  }
}

/** Fills by weight per word, then tries to leave each out of a full placement; not a proof. */
function search(
  decisions: readonly number[],
  walk: {
    readonly flip: (d: number) => void
    readonly visit: () => void
    readonly found: readonly PlacedOption[]
    readonly inShared: ReadonlySet<number>
  },
): void {
  const { flip, visit, found, inShared } = walk
  const worth = new Map<number, number>()
  for (const decision of decisions.slice(0, SEARCH_STEPS)) {
    flip(decision)
    visit()
    const { cost = 0, weight = 0 } = found.at(-1) ?? {}
    worth.set(decision, weight / Math.max(cost, 0.5))
    flip(decision)
  }
  const ordered = [...decisions].sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0))
  const fill = () => {
    for (const decision of ordered) {
      if (inShared.has(decision)) continue
      flip(decision)
      visit()
    }
  }
  fill()
  for (const decision of ordered.slice(0, Math.floor(SEARCH_STEPS / ordered.length))) {
    for (const other of [...inShared]) flip(other)
    const [first] = ordered
    flip(decision)
    visit()
    if (first !== undefined) fill()
  }
}

/** Costs of a factory's own entries: its arena grows by them, times the windows it has. */
function localBench(tree: PlacementTree, component: Component): Bench {
  const { registry, decisions } = tree
  const at = component.local?.factory ?? -1
  const whole = registry.factories[at]
  const picked = (component.local?.entries ?? []).flatMap((index) => whole?.entries[index] ?? [])
  if (whole === undefined) throw new RangeError(`no factory at ${at}`)
  let factory = withEntries(whole, picked)
  const perElement = wordsPerElement(tree, at)
  return {
    set: (decision, inShared) => {
      for (const ref of decisions[decision]?.buffers ?? [])
        if (ref.factory === whole.id) factory = placed(factory, { ref, home: whole, inShared })
    },
    words: () => layoutOf(factory, registry.extentRule).aggregates.shared * perElement,
    weight: () => weightServed(factory, registry.extentRule),
  }
}

/** Costs of the whole tree, less the entries that no placement of this component touches. */
function treeBench(tree: PlacementTree, component: Component): Bench {
  const { root, decisions } = tree
  const home = reducedRegistry(tree, component)
  let registry = home
  const touched = [...new Set(tree.path)].flatMap((at) => home.factories[at]?.id ?? [])
  return {
    set: (decision, inShared) => {
      const refs = decisions[decision]?.buffers ?? []
      for (const ref of refs) {
        const before = factoryIn(home, ref.factory)
        const now = factoryIn(registry, ref.factory)
        if (before === null || now === null || entryOf(now, ref.name) === null) continue
        registry = withFactory(registry, placed(now, { ref, home: before, inShared }))
      }
      registry = refreshPaths(
        registry,
        refs.map((ref) => ref.factory),
      )
    },
    words: () => sharedWords(registry, root),
    weight: () =>
      touched.reduce((sum, id) => {
        const factory = factoryIn(registry, id)
        return factory === null ? sum : sum + weightServed(factory, registry.extentRule)
      }, 0),
  }
}

/** Words of the root's shared arena. */
export function sharedWords(registry: Registry, root: Factory['id']): number {
  const factory = factoryIn(registry, root)
  if (factory === null) return 0
  const { shared } = layoutOf(factory, registry.extentRule).aggregates
  return (shared * bytesOf(factory.precision)) / 4
}

const weights: Readonly<Record<ExtentRule, WeakMap<Factory, number>>> = {
  elements: new WeakMap(),
  aligned: new WeakMap(),
  guarded: new WeakMap(),
}

/** Weight of a factory's buffers that lie in shared, whatever their own location says. */
export function weightServed(factory: Factory, rule: ExtentRule): number {
  const known = weights[rule].get(factory)
  if (known !== undefined) return known
  const { spaces } = layoutOf(factory, rule)
  let sum = 0
  for (const [index, entry] of factory.entries.entries())
    if (entry.kind === 'buffer' && SPACES[spaces[index] ?? 2] === 'shared') sum += weightOf(entry)
  weights[rule].set(factory, sum)
  return sum
}

/** Accesses per step where known, else the size. */
export function weightOf(buffer: Buffer): number {
  return buffer.weight ?? buffer.size
}

/** The factory with one buffer in shared, or where it is at home outside of it. */
function placed(
  factory: Factory,
  at: { readonly ref: BufferRef; readonly home: Factory; readonly inShared: boolean },
): Factory {
  const buffer = entryOf(at.home, at.ref.name)
  if (buffer?.kind !== 'buffer') return factory
  return withEntry(factory, at.inShared ? { ...buffer, location: 'shared' } : buffer)
}

/** Without the buffers that lie outside of shared, belong to no alias, and are not the component's. */
function reducedRegistry(tree: PlacementTree, component: Component): Registry {
  const own = new Set(component.decisions)
  const changed = tree.path.flatMap((at) => {
    const factory = tree.registry.factories[at]
    if (factory === undefined) return []
    const row = tree.decisionAt.get(at)
    const targets = new Set(factory.entries.map((entry) => entry.aliases))
    const entries = factory.entries.filter(
      (entry, index) =>
        entry.kind === 'child-region' ||
        own.has(row?.[index] ?? -1) ||
        entry.location === 'shared' ||
        entry.aliases !== null ||
        targets.has(entry.name),
    )
    return entries.length === factory.entries.length ? [] : [withEntries(factory, entries)]
  })
  return withFactories(tree.registry, changed)
}
