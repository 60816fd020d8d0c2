import { layoutOf, placementsOf, type FactoryLayout } from '../layout/factoryLayout.ts'
import { declaredLocalElements, mainKernelOf } from '../layout/kernelLayout.ts'
import type { Factory, FactoryId, RecordedAggregates, RecordedLayout } from '../registry/factory.ts'
import type { Precision } from '../registry/dtype.ts'
import type { Location } from '../registry/location.ts'
import type { Registry } from '../registry/registry.ts'
import type { Model, RecordedKernel } from './model.ts'

/** Where an entry lies; elements of its factory's precision, its own elements in `local`. */
export interface ComparedPlace {
  readonly space: Location
  /** Null for a local array. */
  readonly offset: number | null
  readonly extent: number
}

/**
 * What became of an entry, the gravest first: in another memory, of another extent, at another offset.
 * Of a recorded layout: `missing` was recorded and is not computed, `extra` is computed and was not
 * recorded. Of two models: `removed` is only in the first, `added` only in the second.
 */
export type ChangeKind =
  'equal' | 'moved' | 'resized' | 'relocated' | 'missing' | 'extra' | 'removed' | 'added'

export interface EntryComparison {
  readonly name: string
  readonly kind: ChangeKind
  readonly before: ComparedPlace | null
  readonly after: ComparedPlace | null
}

export interface FactoryComparison {
  readonly factory: FactoryId
  /** Whether both sides hold the factory, or only the first or the second does. */
  readonly kind: 'both' | 'removed' | 'added'
  /** Entries of the second side in their order, then those that only the first has. */
  readonly entries: readonly EntryComparison[]
  readonly totals: Sides<RecordedAggregates>
  readonly differs: boolean
}

export interface Sides<Value> {
  readonly before: Value | null
  readonly after: Value | null
}

/** Two layouts, entry by entry. `before` is what was recorded, or the first model. */
export interface Comparison {
  readonly factories: readonly FactoryComparison[]
  /** Arenas of the first root, in elements of its precision; null where a side knows none. */
  readonly kernel: Sides<RecordedKernel>
  readonly differs: boolean
}

const recordedComparisons = new WeakMap<Model, Comparison>()

/**
 * What an imported program really had against what we compute, for every factory with a recorded
 * layout. Computed once per model value. Source: the founding specification's "parallel operation".
 */
export function compareRecorded(model: Model): Comparison {
  const known = recordedComparisons.get(model)
  if (known !== undefined) return known
  const factories = model.registry.factories.flatMap((factory) => {
    const computed = sideOf(model.registry, factory)
    if (factory.recorded === null) return []
    const recorded = sideOfRecorded(factory.recorded, factory.precision)
    return compareSides(factory.id, { before: recorded, after: computed }, RECORDED)
  })
  const kernel = {
    before: model.recordedKernel,
    after: model.recordedKernel === null ? null : arenasOf(model),
  }
  const comparison = comparisonOf(factories, kernel)
  recordedComparisons.set(model, comparison)
  return comparison
}

/** Whether an imported program's layout came with the model, so that there is something to compare. */
export function hasRecorded(model: Model): boolean {
  return (
    model.recordedKernel !== null ||
    model.registry.factories.some((factory) => factory.recorded !== null)
  )
}

/** Two models' computed layouts, factories by id and entries by name. */
export function compareModels(before: Model, after: Model): Comparison {
  const old = sidesById(before)
  const now = sidesById(after)
  const kept = [...now].map(([id, side]) =>
    compareSides(id, { before: old.get(id) ?? null, after: side }, MODELS),
  )
  const gone = [...old].flatMap(([id, side]) =>
    now.has(id) ? [] : compareSides(id, { before: side, after: null }, MODELS),
  )
  return comparisonOf([...kept, ...gone], { before: arenasOf(before), after: arenasOf(after) })
}

/** What a factory has on one side of a comparison. */
interface Side {
  readonly places: ReadonlyMap<string, ComparedPlace>
  readonly totals: RecordedAggregates | null
  /** What turns elements into bytes: equal elements of another precision are another layout. */
  readonly precision: Precision | null
}

/** A side that does not hold the factory. */
const NO_SIDE: Side = { places: new Map(), totals: null, precision: null }

interface Words {
  readonly onlyBefore: ChangeKind
  readonly onlyAfter: ChangeKind
}

const RECORDED: Words = { onlyBefore: 'missing', onlyAfter: 'extra' }
const MODELS: Words = { onlyBefore: 'removed', onlyAfter: 'added' }

