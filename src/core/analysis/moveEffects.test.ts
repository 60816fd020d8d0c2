import { describe, expect, test } from 'vitest'
import { EMPTY_MODEL, withRegistry, type Model } from '../document/model.ts'
import { registerChild } from '../registry/children.ts'
import { bufferOf, type BufferSpec } from '../registry/entry.ts'
import { factoryId, withEntries } from '../registry/factory.ts'
import { EMPTY_REGISTRY, requireFactory, withFactory } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { costAfterMove, moveEffectsOf, moveTriedAtOnce, triedAtOnce } from './moveEffects.ts'

const LOOP = factoryId('loop')

function modelOf(specs: readonly BufferSpec[]): Model {
  const base = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  return withRegistry(
    EMPTY_MODEL,
    specs.reduce((registry, spec) => register(registry, LOOP, spec), base),
  )
}

describe('what one move would do', () => {
  test('is tried for every buffer that may move, largest first: out of shared, or into it', () => {
    const model = modelOf([
      { name: 'small', size: 8, location: 'shared' },
      { name: 'large', size: 90, location: 'shared' },
      { name: 'state', size: 4, location: 'local' },
      { name: 'kept', size: 40, location: 'shared', persistent: true },
      { name: 'empty', size: 0, location: 'local' },
      { name: 'held', size: 2, location: 'local', pinned: true },
    ])
    const { effects, movable } = moveEffectsOf(model)
    expect(movable).toBe(4)
    expect(effects.map(({ ref, from, to }) => [ref.name, from, to])).toEqual([
      ['large', 'shared', 'local'],
      ['kept', 'shared', 'persistent_local'],
      ['small', 'shared', 'local'],
      ['state', 'local', 'shared'],
    ])
    const [large] = effects
    expect(large?.cost.sharedElements).toBe(48)
    expect(moveEffectsOf(model)).toBe(moveEffectsOf(model))
  })

  test('buffers of a group move together, and are told once', () => {
    const pair = { location: 'local', group: 'pair' } as const
    const model = modelOf([
      { name: 'a', size: 8, ...pair },
      { name: 'b', size: 16, ...pair },
    ])
    const { effects } = moveEffectsOf(model)
    expect(effects).toMatchObject([{ ref: { name: 'b' }, moved: 2, cost: { sharedElements: 24 } }])
  })

  test('as the model changes up to a size, and the largest few beyond it', () => {
    const specs = Array.from({ length: 20_001 }, (_, i) => ({
      ...{ name: `b${i}`, size: 1 + (i % 5), location: 'local' as const },
    }))
    const base = addFactory(addFactory(EMPTY_REGISTRY, { id: 'loop' }), { id: 'small' })
    const entries = specs.map((spec) => bufferOf(spec, 'float32'))
    const loop = requireFactory(base, LOOP)
    const model = withRegistry(EMPTY_MODEL, withFactory(base, withEntries(loop, entries)))
    expect([triedAtOnce(model), triedAtOnce(modelOf([]))]).toEqual([false, true])
    expect(moveTriedAtOnce(model, [{ factory: LOOP, name: 'b0' }])).toBe(false)
    expect(moveTriedAtOnce(model, [{ factory: factoryId('small'), name: 'x' }])).toBe(true)
    const { effects, movable } = moveEffectsOf(model)
    expect(movable).toBe(20_001)
    expect(effects.length).toBeLessThan(20)
    expect(effects.every(({ bytes }) => bytes === 20)).toBe(true)
  })

  test('there is none without a root, and none for what cannot be moved', () => {
    expect(moveEffectsOf(EMPTY_MODEL)).toEqual({ effects: [], movable: 0 })
    const base = modelOf([
      { name: 'lying', size: 1, location: 'shared' },
      { name: 'coming', size: 1, location: 'local' },
      { name: 'small', size: 1, location: 'local' },
    ])
    const parent = registerChild(addFactory(base.registry, { id: 'step' }), {
      parent: LOOP,
      child: factoryId('step'),
    })
    const loop = requireFactory(parent, LOOP)
    const entries = loop.entries.map((entry) =>
      entry.kind === 'buffer' && entry.name !== 'small' ? { ...entry, size: 2 ** 52 } : entry,
    )
    const huge = withRegistry(base, withFactory(parent, withEntries(loop, entries)))
    const after = (name: string) => costAfterMove(huge, [{ factory: LOOP, name }], 'shared')
    // Two of 2^52 elements, shared or local, are one more than can be counted.
    expect(after('coming')).toBeNull()
    expect(after('small')?.sharedElements).toBe(2 ** 52 + 1)
    expect(moveEffectsOf(huge).effects.map(({ ref }) => ref.name)).toEqual(['small'])
  })
})
