import { mainKernelOf } from '../layout/kernelLayout.ts'
import type { FactoryId, RecordedAggregates } from '../registry/factory.ts'
import { factoryIn } from '../registry/registry.ts'
import {
  comparedEntries,
  RECORDED,
  MODELS,
  type EntryComparison,
  type OneSided,
} from './comparedEntries.ts'
import { computedSide, NO_SIDE, recordedSide, type ComparedSide } from './comparedSide.ts'
import type { Model, RecordedKernel } from './model.ts'

export interface FactoryComparison {
  readonly factory: FactoryId
  /** Whether both sides hold the factory, or only the first or the second does. */
  readonly kind: 'both' | 'removed' | 'added'
  /** Entries that differ, in the order of the second side, then those that only the first has. */
  readonly changes: readonly EntryComparison[]
  /** How many entries are as they were. */
  readonly equal: number
  readonly totals: Sides<RecordedAggregates>
  /** Whether something lies elsewhere: other settings alone leave a layout as it is. */
  readonly differs: boolean
  /** What was compared: the entries that are equal, too, are listed from it on request. */
  readonly sides: Sides<ComparedSide> & { readonly words: OneSided }
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
  const { registry } = model
  const factories = registry.factories.flatMap((factory) => {
    if (factory.recorded === null) return []
    const before = recordedSide(factory.recorded, factory.precision)
    const after = computedSide(registry, factory)
    return compareSides(factory.id, { before, after, words: RECORDED })
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
  // One side at a time: the sums of local elements are kept of the registry that asked last.
  const old = new Map(sidesIn(before))
  const kept = sidesIn(after).map(([id, side]) =>
    compareSides(id, { before: old.get(id) ?? null, after: side, words: MODELS }),
  )
  const gone = [...old].flatMap(([id, side]) =>
    factoryIn(after.registry, id) === null
      ? compareSides(id, { before: side, after: null, words: MODELS })
      : [],
  )
  return comparisonOf([...kept, ...gone], { before: arenasOf(before), after: arenasOf(after) })
}

function sidesIn({ registry }: Model): readonly (readonly [FactoryId, ComparedSide])[] {
  return registry.factories.map((factory) => [factory.id, computedSide(registry, factory)])
}

/** All entries of a factory in the order of `changes`, those that are equal between them. */
export function entriesOf({ sides }: FactoryComparison): readonly EntryComparison[] {
  const { before, after, words } = sides
  return comparedEntries(before ?? NO_SIDE, after ?? NO_SIDE, { words, isWhole: true })
}

function compareSides(factory: FactoryId, sides: FactoryComparison['sides']): FactoryComparison {
  const { words } = sides
  const before = sides.before ?? NO_SIDE
  const after = sides.after ?? NO_SIDE
  const isSame = before.layout !== null && before.layout === after.layout
  const changes = isSame ? [] : comparedEntries(before, after, { words, isWhole: false })
  const gone = changes.filter((entry) => entry.after === null).length
  const totals = { before: before.totals, after: after.totals }
  const hasMoves = changes.some((entry) => entry.kind !== 'changed')
  return {
    factory,
    kind: sideKindOf(sides),
    changes,
    equal: after.entries.length - (changes.length - gone),
    totals,
    differs: hasMoves || !sameTotals(totals) || before.precision !== after.precision,
    sides,
  }
}

function sideKindOf({ before, after }: Sides<ComparedSide>): FactoryComparison['kind'] {
  if (before === null) return 'added'
  return after === null ? 'removed' : 'both'
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
