import { describe, expect, it } from 'vitest'
import { faultSample } from '../core/probe/faultSample.ts'
import type { ProbeProgram, RunOutcome } from '../core/probe/runner.ts'
import { verify } from '../core/probe/verify.ts'
import { createWebGpuRunner } from './webgpuRunner.ts'

type Step = 'adapter' | 'device' | 'info' | 'pipeline' | 'scope' | 'map'
type Answer = (device: FakeDevice) => unknown

interface FakeDevice {
  readonly lose: (message: string) => void
}

const NEVER = new Promise<never>(() => {})
const never = () => NEVER

/** A GPU that does as it is told: each step answers what stands first in its queue, else what a good one does. */
function fakeGpu() {
  const queues = new Map<Step, Answer[]>()
  const asked: unknown[] = []
  let devices = 0
  const answer = (step: Step, device: FakeDevice, good: () => unknown) =>
    (queues.get(step)?.shift() ?? good)(device)
  const noDevice: FakeDevice = { lose: () => {} }
  function makeDevice() {
    devices++
    let lose: (message: string) => void = () => {}
    const lost = new Promise((resolve) => {
      lose = (message) => resolve({ message, reason: 'unknown' })
    })
    const self: FakeDevice = { lose: (message) => lose(message) }
    return {
      lost,
      limits: LIMITS,
      queue: { writeBuffer() {}, submit() {} },
      addEventListener() {},
      destroy: () => lose('destroyed'),
      pushErrorScope() {},
      popErrorScope: () => Promise.resolve(answer('scope', self, () => null)),
      createShaderModule: () => ({
        getCompilationInfo: () => Promise.resolve(answer('info', self, () => ({ messages: [] }))),
      }),
      createBindGroupLayout: () => ({}),
      createPipelineLayout: () => ({}),
      createComputePipelineAsync: async () =>
        answer('pipeline', self, () => ({ getBindGroupLayout: () => ({}) })),
      createBindGroup: () => ({}),
      createBuffer: ({ size }: { size: number }) => ({
        mapAsync: async () => answer('map', self, () => undefined),
        getMappedRange: () => new ArrayBuffer(size),
        destroy() {},
      }),
      createCommandEncoder: () => ({
        beginComputePass: () => ({
          setPipeline() {},
          setBindGroup() {},
          dispatchWorkgroups() {},
          end() {},
        }),
        copyBufferToBuffer() {},
        finish: () => ({}),
      }),
    }
  }

  const gpu = {
    requestAdapter: async () =>
      answer('adapter', noDevice, () => ({
        info: { vendor: 'fake', architecture: '', description: '' },
        limits: LIMITS,
        requestDevice: async (descriptor: unknown) => {
          asked.push(descriptor)
          return answer('device', noDevice, makeDevice)
        },
      })),
  }
  return {
    gpu: gpu as unknown as GPU,
    asked,
    devices: () => devices,
    /** What the next times of a step answer instead. */
    next: (step: Step, ...answers: readonly Answer[]) => queues.set(step, [...answers]),
  }
}

const LIMITS = {
  maxComputeWorkgroupStorageSize: 32_768,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxStorageBufferBindingSize: 2 ** 27,
  maxBufferSize: 2 ** 28,
}

const PROGRAM: ProbeProgram = {
  kind: 'table',
  wgsl: '',
  entryPoint: 'main',
  inputs: [new Uint32Array(1)],
  resultWords: 4,
  needs: { workgroupBytes: 0, invocations: 1, privateBytes: 0, storageBytes: 16 },
  lines: [],
}

function setUp() {
  const platform = fakeGpu()
  const runner = createWebGpuRunner(platform.gpu, {
    limits: { adapter: 50, device: 50, compile: 50, run: 50, scope: 20 },
  })
  const run = (program = PROGRAM) => runner.run(program, { signal: new AbortController().signal })
  return { platform, runner, run }
}

async function reject(message: string): Promise<never> {
  throw new Error(message)
}

/** A failure, and that the next verification works where the platform does. */
async function failsAndMends(
  fail: (platform: ReturnType<typeof fakeGpu>) => void,
  expected: Partial<RunOutcome>,
): Promise<void> {
  const { platform, run } = setUp()
  fail(platform)
  expect(await run()).toMatchObject(expected)
  expect(await run()).toMatchObject({ kind: 'ran', adapter: 'fake' })
}

