import { kernelLayoutOf } from '../../core/layout/kernelLayout.ts'
import type { Entry } from '../../core/registry/entry.ts'
import type { Factory, FactoryId } from '../../core/registry/factory.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { committedModel, shownModel, type InspectorState, type Ref } from '../../store/state.ts'
import { blockAt, parentOf, placeOf, shownIn, treeBlocksOf, type TreeBlocks } from './treeBlocks.ts'

/** One line of the tree: a factory at one of its places, or one of its buffers. */
export interface TreeRow {
  readonly key: string
  readonly ref: Ref
  /** 1 for a root, as ARIA counts. */
  readonly level: number
  readonly factory: Factory
  /** The name under which its parent holds it; a root goes by its id. */
  readonly edge: string
  /** Null for a root. */
  readonly parent: FactoryId | null
  /** Null on the factory's own line. */
  readonly buffer: (Entry & { readonly kind: 'buffer' }) | null
}

/** The lines of the tree, made one at a time: 100,000 buffers cost what their factories cost. */
export interface TreeRows {
  readonly count: number
  readonly rowAt: (index: number) => TreeRow | null
  /** The first line of a thing; -1 where it is not shown. */
  readonly indexOf: (ref: Ref) => number
}

/** Whether two lines show the same: a line of a buffer shows nothing of the rest of its factory. */
export function isSameRow(a: TreeRow, b: TreeRow): boolean {
  return (
    a.key === b.key &&
    a.level === b.level &&
    a.edge === b.edge &&
    a.parent === b.parent &&
    a.buffer === b.buffer &&
    (a.buffer !== null || a.factory === b.factory)
  )
}

let last: {
  readonly registry: Registry
  readonly blocks: TreeBlocks
  readonly rows: TreeRows
} | null = null

/** The lines as they are shown now, null where nothing is open; computed once per registry and fold. */
export function selectTreeRows(state: InspectorState): TreeRows | null {
  // While a factory is dragged the rows stay, so that what lies under the pointer does not run away.
  const isStill = state.drag?.cargo.kind === 'factory'
  const registry = (isStill ? committedModel(state) : shownModel(state))?.registry
  if (registry === undefined) return null
  const { collapsed } = state
  if (last?.registry === registry && last.blocks.fold.collapsed === collapsed) return last.rows
  const roots = registry.roots.flatMap((root) => kernelLayoutOf(registry, root) ?? [])
  const blocks = treeBlocksOf(roots, collapsed, last?.blocks ?? null)
  last = { registry, blocks, rows: rowsIn(blocks) }
  return last.rows
}

/** Factories in tree order, each followed by its buffers in registration order, then its children. */
function rowsIn(blocks: TreeBlocks): TreeRows {
  return {
    count: blocks.starts.at(-1) ?? 0,
    rowAt: (index) => rowAt(blocks, index),
    indexOf: ({ factory: id, name }) => {
      const block = blocks.fold.firsts.get(id) ?? -1
      const factory = placeOf(blocks, block)?.factory
      const start = blocks.starts[block]
      if (factory === undefined || start === undefined) return -1
      if (name === null) return start
      const shown = shownIn(blocks, block, factory)
      const at = shown.findIndex((i) => factory.entries[i]?.name === name)
      return at < 0 ? -1 : start + 1 + at
    },
  }
}

function rowAt(blocks: TreeBlocks, index: number): TreeRow | null {
  const block = blockAt(blocks, index)
  const place = placeOf(blocks, block)
  if (place === null) return null
  const { factory, depth, path, index: at } = place
  const common = { factory, edge: path?.name ?? factory.id, parent: parentOf(blocks, block) }
  const key = `${factory.id}\u0000${at}`
  const offset = index - (blocks.starts[block] ?? 0)
  if (offset === 0) {
    const ref = { factory: factory.id, name: null }
    return { ...common, key, ref, level: depth + 1, buffer: null }
  }
  const buffer = factory.entries[shownIn(blocks, block, factory)[offset - 1] ?? -1]
  if (buffer?.kind !== 'buffer') return null
  const ref = { factory: factory.id, name: buffer.name }
  return { ...common, key: `${key}\u0000${buffer.name}`, ref, level: depth + 2, buffer }
}
