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

/** What a device grants. */
export interface DeviceLimits {
  /** maxComputeWorkgroupStorageSize */
  readonly workgroupBytes: number
  /** maxComputeInvocationsPerWorkgroup */
  readonly invocations: number
  /** maxStorageBufferBindingSize, or maxBufferSize where that is less. */
  readonly storageBytes: number
}

/** Whether a runner can run at all, and how much at once. */
export type RunnerReady =
  | { readonly kind: 'ready'; readonly adapter: string; readonly limits: DeviceLimits }
  | Extract<RunOutcome, { readonly kind: 'unavailable' | 'failed' | 'cancelled' }>

/** What a run is doing, for whoever shows progress. */
export type RunProgress = 'device' | 'compile' | 'interpret' | 'run' | 'read'

export interface RunOptions {
  readonly signal: CancelSignal
  /** What it does, and the share of it that is done, 0 to 1, where that is known. */
  readonly onProgress?: (progress: RunProgress, share?: number) => void
}

/** Private plus function memory that one invocation may have; more has crashed software devices. */
export const PRIVATE_BYTES = 65_536

/** The first need that a device does not meet; null where it may be dispatched. */
export function refusalOf(
  needs: ProgramNeeds,
  limits: DeviceLimits,
): Extract<RunOutcome, { readonly kind: 'refused' }> | null {
  const rows = [
    {
      limit: 'bytes of shared memory in a workgroup',
      need: needs.workgroupBytes,
      have: limits.workgroupBytes,
    },
    {
      limit: 'bytes of private and function memory of one invocation',
      need: needs.privateBytes,
      have: PRIVATE_BYTES,
    },
    { limit: 'invocations of a workgroup', need: needs.invocations, have: limits.invocations },
    { limit: 'bytes of one storage buffer', need: needs.storageBytes, have: limits.storageBytes },
  ]
  const short = rows.find((row) => row.need > row.have)
  return short === undefined ? null : { kind: 'refused', ...short }
}

export type RunnerName = 'webgpu' | 'dawn' | 'emulated'

/** Who shall run it: the device and where there is none an emulation, or one of the two and nothing else. */
export type RunnerChoice = 'automatic' | 'webgpu' | 'emulated'

/** A place where programs run. Browser, Node and emulation implement it; core only knows the port. */
export interface KernelRunner {
  readonly name: RunnerName
  /** Lanes that the runner executes faithfully: 1 for the emulated one. */
  readonly maxLanes: number
  /** Finds a device, or says why there is none. Cheap once it is found. */
  open(signal: CancelSignal): Promise<RunnerReady>
  run(program: ProbeProgram, options: RunOptions): Promise<RunOutcome>
  /** Lets a page draw between two pieces of host work. */
  readonly pause: () => Promise<void>
  /** Lets go of the device; the next run finds one anew. */
  close(): void
}
