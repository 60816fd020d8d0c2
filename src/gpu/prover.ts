import type { Model } from '../core/document/model.ts'
import type { KernelRunner, RunnerChoice } from '../core/probe/runner.ts'
import type { Verdict } from '../core/probe/verdict.ts'
import { verify, type VerifyOptions } from '../core/probe/verify.ts'

export interface Runners {
  readonly device: KernelRunner
  readonly emulation: KernelRunner
  /** Told why the device did not answer, before one lane is emulated in its place. */
  readonly onFallback: (reason: string) => void
}

export interface ProveOptions extends VerifyOptions {
  readonly runner: RunnerChoice
}

export type Prover = (model: Model, options: ProveOptions) => Promise<Verdict>

/**
 * Verifies by the runner that was chosen. By default that is the device, and one emulated lane where no
 * device answers; the verdict names which, so that neither is taken for the other.
 */
export function createProver({ device, emulation, onFallback }: Runners): Prover {
  return async (model, options) => {
    if (options.runner === 'emulated') return verify(model, emulation, options)
    const verdict = await verify(model, device, options)
    if (options.runner === 'webgpu' || options.signal?.aborted === true) return verdict
    const reason = await noDevice(verdict, device, options)
    if (reason === null) return verdict
    onFallback(reason)
    return verify(model, emulation, options)
  }
}

/** Why no device answered; null where one did, or where the reason lies in the document. */
async function noDevice(
  verdict: Verdict,
  device: KernelRunner,
  { signal }: VerifyOptions,
): Promise<string | null> {
  switch (verdict.kind) {
    case 'failed':
      return GONE.has(verdict.stage) ? verdict.message : null
    case 'unavailable':
      return (await answers(device, signal)) ? null : verdict.reason
    case 'proven':
    case 'disproven':
    case 'refused':
    case 'cancelled':
      return null
  }
}

/** Asked again: a device that opens has another reason. Whoever cancels meanwhile wants nothing in its place. */
async function answers(device: KernelRunner, signal: VerifyOptions['signal']): Promise<boolean> {
  if (signal === undefined) return false
  const { kind } = await device.open(signal)
  return kind === 'ready' || kind === 'cancelled' || signal.aborted
}

/** Stages at which it is the device that failed, and not the program. */
const GONE: ReadonlySet<string> = new Set(['adapter', 'device', 'lost', 'timeout'])
