import { describe, expect, test } from 'vitest'
import { EMPTY_MODEL, withRegistry, type Model } from '../document/model.ts'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, factoryIn } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { costOf } from './cost.ts'
import { findingsOf } from './findings.ts'
import { launchGeometry, runGeometry } from './launch.ts'
import { DEFAULT_DETAILS } from './launchOccupancy.ts'
import { placementPlanOf } from './placement.ts'
import { launchedFrontOf } from './placementFront.ts'

function modelOf(size: number, precision: 'float32' | 'float64' = 'float32'): Model {
  const base = addFactory(EMPTY_REGISTRY, { id: 'loop', precision })
  const spec = { name: 'state', size, location: 'shared' } as const
  return withRegistry(EMPTY_MODEL, register(base, factoryId('loop'), spec))
}

describe('what a placement costs', () => {
  test('is labelled by the kind of claim, and computed once per model', () => {
    const model = modelOf(32)
    const cost = costOf(model)
    expect(costOf(model)).toBe(cost)
    expect(cost).toMatchObject({
      sharedElements: 32,
      run: { claim: 'exact', value: { padded: true, bytesPerRun: 132, strideWords: 33 } },
      launch: { claim: 'exact', value: { kind: 'launches', blockSize: 128 } },
      occupancy: { claim: 'exact', value: { kind: 'known', block: { blocks: 5 } } },
      runsPerSM: { claim: 'exact', value: 640 },
      room: { claim: 'exact' },
      banks: { claim: 'exact', value: { kind: 'strided', degree: 1 } },
      mendingPadWords: { claim: 'model', value: 0 },
      rules: { claim: 'measured rule', value: { present: { kind: 'outside' } } },
    })
  })

  test('of an even float64 run names the conflict and the pad that a model says would mend it', () => {
    expect(costOf(modelOf(24, 'float64'))).toMatchObject({
      banks: { value: { degree: 8 } },
      mendingPadWords: { claim: 'model', value: 2 },
    })
  })

  test('is unknown, not guessed, where the target has no SM data', () => {
    const model = modelOf(32)
    for (const [target, kind] of [
      ['webgpu', 'unknowable'],
      ['8.8', 'unknown-target'],
    ]) {
      const cost = costOf({ ...model, launch: { ...model.launch, target: target ?? '' } })
      expect(cost?.occupancy.value.kind).toBe(kind)
      expect(cost).toMatchObject({ runsPerSM: { value: null }, room: { value: null } })
    }
  })

  test('is null without a root, and may be asked of another root', () => {
    expect(costOf(EMPTY_MODEL)).toBeNull()
    const model = modelOf(32)
    const two = withRegistry(model, addFactory(model.registry, { id: 'other' }))
    expect(costOf(two, { root: factoryId('other') })?.sharedElements).toBe(0)
    expect(costOf(two, { root: factoryId('gone') })).toBeNull()
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

test('the front stands against runs/SM, the present placement with it', () => {
  const model = modelOf(32)
  const plan = placementPlanOf(model.registry, 12288)
  if (plan === null) throw new Error('no plan')
  const front = launchedFrontOf(plan, model.launch, DEFAULT_DETAILS)
  expect(front).toEqual({
    points: [
      { words: 0, weight: 0, elements: 0, bytesPerRun: 0, blockSize: 256, runsPerSM: 1024 },
      { words: 32, weight: 32, elements: 32, bytesPerRun: 132, blockSize: 128, runsPerSM: 640 },
    ],
    present: front.points[1],
  })
})
