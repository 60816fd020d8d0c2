import { describe, expect, test } from 'vitest'
import { layoutOf, placementOf } from '../layout/factoryLayout.ts'
import { kernelLayoutOf, kernelSliceAt, mainKernelOf } from '../layout/kernelLayout.ts'
import { BufferRegistry } from '../registry/bufferRegistry.ts'
import { bytesOf } from '../registry/dtype.ts'
import { factoryId } from '../registry/factory.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { requireFactory, type Registry } from '../registry/registry.ts'
import { RegistryError } from '../registry/registryError.ts'
import { relocate } from '../registry/verbs.ts'
import { BackwardEulerStep } from './backwardEulerStep.ts'
import { DormandPrinceStep } from './dormandPrinceStep.ts'
import { IVPLoop } from './ivpLoop.ts'
import { sampleKernel, SAMPLE_STEPS } from './newKernel.ts'
import { SingleIntegratorRun } from './singleIntegratorRun.ts'

const SYSTEM = { states: 3, parameters: 2, drivers: 1, observables: 4 }

function sizesOf(registry: Registry, id: string): Readonly<Record<string, number>> {
  const { entries } = requireFactory(registry, factoryId(id))
  return Object.fromEntries(entries.map((entry) => [entry.name, entry.size]))
}

describe('a new kernel', () => {
  test('with an explicit step holds what Dormand and Prince need', () => {
    const registry = sampleKernel({ ...SYSTEM, precision: 'float32', step: 'dormand_prince' })
    expect(sizesOf(registry, 'run/loop/algorithm')).toEqual({
      stage_rhs: 18,
      stage_state: 3,
      stage_drivers: 1,
      stage_observables: 4,
      first_rhs: 3,
    })
    expect(sizesOf(registry, 'run/loop')).toEqual({
      state: 3,
      proposed_state: 3,
      parameters: 2,
      drivers: 1,
      proposed_drivers: 1,
      observables: 4,
      proposed_observables: 4,
      error: 3,
      counters: 4,
      dt: 1,
      algorithm_shared: 0,
      algorithm_persistent_local: 3,
    })
    expect(sizesOf(registry, 'run')).toEqual({
      initial_state: 3,
      driver_coefficients: 4,
      status: 1,
      loop_shared: 8,
      loop_persistent_local: 4,
    })
    expect(registry.roots).toEqual(['run'])
  })

  test('with an implicit step holds its solvers', () => {
    const registry = sampleKernel({ ...SYSTEM, precision: 'float64', step: 'backward_euler' })
    expect(registry.factories.map(({ id, type, precision }) => [id, type, precision])).toEqual([
      ['run/loop/algorithm/solver/linear_solver', 'LinearSolver', 'float64'],
      ['run/loop/algorithm/solver', 'NewtonKrylov', 'float64'],
      ['run/loop/algorithm', 'BackwardEulerStep', 'float64'],
      ['run/loop', 'IVPLoop', 'float64'],
      ['run', 'SingleIntegratorRun', 'float64'],
    ])
    const kernel = mainKernelOf(registry)
    expect([kernel?.sharedElements, kernel?.persistentLocalElements]).toEqual([8, 4])
    // run 3+4+1, loop 1+1+4+4+3+4, step 3+1+4, Newton 3+3+3+2, linear solver 3+3, and persistent 4
    expect(kernel?.declaredLocalElements).toBe(8 + 17 + 8 + 11 + 6 + 4)
  })

  test.each(SAMPLE_STEPS)('%s: no two buffers of a run overlap', (step) => {
    const registry = sampleKernel({ ...SYSTEM, precision: 'float32', step })
    const kernel = kernelLayoutOf(registry, factoryId('run'))
    if (kernel === null) throw new Error('no run')
    const shared = kernel.places.flatMap((place) =>
      place.factory.entries.flatMap((entry, index) => {
        const { placement, offsetBytes, sizeBytes } = kernelSliceAt(kernel, place, index)
        if (entry.kind !== 'buffer' || placement.space !== 'shared' || offsetBytes === null)
          return []
        return Array.from({ length: sizeBytes }, (_, byte) => offsetBytes + byte)
      }),
    )
    // Every byte of the run's arena belongs to exactly one buffer.
    const bytes = 8 * bytesOf('float32')
    expect(shared.toSorted((x, y) => x - y)).toEqual(Array.from({ length: bytes }, (_, i) => i))
  })

  test.each(SAMPLE_STEPS)('%s: a system of nothing has buffers of nothing', (step) => {
    const registry = sampleKernel({ states: 0, precision: 'float32', step })
    expect(mainKernelOf(registry)?.sharedElements).toBe(0)
  })

  test('refuses sizes that are none', () => {
    for (const states of [-1, 0.5, Number.NaN, 2 ** 31])
      expect(() => sampleKernel({ states, precision: 'float32', step: 'dormand_prince' })).toThrow(
        RegistryError,
      )
  })

  test('can be edited from there', () => {
    const registry = sampleKernel({ ...SYSTEM, precision: 'float32', step: 'backward_euler' })
    const solver = factoryId('run/loop/algorithm/solver')
    const moved = relocate(registry, { factory: solver, name: 'delta' }, 'shared')
    const next = refreshPaths(moved, [solver])
    expect(mainKernelOf(next)?.sharedElements).toBe(8 + SYSTEM.states)
    expect(next.extentRule).toBe('elements')
  })
})

