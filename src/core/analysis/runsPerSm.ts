import { bytesOf, type Precision } from '../registry/dtype.ts'
import { launchGeometry, runGeometry, sharedLimitBytes, type LaunchSettings } from './launch.ts'
import { launchOccupancy } from './launchOccupancy.ts'
import { targetOf } from './targets.ts'

/**
 * One tread of runs/SM against the shared elements of a run: from here on, up to the next step,
 * the launch has this block and this many of them.
 */
export interface RunsPerSmStep {
  /** First number of shared elements for which this holds. */
  readonly elements: number
  readonly bytesPerRun: number
  /** 0 where a single run is over the limit: the last step. */
  readonly blockSize: number
  readonly blocks: number
  readonly runsPerSM: number
}

const cache = new WeakMap<LaunchSettings, Map<Precision, readonly RunsPerSmStep[]>>()

/**
 * Runs/SM for every size that a run's shared memory may have, from 0 elements to the first size that
 * does not launch. The block shrinks as runs grow, so the steps go up as well as down. Empty for a
 * target without SM data. Computed once per settings and precision.
 */
export function runsPerSmSteps(
  settings: LaunchSettings,
  precision: Precision,
): readonly RunsPerSmStep[] {
  const perPrecision = cache.get(settings) ?? new Map<Precision, readonly RunsPerSmStep[]>()
  cache.set(settings, perPrecision)
  const known = perPrecision.get(precision)
  if (known !== undefined) return known
  const steps = computeSteps(settings, precision)
  perPrecision.set(precision, steps)
  return steps
}

/** The step that a number of shared elements stands on; null where there are no steps. */
export function stepAt(steps: readonly RunsPerSmStep[], elements: number): RunsPerSmStep | null {
  return steps[stepIndex(steps, elements)] ?? null
}

/** What a run may still gain in shared memory before an SM works on fewer runs. */
export interface FreeRoom {
  readonly elements: number
  readonly bytes: number
  /** The step down; runs/SM is 0 where nothing launches any more. */
  readonly next: RunsPerSmStep
}

/** Room before runs/SM drops below what it is now; null without steps, or where nothing launches now. */
export function freeRoom(
  steps: readonly RunsPerSmStep[],
  elements: number,
  precision: Precision,
): FreeRoom | null {
  const at = stepIndex(steps, elements)
  const now = steps[at]
  if (now === undefined) return null
  const next = steps.slice(at + 1).find((step) => step.runsPerSM < now.runsPerSM)
  if (next === undefined) return null
  const free = next.elements - 1 - elements
  return { elements: free, bytes: free * bytesOf(precision), next }
}

function stepIndex(steps: readonly RunsPerSmStep[], elements: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((steps[middle]?.elements ?? 0) <= elements) low = middle + 1
    else high = middle
  }
  return low - 1
}

function computeSteps(settings: LaunchSettings, precision: Precision): readonly RunsPerSmStep[] {
  if (targetOf(settings.target) === null) return []
  const end = Math.floor(sharedLimitBytes(settings) / bytesOf(precision)) + 1
  const steps: RunsPerSmStep[] = []
  let elements = 0
  while (elements <= end) {
    const step = stepFrom(elements)
    steps.push(step)
    if (step.blockSize === 0) break
    elements = nextChange(step)
  }
  return steps

  function stepFrom(first: number): RunsPerSmStep {
    const run = runGeometry(first, precision)
    const geometry = launchGeometry(run, settings)
    const occupancy = launchOccupancy({ settings, geometry })
    const launches = geometry.kind === 'launches'
    return {
      elements: first,
      bytesPerRun: run.bytesPerRun,
      blockSize: launches ? geometry.blockSize : 0,
      blocks: occupancy.kind === 'known' ? occupancy.block.blocks : 0,
      runsPerSM: occupancy.kind === 'known' ? occupancy.runsPerSM : 0,
    }
  }

  /** The block never grows with a run, and blocks of one size only get fewer: so a step is one range. */
  function nextChange(step: RunsPerSmStep): number {
    const isSame = (at: number) => {
      const other = stepFrom(at)
      return other.blockSize === step.blockSize && other.blocks === step.blocks
    }
    let same = step.elements
    let width = 1
    while (same + width <= end && isSame(same + width)) {
      same += width
      width *= 2
    }
    let other = Math.min(same + width, end + 1)
    while (other - same > 1) {
      const middle = same + Math.floor((other - same) / 2)
      if (isSame(middle)) same = middle
      else other = middle
    }
    return other
  }
}
