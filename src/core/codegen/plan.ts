import {
  layoutOf,
  placementsOf,
  type FactoryLayout,
  type Placement,
} from '../layout/factoryLayout.ts'
import { bytesOf, type DType } from '../registry/dtype.ts'
import type { Factory } from '../registry/factory.ts'
import type { Registry } from '../registry/registry.ts'
import { commentText } from './escape.ts'

/** One entry as code reaches it. */
export interface CodeEntry {
  readonly placement: Placement
  /** Element type of the array that its allocator gives. */
  readonly dtype: DType
  /** The arena's elements have another type, so that the slice is looked at as `dtype`. */
  readonly viewed: boolean
  /** The registered dtype, where the rule does not honour it in an arena; else null. */
  readonly ignoredDType: DType | null
}

/** One factory as code: a section of every target. */
export interface CodeFactory {
  readonly factory: Factory
  readonly layout: FactoryLayout
  readonly entries: readonly CodeEntry[]
}

/** All factories in the registry's order, each once, whatever number of names it hangs under. */
export function planCode(registry: Registry): readonly CodeFactory[] {
  return registry.factories.map((factory) => {
    const layout = layoutOf(factory, registry.extentRule)
    const entries = placementsOf(layout).map((placement) => codeEntry(layout, placement))
    return { factory, layout, entries }
  })
}

/**
 * Under the aligning rules a slice is a view of its own dtype, as cubie gives it from 0.9 on; under
 * `elements` it has the arena's type, as cubie 0.3 gives it, but for a child's window, whose elements
 * are the child's.
 */
function codeEntry(layout: FactoryLayout, placement: Placement): CodeEntry {
  const { entry } = placement
  const { precision } = layout.factory
  if (placement.space === 'local' || entry.dtype === precision)
    return { placement, dtype: entry.dtype, viewed: false, ignoredDType: null }
  const viewed = layout.rule !== 'elements' || entry.kind === 'child-region'
  return viewed
    ? { placement, dtype: entry.dtype, viewed, ignoredDType: null }
    : { placement, dtype: precision, viewed, ignoredDType: entry.dtype }
}

/** Elements of `dtype` that the entry's array holds: all that its extent has room for, or its local length. */
export function arrayLength({ placement, dtype, viewed }: CodeEntry, factory: Factory): number {
  if (!viewed) return placement.extent
  return Math.floor((placement.extent * bytesOf(factory.precision)) / bytesOf(dtype))
}

/** What a comment says of a factory, escaped: its type, id, precision and totals. */
export function factoryTitle({ factory, layout }: CodeFactory): string {
  const { shared, persistentLocal, local } = layout.aggregates
  return `${commentText(factory.type)} ${commentText(factory.id)}, ${factory.precision}: shared ${shared}, persistent_local ${persistentLocal}, local ${local}`
}

/** What a comment says of an entry, escaped: its name, place, host and what a reader would not expect. */
export function entryTitle({ placement, dtype, ignoredDType }: CodeEntry): string {
  const { entry, space, offset, extent, host } = placement
  const place =
    space === 'local' ? `local, ${extent} long` : `${space} [${offset}:${offset + extent}]`
  const notes = [
    entry.kind === 'child-region' ? `window of child ${commentText(entry.child)}` : null,
    host === null ? null : `in the storage of ${commentText(host)}`,
    ignoredDType === null
      ? null
      : `registered as ${ignoredDType}, which this arena does not honour`,
  ].filter((note) => note !== null)
  return [`${commentText(entry.name)}: ${place}, ${dtype}`, ...notes].join('; ')
}
