import { kernelLayoutOf, type KernelPlace } from '../../core/layout/kernelLayout.ts'
import type { Entry } from '../../core/registry/entry.ts'
import { buffersIn, type Factory, type FactoryId } from '../../core/registry/factory.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { committedModel, shownModel, type InspectorState, type Ref } from '../../store/state.ts'

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
  readonly collapsed: ReadonlySet<FactoryId>
  readonly rows: TreeRows
} | null = null

/** The lines as they are shown now, null where nothing is open; computed once per registry and fold. */
export function selectTreeRows(state: InspectorState): TreeRows | null {
  // While a factory is dragged the rows stay, so that what lies under the pointer does not run away.
  const isStill = state.drag?.cargo.kind === 'factory'
  const registry = (isStill ? committedModel(state) : shownModel(state))?.registry
  if (registry === undefined) return null
  const { collapsed } = state
  if (last?.registry === registry && last.collapsed === collapsed) return last.rows
  const rows = treeRowsOf(registry, collapsed)
  last = { registry, collapsed, rows }
  return rows
}

interface Block {
  readonly place: KernelPlace
  readonly parent: FactoryId | null
  /** Index of the factory's own line. */
  readonly start: number
  /** Positions of the buffers among the entries; none where the factory is collapsed. */
  readonly buffers: readonly number[]
}

const NONE: readonly number[] = []

/** Factories in tree order, each followed by its buffers in registration order, then its children. */
export function treeRowsOf(registry: Registry, collapsed: ReadonlySet<FactoryId>): TreeRows {
  const blocks = blocksOf(registry, collapsed)
  const firstBlocks = new Map<FactoryId, Block>()
  for (const block of blocks)
    if (!firstBlocks.has(block.place.factory.id)) firstBlocks.set(block.place.factory.id, block)
  const last = blocks.at(-1)
  return {
    count: last === undefined ? 0 : last.start + 1 + last.buffers.length,
    rowAt: (index) => rowAt(blocks, index),
    indexOf: (ref) => {
      const block = firstBlocks.get(ref.factory)
      if (block === undefined) return -1
      if (ref.name === null) return block.start
      const at = block.buffers.findIndex((i) => block.place.factory.entries[i]?.name === ref.name)
      return at < 0 ? -1 : block.start + 1 + at
    },
  }
}

function blocksOf(registry: Registry, collapsed: ReadonlySet<FactoryId>): readonly Block[] {
  const blocks: Block[] = []
  let start = 0
  for (const root of registry.roots) {
    const places = kernelLayoutOf(registry, root)?.places ?? []
    // Places come parents first, so those below a collapsed one follow it, all of them deeper.
    let hiddenBelow = Infinity
    for (const place of places) {
      if (place.depth > hiddenBelow) continue
      const isCollapsed = collapsed.has(place.factory.id)
      hiddenBelow = isCollapsed ? place.depth : Infinity
      const parent = places[place.parent]?.factory.id ?? null
      const buffers = isCollapsed ? NONE : buffersIn(place.factory)
      blocks.push({ place, parent, start, buffers })
      start += 1 + buffers.length
    }
  }
  return blocks
}

function rowAt(blocks: readonly Block[], index: number): TreeRow | null {
  const block = blockAt(blocks, index)
  if (block === undefined || index < 0) return null
  const { factory, depth, path, index: at } = block.place
  const common = { factory, edge: path?.name ?? factory.id, parent: block.parent }
  const key = `${factory.id}\u0000${at}`
  const offset = index - block.start
  if (offset === 0) {
    const ref = { factory: factory.id, name: null }
    return { ...common, key, ref, level: depth + 1, buffer: null }
  }
  const buffer = factory.entries[block.buffers[offset - 1] ?? -1]
  if (buffer?.kind !== 'buffer') return null
  const ref = { factory: factory.id, name: buffer.name }
  return { ...common, key: `${key}\u0000${buffer.name}`, ref, level: depth + 2, buffer }
}

/** The block that holds a line, by bisection. */
function blockAt(blocks: readonly Block[], index: number): Block | undefined {
  let low = 0
  let high = blocks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((blocks[middle]?.start ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return blocks[low]
}
