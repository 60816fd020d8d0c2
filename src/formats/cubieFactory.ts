import { isPrecision, type Precision } from '../core/registry/dtype.ts'
import { bufferOf, type Entry, type ProtectedRange } from '../core/registry/entry.ts'
import { factoryId, type Factory, type RecordedSlice } from '../core/registry/factory.ts'
import type { ArenaLocation, Location } from '../core/registry/location.ts'
import type { CubieEntry, CubieGroup, RegisteredGroup } from './cubieSchema.ts'

/** What of the other phases and groups a group's buffers need to know. */
export interface CubieContext {
  /** The dump's precision: that of a group which does not say. */
  readonly precision: Precision
  /** The setting that drives a buffer, where it is not `<name>_location`. */
  readonly settingKeyOf: (group: string, buffer: string) => string | null
  /** The size in the phase `built`, where the opened phase came after it. */
  readonly builtSizeOf: (group: string, buffer: string) => number | null
}

/** A group as a factory, with what cubie had for it as its recorded layout. */
export function cubieFactoryOf(group: CubieGroup, context: CubieContext): Factory {
  const { id, owner } = group
  if (!group.registered)
    return {
      id: factoryId(id),
      type: owner.class,
      precision: context.precision,
      entries: [],
      children: [],
      recorded: null,
    }
  const precision = group.parent_dtype ?? context.precision
  const regions = regionNamesOf(group)
  return {
    id: factoryId(id),
    type: owner.class,
    precision,
    entries: group.entries.map((entry): Entry => {
      const child = regions.get(entry.name)
      const of = entry.persistent ? 'persistent_local' : 'shared'
      const isRegion = child?.of === of && locationOf(entry) === of
      return isRegion
        ? regionOf(entry, { child: child.name, of, precision })
        : bufferOfEntry(entry, group.id, context)
    }),
    children: Object.entries(group.children).map(([name, factory]) => ({
      name,
      factory: factoryId(factory),
    })),
    recorded: {
      shared: slicesOf(group.shared_layout),
      persistentLocal: slicesOf(group.persistent_layout),
      local: Object.entries(group.local_sizes).map(([name, size]) => ({ name, size })),
      aggregates: {
        shared: group.totals.shared,
        local: group.totals.local,
        persistentLocal: group.totals.persistent,
        declaredLocal: group.totals.declared_local,
      },
    },
  }
}

/** cubie's own names for a child's two regions. */
function regionNamesOf(
  group: RegisteredGroup,
): ReadonlyMap<string, { readonly name: string; readonly of: ArenaLocation }> {
  const regions = new Map<string, { readonly name: string; readonly of: ArenaLocation }>()
  for (const name of Object.keys(group.children)) {
    regions.set(`${name}_shared`, { name, of: 'shared' })
    regions.set(`${name}_persistent`, { name, of: 'persistent_local' })
  }
  return regions
}

/** cubie knows two locations and a flag: what is local and persistent lies in the persistent arena. */
function locationOf(entry: CubieEntry): Location {
  if (entry.location === 'shared') return 'shared'
  return entry.persistent ? 'persistent_local' : 'local'
}

function regionOf(
  entry: CubieEntry,
  region: { readonly child: string; readonly of: ArenaLocation; readonly precision: Precision },
): Entry {
  const ranges = (entry.protected ?? []).map(rangeOf)
  return {
    kind: 'child-region',
    name: entry.name,
    child: region.child,
    of: region.of,
    size: entry.size,
    aliases: entry.aliases,
    dtype: isPrecision(entry.dtype) ? entry.dtype : region.precision,
    ...(ranges.length === 0 ? {} : { protected: ranges }),
  }
}

function bufferOfEntry(entry: CubieEntry, group: string, context: CubieContext): Entry {
  const { name, size, persistent, aliases, dtype } = entry
  return bufferOf(
    {
      name,
      size,
      location: locationOf(entry),
      persistent,
      aliases,
      dtype,
      settingKey: settingKeyOf(entry, context.settingKeyOf(group, name)),
      // No setting moves it: a suggested placement must leave it where the program put it.
      pinned: entry.setting_key === null,
      ...(entry.setting_key === null ? { fixed: true } : {}),
      builtSize: entry.built_size ?? context.builtSizeOf(group, name),
    },
    context.precision,
  )
}

/** The setting as the dump names it, else as its phases show it; null where it is the buffer's own name. */
function settingKeyOf(entry: CubieEntry, shown: string | null): string | null {
  const key = entry.setting_key === undefined ? shown : entry.setting_key
  return key === `${entry.name}_location` ? null : key
}

function rangeOf([start, stop]: readonly [number, number]): ProtectedRange {
  return { offset: start, extent: Math.max(0, stop - start) }
}

function slicesOf(
  layout: Readonly<Record<string, readonly [number, number]>>,
): readonly RecordedSlice[] {
  return Object.entries(layout).map(([name, [start, stop]]) => ({
    name,
    offset: start,
    extent: stop - start,
  }))
}
