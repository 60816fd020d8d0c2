import type {
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

/**
 * Runs the same programs without a GPU, for browsers that have none. One lane: barriers do nothing
 * there, and private variables are shared between lanes, so that more would be wrong.
 */
export function createEmulatedRunner(): KernelRunner {
  return {
    name: 'emulated',
    maxLanes: 1,
    async open() {
      return { kind: 'ready', adapter: EMULATION, limits: LIMITS }
    },
    run: emulate,
    pause,
    close() {},
  }
}

async function emulate(
  program: ProbeProgram,
  { signal, onProgress }: RunOptions,
): Promise<RunOutcome> {
  const refusal = refusalOf(program.needs, LIMITS)
  if (refusal !== null) return refusal
  onProgress?.('compile')
  const started = performance.now()
  try {
    const { WgslExec, WgslParser } = await import('wgsl_reflect/wgsl_reflect.module.js')
    if (signal.aborted) return { kind: 'cancelled' }
    const words = new Uint32Array(program.resultWords)
    const exec = new WgslExec(new WgslParser().parse(oneLane(program.wgsl)))
    onProgress?.('run')
    const bound: Record<number, Uint32Array> = { 0: words }
    program.inputs.forEach((input, at) => (bound[at + 1] = input))
    exec.dispatchWorkgroups(program.entryPoint, 1, { 0: bound })
    return { kind: 'ran', words, adapter: EMULATION, milliseconds: performance.now() - started }
  } catch (error) {
    return { kind: 'failed', stage: 'dispatch', message: messageOf(error), line: null }
  }
}

/** Lanes beyond the first are idle in every plan for this runner. */
function oneLane(wgsl: string): string {
  return wgsl.replace(/@workgroup_size\(\d+, 1, 1\)/, '@workgroup_size(1, 1, 1)')
}
