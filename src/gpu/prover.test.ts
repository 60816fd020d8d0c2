import { expect, test } from 'vitest'
import { EMPTY_MODEL } from '../core/document/model.ts'
import { faultSample } from '../core/probe/faultSample.ts'
import type { KernelRunner, RunnerChoice, RunnerReady, RunStage } from '../core/probe/runner.ts'
import { createEmulatedRunner } from './emulatedRunner.ts'
import { createProver } from './prover.ts'

const emulation = createEmulatedRunner()

/** A device that cannot be opened, or that opens and does as the emulation does. */
function deviceThat(ready: RunnerReady | 'works'): KernelRunner {
  return {
    ...emulation,
    name: 'webgpu',
    open: (signal) => (ready === 'works' ? emulation.open(signal) : Promise.resolve(ready)),
  }
}

function failedAt(stage: RunStage): RunnerReady {
  return { kind: 'failed', stage, message: `failed at ${stage}`, line: null }
}

async function proved(device: KernelRunner, runner: RunnerChoice, model = faultSample()) {
  const reasons: string[] = []
  const prove = createProver({ device, emulation, onFallback: (why) => reasons.push(why) })
  const signal = new AbortController().signal
  const verdict = await prove(model, { runner, program: 'table', signal })
  return { said: `${verdict.kind} by ${verdict.runner}`, reasons }
}

const none: RunnerReady = { kind: 'unavailable', reason: 'no adapter' }

test('the device speaks where there is one', async () => {
  const { said, reasons } = await proved(deviceThat('works'), 'automatic')
  expect([said, reasons]).toEqual(['proven by webgpu', []])
})

test.each([none, ...(['adapter', 'device', 'lost', 'timeout'] as const).map(failedAt)])(
  'without a device one lane is emulated, and why is said: $kind $stage',
  async (ready) => {
    const { said, reasons } = await proved(deviceThat(ready), 'automatic')
    expect(said).toBe('proven by emulated')
    expect(reasons).toEqual([ready.kind === 'unavailable' ? 'no adapter' : expect.any(String)])
  },
)

test('a program that fails on the device is the program’s failure, and is not emulated', async () => {
  const device: KernelRunner = {
    ...deviceThat('works'),
    run: async () => ({ kind: 'failed', stage: 'compile', message: 'no', line: 3 }),
  }
  expect(await proved(device, 'automatic')).toEqual({ said: 'failed by webgpu', reasons: [] })
})

test('WebGPU alone never emulates, and emulation never asks the device', async () => {
  expect((await proved(deviceThat(none), 'webgpu')).said).toBe('unavailable by webgpu')
  const untouchable: KernelRunner = {
    ...deviceThat('works'),
    open: async () => Promise.reject(new Error('it was asked')),
  }
  expect((await proved(untouchable, 'emulated')).said).toBe('proven by emulated')
})

test('a document that has nothing to verify says so by the device, and nothing is emulated', async () => {
  const { said, reasons } = await proved(deviceThat('works'), 'automatic', EMPTY_MODEL)
  expect([said, reasons]).toEqual(['unavailable by webgpu', []])
})

test('a cancel while a silent device is asked again is no reason to emulate', async () => {
  const cancelling = new AbortController()
  let asked = 0
  const device: KernelRunner = {
    ...deviceThat(none),
    open: async () => {
      asked++
      if (asked === 1) return none
      cancelling.abort()
      return { kind: 'cancelled' }
    },
  }
  const reasons: string[] = []
  const prove = createProver({ device, emulation, onFallback: (why) => reasons.push(why) })
  const options = { runner: 'automatic', program: 'table', signal: cancelling.signal } as const
  expect((await prove(faultSample(), options)).runner).toBe('webgpu')
  expect([asked, reasons]).toEqual([2, []])
})
