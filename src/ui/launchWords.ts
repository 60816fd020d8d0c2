import type { Cost } from '../core/analysis/cost.ts'
import { bytesOf } from '../core/registry/dtype.ts'
import type { Preferences } from '../store/state.ts'
import { figure, withUnit } from './figures.ts'

/** How a launch compares with another one: more runs at a time, fewer, or as many. */
export type Tendency = 'more' | 'fewer' | 'same'

/** The three figures of a launch that a move can change, as they are shown. */
export interface LaunchFigures {
  readonly run: string
  readonly block: string
  readonly runsPerSM: string
}

export function launchFigures(cost: Cost, preferences: Preferences): LaunchFigures {
  const { geometry, run, runsPerSM, precision } = cost
  return {
    run: withUnit(run.bytesPerRun, bytesOf(precision), preferences),
    block: geometry.kind === 'launches' ? figure(geometry.blockSize) : 'none',
    runsPerSM: runsPerSM === null ? 'unknown' : figure(runsPerSM),
  }
}

/** Unknown runs are taken for as many. */
export function tendencyOf(now: Cost, then: Cost): Tendency {
  const difference = (then.runsPerSM ?? 0) - (now.runsPerSM ?? 0)
  if (difference === 0) return 'same'
  return difference > 0 ? 'more' : 'fewer'
}

/** What a launch would come to, in a line: "640 runs/SM · block 128 · run 33". */
export function launchLine(now: Cost, then: Cost, preferences: Preferences): string {
  if (then.geometry.kind === 'over-block-limit') return 'nothing launches'
  const { run, block, runsPerSM } = launchFigures(then, preferences)
  if (then.run.bytesPerRun === now.run.bytesPerRun) return 'same launch'
  const runs = then.runsPerSM === null ? '' : `${runsPerSM} runs/SM · `
  return `${runs}block ${block} · run ${run}`
}
