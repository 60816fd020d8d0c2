import {
  MAX_BLOCK_SIZE,
  MAX_REGISTERS_PER_THREAD,
  REGISTER_UNIT,
  SHARED_LIMIT_BYTES,
  SUB_PARTITIONS,
  WARP_SIZE,
  type Target,
} from './targets.ts'

/** One launch as the occupancy calculator sees it. */
export interface BlockLaunch {
  readonly blockSize: number
  readonly registersPerThread: number
  readonly staticSharedBytes: number
  readonly dynamicSharedBytes: number
  /** The most dynamic bytes that the launch opted in to; null where it did not. */
  readonly optedInBytes: number | null
  /** Percent of the SM's shared memory, -1 for the driver's choice. */
  readonly carveoutPercent: number
  /** Barriers that a block uses. */
  readonly barriers: number
}

/** What may bind, in the order of the calculator's bits (1, 2, 4, 8, 16). */
export const LIMITERS = ['warps', 'registers', 'shared', 'blocks', 'barriers'] as const
export type Limiter = (typeof LIMITERS)[number]

/** Blocks per SM that each limit allows; Infinity where it does not bind at all. */
export type BlockLimits = Readonly<Record<Limiter, number>>

export type BlockOccupancy =
  | { readonly kind: 'invalid-carveout'; readonly carveoutPercent: number }
  | {
      readonly kind: 'fits'
      readonly blocks: number
      readonly warps: number
      /** Warps over the most that an SM holds, 0 to 1. */
      readonly occupancy: number
      readonly limits: BlockLimits
      /** The limits that equal `blocks`. */
      readonly binding: readonly Limiter[]
      readonly registersPerBlock: number
      /** Bytes that a block is given, its reserve and rounding included. */
      readonly sharedBytesPerBlock: number
    }

/** Blocks that one SM holds at a time. Source: NVIDIA's occupancy calculator (CUDA 13.0), analysis contract. */
export function blockOccupancy(target: Target, launch: BlockLaunch): BlockOccupancy {
  const { carveoutPercent } = launch
  if (carveoutPercent < -1 || carveoutPercent > 100)
    return { kind: 'invalid-carveout', carveoutPercent }
  const warpsPerBlock = Math.ceil(launch.blockSize / WARP_SIZE)
  const limits = limitsOf(target, launch, warpsPerBlock)
  const blocks = Math.min(...LIMITERS.map((limiter) => limits[limiter]))
  const warps = blocks * warpsPerBlock
  return {
    kind: 'fits',
    blocks,
    warps,
    occupancy: warps / target.warpsPerSM,
    limits,
    binding: LIMITERS.filter((limiter) => limits[limiter] === blocks),
    registersPerBlock: registersPerWarp(launch) * warpsPerBlock,
    sharedBytesPerBlock: sharedAllocation(target, launch),
  }
}

/** The calculator's `limitingFactors`: bits of the first four that equal their minimum, 16 where barriers bind. */
export function limitingFactorBits(limits: BlockLimits): number {
  const minimum = Math.min(limits.warps, limits.registers, limits.shared, limits.blocks)
  return LIMITERS.reduce((bits, limiter, i) => {
    const binds = limiter === 'barriers' ? limits.barriers <= minimum : limits[limiter] === minimum
    return binds ? bits | (1 << i) : bits
  }, 0)
}

/**
 * The most dynamic shared bytes a block may have while `blocks` of them fit one SM (driver's
 * carve-out); null where they never do. `blocks` fit at the answer, and not at one byte more.
 */
