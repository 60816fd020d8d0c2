import { sharedLimitBytes, type RunGeometry } from './launch.ts'
import { blockLaunchOf, type Launch } from './launchOccupancy.ts'
import { blockOccupancy, type BlockLaunch } from './occupancy.ts'
import { MAX_BLOCK_SIZE, targetOf, WARP_SIZE, type Target } from './targets.ts'

/** One point of a graph: what an SM holds where the varied figure is `x`. */
export interface OccupancyPoint {
  readonly x: number
  readonly blocks: number
  readonly warps: number
  readonly runsPerSM: number
}

/** The calculator's three graphs, and where the launch stands on each. */
export interface OccupancySeries {
  /** Against threads a block, in warps; shared bytes grow with the block, as each run brings its own. */
  readonly blockSize: Graph
  /** Against registers per thread, 0 to 255. */
  readonly registers: Graph
  /** Against dynamic shared bytes a block, in the target's allocation units up to the limit. */
  readonly sharedBytes: Graph
}

export interface Graph {
  readonly points: readonly OccupancyPoint[]
  readonly present: OccupancyPoint
}

/** The three graphs of a launch; null where its target has no SM data or nothing launches. */
export function occupancySeries(launch: Launch, run: RunGeometry): OccupancySeries | null {
  const { settings, geometry } = launch
  const target = targetOf(settings.target)
  if (target === null || geometry.kind === 'over-block-limit') return null
  const now: BlockLaunch = {
    ...blockLaunchOf(settings, target),
    blockSize: geometry.blockSize,
    dynamicSharedBytes: geometry.dynamicSharedBytes,
  }
  const at = (x: number, change: Partial<BlockLaunch>) =>
    pointOf(target, { x, runs: settings.runs }, { ...now, ...change })
  const atBlock = (blockSize: number) =>
    at(blockSize, { blockSize, dynamicSharedBytes: dynamicBytes(run, blockSize, settings.runs) })
  const atRegisters = (registersPerThread: number) => at(registersPerThread, { registersPerThread })
  const atBytes = (dynamicSharedBytes: number) => at(dynamicSharedBytes, { dynamicSharedBytes })
  return {
    blockSize: {
      points: range(WARP_SIZE, MAX_BLOCK_SIZE, WARP_SIZE).map(atBlock),
      present: atBlock(geometry.blockSize),
    },
    registers: {
      points: range(0, 255, 1).map(atRegisters),
      present: atRegisters(settings.registersPerThread),
    },
    sharedBytes: {
      points: range(0, sharedLimitBytes(settings), target.sharedUnitBytes).map(atBytes),
      present: atBytes(geometry.dynamicSharedBytes),
    },
  }
}

function dynamicBytes(run: RunGeometry, blockSize: number, runs: number): number {
  return Math.max(4, run.bytesPerRun * Math.min(blockSize, runs))
}

function pointOf(
  target: Target,
  { x, runs }: { readonly x: number; readonly runs: number },
  launch: BlockLaunch,
): OccupancyPoint {
  const found = blockOccupancy(target, launch)
  if (found.kind === 'invalid-carveout') return { x, blocks: 0, warps: 0, runsPerSM: 0 }
  const { blocks, warps } = found
  return { x, blocks, warps, runsPerSM: blocks * Math.min(launch.blockSize, runs) }
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)
}
