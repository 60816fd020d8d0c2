import { quoted } from '../registry/registryError.ts'
import type { LaunchGeometry, LaunchSettings } from './launch.ts'
import { blockOccupancy, type BlockLaunch, type BlockOccupancy } from './occupancy.ts'
import {
  knownTargetNames,
  targetOf,
  WEBGPU,
  WEBGPU_DEFAULT_LIMITS,
  type Target,
  type WebGpuLimits,
} from './targets.ts'

/** A limit of the target against what the launch needs of it. */
export interface LimitCheck {
  readonly limit: keyof WebGpuLimits
  readonly need: number
  readonly most: number
  readonly holds: boolean
}

export type LaunchOccupancy =
  | {
      readonly kind: 'known'
      readonly target: Target
      readonly block: Extract<BlockOccupancy, { readonly kind: 'fits' }>
      /** Runs that one SM works on at a time. */
      readonly runsPerSM: number
    }
  | { readonly kind: 'unknown-target'; readonly message: string }
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'over-block-limit'; readonly message: string }
  | {
      /** The target publishes no SM data: limits are checked, and occupancy is unknowable. */
      readonly kind: 'unknowable'
      readonly message: string
      readonly checks: readonly LimitCheck[]
    }

/** A launch, once its geometry is known. */
export interface Launch {
  readonly settings: LaunchSettings
  readonly geometry: LaunchGeometry
}

/** Occupancy of a launch on its target; an unknown target is an error, never a neighbour's numbers. */
export function launchOccupancy({ settings, geometry }: Launch): LaunchOccupancy {
  const target = targetOf(settings.target)
  if (target === null && settings.target !== WEBGPU) return unknownTarget(settings.target)
  if (geometry.kind === 'over-block-limit')
    return {
      kind: 'over-block-limit',
      message: `A single run needs ${geometry.needBytes} B of shared memory, and a block may have ${geometry.limitBytes} B.`,
    }
  if (target === null) return webgpuOccupancy(geometry, settings)
  const block = blockOccupancy(target, {
    ...blockLaunchOf(settings, target),
    blockSize: geometry.blockSize,
    dynamicSharedBytes: geometry.dynamicSharedBytes,
  })
  if (block.kind === 'invalid-carveout')
    return {
      kind: 'invalid',
      message: `The carve-out ${block.carveoutPercent} must be from 0 to 100 percent, or -1 for the driver's choice.`,
    }
  const runsPerSM = block.blocks * Math.min(geometry.blockSize, settings.runs)
  return { kind: 'known', target, block, runsPerSM }
}

/** What the calculator takes from the settings: all but the block that the geometry chooses. */
export function blockLaunchOf(
  settings: LaunchSettings,
  target: Target,
): Omit<BlockLaunch, 'blockSize' | 'dynamicSharedBytes'> {
  const { staticSharedBytes, carveoutPercent, barriers } = settings
  return {
    registersPerThread: settings.registersPerThread,
    staticSharedBytes,
    optedInBytes: settings.optIn ? target.optInBytes - staticSharedBytes : null,
    carveoutPercent,
    barriers,
  }
}

function unknownTarget(name: string): LaunchOccupancy {
  return {
    kind: 'unknown-target',
    message: `Nothing is known of the target ${quoted(name)}; choose one of ${knownTargetNames()}.`,
  }
}

/** WebGPU counts each workgroup variable in multiples of 16 bytes. Source: WebGPU, pipeline validation. */
function webgpuOccupancy(
  geometry: Extract<LaunchGeometry, { readonly kind: 'launches' }>,
  { staticSharedBytes }: LaunchSettings,
): LaunchOccupancy {
  const storage = roundUp16(geometry.dynamicSharedBytes) + roundUp16(staticSharedBytes)
  const needs = [
    ['maxComputeWorkgroupStorageSize', storage],
    ['maxComputeInvocationsPerWorkgroup', geometry.blockSize],
  ] as const
  return {
    kind: 'unknowable',
    message: 'WebGPU publishes nothing about its multiprocessors, so occupancy is unknown.',
    checks: needs.map(([limit, need]) => ({
      limit,
      need,
      most: WEBGPU_DEFAULT_LIMITS[limit],
      holds: need <= WEBGPU_DEFAULT_LIMITS[limit],
    })),
  }
}

function roundUp16(bytes: number): number {
  return Math.ceil(bytes / 16) * 16
}
