import type { CompileSettings } from '../registry/cudaFactory.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { DeviceFactory, type DeviceFactorySpec } from './deviceFactory.ts'
import { sizesIn } from './systemSizes.ts'

/**
 * Solves the linear system of one Newton iteration by minimal residuals: the preconditioned direction,
 * and the product of the matrix with it, each of `states` elements.
 */
export class LinearSolver extends DeviceFactory {
  constructor(spec: DeviceFactorySpec) {
    super('LinearSolver', spec)
  }

  protected override buffersFor(settings: CompileSettings): readonly BufferSpec[] {
    const { states } = sizesIn(settings)
    return [
      { name: 'preconditioned_vec', size: states, location: 'local' },
      { name: 'temp', size: states, location: 'local' },
    ]
  }
}
