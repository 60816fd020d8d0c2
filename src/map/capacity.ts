import {
  SHARED_TARGET_BYTES,
  sharedLimitBytes,
  sharedTargetBytes,
  type LaunchSettings,
} from '../core/analysis/launch.ts'
import {
  targetOf,
  WARP_SIZE,
  WEBGPU,
  WEBGPU_DEFAULT_LIMITS,
  type WebGpuLimits,
} from '../core/analysis/targets.ts'

/** A number of shared bytes a run from which something gets worse. */
export interface CapacityLine {
  readonly bytes: number
  readonly label: string
  readonly tone: 'warning' | 'bad'
}

const BLOCK_LIMIT = 'block limit'

interface Known {
  readonly device: WebGpuLimits | null
  readonly lines: readonly CapacityLine[]
}

const cache = new WeakMap<LaunchSettings, Known>()

/**
 * Shared bytes a run at which one warp reaches the 32 KiB target, at which a block no longer holds a
 * full warp, and at which a single run no longer launches; smallest first. Source: analysis contract,
 * "Launch geometry". For WebGPU also what every device grants, and what this one does, where that is known.
 */
export function capacityLines(
  launch: LaunchSettings,
  device: WebGpuLimits | null = null,
): readonly CapacityLine[] {
  const known = cache.get(launch)
  if (known?.device === device) return known.lines
  const lines = computeLines(launch, device)
  cache.set(launch, { device, lines })
  return lines
}

function computeLines(
  launch: LaunchSettings,
  device: WebGpuLimits | null,
): readonly CapacityLine[] {
  const { staticSharedBytes } = launch
  // What the runs may have of a block is what its program leaves.
  const limitBytes = Math.max(0, sharedLimitBytes(launch) - staticSharedBytes)
  const targetBytes = sharedTargetBytes(launch)
  const warp = Math.max(1, Math.min(launch.runs, WARP_SIZE))
  const optInBytes = launch.optIn ? null : (targetOf(launch.target)?.optInBytes ?? null)
  const found: readonly CapacityLine[] = [
    ...(targetBytes === Infinity
      ? []
      : [{ bytes: targetBytes / warp, label: targetWords(targetBytes), tone: 'warning' } as const]),
    // Where the program leaves no room, one line at 0 says so.
    ...(limitBytes === 0
      ? []
      : [{ bytes: limitBytes / warp, label: 'full warps', tone: 'bad' } as const]),
    ...(optInBytes === null
      ? []
      : [
          {
            bytes: Math.max(0, optInBytes - staticSharedBytes) / warp,
            label: 'full warps, opted in',
            tone: 'bad',
          } as const,
        ]),
    ...(launch.target === WEBGPU ? webgpuLines(staticSharedBytes, device) : []),
    { bytes: limitBytes, label: BLOCK_LIMIT, tone: 'bad' },
  ]
  return found
    .filter((line, i) => i === 0 || line.bytes > 0 || line.label === BLOCK_LIMIT)
    .sort((a, b) => a.bytes - b.bytes)
}

/** What a workgroup of one run may have on every device, and on this one where it grants more. */
function webgpuLines(
  staticSharedBytes: number,
  device: WebGpuLimits | null,
): readonly CapacityLine[] {
  const line = (limits: WebGpuLimits, label: string, tone: CapacityLine['tone']) => ({
    bytes: Math.max(0, limits.maxComputeWorkgroupStorageSize - staticSharedBytes),
    label,
    tone,
  })
  const common = line(WEBGPU_DEFAULT_LIMITS, 'WebGPU default', 'warning')
  const own = device === null ? null : line(device, 'this device', 'bad')
  return own === null || own.bytes <= common.bytes ? [common] : [common, own]
}

/** The line from which a run is over what a block can hold: what maps tint. */
export function firstLimit(capacity: readonly CapacityLine[]): CapacityLine | undefined {
  return capacity.find((line) => line.tone === 'bad')
}

function targetWords(bytes: number): string {
  return bytes === SHARED_TARGET_BYTES ? '32 KiB target' : 'target'
}

/** How far a map must reach to show its end and a line that is near it. */
export function reachOf(endBytes: number, capacity: readonly CapacityLine[]): number {
  const near = capacity.filter((line) => line.bytes <= endBytes * 1.6)
  return near.reduce((reach, line) => Math.max(reach, line.bytes), endBytes)
}
