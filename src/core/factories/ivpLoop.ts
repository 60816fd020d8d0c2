import type { CompileSettings } from '../registry/cudaFactory.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { DeviceFactory, type DeviceFactorySpec } from './deviceFactory.ts'
import { sizesIn } from './systemSizes.ts'

/** What a loop is made with. */
export interface IVPLoopSpec extends DeviceFactorySpec {
  /** The step that it takes again and again. */
  readonly algorithm: DeviceFactory
}

/**
 * The time loop of an initial value problem: state, parameters, drivers and observables, what the step
 * proposes for them, the error estimate (`states` elements), counters, and the step size, which survives
 * from call to call. It holds `algorithm`.
 */
export class IVPLoop extends DeviceFactory {
  constructor({ algorithm, ...spec }: IVPLoopSpec) {
    super('IVPLoop', spec, [['algorithm', algorithm]])
  }

  protected override buffersFor(settings: CompileSettings): readonly BufferSpec[] {
    const { states, parameters, drivers, observables } = sizesIn(settings)
    return [
      { name: 'state', size: states, location: 'shared' },
      { name: 'proposed_state', size: states, location: 'shared' },
      { name: 'parameters', size: parameters, location: 'shared' },
      { name: 'drivers', size: drivers, location: 'local' },
      { name: 'proposed_drivers', size: drivers, location: 'local' },
      { name: 'observables', size: observables, location: 'local' },
      { name: 'proposed_observables', size: observables, location: 'local' },
      { name: 'error', size: states, location: 'local' },
      { name: 'counters', size: 4, location: 'local', dtype: 'int32' },
      { name: 'dt', size: 1, location: 'persistent_local', persistent: true },
    ]
  }
}
