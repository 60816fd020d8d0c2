import type { LineOwner } from '../codegen/generated.ts'

/** Bytes and counts that a device must grant before a program may be dispatched. */
export interface ProgramNeeds {
  readonly workgroupBytes: number
  readonly invocations: number
  /** Private plus function memory of one invocation: over 64 KiB is refused before dispatch. */
  readonly privateBytes: number
  readonly storageBytes: number
}

/** A kernel ready to run: one workgroup, `inputs` bound read-only, one storage buffer read back. */
export interface ProbeProgram {
  readonly kind: 'generated' | 'table'
  readonly wgsl: string
  readonly entryPoint: string
  /** Bound as read-only storage at binding 1, 2, ...; binding 0 is the result. */
  readonly inputs: readonly Uint32Array[]
  /** 32-bit words of the result buffer at binding 0. */
  readonly resultWords: number
  readonly needs: ProgramNeeds
  readonly lines: readonly LineOwner[]
}

/** What a runner needs of an AbortSignal; core knows no DOM. */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export type RunStage =
  'adapter' | 'device' | 'compile' | 'pipeline' | 'dispatch' | 'readback' | 'lost' | 'timeout'

/** What became of one run. An outcome of the world is a value; a runner never throws. */
export type RunOutcome =
  | {
      readonly kind: 'ran'
      readonly words: Uint32Array
      readonly adapter: string
      readonly milliseconds: number
    }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | {
      readonly kind: 'refused'
      readonly limit: string
      readonly need: number
      readonly have: number
    }
  | {
      readonly kind: 'failed'
      readonly stage: RunStage
      readonly message: string
      /** 1-based line of the WGSL, where the failure is about one. */
      readonly line: number | null
    }
  | { readonly kind: 'cancelled' }

export type RunnerName = 'webgpu' | 'dawn' | 'emulated'

/** A place where programs run. Browser, Node and emulation implement it; core only knows the port. */
export interface KernelRunner {
  readonly name: RunnerName
  /** Lanes that the runner executes faithfully: 1 for the emulated one. */
  readonly maxLanes: number
  run(program: ProbeProgram, signal: CancelSignal): Promise<RunOutcome>
}
