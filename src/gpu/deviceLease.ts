import type { DeviceLimits, RunnerReady } from '../core/probe/runner.ts'
import { wait, type Waited } from './timeLimit.ts'

/** How long each step may take, in milliseconds. */
export interface TimeLimits {
  readonly adapter: number
  readonly device: number
  readonly compile: number
  readonly run: number
  /** An error scope that does not answer within this belongs to a crashed device. */
  readonly scope: number
}

export const TIME_LIMITS: TimeLimits = {
  adapter: 10_000,
  device: 10_000,
  compile: 120_000,
  run: 60_000,
  scope: 5_000,
}

/** One device for as long as it lives, with what was compiled for it. */
export class DeviceLease {
  readonly device: GPUDevice
  readonly adapter: string
  readonly limits: DeviceLimits
  readonly lost: Promise<string>
  readonly pipelines = new Map<string, GPUComputePipeline>()
  /** Its own flag: a destroyed device goes on making objects as if nothing had happened. */
  isLost = false
  private uncaptured: string | null = null

  constructor(device: GPUDevice, adapter: string) {
    this.device = device
    this.adapter = adapter
    this.limits = {
      workgroupBytes: device.limits.maxComputeWorkgroupStorageSize,
      invocations: device.limits.maxComputeInvocationsPerWorkgroup,
      storageBytes: Math.min(
        device.limits.maxStorageBufferBindingSize,
        device.limits.maxBufferSize,
      ),
    }
    this.lost = device.lost.then(({ message, reason }) => {
      this.isLost = true
      return message === '' ? `the device was lost (${reason})` : message
    })
    device.addEventListener('uncapturederror', (event) => {
      this.uncaptured = event.error.message
    })
  }

  /** What the device said outside every error scope since it was asked last. */
  takeUncaptured(): string | null {
    const { uncaptured } = this
    this.uncaptured = null
    return uncaptured
  }

  /** Lets go of the device; nothing may use the lease any more. */
  end(): void {
    this.isLost = true
    this.pipelines.clear()
    this.device.destroy()
  }
}

type NotReady = Exclude<RunnerReady, { readonly kind: 'ready' }>
export type Leased = { readonly kind: 'leased'; readonly lease: DeviceLease } | NotReady

/**
 * A new adapter and a new device, since an adapter gives one device only. Asks for as much as the
 * adapter has, and where that is refused for nothing in particular.
 */
export async function leaseDevice(gpu: GPU | undefined, limits: TimeLimits): Promise<Leased> {
  if (gpu === undefined) return { kind: 'unavailable', reason: 'There is no WebGPU here.' }
  const first = await requestDevice(gpu, limits, 'all')
  if (first.kind !== 'failed' || first.stage !== 'device') return first
  return requestDevice(gpu, limits, 'default')
}

async function requestDevice(
  gpu: GPU,
  limits: TimeLimits,
  wanted: 'all' | 'default',
): Promise<Leased> {
  const asked = called(() => gpu.requestAdapter())
  const adapter = await wait(asked, { milliseconds: limits.adapter })
  if (adapter.kind !== 'value') return notReady('adapter', adapter)
  const found = adapter.value
  if (found === null)
    return { kind: 'unavailable', reason: 'WebGPU is here, and gives no adapter.' }
  const requested = called(() =>
    found.requestDevice(wanted === 'all' ? { requiredLimits: limitsOf(found) } : {}),
  )
  const device = await wait(requested, { milliseconds: limits.device })
  if (device.kind !== 'value') {
    // One that comes too late is let go, so that it holds no memory.
    void requested.then((late) => late.destroy()).catch(() => {})
    return notReady('device', device)
  }
  const lease = new DeviceLease(device.value, adapterText(found.info))
  // A device that is lost already resolves its promise before anything else is asked of it.
  await Promise.resolve()
  return { kind: 'leased', lease }
}

/** A call that throws is a promise that rejects. */
export async function called<T>(call: () => Promise<T>): Promise<T> {
  return call()
}

const WANTED = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
] as const satisfies readonly (keyof GPUSupportedLimits)[]

function limitsOf(adapter: GPUAdapter): Record<string, number> {
  return Object.fromEntries(WANTED.map((name) => [name, adapter.limits[name]]))
}

function adapterText(info: GPUAdapterInfo): string {
  const text = [info.vendor, info.architecture, info.description].filter((part) => part !== '')
  return text.length === 0 ? 'unnamed adapter' : text.join(' ')
}

function notReady(
  stage: 'adapter' | 'device',
  waited: Exclude<Waited<unknown>, { readonly kind: 'value' }>,
): NotReady {
  switch (waited.kind) {
    case 'cancelled':
      return waited
    case 'rejected':
    case 'lost':
      return { kind: 'failed', stage, message: waited.message, line: null }
    case 'timeout':
      return {
        kind: 'failed',
        stage: 'timeout',
        message: `The ${stage} did not answer within ${waited.milliseconds / 1000} s.`,
        line: null,
      }
  }
}
