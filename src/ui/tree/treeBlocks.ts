import type { KernelPlace, TreeShape } from '../../core/layout/kernelPlaces.ts'
import { buffersIn, type Factory, type FactoryId } from '../../core/registry/factory.ts'

/** A factory's own line with those of its buffers below it, wherever it stands among the places of its root. */
interface Block {
  readonly root: number
  readonly place: number
  readonly isCollapsed: boolean
}

/** Which places are shown; the same object while neither an edge nor a fold changes. */
interface Fold {
  readonly shapes: readonly TreeShape[]
  readonly collapsed: ReadonlySet<FactoryId>
  readonly blocks: readonly Block[]
  /** The first block of each factory. */
  readonly firsts: ReadonlyMap<FactoryId, number>
}

/** What the lines of a tree are cut from, block by block. An edit leaves the fold as it is. */
export interface TreeBlocks {
  /** Places of each root. */
  readonly roots: readonly Root[]
  readonly fold: Fold
  /** Line of each block's factory, and behind the last one the number of all lines. */
  readonly starts: Int32Array
}

interface Root {
  readonly places: readonly KernelPlace[]
  readonly shape: TreeShape
}

const NONE: readonly number[] = []

/** The blocks of these roots, with as much as possible taken from the last ones. */
export function treeBlocksOf(
  roots: readonly Root[],
  collapsed: ReadonlySet<FactoryId>,
  last: TreeBlocks | null,
): TreeBlocks {
  const isKept =
    last !== null &&
    last.fold.collapsed === collapsed &&
    last.roots.length === roots.length &&
    roots.every(({ shape }, i) => shape === last.fold.shapes[i])
  const fold = isKept ? last.fold : foldOf(roots, collapsed)
  return { roots, fold, starts: startsOf(roots, fold, isKept ? last : null) }
}

/** The place of a block. */
export function placeOf(
  { roots, fold }: Pick<TreeBlocks, 'roots' | 'fold'>,
  block: number,
): KernelPlace | null {
  const { root = -1, place = -1 } = fold.blocks[block] ?? {}
  return roots[root]?.places[place] ?? null
}

/** The id of the factory that a block hangs under; null for a root. */
export function parentOf({ roots, fold }: TreeBlocks, block: number): FactoryId | null {
  const { root = -1, place = -1 } = fold.blocks[block] ?? {}
  const places = roots[root]?.places
  return places?.[places[place]?.parent ?? -1]?.factory.id ?? null
}

/** Positions among the entries of the buffers that a block shows; none where it is collapsed. */
export function shownIn({ fold }: TreeBlocks, block: number, factory: Factory): readonly number[] {
  return fold.blocks[block]?.isCollapsed === true ? NONE : buffersIn(factory)
}

/** The block that holds a line, by bisection; -1 where there is no such line. */
export function blockAt({ starts }: TreeBlocks, line: number): number {
  let low = 0
  let high = starts.length - 1
  if (line < 0 || line >= (starts[high] ?? 0)) return -1
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= line) low = middle
    else high = middle
  }
  return low
}

function foldOf(roots: readonly Root[], collapsed: ReadonlySet<FactoryId>): Fold {
  const blocks: Block[] = []
  const firsts = new Map<FactoryId, number>()
  for (const [root, { places }] of roots.entries()) {
    // Places come parents first, so those below a collapsed one follow it, all of them deeper.
    let hiddenBelow = Infinity
    for (const [place, { depth, factory }] of places.entries()) {
      if (depth > hiddenBelow) continue
      const isCollapsed = collapsed.has(factory.id)
      hiddenBelow = isCollapsed ? depth : Infinity
      if (!firsts.has(factory.id)) firsts.set(factory.id, blocks.length)
      blocks.push({ root, place, isCollapsed })
    }
  }
  return { shapes: roots.map(({ shape }) => shape), collapsed, blocks, firsts }
}

/** Counted anew only where a place is another one. */
function startsOf(roots: readonly Root[], fold: Fold, last: TreeBlocks | null): Int32Array {
  const starts = new Int32Array(fold.blocks.length + 1)
  for (let at = 0; at < fold.blocks.length; at++) {
    const place = placeOf({ roots, fold }, at)
    const lines =
      last !== null && placeOf(last, at) === place
        ? (last.starts[at + 1] ?? 0) - (last.starts[at] ?? 0)
        : linesOf(place, fold.blocks[at])
    starts[at + 1] = (starts[at] ?? 0) + lines
  }
  return starts
}

function linesOf(place: KernelPlace | null, block: Block | undefined): number {
  return place === null || block?.isCollapsed === true ? 1 : 1 + buffersIn(place.factory).length
}
