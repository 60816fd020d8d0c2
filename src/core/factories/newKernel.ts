import type { ExtentRule } from '../layout/factoryLayout.ts'
import { BufferRegistry } from '../registry/bufferRegistry.ts'
import type { Precision } from '../registry/dtype.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { BackwardEulerStep } from './backwardEulerStep.ts'
import type { DeviceFactory, DeviceFactorySpec } from './deviceFactory.ts'
import { DormandPrinceStep } from './dormandPrinceStep.ts'
import { IVPLoop } from './ivpLoop.ts'
import { SingleIntegratorRun } from './singleIntegratorRun.ts'
import type { SystemSizes } from './systemSizes.ts'

/** The steps that a new kernel may take. */
export const SAMPLE_STEPS = ['dormand_prince', 'backward_euler'] as const
export type SampleStep = (typeof SAMPLE_STEPS)[number]

/** What the form "New kernel" asks for; sizes left out are 0. */
export interface NewKernel extends Partial<SystemSizes> {
  /** Number of states, 0 to 2^31 - 1. */
  readonly states: number
  readonly precision: Precision
  readonly step: SampleStep
  /** `elements` by default. */
  readonly extentRule?: ExtentRule
}

/**
 * A registry with one kernel: `run` holds `loop`, that the step, and an implicit step its solvers. Ids are
 * paths, such as `run/loop/algorithm`. Errors: invalid-size, invalid-precision, arena-too-large.
 */
export function sampleKernel({ step, extentRule = 'elements', ...system }: NewKernel): Registry {
  const registry = new BufferRegistry({ ...EMPTY_REGISTRY, extentRule })
  const at = (id: string): DeviceFactorySpec => ({ ...system, registry, id })
  const algorithm = STEPS[step](at('run/loop/algorithm'))
  const loop = new IVPLoop({ ...at('run/loop'), algorithm })
  const run = new SingleIntegratorRun({ ...at('run'), loop })
  run.build()
  return registry.value
}

const STEPS = {
  dormand_prince: (spec) => new DormandPrinceStep(spec),
  backward_euler: (spec) => new BackwardEulerStep(spec),
} as const satisfies Record<SampleStep, (spec: DeviceFactorySpec) => DeviceFactory>
