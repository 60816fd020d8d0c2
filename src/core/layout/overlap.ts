import { bytesOf, type Precision } from '../registry/dtype.ts'
import type { ChildRegion, Entry, ProtectedRange } from '../registry/entry.ts'

// What the extent rule `guarded` adds to `aligned`: an alias never overlaps storage whose contents
// must survive from one call to the next. Source: docs/adr/0007-guarded-extent-rule.md, and the
// golden cases in fixtures/bridge/guarded-oracle.json.

/** Whether an alias may ask this host for room at all. */
export function mayOverlap(alias: Entry, host: Entry): boolean {
  if (alias.kind === 'child-region' && (alias.protected ?? []).length > 0) return false
  return !isPersistent(alias) && !isPersistent(host)
}

/** Whether elements [start, stop) of a host, counted from its own start, touch what its child protects. */
export function clobbers(
  host: Entry,
  { start, stop }: { readonly start: number; readonly stop: number },
  precision: Precision,
): boolean {
  if (host.kind !== 'child-region') return false
  return rangesIn(host, precision).some(
    (range) => range.extent > 0 && start < range.offset + range.extent && range.offset < stop,
  )
}

/** Whether the contents of an entry's own storage must survive a call. */
export function isPersistent(entry: Entry): boolean {
  if (entry.kind === 'child-region') return entry.of !== 'shared'
  return entry.persistent || entry.location === 'persistent_local'
}

/** A region's protected ranges in elements of the parent's precision, rounded outwards where that is coarser. */
export function rangesIn(region: ChildRegion, precision: Precision): readonly ProtectedRange[] {
  const ranges = region.protected ?? []
  const ratio = bytesOf(region.dtype) / bytesOf(precision)
  if (ratio === 1) return ranges
  return ranges.map(({ offset, extent }) => {
    const start = Math.floor(offset * ratio)
    return { offset: start, extent: Math.ceil((offset + extent) * ratio) - start }
  })
}

/** The same ranges in the same order. */
export function equalRanges(
  a: readonly ProtectedRange[] = [],
  b: readonly ProtectedRange[] = [],
): boolean {
  if (a.length !== b.length) return false
  return a.every((range, i) => range.offset === b[i]?.offset && range.extent === b[i].extent)
}