describe('a platform that fails', () => {
  it('has no WebGPU at all', async () => {
    const runner = createWebGpuRunner(undefined)
    expect(await verify(faultSample(), runner)).toMatchObject({ kind: 'unavailable' })
  })

  it('gives no adapter', () =>
    failsAndMends((platform) => platform.next('adapter', () => null), { kind: 'unavailable' }))

  it('does not answer for an adapter', () =>
    failsAndMends((platform) => platform.next('adapter', never, never), {
      kind: 'failed',
      stage: 'timeout',
    }))

  const consumed = () => reject('consumed')
  it('says that the adapter is consumed', () =>
    failsAndMends((platform) => platform.next('device', consumed, consumed), {
      kind: 'failed',
      stage: 'device',
      message: 'consumed',
    }))

  it('refuses the limits that it named, and gives a device with its default ones', async () => {
    const { platform, run } = setUp()
    platform.next('device', () => reject('limit refused'))
    expect(await run()).toMatchObject({ kind: 'ran' })
    expect(platform.asked).toEqual([
      { requiredLimits: expect.objectContaining(LIMITS) as unknown },
      {},
    ])
  })

  it('finds an error in the program, and names its line', () =>
    failsAndMends(
      (platform) =>
        platform.next('info', () => ({
          messages: [
            { type: 'warning', message: 'odd', lineNum: 1 },
            { type: 'error', message: 'unresolved name', lineNum: 7 },
          ],
        })),
      { kind: 'failed', stage: 'compile', message: 'unresolved name', line: 7 },
    ))

  it('cannot make the pipeline', () =>
    failsAndMends((platform) => platform.next('pipeline', () => reject('internal error')), {
      kind: 'failed',
      stage: 'pipeline',
    }))

  it('finds the dispatch invalid', () =>
    failsAndMends(
      (platform) =>
        platform.next(
          'scope',
          () => null,
          () => ({ message: 'binding too small' }),
        ),
      { kind: 'failed', stage: 'dispatch', message: 'binding too small' },
    ))

  it('rejects the mapping', () =>
    failsAndMends((platform) => platform.next('map', () => reject('mapping aborted')), {
      kind: 'failed',
      stage: 'readback',
      message: 'mapping aborted',
    }))

  it('loses the device while it is waited for, and the run is done once more on another', async () => {
    const { platform, run } = setUp()
    platform.next('map', (device) => {
      device.lose('the driver was reset')
      return NEVER
    })
    expect(await run()).toMatchObject({ kind: 'ran' })
    expect(platform.devices()).toBe(2)
  })

  it('refuses the mapping and says only then that the device was lost', async () => {
    const { platform, run } = setUp()
    const lost = (device: FakeDevice) => {
      setTimeout(() => device.lose('reset'), 10)
      return reject('mapping aborted')
    }
    platform.next('map', lost, lost)
    expect(await run()).toMatchObject({ stage: 'lost', message: 'reset' })
    expect(platform.devices()).toBe(2)
  })

  it('loses every device, which is tried twice and no more', async () => {
    const { platform, run } = setUp()
    const lose: Answer = (device) => {
      device.lose('the driver was reset')
      return NEVER
    }
    platform.next('map', lose, lose)
    expect(await run()).toMatchObject({
      kind: 'failed',
      stage: 'lost',
      message: 'the driver was reset',
    })
    expect(platform.devices()).toBe(2)
    expect(await run()).toMatchObject({ kind: 'ran' })
    expect(platform.devices()).toBe(3)
  })

  it('never answers for an error scope', async () => {
    const { platform, run } = setUp()
    platform.next('scope', never, never)
    expect(await run()).toMatchObject({ kind: 'failed', stage: 'timeout' })
    expect(await run()).toMatchObject({ kind: 'ran' })
  })

  it('comes back with a dump that no lane finished, which proves nothing', async () => {
    const { runner } = setUp()
    expect(await verify(faultSample(), runner, { program: 'table' })).toMatchObject({
      kind: 'failed',
      stage: 'readback',
      message: '0 of 8 lanes came to the end; the run proves nothing.',
    })
  })
})

describe('a run', () => {
  it('is refused before dispatch where the device has less than it needs', async () => {
    const { platform, run } = setUp()
    const needs = { ...PROGRAM.needs, workgroupBytes: 40_000 }
    expect(await run({ ...PROGRAM, needs })).toEqual({
      kind: 'refused',
      limit: 'bytes of shared memory in a workgroup',
      need: 40_000,
      have: 32_768,
    })
    const large = { ...PROGRAM.needs, privateBytes: 65_540 }
    expect(await run({ ...PROGRAM, needs: large })).toMatchObject({
      kind: 'refused',
      need: 65_540,
      have: 65_536,
    })
    expect(platform.devices()).toBe(1)
  })

  it('compiles a program once for a device', async () => {
    const { platform, run } = setUp()
    await run()
    platform.next('info', () => reject('compiled again'))
    expect(await run()).toMatchObject({ kind: 'ran' })
    expect(platform.devices()).toBe(1)
  })

  it('is not cancelled with another that asked for the device first', async () => {
    const { runner } = setUp()
    const controller = new AbortController()
    const first = runner.run(PROGRAM, { signal: controller.signal })
    const second = runner.run(PROGRAM, { signal: new AbortController().signal })
    controller.abort()
    expect(await first).toEqual({ kind: 'cancelled' })
    expect(await second).toMatchObject({ kind: 'ran' })
  })

  it('is cancelled while the compiler works', async () => {
    const { platform, runner } = setUp()
    platform.next('pipeline', () => NEVER)
    const controller = new AbortController()
    const running = runner.run(PROGRAM, { signal: controller.signal })
    setTimeout(() => controller.abort(), 5)
    expect(await running).toEqual({ kind: 'cancelled' })
    expect(await runner.run(PROGRAM, { signal: new AbortController().signal })).toMatchObject({
      kind: 'ran',
    })
  })
})
