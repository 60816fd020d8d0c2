import { expect, test } from 'vitest'
import { faultSample } from '../core/probe/faultSample.ts'
import { verify } from '../core/probe/verify.ts'
import { createEmulatedRunner } from './emulatedRunner.ts'
import { interpret, type Interpreted } from './interpret.ts'
import type { InterpretAnswer } from './interpretWorker.ts'
import { createWorkerInterpreter, type WorkerLike } from './workerInterpreter.ts'

type Heard = (event: { readonly data: InterpretAnswer; readonly message: string }) => void

/** A worker that does as it is told. */
function fakeWorker(onJob: (job: Interpreted, say: (answer: InterpretAnswer) => void) => void) {
  const listeners = new Map<string, Heard>()
  const worker = {
    ended: 0,
    postMessage: (job: Interpreted) =>
      onJob(job, (data) => listeners.get('message')?.({ data, message: '' })),
    terminate: () => {
      worker.ended++
    },
    addEventListener: (type: string, listener: Heard) => void listeners.set(type, listener),
    break: (message: string) =>
      listeners.get('error')?.({ data: { kind: 'failed', message }, message }),
  }
  return worker
}

function runnerOf(worker: unknown) {
  return createEmulatedRunner(createWorkerInterpreter(() => worker as WorkerLike))
}

test('what the worker interprets is judged as ever, and the worker ends', async () => {
  const worker = fakeWorker((job, say) => say({ kind: 'ran', words: interpret(job, () => {}) }))
  const verdict = await verify(faultSample(), runnerOf(worker))
  expect(verdict).toMatchObject({ kind: 'proven', runner: 'emulated', lanes: 1 })
  expect(worker.ended).toBe(1)
})

test('a run that is cancelled ends its worker at once, wherever that is', async () => {
  const cancelling = new AbortController()
  const worker = fakeWorker(() => setTimeout(() => cancelling.abort(), 0))
  const verdict = await verify(faultSample(), runnerOf(worker), { signal: cancelling.signal })
  expect(verdict).toMatchObject({ kind: 'cancelled', runner: 'emulated' })
  expect(worker.ended).toBe(1)
})

test('one that is cancelled before it begins starts no worker', async () => {
  const worker = fakeWorker(() => {
    throw new Error('it was started')
  })
  const verdict = await verify(faultSample(), runnerOf(worker), { signal: AbortSignal.abort() })
  expect(verdict.kind).toBe('cancelled')
})

test('how far the worker is shows in the progress', async () => {
  const heard: number[] = []
  const worker = fakeWorker((job, say) => {
    say({ kind: 'share', share: 0.5 })
    say({ kind: 'ran', words: interpret(job, () => {}) })
  })
  await verify(faultSample(), runnerOf(worker), { onProgress: (done) => heard.push(done) })
  expect(heard).toEqual([...heard].sort((a, b) => a - b))
  expect(heard).toContainEqual(expect.closeTo(0.525))
})

test('a worker that fails, or cannot be started, is a failure and no pass', async () => {
  const failing = fakeWorker((_job, say) => say({ kind: 'failed', message: 'no such builtin' }))
  expect(await verify(faultSample(), runnerOf(failing))).toMatchObject({
    kind: 'failed',
    stage: 'dispatch',
    message: 'no such builtin',
  })
  const absent = fakeWorker(() => setTimeout(() => absent.break('no such file'), 0))
  expect(await verify(faultSample(), runnerOf(absent))).toMatchObject({
    kind: 'failed',
    message: 'no such file',
  })
  expect([failing.ended, absent.ended]).toEqual([1, 1])
})

test('an interpreter that runs long says how far it is', () => {
  const shares: number[] = []
  const words = interpret(
    {
      wgsl: `@group(0) @binding(0) var<storage, read_write> result: array<u32>;
@compute @workgroup_size(1, 1, 1) fn main() {
  for (var i = 0u; i < 40000u; i++) { result[i % 8u] = i; }
}`,
      entryPoint: 'main',
      inputs: [],
      resultWords: 8,
    },
    (share) => shares.push(share),
  )
  expect(words[7]).toBe(39_999)
  expect(shares.length).toBeGreaterThan(0)
  expect(Math.max(...shares)).toBeLessThan(1)
})
