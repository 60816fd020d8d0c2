import type { CompileSettings } from '../registry/cudaFactory.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { DeviceFactory, type DeviceFactorySpec } from './deviceFactory.ts'
import { sizesIn } from './systemSizes.ts'

/** Stages of the method, the last of which is the first of the next step. */
export const DORMAND_PRINCE_STAGES = 7

/**
 * One explicit step of Dormand and Prince's 5(4) pair: the derivatives of the stages but the first, one
 * after another (`states` × 6), the state, drivers and observables at the present stage, and the last
 * derivative, which survives to be the next step's first.
 * Source: Dormand and Prince, "A family of embedded Runge-Kutta formulae", 1980.
 */
export class DormandPrinceStep extends DeviceFactory {
  constructor(spec: DeviceFactorySpec) {
    super('DormandPrinceStep', spec)
  }

  protected override buffersFor(settings: CompileSettings): readonly BufferSpec[] {
    const { states, drivers, observables } = sizesIn(settings)
    const later = DORMAND_PRINCE_STAGES - 1
    return [
      { name: 'stage_rhs', size: states * later, location: 'local' },
      { name: 'stage_state', size: states, location: 'local' },
      { name: 'stage_drivers', size: drivers, location: 'local' },
      { name: 'stage_observables', size: observables, location: 'local' },
      { name: 'first_rhs', size: states, location: 'persistent_local', persistent: true },
    ]
  }
}