export function maxDynamicBytesFor(
  target: Target,
  blocks: number,
  launch: Omit<BlockLaunch, 'dynamicSharedBytes' | 'optedInBytes' | 'carveoutPercent'> & {
    readonly optIn: boolean
  },
): number | null {
  const { reservedBytes, sharedUnitBytes, optInBytes, sharedBytesPerSM } = target
  const share = roundDown(Math.floor(sharedBytesPerSM / blocks), sharedUnitBytes)
  const limit = launch.optIn ? optInBytes : SHARED_LIMIT_BYTES
  const cap = roundDown(limit + reservedBytes, sharedUnitBytes)
  const dynamicSharedBytes = Math.min(share, cap) - reservedBytes - launch.staticSharedBytes
  if (dynamicSharedBytes < 0) return null
  const optedInBytes = launch.optIn ? optInBytes - launch.staticSharedBytes : null
  const fit = blockOccupancy(target, {
    ...launch,
    dynamicSharedBytes,
    optedInBytes,
    carveoutPercent: -1,
  })
  return fit.kind === 'fits' && fit.blocks >= blocks ? dynamicSharedBytes : null
}

function limitsOf(target: Target, launch: BlockLaunch, warpsPerBlock: number): BlockLimits {
  const countsBarriers = target.barriersPerSM !== null && launch.barriers > 0
  return {
    warps: launch.blockSize > MAX_BLOCK_SIZE ? 0 : Math.floor(target.warpsPerSM / warpsPerBlock),
    registers: registerLimit(target, launch, warpsPerBlock),
    shared: sharedLimit(target, launch),
    blocks: target.blocksPerSM,
    barriers: countsBarriers ? Math.floor(target.barriersPerSM / launch.barriers) : Infinity,
  }
}

function registersPerWarp(launch: BlockLaunch): number {
  return roundUp(launch.registersPerThread * WARP_SIZE, REGISTER_UNIT)
}

function registerLimit(target: Target, launch: BlockLaunch, warpsPerBlock: number): number {
  const perWarp = registersPerWarp(launch)
  if (launch.registersPerThread > MAX_REGISTERS_PER_THREAD) return 0
  if (perWarp * roundUp(warpsPerBlock, SUB_PARTITIONS) > target.registersPerSM) return 0
  if (perWarp === 0) return Infinity
  const warpsPerPartition = Math.floor(target.registersPerSM / SUB_PARTITIONS / perWarp)
  return Math.floor((warpsPerPartition * SUB_PARTITIONS) / warpsPerBlock)
}

function sharedAllocation(target: Target, launch: BlockLaunch): number {
  const bytes = launch.staticSharedBytes + target.reservedBytes + launch.dynamicSharedBytes
  return roundUp(bytes, target.sharedUnitBytes)
}

function sharedLimit(target: Target, launch: BlockLaunch): number {
  const allocation = sharedAllocation(target, launch)
  const { optedInBytes, dynamicSharedBytes, staticSharedBytes } = launch
  const { reservedBytes, optInBytes } = target
  const above =
    optedInBytes !== null && staticSharedBytes + reservedBytes + optedInBytes > SHARED_LIMIT_BYTES
  const perBlock = reservedBytes + (above ? optInBytes : SHARED_LIMIT_BYTES)
  if (allocation > perBlock) return 0
  if (optedInBytes !== null && dynamicSharedBytes > optedInBytes) return 0
  return allocation === 0 ? Infinity : Math.floor(sharedPool(target, launch) / allocation)
}

/** Shared bytes of one SM, after the carve-out has been rounded up to a step of the ladder. */
function sharedPool(target: Target, launch: BlockLaunch): number {
  const { sharedBytesPerSM } = target
  if (launch.carveoutPercent === -1) return sharedBytesPerSM
  const asked = Math.floor((launch.carveoutPercent * sharedBytesPerSM) / 100)
  const pool = ladderStep(target, asked)
  const allocation = sharedAllocation(target, launch)
  return pool < allocation ? ladderStep(target, allocation) : pool
}

function ladderStep(target: Target, bytes: number): number {
  const step = target.carveoutKiB.find((kib) => kib * 1024 >= bytes)
  return step === undefined ? target.sharedBytesPerSM : step * 1024
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple
}

function roundDown(value: number, multiple: number): number {
  return Math.floor(value / multiple) * multiple
}
