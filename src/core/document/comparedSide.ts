import { layoutOf, SPACES, type FactoryLayout } from '../layout/factoryLayout.ts'
import { declaredLocalElements } from '../layout/kernelLayout.ts'
import type { Precision } from '../registry/dtype.ts'
import type { Entry } from '../registry/entry.ts'
import {
  positionsOf,
  type Factory,
  type RecordedAggregates,
  type RecordedLayout,
} from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'
import type { Registry } from '../registry/registry.ts'

/** Where an entry lies; elements of its factory's precision, its own elements in `local`. */
export interface ComparedPlace {
  readonly space: Location
  /** Null for a local array. */
  readonly offset: number | null
  readonly extent: number
}

/** What a factory has on one side of a comparison, a column a property: nothing is made for what is equal. */
export interface ComparedSide {
  readonly entries: readonly { readonly name: string }[]
  /** Index into SPACES. */
  readonly spaces: ArrayLike<number>
  readonly offsets: ArrayLike<number>
  readonly extents: ArrayLike<number>
  /** The layout that the columns are of; null for a recorded one, and where the side holds no such factory. */
  readonly layout: FactoryLayout | null
  readonly totals: RecordedAggregates | null
  /** What turns elements into bytes: equal elements of another precision are another layout. */
  readonly precision: Precision | null
}

/** A side that does not hold the factory. */
export const NO_SIDE: ComparedSide = {
  ...{ entries: [], spaces: [], offsets: [], extents: [] },
  ...{ layout: null, totals: null, precision: null },
}

/** The factory as it is laid out. */
export function computedSide(registry: Registry, factory: Factory): ComparedSide {
  const layout = layoutOf(factory, registry.extentRule)
  const { spaces, offsets, extents, aggregates } = layout
  const { shared, local, persistentLocal } = aggregates
  const declaredLocal = declaredLocalElements(registry, factory.id)
  return {
    entries: factory.entries,
    ...{ spaces, offsets, extents, layout },
    totals: { shared, local, persistentLocal, declaredLocal },
    precision: factory.precision,
  }
}

/** The factory as a program recorded it. */
export function recordedSide(recorded: RecordedLayout, precision: Precision): ComparedSide {
  const { shared, persistentLocal, local, aggregates } = recorded
  const slices = [shared, persistentLocal, local.map(({ name, size }) => localSlice(name, size))]
  const entries = slices.flat()
  return {
    entries,
    spaces: slices.flatMap((list, space) => list.map(() => space)),
    offsets: entries.map(({ offset }) => offset),
    extents: entries.map(({ extent }) => extent),
    layout: null,
    totals: aggregates,
    precision,
  }
}

function localSlice(name: string, size: number) {
  return { name, offset: 0, extent: size }
}

const positions = new WeakMap<ComparedSide, ReadonlyMap<string, number>>()

/** Position of the entry of a name; -1 where the side has none. */
export function positionIn(side: ComparedSide, name: string): number {
  if (side.layout !== null) return positionsOf(side.layout.factory).get(name) ?? -1
  const known =
    positions.get(side) ?? new Map(side.entries.map((entry, position) => [entry.name, position]))
  positions.set(side, known)
  return known.get(name) ?? -1
}

/** Where the entry at a position lies; null for a position of -1. */
export function placeAt(side: ComparedSide, position: number): ComparedPlace | null {
  if (position < 0) return null
  const space = SPACES[side.spaces[position] ?? 0] ?? 'local'
  const offset = space === 'local' ? null : (side.offsets[position] ?? 0)
  return { space, offset, extent: side.extents[position] ?? 0 }
}

/** The entry itself; null where only its place was recorded. */
export function entryAt({ layout }: ComparedSide, position: number): Entry | null {
  return layout?.factory.entries[position] ?? null
}