function compareSides(factory: FactoryId, sides: Sides<Side>, words: Words): FactoryComparison {
  const before = sides.before ?? NO_SIDE
  const after = sides.after ?? NO_SIDE
  const entries =
    before.places === after.places
      ? Array.from(after.places, equalEntry)
      : comparedEntries(before, after, words)
  const totals = { before: before.totals, after: after.totals }
  const hasChanges = entries.some((entry) => entry.kind !== 'equal')
  const differs = hasChanges || !sameTotals(totals) || before.precision !== after.precision
  return { factory, kind: sideKindOf(sides), entries, totals, differs }
}

function comparedEntries(before: Side, after: Side, words: Words): readonly EntryComparison[] {
  const names = new Set([...after.places.keys(), ...before.places.keys()])
  return Array.from(names, (name): EntryComparison => {
    const places = {
      before: before.places.get(name) ?? null,
      after: after.places.get(name) ?? null,
    }
    return { name, kind: kindOf(places, words), ...places }
  })
}

function equalEntry([name, place]: readonly [string, ComparedPlace]): EntryComparison {
  return { name, kind: 'equal', before: place, after: place }
}

function sideKindOf({ before, after }: Sides<Side>): FactoryComparison['kind'] {
  if (before === null) return 'added'
  return after === null ? 'removed' : 'both'
}

function kindOf({ before, after }: Sides<ComparedPlace>, words: Words): ChangeKind {
  if (before === null) return words.onlyAfter
  if (after === null) return words.onlyBefore
  if (before.space !== after.space) return 'relocated'
  if (before.extent !== after.extent) return 'resized'
  return before.offset === after.offset ? 'equal' : 'moved'
}

const TOTALS = ['shared', 'persistentLocal', 'local', 'declaredLocal'] as const

function sameTotals({ before, after }: Sides<RecordedAggregates>): boolean {
  if (before === null || after === null) return before === after
  return TOTALS.every((key) => before[key] === after[key])
}

function comparisonOf(
  factories: readonly FactoryComparison[],
  kernel: Sides<RecordedKernel>,
): Comparison {
  const { before, after } = kernel
  const sameArenas =
    before?.sharedElements === after?.sharedElements &&
    before?.persistentLocalElements === after?.persistentLocalElements
  return {
    factories,
    kernel,
    differs: !sameArenas || factories.some((factory) => factory.differs),
  }
}

function arenasOf(model: Model): RecordedKernel | null {
  const kernel = mainKernelOf(model.registry)
  if (kernel === null) return null
  const { sharedElements, persistentLocalElements } = kernel
  return { sharedElements, persistentLocalElements }
}

function sidesById({ registry }: Model): ReadonlyMap<FactoryId, Side> {
  return new Map(registry.factories.map((factory) => [factory.id, sideOf(registry, factory)]))
}

function sideOf(registry: Registry, factory: Factory): Side {
  const layout = layoutOf(factory, registry.extentRule)
  const { shared, local, persistentLocal } = layout.aggregates
  const declaredLocal = declaredLocalElements(registry, factory.id)
  return {
    places: placesOf(layout),
    totals: { shared, local, persistentLocal, declaredLocal },
    precision: factory.precision,
  }
}

const placesByLayout = new WeakMap<FactoryLayout, ReadonlyMap<string, ComparedPlace>>()

/** The same map for the same layout: two steps of a history share all factories but a few. */
function placesOf(layout: FactoryLayout): ReadonlyMap<string, ComparedPlace> {
  const known = placesByLayout.get(layout)
  if (known !== undefined) return known
  const places = new Map<string, ComparedPlace>()
  for (const { entry, space, offset, extent } of placementsOf(layout))
    places.set(entry.name, { space, offset: space === 'local' ? null : offset, extent })
  placesByLayout.set(layout, places)
  return places
}

function sideOfRecorded(
  { shared, persistentLocal, local, aggregates }: RecordedLayout,
  precision: Precision,
): Side {
  const places = new Map<string, ComparedPlace>()
  for (const { name, offset, extent } of shared)
    places.set(name, { space: 'shared', offset, extent })
  for (const { name, offset, extent } of persistentLocal)
    places.set(name, { space: 'persistent_local', offset, extent })
  for (const { name, size } of local)
    places.set(name, { space: 'local', offset: null, extent: size })
  return { places, totals: aggregates, precision }
}
