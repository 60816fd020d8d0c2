import type {
  CancelSignal,
  DeviceLimits,
  KernelRunner,
  ProbeProgram,
  RunOptions,
  RunOutcome,
} from '../core/probe/runner.ts'
import { refusalOf } from '../core/probe/runner.ts'
import { pause } from './pause.ts'
import { messageOf } from './timeLimit.ts'

/** What is shown as the adapter: never to be taken for a GPU. */
export const EMULATION = 'emulation in JavaScript, one lane'

/** As a small device has them; an interpreter has none of its own. */
const LIMITS: DeviceLimits = {
  workgroupBytes: 32_768,
  // A program of eight lanes runs with the one that works.
  invocations: 8,
  storageBytes: 2 ** 26,
}

export interface InterpretOptions {
  readonly signal: CancelSignal
  /** How far it is, 0 to 1. */
  readonly onShare: (share: number) => void
}

/** Where a program is interpreted: on the spot or in a worker. Null where it was cancelled; rejects where it fails. */
export type Interpreter = (
  program: ProbeProgram,
  options: InterpretOptions,
) => Promise<Uint32Array | null>

/**
 * Runs the same programs without a GPU, for browsers that have none. One lane: barriers do nothing
 * there, and private variables are shared between lanes, so that more would be wrong.
 */
export function createEmulatedRunner(interpreter: Interpreter = onTheSpot): KernelRunner {
  return {
    name: 'emulated',
    maxLanes: 1,
    async open() {
      return { kind: 'ready', adapter: EMULATION, limits: LIMITS }
    },
    run: (program, options) => emulate(interpreter, program, options),
    pause,
    close() {},
  }
}

async function emulate(
  interpreter: Interpreter,
  program: ProbeProgram,
  { signal, onProgress }: RunOptions,
): Promise<RunOutcome> {
  const refusal = refusalOf(program.needs, LIMITS)
  if (refusal !== null) return refusal
  if (signal.aborted) return { kind: 'cancelled' }
  onProgress?.('interpret', 0)
  const started = performance.now()
  const onShare = (share: number) => onProgress?.('interpret', share)
  try {
    const words = await interpreter(program, { signal, onShare })
    if (words === null) return { kind: 'cancelled' }
    return { kind: 'ran', words, adapter: EMULATION, milliseconds: performance.now() - started }
  } catch (error) {
    return { kind: 'failed', stage: 'dispatch', message: messageOf(error), line: null }
  }
}

/** Whoever calls waits meanwhile: what the command line does. */
const onTheSpot: Interpreter = async (program, { signal, onShare }) => {
  const { interpret } = await import('./interpret.ts')
  return signal.aborted ? null : interpret(program, onShare)
}
