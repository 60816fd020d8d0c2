import { bytesOf, type Precision } from '../registry/dtype.ts'
import { factoryIn } from '../registry/registry.ts'
import { runGeometry, type LaunchSettings } from './launch.ts'
import type { FrontPoint, PlacementPlan } from './placement.ts'
import { runsPerSmSteps, stepAt, type RunsPerSmStep } from './runsPerSm.ts'

/** A corner of the front as the launch sees it. The weight is a model's, runs/SM is exact. */
export interface LaunchedPoint extends FrontPoint {
  /** Elements of the root's precision. */
  readonly elements: number
  readonly bytesPerRun: number
  /** 0 where nothing launches; null where the target has no SM data. */
  readonly blockSize: number | null
  readonly runsPerSM: number | null
}

export interface LaunchedFront {
  readonly points: readonly LaunchedPoint[]
  readonly present: LaunchedPoint
}

/** The front of a plan against runs/SM, with the present placement. More weight often means fewer runs. */
export function launchedFrontOf(plan: PlacementPlan, settings: LaunchSettings): LaunchedFront {
  const precision = factoryIn(plan.registry, plan.root)?.precision ?? 'float32'
  const steps = runsPerSmSteps(settings, precision)
  return {
    points: plan.front.map((point) => launched(point, steps, precision)),
    present: launched(plan.present, steps, precision),
  }
}

function launched(
  point: FrontPoint,
  steps: readonly RunsPerSmStep[],
  precision: Precision,
): LaunchedPoint {
  const elements = (point.words * 4) / bytesOf(precision)
  const step = stepAt(steps, elements)
  return {
    ...point,
    elements,
    bytesPerRun: runGeometry(elements, precision).bytesPerRun,
    blockSize: step?.blockSize ?? null,
    runsPerSM: step?.runsPerSM ?? null,
  }
}
