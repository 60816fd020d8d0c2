import type { DType } from '../registry/dtype.ts'
import { requireEntry, type Factory } from '../registry/factory.ts'
import type { ArenaLocation } from '../registry/location.ts'
import { layoutOf, placementOf, type ExtentRule } from './factoryLayout.ts'

/** The rule that turns arenas into one buffer, as data from which code is printed. Source: registry contract §2. */
export type Allocator =
  | {
      /** The arena it is cut from. */
      readonly space: ArenaLocation
      /** First element in the factory's own window, in elements of the factory's precision. */
      readonly offset: number
      /** Elements of the factory's precision; the buffer is the slice `[offset, offset + extent)`. */
      readonly extent: number
      /** Elements of `dtype`. */
      readonly size: number
      readonly dtype: DType
    }
  | {
      readonly space: 'local'
      /** Elements of `dtype` that the author asked for; the array itself holds `max(1, size)`. */
      readonly size: number
      readonly dtype: DType
    }

/** Names that a factory without children answers for, though it holds no such entries. */
export const VIRTUAL_REGIONS: ReadonlyMap<string, ArenaLocation> = new Map([
  ['child_shared', 'shared'],
  ['child_persistent_local', 'persistent_local'],
])

/**
 * How a buffer or child region is cut from its factory's arenas. A factory without children answers for
 * `child_shared` and `child_persistent_local` with empty slices. Errors: unknown-buffer, naming the
 * factory and the nearest known names; arena-too-large.
 */
export function allocatorOf(factory: Factory, name: string, rule: ExtentRule): Allocator {
  const placement = placementOf(layoutOf(factory, rule), name)
  if (placement !== null) {
    const { entry, space, offset, extent } = placement
    const { size, dtype } = entry
    return space === 'local' ? { space, size, dtype } : { space, offset, extent, size, dtype }
  }
  const virtual = factory.children.length === 0 ? VIRTUAL_REGIONS.get(name) : undefined
  if (virtual !== undefined)
    return { space: virtual, offset: 0, extent: 0, size: 0, dtype: factory.precision }
  // Nothing of that name: this throws, with the names that come nearest.
  const { size, dtype } = requireEntry(factory, name)
  return { space: 'local', size, dtype }
}
