import {
  refusalOf,
  type CancelSignal,
  type KernelRunner,
  type ProbeProgram,
  type RunnerName,
  type RunnerReady,
  type RunOptions,
  type RunOutcome,
} from '../core/probe/runner.ts'
import {
  leaseDevice,
  TIME_LIMITS,
  type DeviceLease,
  type Leased,
  type TimeLimits,
} from './deviceLease.ts'
import { pipelineFor } from './pipeline.ts'
import { dispatch } from './dispatch.ts'
import { failure } from './failure.ts'
import { pause } from './pause.ts'
import { messageOf, wait } from './timeLimit.ts'

export interface WebGpuRunnerOptions {
  readonly name?: RunnerName
  readonly limits?: Partial<TimeLimits>
}

/** Every step of opening a device has its own time limit. */
const FOR_EVER = 2 ** 31 - 1
/** How long after a failure a browser may take to say that the device was lost. */
const LOSS_MS = 100

/**
 * Runs probes on a WebGPU device, which is kept warm between runs. A device that is lost, or that
 * stops to answer, is let go, and the run is tried once more on a new one.
 */
export function createWebGpuRunner(
  gpu: GPU | undefined,
  options: WebGpuRunnerOptions = {},
): KernelRunner {
  const limits = { ...TIME_LIMITS, ...options.limits }
  let lease: DeviceLease | null = null
  let opening: Promise<Leased> | null = null

  async function leased(signal: CancelSignal): Promise<Leased> {
    if (lease?.isLost === false) return { kind: 'leased', lease }
    // Two that ask at once get the same device, and one that is cancelled takes nobody with it.
    opening ??= lend()
    const found = await wait(opening, { milliseconds: FOR_EVER, signal })
    return found.kind === 'value' ? found.value : failure('device', found)
  }

  async function lend(): Promise<Leased> {
    const found = await leaseDevice(gpu, limits)
    opening = null
    if (found.kind === 'leased') lease = found.lease
    return found
  }

  async function open(signal: CancelSignal): Promise<RunnerReady> {
    const found = await leased(signal)
    if (found.kind !== 'leased') return found
    return { kind: 'ready', adapter: found.lease.adapter, limits: found.lease.limits }
  }

  async function attempt(program: ProbeProgram, run: RunOptions): Promise<RunOutcome> {
    run.onProgress?.('device')
    const found = await leased(run.signal)
    if (found.kind !== 'leased') return found
    const outcome = await withLoss(
      await runOn(found.lease, program, { ...run, limits }),
      found.lease,
    )
    if (isGone(outcome) || found.lease.isLost) letGo(found.lease)
    return outcome
  }

  function letGo(gone: DeviceLease): void {
    if (lease === gone) lease = null
    gone.end()
  }

  return {
    name: options.name ?? 'webgpu',
    maxLanes: 256,
    open,
    async run(program, run) {
      const first = await attempt(program, run)
      return isGone(first) ? attempt(program, run) : first
    },
    pause,
    close() {
      if (lease !== null) letGo(lease)
    },
  }
}

/**
 * A device that dies refuses what was asked of it before it says that it is lost: such a failure is the
 * loss, and not that of the step which saw it first.
 */
async function withLoss(outcome: RunOutcome, lease: DeviceLease): Promise<RunOutcome> {
  if (outcome.kind !== 'failed' || isGone(outcome)) return outcome
  const lost = await wait(lease.lost, { milliseconds: LOSS_MS })
  return lost.kind === 'value' ? { ...outcome, stage: 'lost', message: lost.value } : outcome
}

/** After this the device is not to be trusted with another run. */
function isGone(outcome: RunOutcome): boolean {
  return outcome.kind === 'failed' && (outcome.stage === 'lost' || outcome.stage === 'timeout')
}

async function runOn(
  lease: DeviceLease,
  program: ProbeProgram,
  run: RunOptions & { readonly limits: TimeLimits },
): Promise<RunOutcome> {
  const refusal = refusalOf(program.needs, lease.limits)
  if (refusal !== null) return refusal
  try {
    run.onProgress?.('compile')
    const compiled = await pipelineFor(lease, program, run)
    if (compiled.kind !== 'compiled') return compiled
    return await dispatch(lease, { program, pipeline: compiled.pipeline, ...run })
  } catch (error) {
    return { kind: 'failed', stage: 'dispatch', message: messageOf(error), line: null }
  }
}
