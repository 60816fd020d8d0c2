import { bankAccess, mendingPadWords, type BankAccess } from '../../../core/analysis/banks.ts'
import {
  launchGeometry,
  runGeometry,
  sharedLimitBytes,
  type LaunchGeometry,
  type RunGeometry,
} from '../../../core/analysis/launch.ts'
import {
  DEFAULT_DETAILS,
  launchOccupancy,
  type LaunchOccupancy,
} from '../../../core/analysis/launchOccupancy.ts'
import {
  freeRoom,
  runsPerSmSteps,
  type FreeRoom,
  type RunsPerSmStep,
} from '../../../core/analysis/runsPerSm.ts'
import type { Model } from '../../../core/document/model.ts'
import { mainKernelOf } from '../../../core/layout/kernelLayout.ts'
import type { Precision } from '../../../core/registry/dtype.ts'

/** All that the launch drawer says of a model: exact arithmetic on the first root's layout. */
export interface LaunchFacts {
  readonly model: Model
  readonly precision: Precision
  /** Elements of one run. */
  readonly sharedElements: number
  readonly run: RunGeometry
  readonly geometry: LaunchGeometry
  readonly occupancy: LaunchOccupancy
  /** Empty for a target without SM data. */
  readonly steps: readonly RunsPerSmStep[]
  readonly free: FreeRoom | null
  readonly bank: BankAccess
  /** Words to add to the stride so that it is free of conflicts; 0 where it is. */
  readonly mendingWords: number
  /** Shared bytes that a block may have. */
  readonly limitBytes: number
}

const cache = new WeakMap<Model, LaunchFacts>()

/** The facts of a model, computed once per value; null where it has no kernel. */
export function launchFactsOf(model: Model): LaunchFacts | null {
  const known = cache.get(model)
  if (known !== undefined) return known
  const facts = computeFacts(model)
  if (facts !== null) cache.set(model, facts)
  return facts
}

function computeFacts(model: Model): LaunchFacts | null {
  const kernel = mainKernelOf(model.registry)
  if (kernel === null) return null
  const { sharedElements } = kernel
  const { precision } = kernel.root
  const details = DEFAULT_DETAILS
  const run = runGeometry(sharedElements, precision)
  const geometry = launchGeometry(run, model.launch)
  const steps = runsPerSmSteps(model.launch, details, precision)
  const elementBytes = precision === 'float64' ? 8 : 4
  return {
    model,
    precision,
    sharedElements,
    run,
    geometry,
    occupancy: launchOccupancy({ settings: model.launch, details, geometry }),
    steps,
    free: freeRoom(steps, sharedElements, precision),
    bank: bankAccess(run.strideWords, elementBytes),
    mendingWords: mendingPadWords(run.strideWords, elementBytes),
    limitBytes: sharedLimitBytes(model.launch),
  }
}
