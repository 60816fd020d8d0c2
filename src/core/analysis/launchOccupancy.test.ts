import { describe, expect, test } from 'vitest'
import { DEFAULT_LAUNCH, launchGeometry, runGeometry, type LaunchSettings } from './launch.ts'
import { launchOccupancy } from './launchOccupancy.ts'
import { occupancySeries } from './occupancySeries.ts'
import { freeRoom, runsPerSmSteps, stepAt } from './runsPerSm.ts'

function launchOf(elements: number, change: Partial<LaunchSettings> = {}) {
  const settings = { ...DEFAULT_LAUNCH, ...change }
  const run = runGeometry(elements, 'float32')
  const geometry = launchGeometry(run, settings)
  return { settings, geometry, run }
}

describe('occupancy of a launch', () => {
  test('counts runs beside warps: a block of 16 keeps half of its warp idle', () => {
    const occupancy = launchOccupancy(launchOf(400))
    expect(occupancy).toMatchObject({
      kind: 'known',
      runsPerSM: 48,
      block: { blocks: 3, warps: 3 },
    })
  })

  test('counts no more runs than the launch has', () => {
    expect(launchOccupancy(launchOf(0, { runs: 5 }))).toMatchObject({
      runsPerSM: 20,
      block: { blocks: 4, binding: ['registers'] },
    })
  })

  test.each(['8.8', '', '9', '__proto__'])(
    'target %j is an error that names what is known',
    (target) => {
      const occupancy = launchOccupancy(launchOf(32, { target }))
      expect(occupancy.kind).toBe('unknown-target')
      expect(occupancy).toHaveProperty(
        'message',
        expect.stringContaining('7.0, 7.5, 8.0') as unknown,
      )
    },
  )

  test('a carve-out outside of -1 to 100 is invalid', () => {
    for (const carveoutPercent of [-2, 101])
      expect(launchOccupancy(launchOf(32, { carveoutPercent })).kind).toBe('invalid')
    expect(launchOccupancy(launchOf(32, { carveoutPercent: 100 })).kind).toBe('known')
  })

  test('a run over the limit has none', () => {
    expect(launchOccupancy(launchOf(12289)).kind).toBe('over-block-limit')
  })

  test('WebGPU checks its limits in multiples of 16 bytes and leaves occupancy unknown', () => {
    const launch = launchOf(3, { target: 'webgpu', blockSize: 7, staticSharedBytes: 17 })
    expect(launchOccupancy(launch)).toMatchObject({
      kind: 'unknowable',
      checks: [
        { limit: 'maxComputeWorkgroupStorageSize', need: 96 + 32, most: 16384, holds: true },
        { limit: 'maxComputeInvocationsPerWorkgroup', need: 7, most: 256, holds: true },
      ],
    })
    const large = launchOccupancy(launchOf(200, { target: 'webgpu' }))
    expect(large).toMatchObject({
      checks: [{ need: 804 * 32, holds: false }, { holds: true }],
    })
  })
})

const SETTINGS: readonly Partial<LaunchSettings>[] = [
  {},
  { optIn: true },
  { target: '7.0', registersPerThread: 32 },
  { target: '9.0', optIn: true, blockSize: 1024 },
  { target: '12.0', runs: 3 },
  { target: '8.0', registersPerThread: 255, blockSize: 96 },
  { registersPerThread: 255, blockSize: 1024 },
]

const MORE: readonly Partial<LaunchSettings>[] = [
  {},
  { carveoutPercent: 0 },
  { carveoutPercent: 30, barriers: 16 },
  { staticSharedBytes: 20_000 },
]

describe('steps of runs/SM', () => {
  test.each(SETTINGS)('equal every single size, with %j', (change) => {
    for (const precision of ['float32', 'float64'] as const)
      for (const more of MORE) {
        const settings = { ...DEFAULT_LAUNCH, ...change, ...more }
        const steps = runsPerSmSteps(settings, precision)
        const last = steps.at(-1)?.elements ?? 0
        expect(steps.at(-1)?.blockSize).toBe(0)
        for (let elements = 0; elements <= last; elements += elements < 600 ? 1 : 7) {
          const geometry = launchGeometry(runGeometry(elements, precision), settings)
          const one = launchOccupancy({ settings, geometry })
          const step = stepAt(steps, elements)
          expect(step?.runsPerSM).toBe(one.kind === 'known' ? one.runsPerSM : 0)
        }
      }
  })

  test('are computed once per settings, and there are none without SM data', () => {
    const steps = runsPerSmSteps(DEFAULT_LAUNCH, 'float32')
    expect(runsPerSmSteps(DEFAULT_LAUNCH, 'float32')).toBe(steps)
    const webgpu = { ...DEFAULT_LAUNCH, target: 'webgpu' }
    expect(runsPerSmSteps(webgpu, 'float32')).toEqual([])
    expect(freeRoom([], 3, 'float32')).toBeNull()
  })

  test('room is what one may add before runs/SM drops, and not one element more', () => {
    const steps = runsPerSmSteps(DEFAULT_LAUNCH, 'float32')
    const runsAt = (elements: number) => stepAt(steps, elements)?.runsPerSM ?? 0
    for (let elements = 0; elements < 12288; elements += 5) {
      let dropsAt = elements + 1
      while (runsAt(dropsAt) >= runsAt(elements)) dropsAt++
      const free = dropsAt - 1 - elements
      expect(freeRoom(steps, elements, 'float32')).toMatchObject({
        elements: free,
        bytes: free * 4,
      })
    }
  })

  test('the last step down is where nothing launches', () => {
    const steps = runsPerSmSteps(DEFAULT_LAUNCH, 'float64')
    expect(steps.at(-1)).toEqual({
      elements: 6145,
      bytesPerRun: 49160,
      blockSize: 0,
      blocks: 0,
      runsPerSM: 0,
    })
    expect(freeRoom(steps, 6145, 'float64')).toBeNull()
  })
})

describe('the three graphs', () => {
  test('pass through the present launch', () => {
    const launch = launchOf(32)
    const series = occupancySeries(launch, launch.run)
    const now = launchOccupancy(launch)
    expect(now.kind).toBe('known')
    const expected = { runsPerSM: (now as { runsPerSM: number }).runsPerSM }
    expect(series?.blockSize.present).toMatchObject({ x: 128, ...expected })
    expect(series?.registers.present).toMatchObject({ x: 64, ...expected })
    expect(series?.sharedBytes.present).toMatchObject({ x: 16896, ...expected })
    expect(series?.blockSize.points.find((point) => point.x === 128)).toEqual(
      series?.blockSize.present,
    )
    expect(series?.blockSize.points).toHaveLength(32)
    expect(series?.registers.points).toHaveLength(256)
    expect(series?.sharedBytes.points.at(-1)?.x).toBe(49152)
  })

  test('are absent where there is no SM data or no launch', () => {
    for (const launch of [launchOf(32, { target: 'webgpu' }), launchOf(12289)])
      expect(occupancySeries(launch, launch.run)).toBeNull()
  })
})
