import type { CompileSettings } from '../registry/cudaFactory.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { DeviceFactory, type DeviceFactorySpec } from './deviceFactory.ts'
import type { IVPLoop } from './ivpLoop.ts'
import { sizesIn } from './systemSizes.ts'

/** What one run is made with. */
export interface SingleIntegratorRunSpec extends DeviceFactorySpec {
  readonly loop: IVPLoop
}

/** Cubic pieces of each driver: coefficients that the run holds at a time. */
export const DRIVER_COEFFICIENTS = 4

/**
 * One integration, the root of the kernel: the state it starts from, the coefficients of the present piece
 * of each driver (`drivers` × 4), and a status word. It holds `loop`.
 */
export class SingleIntegratorRun extends DeviceFactory {
  constructor({ loop, ...spec }: SingleIntegratorRunSpec) {
    super('SingleIntegratorRun', spec, [['loop', loop]])
  }

  protected override buffersFor(settings: CompileSettings): readonly BufferSpec[] {
    const { states, drivers } = sizesIn(settings)
    return [
      { name: 'initial_state', size: states, location: 'local' },
      { name: 'driver_coefficients', size: drivers * DRIVER_COEFFICIENTS, location: 'local' },
      { name: 'status', size: 1, location: 'local', dtype: 'int32' },
    ]
  }
}
