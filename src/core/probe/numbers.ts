import { runGeometry } from '../analysis/launch.ts'
import type { Model } from '../document/model.ts'
import { layoutOf, placementAt } from '../layout/factoryLayout.ts'
import {
  positionsOf,
  type Factory,
  type FactoryId,
  type RecordedLayout,
} from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'

/** One entry's place as the layout under test has it. Arena slices count elements of the factory. */
export interface SliceNumbers {
  readonly space: Location
  /** 0 for a local array. */
  readonly offset: number
  /** Of a local array its length, in elements of the buffer's own dtype. */
  readonly extent: number
}

/**
 * The layout under test as plain numbers, all of them and nothing else: what a mutation changes one
 * of. A slice is null where the layout holds none for a registered entry.
 */
export interface LayoutNumbers {
  /** By factory; indexed as the factory's entries. */
  readonly slices: ReadonlyMap<FactoryId, readonly (SliceNumbers | null)[]>
  /** Arena of one run, in elements of the root's precision. */
  readonly sharedElements: number
  readonly persistentElements: number
  /** 4-byte words from one run's shared window to the next's. */
  readonly strideWords: number
  /** Slices of names that are not registered. */
  readonly strays: readonly { readonly factory: FactoryId; readonly name: string }[]
}

/** The numbers of the layout that we compute. `factories` are those of the tree, the root last. */
export function computedNumbers(model: Model, factories: readonly Factory[]): LayoutNumbers {
  const rule = model.registry.extentRule
  const slices = new Map<FactoryId, readonly SliceNumbers[]>()
  for (const factory of factories) {
    const layout = layoutOf(factory, rule)
    slices.set(
      factory.id,
      factory.entries.map((_, at) => {
        const { space, offset, extent } = placementAt(layout, at)
        return { space, offset, extent }
      }),
    )
  }
  const root = factories.at(-1)
  const aggregates = root === undefined ? null : layoutOf(root, rule).aggregates
  return arenas(root, slices, {
    sharedElements: aggregates?.shared ?? 0,
    persistentElements: aggregates?.persistentLocal ?? 0,
    strays: [],
  })
}

/** The numbers that the imported program had; null where a factory with entries recorded none. */
export function recordedNumbers(model: Model, factories: readonly Factory[]): LayoutNumbers | null {
  if (factories.some(({ recorded, entries }) => recorded === null && entries.length > 0))
    return null
  const slices = new Map<FactoryId, readonly (SliceNumbers | null)[]>()
  const strays: { factory: FactoryId; name: string }[] = []
  for (const factory of factories) {
    const known = byName(factory.recorded)
    slices.set(
      factory.id,
      factory.entries.map(({ name }) => known.get(name) ?? null),
    )
    const registered = positionsOf(factory)
    for (const name of known.keys())
      if (!registered.has(name)) strays.push({ factory: factory.id, name })
  }
  const root = factories.at(-1)
  return arenas(root, slices, { ...recordedTotals(model, root), strays })
}

/** What the program allocated, where the dump says so; else what its root recorded. */
function recordedTotals(
  { recordedKernel }: Model,
  root: Factory | undefined,
): Pick<LayoutNumbers, 'sharedElements' | 'persistentElements'> {
  if (recordedKernel !== null)
    return {
      sharedElements: recordedKernel.sharedElements,
      persistentElements: recordedKernel.persistentLocalElements,
    }
  const aggregates = root?.recorded?.aggregates
  return {
    sharedElements: aggregates?.shared ?? 0,
    persistentElements: aggregates?.persistentLocal ?? 0,
  }
}

/** Words from run to run as the launch arithmetic has them. */
function arenas(
  root: Factory | undefined,
  slices: LayoutNumbers['slices'],
  rest: Pick<LayoutNumbers, 'sharedElements' | 'persistentElements' | 'strays'>,
): LayoutNumbers {
  const { strideWords } = runGeometry(rest.sharedElements, root?.precision ?? 'float32')
  return { slices, strideWords, ...rest }
}

function byName(recorded: RecordedLayout | null): ReadonlyMap<string, SliceNumbers> {
  const found = new Map<string, SliceNumbers>()
  if (recorded === null) return found
  for (const { name, size } of recorded.local)
    found.set(name, { space: 'local', offset: 0, extent: size })
  for (const { name, offset, extent } of recorded.persistentLocal)
    found.set(name, { space: 'persistent_local', offset, extent })
  for (const { name, offset, extent } of recorded.shared)
    found.set(name, { space: 'shared', offset, extent })
  return found
}
