const KIB = 1024

/** What one streaming multiprocessor of a compute capability offers. Source: analysis contract, "Occupancy". */
export interface Target {
  /** Compute capability, such as "8.9". */
  readonly name: string
  readonly warpsPerSM: number
  readonly blocksPerSM: number
  readonly registersPerSM: number
  readonly sharedBytesPerSM: number
  /** Dynamic and static shared bytes a block may have where the launch opts in. */
  readonly optInBytes: number
  /** Shared bytes that the driver keeps for itself in each block. */
  readonly reservedBytes: number
  /** Shared memory is given to blocks in multiples of this. */
  readonly sharedUnitBytes: number
  /** The sizes that the shared part of the unified cache can take. */
  readonly carveoutKiB: readonly number[]
  /** Null where barriers are not counted (before compute capability 9.0). */
  readonly barriersPerSM: number | null
}

/** The same on all twelve. */
export const WARP_SIZE = 32
export const MAX_BLOCK_SIZE = 1024
export const MAX_REGISTERS_PER_THREAD = 256
/** Named barriers that one block can use. Source: PTX ISA, "bar". */
export const MAX_BARRIERS = 16
export const REGISTER_UNIT = 256
export const SUB_PARTITIONS = 4
/** Shared bytes a block may have without opting in to more. */
export const SHARED_LIMIT_BYTES = 48 * KIB

const TO_96 = [0, 8, 16, 32, 64, 96]
const TO_100 = [0, 8, 16, 32, 64, 100]
const TO_164 = [0, 8, 16, 32, 64, 100, 132, 164]
const TO_228 = [0, 8, 16, 32, 64, 100, 132, 164, 196, 228]

/** Compute capability 8.0; the rows below name what differs from it. */
const AMPERE: Omit<Target, 'name'> = {
  warpsPerSM: 64,
  blocksPerSM: 32,
  registersPerSM: 65536,
  sharedBytesPerSM: 164 * KIB,
  optInBytes: 163 * KIB,
  reservedBytes: KIB,
  sharedUnitBytes: 128,
  carveoutKiB: TO_164,
  barriersPerSM: null,
}
const BEFORE_AMPERE = { ...AMPERE, reservedBytes: 0, sharedUnitBytes: 256 }
const TO_100_KIB = { sharedBytesPerSM: 100 * KIB, optInBytes: 99 * KIB, carveoutKiB: TO_100 }
const TO_228_KIB = { sharedBytesPerSM: 228 * KIB, optInBytes: 227 * KIB, carveoutKiB: TO_228 }
const HOPPER = { ...AMPERE, ...TO_228_KIB, barriersPerSM: 64 }
const ADA = { ...AMPERE, ...TO_100_KIB, warpsPerSM: 48, blocksPerSM: 24 }

/** The twelve known compute capabilities, oldest first. */
export const TARGETS: readonly Target[] = [
  {
    ...BEFORE_AMPERE,
    name: '7.0',
    sharedBytesPerSM: 96 * KIB,
    optInBytes: 96 * KIB,
    carveoutKiB: TO_96,
  },
  {
    ...BEFORE_AMPERE,
    name: '7.5',
    warpsPerSM: 32,
    blocksPerSM: 16,
    sharedBytesPerSM: 64 * KIB,
    optInBytes: 64 * KIB,
    carveoutKiB: [32, 64],
  },
  { ...AMPERE, name: '8.0' },
  { ...AMPERE, ...TO_100_KIB, name: '8.6', warpsPerSM: 48, blocksPerSM: 16 },
  { ...AMPERE, name: '8.7', warpsPerSM: 48, blocksPerSM: 16 },
  { ...ADA, name: '8.9' },
  { ...HOPPER, name: '9.0' },
  { ...HOPPER, name: '10.0' },
  { ...HOPPER, name: '10.3' },
  { ...HOPPER, name: '11.0', warpsPerSM: 48, blocksPerSM: 24, barriersPerSM: 24 },
  { ...ADA, name: '12.0', barriersPerSM: 24 },
  { ...ADA, name: '12.1', barriersPerSM: 24 },
]

const byName = new Map(TARGETS.map((target) => [target.name, target]))

/** The target of that name; null for an unknown one, never a neighbour's numbers. */
export function targetOf(name: string): Target | null {
  return byName.get(name) ?? null
}

/** What is said of a target that the table does not hold. `name` is quoted by the caller. */
export function knownTargetNames(): string {
  return `${TARGETS.map((target) => target.name).join(', ')} and ${WEBGPU}`
}

/** The target without SM data. */
export const WEBGPU = 'webgpu'

/** Limits of a WebGPU device, by the names of GPUSupportedLimits. */
export interface WebGpuLimits {
  /** Bytes. */
  readonly maxComputeWorkgroupStorageSize: number
  readonly maxComputeInvocationsPerWorkgroup: number
}

/** What every WebGPU device grants. Source: WebGPU, "Limits", default column. */
export const WEBGPU_DEFAULT_LIMITS: WebGpuLimits = {
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
}
