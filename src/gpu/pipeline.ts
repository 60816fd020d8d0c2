import type { ProbeProgram, RunOptions, RunOutcome } from '../core/probe/runner.ts'
import type { DeviceLease, TimeLimits } from './deviceLease.ts'
import { failure } from './failure.ts'
import { messageOf, wait } from './timeLimit.ts'

export type Compiled =
  | { readonly kind: 'compiled'; readonly pipeline: GPUComputePipeline }
  | Exclude<RunOutcome, { readonly kind: 'ran' }>

/** GPUShaderStage.COMPUTE, which Node has not among its globals. */
const COMPUTE = 4

/** Pipelines that a device keeps: the newest programs of an afternoon of editing. */
const KEPT = 32

/** The compiled program, from the device's cache where it was compiled before. */
export async function pipelineFor(
  lease: DeviceLease,
  program: ProbeProgram,
  { limits, signal }: RunOptions & { readonly limits: TimeLimits },
): Promise<Compiled> {
  const known = lease.pipelines.get(program.wgsl)
  if (known !== undefined) {
    // The most recently used stands last.
    lease.pipelines.delete(program.wgsl)
    lease.pipelines.set(program.wgsl, known)
    return { kind: 'compiled', pipeline: known }
  }
  const { device, lost } = lease
  device.pushErrorScope('validation')
  const module = device.createShaderModule({ code: program.wgsl })
  const scope = device.popErrorScope()
  const info = await wait(module.getCompilationInfo(), {
    milliseconds: limits.compile,
    signal,
    lost,
  })
  if (info.kind !== 'value') return failure('compile', info)
  const scoped = await wait(scope, { milliseconds: limits.scope, signal, lost })
  if (scoped.kind !== 'value') return failure('compile', scoped)
  const error = info.value.messages.find((message) => message.type === 'error')
  if (error !== undefined)
    return { kind: 'failed', stage: 'compile', message: error.message, line: error.lineNum || null }
  if (scoped.value !== null)
    return { kind: 'failed', stage: 'compile', message: messageOf(scoped.value), line: null }
  const created = device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [bindingsOf(device, program)] }),
    compute: { module, entryPoint: program.entryPoint },
  })
  const pipeline = await wait(created, { milliseconds: limits.compile, signal, lost })
  if (pipeline.kind !== 'value') {
    void created.then((late) => keep(lease, program, late)).catch(() => {})
    return failure('pipeline', pipeline)
  }
  keep(lease, program, pipeline.value)
  return { kind: 'compiled', pipeline: pipeline.value }
}

/** Named, not inferred: a program that reads no input still has it bound. */
function bindingsOf(device: GPUDevice, program: ProbeProgram): GPUBindGroupLayout {
  const inputs = program.inputs.map((_, at): GPUBindGroupLayoutEntry => {
    return { binding: at + 1, visibility: COMPUTE, buffer: { type: 'read-only-storage' } }
  })
  const result: GPUBindGroupLayoutEntry = {
    binding: 0,
    visibility: COMPUTE,
    buffer: { type: 'storage' },
  }
  return device.createBindGroupLayout({ entries: [result, ...inputs] })
}

function keep(lease: DeviceLease, { wgsl }: ProbeProgram, pipeline: GPUComputePipeline): void {
  lease.pipelines.set(wgsl, pipeline)
  for (const oldest of lease.pipelines.keys()) {
    if (lease.pipelines.size <= KEPT) return
    lease.pipelines.delete(oldest)
  }
}
