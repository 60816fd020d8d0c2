import { bytesOf, type Precision } from '../registry/dtype.ts'
import { SHARED_LIMIT_BYTES, targetOf, WARP_SIZE } from './targets.ts'

/** What the user asks of a launch, and what its program is known to take; exact input, none derived. */
export interface LaunchSettings {
  /** Requested threads a block. */
  readonly blockSize: number
  readonly runs: number
  readonly registersPerThread: number
  /** Compute capability, such as "8.9". */
  readonly target: string
  /** The launch opts in to more than 48 KiB of shared memory a block. */
  readonly optIn: boolean
  /** Shared bytes of the program's own, which its block has beside the runs' dynamic ones. */
  readonly staticSharedBytes: number
  /** Percent of the SM's memory that is to be shared, or DRIVER_DECIDES. */
  readonly carveoutPercent: number
  /** Barriers that a block uses. */
  readonly barriers: number
  /**
   * Dynamic shared bytes at which a block that would fit is halved all the same; left out, it is
   * SHARED_TARGET_BYTES; null for a launcher that heeds the limit only (cubie from 0.12 on).
   */
  readonly sharedTargetBytes?: number | null
}

/** The carve-out that leaves the choice to the driver. */
export const DRIVER_DECIDES = -1

export const DEFAULT_LAUNCH: LaunchSettings = {
  blockSize: 256,
  runs: 4096,
  registersPerThread: 64,
  target: '8.9',
  optIn: false,
  staticSharedBytes: 0,
  carveoutPercent: DRIVER_DECIDES,
  barriers: 1,
}

/** The settings in the order in which they are shown and written. */
export const LAUNCH_SETTINGS = [
  'blockSize',
  'runs',
  'registersPerThread',
  'target',
  'optIn',
  'staticSharedBytes',
  'carveoutPercent',
  'barriers',
  'sharedTargetBytes',
] as const satisfies readonly (keyof LaunchSettings)[]

/** The settings in which two launches differ. */
export function changedSettings(
  a: LaunchSettings,
  b: LaunchSettings,
): readonly (keyof LaunchSettings)[] {
  return LAUNCH_SETTINGS.filter((setting) => a[setting] !== b[setting])
}

/** Dynamic shared bytes at which cubie halves the block. */
export const SHARED_TARGET_BYTES = 32768

/** Dynamic shared bytes that a launch asks for at least. */
export const LEAST_DYNAMIC_BYTES = 4

/** Shared bytes that one block may have: 48 KiB, or what a known target grants to a launch that opts in. */
export function sharedLimitBytes(settings: Pick<LaunchSettings, 'target' | 'optIn'>): number {
  const target = settings.optIn ? targetOf(settings.target) : null
  return target?.optInBytes ?? SHARED_LIMIT_BYTES
}

/** Dynamic shared bytes at which a block is halved though it fits; Infinity where it never is. */
export function sharedTargetBytes(settings: Pick<LaunchSettings, 'sharedTargetBytes'>): number {
  const { sharedTargetBytes: given } = settings
  return given === undefined ? SHARED_TARGET_BYTES : (given ?? Infinity)
}

/** How shared memory is laid out over the runs of a block. */
export interface RunGeometry {
  /** One word between runs, so that a float32 stride is odd and free of bank conflicts. */
  readonly padded: boolean
  readonly bytesPerRun: number
  /** 4-byte words from one run's shared slice to the next's. */
  readonly strideWords: number
}

export type LaunchGeometry =
  | {
      readonly kind: 'launches'
      readonly blockSize: number
      readonly dynamicSharedBytes: number
      readonly warning: 'below-warp' | 'over-target' | null
    }
  | { readonly kind: 'over-block-limit'; readonly needBytes: number; readonly limitBytes: number }

/** Stride and padding of one run. Source: analysis contract, "Launch geometry" (cubie's rules). */
export function runGeometry(sharedElements: number, precision: Precision): RunGeometry {
  const padded = precision !== 'float64' && sharedElements > 0 && sharedElements % 2 === 0
  return {
    padded,
    bytesPerRun: sharedElements * bytesOf(precision) + (padded ? 4 : 0),
    strideWords: (bytesOf(precision) / 4) * sharedElements + (padded ? 1 : 0),
  }
}

/** What the launcher looks at when it chooses the block. */
export type GeometrySettings = Pick<
  LaunchSettings,
  'blockSize' | 'runs' | 'target' | 'optIn' | 'sharedTargetBytes'
>

/**
 * The block that is launched: halved while its dynamic shared bytes reach 32 KiB or pass the limit
 * (cubie's rules, which know of no static bytes).
 */
export function launchGeometry(run: RunGeometry, settings: GeometrySettings): LaunchGeometry {
  const limitBytes = sharedLimitBytes(settings)
  const targetBytes = sharedTargetBytes(settings)
  const dynamicBytes = (threads: number) => run.bytesPerRun * Math.min(settings.runs, threads)
  let blockSize = settings.blockSize
  // The test is >=: exactly 32,768 bytes halve the block.
  while (dynamicBytes(blockSize) >= targetBytes && blockSize > WARP_SIZE)
    blockSize = Math.max(WARP_SIZE, Math.floor(blockSize / 2))
  let warning: 'below-warp' | 'over-target' | null = null
  if (dynamicBytes(blockSize) > limitBytes) {
    if (run.bytesPerRun > limitBytes)
      return { kind: 'over-block-limit', needBytes: run.bytesPerRun, limitBytes }
    while (dynamicBytes(blockSize) > limitBytes && blockSize > 1)
      blockSize = Math.floor(blockSize / 2)
    // A launcher without a target halves whole warps here, too, and those deserve no warning.
    if (blockSize < WARP_SIZE || targetBytes < Infinity) warning = 'below-warp'
  } else if (dynamicBytes(blockSize) >= targetBytes) warning = 'over-target'
  return {
    kind: 'launches',
    blockSize,
    dynamicSharedBytes: Math.max(LEAST_DYNAMIC_BYTES, dynamicBytes(blockSize)),
    warning,
  }
}
