import type { CompileSettings } from '../registry/cudaFactory.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { childSpec, DeviceFactory, type DeviceFactorySpec } from './deviceFactory.ts'
import { LinearSolver } from './linearSolver.ts'
import { sizesIn } from './systemSizes.ts'

/** What a Newton solver is made with. */
export interface NewtonKrylovSpec extends DeviceFactorySpec {
  /** The solver of its linear systems; one of its own by default. */
  readonly linearSolver?: LinearSolver
}

/**
 * Newton's method with a Krylov solver inside: the correction, the residual at the iterate, the trial
 * iterate of the line search, each of `states` elements, and the iteration counts. It holds `linear_solver`.
 */
export class NewtonKrylov extends DeviceFactory {
  constructor({ linearSolver, ...spec }: NewtonKrylovSpec) {
    super('NewtonKrylov', spec, [
      ['linear_solver', linearSolver ?? new LinearSolver(childSpec(spec, 'linear_solver'))],
    ])
  }

  protected override buffersFor(settings: CompileSettings): readonly BufferSpec[] {
    const { states } = sizesIn(settings)
    return [
      { name: 'delta', size: states, location: 'local' },
      { name: 'residual', size: states, location: 'local' },
      { name: 'trial_increment', size: states, location: 'local' },
      { name: 'iterations', size: 2, location: 'local', dtype: 'int32' },
    ]
  }
}
