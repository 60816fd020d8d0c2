import { describe, expect, test } from 'vitest'
import { EMPTY_MODEL, withRegistry, type Model } from '../document/model.ts'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, factoryIn } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { costOf, roomOf, stepsOf } from './cost.ts'
import { findingsOf } from './findings.ts'
import { launchGeometry, runGeometry, type LaunchSettings } from './launch.ts'
import { runsPerSmSteps } from './runsPerSm.ts'

function modelOf(size: number, precision: 'float32' | 'float64' = 'float32'): Model {
  const base = addFactory(EMPTY_REGISTRY, { id: 'loop', precision })
  const spec = { name: 'state', size, location: 'shared' } as const
  return withRegistry(EMPTY_MODEL, register(base, factoryId('loop'), spec))
}

describe('what a placement costs', () => {
  test('is exact arithmetic on the layout of its root, computed once per model', () => {
    const model = modelOf(32)
    const cost = costOf(model)
    if (cost === null) throw new Error('no cost')
    expect(costOf(model)).toBe(cost)
    expect(cost).toMatchObject({
      sharedElements: 32,
      run: { padded: true, bytesPerRun: 132, strideWords: 33 },
      geometry: { kind: 'launches', blockSize: 128 },
      occupancy: { kind: 'known', block: { blocks: 5 } },
      runsPerSM: 640,
      banks: { kind: 'strided', degree: 1 },
      mendingPadWords: 0,
      limitBytes: 49152,
    })
    expect(stepsOf(cost)).toBe(runsPerSmSteps(model.launch, 'float32'))
    expect(roomOf(cost)?.next.runsPerSM).toBeLessThan(640)
  })

  test('is that of a launch with static bytes, a carve-out and barriers', () => {
    const costWith = (change: Partial<LaunchSettings>) => {
      const model = modelOf(32)
      const cost = costOf({ ...model, launch: { ...model.launch, ...change } })
      if (cost === null) throw new Error('no cost')
      return { ...cost, room: roomOf(cost)?.bytes }
    }
    const plain = costWith({})
    const withStatic = costWith({ staticSharedBytes: 4096 })
    expect([plain.runsPerSM, withStatic.runsPerSM]).toEqual([640, 512])
    expect(withStatic.room).not.toBe(plain.room)
    expect(costWith({ carveoutPercent: 30 }).runsPerSM).toBe(128)
    expect(costWith({ target: '12.0', barriers: 16 })).toMatchObject({
      runsPerSM: 128,
      occupancy: { block: { binding: ['barriers'] } },
    })
  })

  test('of an even float64 run names the conflict and the pad that a model says would mend it', () => {
    expect(costOf(modelOf(24, 'float64'))).toMatchObject({
      banks: { degree: 8 },
      mendingPadWords: 2,
    })
  })

  test('is unknown, not guessed, where the target has no SM data', () => {
    const model = modelOf(32)
    for (const [target, kind] of [
      ['webgpu', 'unknowable'],
      ['8.8', 'unknown-target'],
    ]) {
      const cost = costOf({ ...model, launch: { ...model.launch, target: target ?? '' } })
      expect(cost).toMatchObject({ occupancy: { kind }, runsPerSM: null })
      expect(cost === null ? null : roomOf(cost)).toBeNull()
    }
  })

  test('is none where a single run is over the limit', () => {
    const cost = costOf(modelOf(12_289))
    expect(cost).toMatchObject({ geometry: { kind: 'over-block-limit' }, runsPerSM: 0 })
  })

  test('is null without a root, and may be asked of another root', () => {
    expect(costOf(EMPTY_MODEL)).toBeNull()
    const model = modelOf(32)
    const two = withRegistry(model, addFactory(model.registry, { id: 'other' }))
    expect(costOf(two, factoryId('other'))?.sharedElements).toBe(0)
    expect(costOf(two, factoryId('gone'))).toBeNull()
  })
})

describe('findings of the launch', () => {
  test('are mended by the fewest of the largest buffers that are free to move', () => {
    const base = addFactory(EMPTY_REGISTRY, { id: 'loop' })
    const specs = [
      { name: 'held', size: 300, location: 'shared', pinned: true },
      { name: 'large', size: 200, location: 'shared', persistent: true },
      { name: 'small', size: 20, location: 'shared' },
    ] as const
    const registry = specs.reduce((next, spec) => register(next, factoryId('loop'), spec), base)
    const model = withRegistry(EMPTY_MODEL, registry)
    const finding = findingsOf(model).find((f) => f.id === 'below-warp')
    const mended = finding?.fix?.apply(registry) ?? registry
    const loop = factoryIn(mended, factoryId('loop'))
    expect(loop?.entries).toMatchObject([
      { location: 'shared' },
      { location: 'persistent_local' },
      { location: 'shared' },
    ])
    expect(launchGeometry(runGeometry(320, 'float32'), model.launch)).toMatchObject({
      warning: 'over-target',
    })
  })

  test('change nothing where no buffer is free to move', () => {
    const base = addFactory(EMPTY_REGISTRY, { id: 'loop' })
    const spec = { name: 'held', size: 400, location: 'shared', pinned: true } as const
    const registry = register(base, factoryId('loop'), spec)
    const [finding] = findingsOf(withRegistry(EMPTY_MODEL, registry))
    expect(finding).toMatchObject({ id: 'below-warp' })
    expect(finding?.fix?.apply(registry)).toBe(registry)
  })
})
