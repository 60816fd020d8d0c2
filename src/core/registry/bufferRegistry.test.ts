import { describe, expect, test } from 'vitest'
import { computedLayouts } from '../layout/factoryLayout.ts'
import { BufferRegistry, bufferRegistry } from './bufferRegistry.ts'
import { factoryId } from './factory.ts'
import { errorOf, slices } from './bufferRegistry.testing.ts'

test('a failed call changes nothing, not even by adding its owner', () => {
  const registry = new BufferRegistry()
  const value = registry.value
  expect(errorOf(() => registry.register({}, 'a', -1, 'shared')).code).toBe('invalid-size')
  expect(errorOf(() => registry.registerChild({}, factoryId('ghost'))).code).toBe('unknown-factory')
  expect(registry.value).toBe(value)
})

test('a snapshot is the value itself, and restoring one puts it back and lets versions grow', () => {
  const registry = new BufferRegistry()
  const loop = {}
  registry.register(loop, 'a', 3, 'shared')
  const snapshot = registry.snapshot()
  registry.resize(loop, 'a', 9)
  const version = registry.layoutVersion(loop)
  registry.restore(snapshot)
  expect(registry.value).toBe(snapshot)
  expect(registry.getAggregateSize(loop, 'shared')).toBe(3)
  expect(registry.layoutVersion(loop)).toBeGreaterThan(version)
})

test('an owner may register again after a restore to before it was known', () => {
  const registry = new BufferRegistry()
  const loop = {}
  const snapshot = registry.snapshot()
  const { factory } = registry.register(loop, 'a', 3, 'shared')
  registry.restore(snapshot)
  expect(registry.getAggregateSize(loop, 'shared')).toBe(0)
  expect(registry.register(loop, 'b', 2, 'shared').factory).toBe(factory)
  expect(slices(registry, loop).shared).toEqual([['b', 0, 2]])
})

test('listeners hear each change once, and no no-op', () => {
  const registry = new BufferRegistry()
  const loop = {}
  let heard = 0
  const stop = registry.subscribe(() => heard++)
  registry.register(loop, 'a', 3, 'shared')
  registry.register(loop, 'a', 3, 'shared')
  registry.relocate(loop, 'a', 'shared')
  expect(heard).toBe(1)
  stop()
  registry.resize(loop, 'a', 4)
  expect(heard).toBe(1)
})

test('objects of one class are numbered, and ids that were given are kept', () => {
  class Solver {
    readonly kind = 'newton'
  }
  const registry = new BufferRegistry()
  const ids = [new Solver(), new Solver(), Object.create(null) as object].map(
    (owner) => registry.register(owner, 'a', 1, 'local').factory,
  )
  expect(ids).toEqual(['Solver', 'Solver-2', 'Factory'])
  expect(registry.attach({}, { id: '__proto__' })).toBe('__proto__')
  expect(errorOf(() => registry.attach({}, { id: '__proto__' })).code).toBe('duplicate-factory')
})

test('invalidateLayout makes the next question compute, and nothing else', () => {
  const registry = new BufferRegistry()
  const loop = {}
  registry.register(loop, 'a', 3, 'shared')
  registry.getAllocator(loop, 'a')
  const before = computedLayouts()
  registry.getAllocator(loop, 'a')
  expect(computedLayouts()).toBe(before)
  registry.invalidateLayout(loop)
  expect(registry.contextOf(loop).cachedLayoutVersion).toBeNull()
  registry.getAllocator(loop, 'a')
  expect(computedLayouts()).toBe(before + 1)
})

test('the ready instance is a registry like any other', () => {
  const owner = {}
  bufferRegistry.register(owner, 'a', 2, 'shared')
  expect(bufferRegistry.getAggregateSize(owner, 'shared')).toBe(2)
  bufferRegistry.unregisterAll(owner)
  expect(bufferRegistry.getChildAggregateSize(owner, 'shared')).toBe(0)
})

describe('editing verbs by owner', () => {
  function three() {
    const registry = new BufferRegistry()
    const [loop, step] = [{}, {}]
    registry.attach(loop, { id: 'loop' })
    registry.attach(step, { id: 'step' })
    for (const name of ['a', 'b', 'c']) registry.register(loop, name, 2, 'shared')
    return { registry, loop, step }
  }

  test('change what they say', () => {
    const { registry, loop, step } = three()
    registry.setAlias(loop, 'b', 'a')
    registry.rename(loop, 'a', 'z')
    registry.resize(loop, 'z', 4)
    registry.relocate(loop, 'c', 'local')
    registry.move(loop, 'c', 0)
    registry.setDtype(loop, 'c', 'int32')
    registry.setPersistent(loop, 'c', true)
    registry.setPinned(loop, 'c', true)
    registry.setWeight(loop, 'c', 2.5)
    registry.setGroup(loop, 'c', 'together')
    registry.setSettingKey(loop, 'c', 'c_place')
    registry.duplicate(loop, 'c')
    registry.moveTo(loop, 'c', step)
    registry.setPrecision(step, 'float64')
    const [first, second] = registry.value.factories
    expect(first?.entries.map((entry) => [entry.name, entry.size, entry.aliases])).toEqual([
      ['c_copy', 2, null],
      ['z', 4, null],
      ['b', 2, 'z'],
    ])
    expect(first?.entries[0]).toMatchObject({ weight: 2.5, settingKey: null, dtype: 'int32' })
    expect(second).toMatchObject({ precision: 'float64' })
    expect(second?.entries).toMatchObject([
      {
        name: 'c',
        location: 'local',
        persistent: true,
        pinned: true,
        group: 'together',
        settingKey: 'c_place',
      },
    ])
  })

  test('reparent, unregisterChild, unregister, clearParent', () => {
    const { registry, loop, step } = three()
    const solver = {}
    registry.register(solver, 'd', 3, 'shared')
    registry.reparent(solver, null, { parent: loop, name: 'solver' })
    registry.reparent(solver, { parent: loop, name: 'solver' }, { parent: step, name: 'solver' })
    expect(registry.contextOf(step).sharedLayout.get('solver_shared')).toEqual({
      start: 0,
      stop: 3,
    })
    expect(registry.contextOf(loop).buffers.has('solver_shared')).toBe(false)
    registry.registerChild(loop, step)
    registry.unregister(loop, 'a')
    registry.unregisterChild(step, 'solver')
    expect(registry.value.roots).toEqual(['loop', 'Object'])
    registry.clearParent(loop)
    expect(registry.value.factories.map(({ entries }) => entries.length)).toEqual([0, 0, 1])
    expect(registry.value.roots).toEqual(['loop', 'Object', 'step'])
  })
})
