import { bankOf, BANKS } from '../core/analysis/banks.ts'
import type { LaunchGeometry, RunGeometry } from '../core/analysis/launch.ts'
import { hitAt, type Hit } from './hit.ts'
import type { SceneLane } from './scene.ts'

/**
 * The runs of a block under each other, each from its own first word on:
 *
 *   run 0 | state | delta | pad |
 *   run 1 | state | delta | pad |     one stride further in shared memory
 */
export interface BlockRows {
  readonly runs: number
  readonly strideWords: number
  /** Words of padding behind each run. */
  readonly padWords: number
}

export const RUN_PIXELS = 13

/** The runs that a launch puts into one block; a block that does not launch shows the one that is too large. */
export function blockRowsOf(
  run: Pick<RunGeometry, 'strideWords' | 'padded'>,
  geometry: LaunchGeometry,
  runs: number,
): BlockRows {
  const launched = geometry.kind === 'launches' ? Math.min(geometry.blockSize, runs) : 1
  return {
    runs: Math.max(1, launched),
    strideWords: run.strideWords,
    padWords: run.padded ? 1 : 0,
  }
}

/** The bank of a word of a run. */
export function bankInRun({ strideWords }: BlockRows, run: number, word: number): number {
  return bankOf(run * strideWords + word)
}

/** How far along the banks one is, from 0 to 1; what the bank colouring shades by. */
export function bankShare(bank: number): number {
  return bank / (BANKS - 1)
}

/** The innermost segment at a byte of a run. */
export function innermostAt(lane: SceneLane, bytes: number, tolerance: number): Hit | null {
  for (let row = lane.rows.length - 1; row >= 0; row--) {
    const hit = hitAt(lane, { row, bytes, level: Infinity, tolerance: 0 })
    if (hit !== null) return hit
  }
  return tolerance > 0 ? nearest(lane, bytes, tolerance) : null
}

function nearest(lane: SceneLane, bytes: number, tolerance: number): Hit | null {
  return hitAt(lane, { row: 0, bytes, level: Infinity, tolerance })
}
