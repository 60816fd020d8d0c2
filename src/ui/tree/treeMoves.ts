import type { TreeRow, TreeRows } from './treeRows.ts'

const PAGE_ROWS = 20

/** Where a key that steps leads from row `active`; null for a key that does not. */
export function steppedIndex(key: string, active: number, count: number): number | null {
  const targets = new Map([
    ['ArrowDown', active + 1],
    ['ArrowUp', active - 1],
    ['PageDown', active + PAGE_ROWS],
    ['PageUp', active - PAGE_ROWS],
    ['Home', 0],
    ['End', count - 1],
  ])
  const target = targets.get(key)
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target))
}

/**
 * The next row whose name begins with what was typed, going round. A single letter goes on from the
 * present row; a longer word may stay on it. -1 where there is none.
 */
export function nextByName(rows: TreeRows, active: number, text: string): number {
  const first = text.length === 1 ? 1 : 0
  for (let step = first; step <= rows.count; step++) {
    const index = (active + step + rows.count) % rows.count
    const row = rows.rowAt(index)
    const name = row?.buffer?.name ?? row?.edge ?? ''
    if (name.toLowerCase().startsWith(text)) return index
  }
  return -1
}

/** The line of the factory that holds a row; the row itself where nothing does. */
export function parentIndex(rows: TreeRows | null, index: number, row: TreeRow): number {
  for (let i = index - 1; i >= 0; i--) {
    const above = rows?.rowAt(i)
    if (above?.buffer === null && above.level < row.level) return i
  }
  return index
}
