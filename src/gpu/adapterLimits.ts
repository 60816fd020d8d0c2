import type { WebGpuLimits } from '../core/analysis/targets.ts'
import { called } from './deviceLease.ts'
import { wait } from './timeLimit.ts'

const MOST_MILLISECONDS = 5000

/**
 * What the adapter of this machine grants at most; null where there is none or where it does not answer.
 * No device is taken for it, so that a verification finds the adapter as it was.
 */
export async function adapterLimits(
  gpu: GPU | undefined,
  milliseconds = MOST_MILLISECONDS,
): Promise<WebGpuLimits | null> {
  if (gpu === undefined) return null
  const asked = await wait(
    called(() => gpu.requestAdapter()),
    { milliseconds },
  )
  if (asked.kind !== 'value' || asked.value === null) return null
  const { maxComputeWorkgroupStorageSize, maxComputeInvocationsPerWorkgroup } = asked.value.limits
  return { maxComputeWorkgroupStorageSize, maxComputeInvocationsPerWorkgroup }
}
