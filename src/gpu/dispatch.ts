import type { ProbeProgram, RunOptions, RunOutcome } from '../core/probe/runner.ts'
import type { DeviceLease, TimeLimits } from './deviceLease.ts'
import { failure } from './failure.ts'
import { wait } from './timeLimit.ts'

/** WebGPU's own numbers; Node has no GPUBufferUsage and GPUMapMode among its globals. */
const MAP_READ = 1
const COPY_SRC = 4
const COPY_DST = 8
const STORAGE = 128
const MODE_READ = 1

const SCOPES = ['validation', 'out-of-memory', 'internal'] as const

export interface Dispatch extends RunOptions {
  readonly program: ProbeProgram
  readonly pipeline: GPUComputePipeline
  readonly limits: TimeLimits
}

/** Runs one workgroup and reads the result back. Its buffers die with it, whatever becomes of it. */
export async function dispatch(lease: DeviceLease, run: Dispatch): Promise<RunOutcome> {
  const { limits, signal, onProgress } = run
  const { lost } = lease
  const started = performance.now()
  const buffers: GPUBuffer[] = []
  lease.takeUncaptured()
  try {
    onProgress?.('run')
    const { readback, scopes } = submit(lease.device, run, buffers)
    const mapping = readback.mapAsync(MODE_READ)
    const mapped = await wait(mapping, { milliseconds: limits.run, signal, lost })
    const problem = await wait(scopes, { milliseconds: limits.scope, signal, lost })
    if (problem.kind !== 'value') return failure('dispatch', problem)
    if (problem.value !== null)
      return { kind: 'failed', stage: 'dispatch', message: problem.value, line: null }
    if (mapped.kind !== 'value') return failure('readback', mapped)
    const uncaptured = lease.takeUncaptured()
    if (uncaptured !== null)
      return { kind: 'failed', stage: 'dispatch', message: uncaptured, line: null }
    onProgress?.('read')
    const words = new Uint32Array(readback.getMappedRange().slice(0))
    const milliseconds = performance.now() - started
    return { kind: 'ran', words, adapter: lease.adapter, milliseconds }
  } finally {
    for (const buffer of buffers) buffer.destroy()
  }
}

/** Everything between the scopes is synchronous, so that no other run's errors get in between. */
function submit(
  device: GPUDevice,
  run: Dispatch,
  buffers: GPUBuffer[],
): { readonly readback: GPUBuffer; readonly scopes: Promise<string | null> } {
  for (const scope of SCOPES) device.pushErrorScope(scope)
  let scopes: Promise<string | null> | null = null
  try {
    const readback = encode(device, run, buffers)
    scopes = firstError(SCOPES.map(() => device.popErrorScope()))
    return { readback, scopes }
  } finally {
    // Where something threw, the scopes are closed all the same, and nobody looks at them.
    if (scopes === null) firstError(SCOPES.map(() => device.popErrorScope())).catch(() => {})
  }
}

function encode(
  device: GPUDevice,
  { program, pipeline }: Dispatch,
  buffers: GPUBuffer[],
): GPUBuffer {
  const buffer = (size: number, usage: number) => {
    const made = device.createBuffer({ size, usage })
    buffers.push(made)
    return made
  }
  const size = program.resultWords * 4
  const result = buffer(size, STORAGE | COPY_SRC)
  const readback = buffer(size, MAP_READ | COPY_DST)
  const inputs = program.inputs.map((words) => {
    const input = buffer(words.byteLength, STORAGE | COPY_DST)
    device.queue.writeBuffer(input, 0, words)
    return input
  })
  const entries = [result, ...inputs].map((bound, binding) => ({
    binding,
    resource: { buffer: bound },
  }))
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries })
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  pass.setPipeline(pipeline)
  pass.setBindGroup(0, group)
  pass.dispatchWorkgroups(1)
  pass.end()
  encoder.copyBufferToBuffer(result, 0, readback, 0, size)
  device.queue.submit([encoder.finish()])
  return readback
}

async function firstError(scopes: readonly Promise<GPUError | null>[]): Promise<string | null> {
  const errors = await Promise.all(scopes)
  return errors.find((error) => error !== null)?.message ?? null
}
