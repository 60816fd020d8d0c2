import { layoutOf, type FactoryLayout } from '../layout/factoryLayout.ts'
import { declaredLocalElements } from '../layout/kernelLayout.ts'
import type { Precision } from '../registry/dtype.ts'
import type { ChildRegion, Entry } from '../registry/entry.ts'
import type { Factory, FactoryId, RecordedLayout, RecordedSlice } from '../registry/factory.ts'
import { factoryIn, type Registry } from '../registry/registry.ts'
import type { DocumentEntry } from './layoutDocument.ts'

/** A factory as a document holds it, less what is computed. */
export interface DocumentFactoryModel {
  readonly id: string
  readonly type: string
  readonly precision: Precision
  readonly entries: readonly DocumentEntry[]
  readonly children: readonly { readonly name: string; readonly factory: string }[]
}

/** The factory's own fields, entries in registration order; keys in the order they are written in. */
export function documentFactoryOf(registry: Registry, factory: Factory): DocumentFactoryModel {
  const precisions = childPrecisionsOf(registry, factory)
  return {
    id: factory.id,
    type: factory.type,
    precision: factory.precision,
    entries: factory.entries.map((entry) =>
      entryOf(entry, precisions.get(entry.kind === 'buffer' ? '' : entry.child)),
    ),
    children: factory.children.map((edge) => ({ name: edge.name, factory: edge.factory })),
  }

  function entryOf(entry: Entry, childPrecision = factory.precision): DocumentEntry {
    return entry.kind === 'child-region' ? regionOf(entry, childPrecision) : bufferOf(entry)
  }
}

/**
 * The precision that each edge's child has now: what a region's dtype is where the document does not
 * say. An edge that leads nowhere has none; its regions fall back to the factory's own precision.
 */
export function childPrecisionsOf(
  registry: Registry,
  factory: Factory,
): ReadonlyMap<string, Precision> {
  const precisions = new Map<string, Precision>()
  for (const edge of factory.children) {
    const child = factoryIn(registry, edge.factory)
    if (child !== null) precisions.set(edge.name, child.precision)
  }
  return precisions
}

/** The computed layout as a document holds it: element units, entries in registration order. */
export function documentLayoutOf(registry: Registry, id: FactoryId): RecordedLayout | null {
  const factory = factoryIn(registry, id)
  if (factory === null) return null
  const layout = layoutOf(factory, registry.extentRule)
  const { shared, local, persistentLocal } = layout.aggregates
  const declaredLocal = declaredLocalElements(registry, id)
  return { ...slicesOf(layout), aggregates: { shared, local, persistentLocal, declaredLocal } }
}

function slicesOf(layout: FactoryLayout): Omit<RecordedLayout, 'aggregates'> {
  const shared: RecordedSlice[] = []
  const persistentLocal: RecordedSlice[] = []
  const local: { readonly name: string; readonly size: number }[] = []
  for (const [i, { name }] of layout.factory.entries.entries()) {
    const extent = layout.extents[i] ?? 0
    // Columns are read directly: SPACES is shared, persistent_local, local.
    if (layout.spaces[i] === 2) local.push({ name, size: extent })
    else
      (layout.spaces[i] === 0 ? shared : persistentLocal).push({
        name,
        offset: layout.offsets[i] ?? 0,
        extent,
      })
  }
  return { shared, persistentLocal, local }
}

function bufferOf(entry: Extract<Entry, { kind: 'buffer' }>): DocumentEntry {
  return {
    kind: 'buffer',
    name: entry.name,
    size: entry.size,
    location: entry.location,
    persistent: entry.persistent,
    aliases: entry.aliases,
    dtype: entry.dtype,
    settingKey: entry.settingKey,
    pinned: entry.pinned,
    weight: entry.weight,
    group: entry.group,
    builtSize: entry.builtSize,
    ...(entry.fixed === undefined ? {} : { fixed: entry.fixed }),
  }
}

function regionOf(entry: ChildRegion, childPrecision: Precision): DocumentEntry {
  const region = {
    kind: 'child-region',
    name: entry.name,
    child: entry.child,
    of: entry.of,
    size: entry.size,
    aliases: entry.aliases,
    ...(entry.dtype === childPrecision ? {} : { dtype: entry.dtype }),
    ...(entry.protected === undefined ? {} : { protected: entry.protected }),
  } as const
  return region
}