describe('sample factories', () => {
  function kernel() {
    const registry = new BufferRegistry()
    const algorithm = new BackwardEulerStep({ ...SYSTEM, registry })
    const loop = new IVPLoop({ ...SYSTEM, registry, algorithm })
    const run = new SingleIntegratorRun({ ...SYSTEM, registry, loop })
    return { registry, algorithm, loop, run }
  }

  test('build a device function with an allocator for every entry, children included', () => {
    const { registry, run, loop } = kernel()
    const built = run.deviceFunction
    expect([...built.allocators.keys()]).toEqual([
      'initial_state',
      'driver_coefficients',
      'status',
      'loop_shared',
      'loop_persistent_local',
    ])
    const inner = built.children.get('loop')?.children.get('algorithm')?.children.get('solver')
    expect(inner?.type).toBe('NewtonKrylov')
    expect(inner?.children.get('linear_solver')?.allocators.get('temp')).toEqual({
      space: 'local',
      size: 3,
      dtype: 'float32',
    })
    const factory = requireFactory(registry.value, loop.bufferContextId)
    const state = placementOf(layoutOf(factory, 'elements'), 'state')
    expect(built.children.get('loop')?.allocators.get('state')).toMatchObject({
      space: 'shared',
      offset: state?.offset,
      extent: 3,
    })
  })

  test('build again only after a change, and see it then', () => {
    const { algorithm, run } = kernel()
    const built = run.deviceFunction
    expect(run.deviceFunction).toBe(built)
    algorithm.updateCompileSettings({ base_state_location: 'shared' })
    expect(run.deviceFunction).not.toBe(built)
    expect(run.deviceFunction.allocators.get('loop_shared')).toMatchObject({ extent: 11 })
  })

  test('resize where they lie when the system changes', () => {
    const { registry, run, loop, algorithm } = kernel()
    registry.relocate(loop, 'error', 'persistent_local')
    run.resizeSystem({ states: 10 })
    expect(registry.getAllocator(loop, 'error')).toEqual({
      space: 'persistent_local',
      offset: 0,
      extent: 10,
      size: 10,
      dtype: 'float32',
    })
    expect(algorithm.getBufferAllocator('increment')).toMatchObject({ size: 10 })
    expect(run.getAggregateBufferSize('shared')).toBe(22)
    expect(run.getChildBufferSize(loop, 'persistent_local')).toBe(21)
  })

  test('hold seven stages of which the first is the last of the step before', () => {
    const registry = new BufferRegistry()
    const step = new DormandPrinceStep({ states: 5, registry })
    expect(step.getAggregateBufferSize('local')).toBe(6 * 5 + 5 + 1 + 1)
    expect(step.getAggregateBufferSize('persistent_local')).toBe(5)
  })
})
