import type { CompileSettings } from '../registry/cudaFactory.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { childSpec, DeviceFactory, type DeviceFactorySpec } from './deviceFactory.ts'
import { NewtonKrylov } from './newtonKrylov.ts'
import { sizesIn } from './systemSizes.ts'

/** What a backward Euler step is made with. */
export interface BackwardEulerSpec extends DeviceFactorySpec {
  /** The solver of its equation; one of its own by default. */
  readonly solver?: NewtonKrylov
}

/**
 * One implicit step of backward Euler's method: the state that the solver starts from, drivers and
 * observables at the end of the step, and the increment, which survives as the next step's first guess.
 * It holds `solver`.
 */
export class BackwardEulerStep extends DeviceFactory {
  constructor({ solver, ...spec }: BackwardEulerSpec) {
    super('BackwardEulerStep', spec, [
      ['solver', solver ?? new NewtonKrylov(childSpec(spec, 'solver'))],
    ])
  }

  protected override buffersFor(settings: CompileSettings): readonly BufferSpec[] {
    const { states, drivers, observables } = sizesIn(settings)
    return [
      { name: 'base_state', size: states, location: 'local' },
      { name: 'step_drivers', size: drivers, location: 'local' },
      { name: 'step_observables', size: observables, location: 'local' },
      { name: 'increment', size: states, location: 'persistent_local', persistent: true },
    ]
  }
}
