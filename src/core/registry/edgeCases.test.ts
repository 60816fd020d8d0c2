import { describe, expect, test } from 'vitest'
import { BufferRegistry } from './bufferRegistry.ts'
import { errorOf, slices } from './bufferRegistry.testing.ts'

describe('the edge cases of the founding specification', () => {
  test('zero-size buffers', () => {
    const registry = new BufferRegistry()
    const loop = {}
    registry.register(loop, 'a', 3, 'shared')
    registry.register(loop, 'none', 0, 'shared')
    registry.register(loop, 'b', 2, 'shared')
    registry.register(loop, 'nothing', 0, 'persistent_local')
    registry.register(loop, 'empty', 0, 'local')
    expect(slices(registry, loop)).toEqual({
      shared: [
        ['a', 0, 3],
        ['none', 3, 3],
        ['b', 3, 5],
      ],
      persistent: [['nothing', 0, 0]],
      local: [['empty', 1]],
    })
    expect(registry.getAllocator(loop, 'empty')).toEqual({
      space: 'local',
      size: 0,
      dtype: 'float32',
    })
  })

  test('all buffers in one location', () => {
    for (const location of ['shared', 'local', 'persistent_local'] as const) {
      const registry = new BufferRegistry()
      const loop = {}
      for (const size of [1, 2, 3]) registry.register(loop, `b${size}`, size, location)
      const sums = (['shared', 'local', 'persistent_local'] as const).map((arena) =>
        registry.getAggregateSize(loop, arena),
      )
      expect(sums).toEqual(
        ['shared', 'local', 'persistent_local'].map((arena) => (arena === location ? 6 : 0)),
      )
    }
  })

  test('location change after build', () => {
    const registry = new BufferRegistry()
    const loop = {}
    registry.register(loop, 'a', 3, 'shared')
    registry.register(loop, 'b', 5, 'shared')
    registry.buildLayout(loop)
    const before = registry.contextOf(loop)
    expect(before.cachedLayoutVersion).toBe(before.layoutVersion)
    registry.relocate(loop, 'a', 'local')
    const stale = registry.contextOf(loop)
    expect(stale.layoutVersion).toBeGreaterThan(before.layoutVersion)
    expect(stale.cachedLayoutVersion).toBe(before.layoutVersion)
    expect(registry.getAllocator(loop, 'b')).toMatchObject({ space: 'shared', offset: 0 })
    expect(registry.getAllocator(loop, 'a')).toMatchObject({ space: 'local', size: 3 })
    expect(registry.contextOf(loop).cachedLayoutVersion).toBe(stale.layoutVersion)
  })

  test('unregistered buffer access', () => {
    const registry = new BufferRegistry()
    const loop = {}
    registry.attach(loop, { id: 'loop' })
    registry.register(loop, 'state', 3, 'shared')
    registry.register(loop, 'delta', 3, 'shared')
    const error = errorOf(() => registry.getAllocator(loop, 'stat'))
    expect([error.code, error.value]).toEqual(['unknown-buffer', 'stat'])
    expect(error.message).toBe('"loop" has no buffer "stat"; nearest: "state", "delta".')
  })

  test('re-registration', () => {
    const registry = new BufferRegistry()
    const loop = {}
    registry.register(loop, 'a', 3, 'shared')
    registry.register(loop, 'b', 5, 'shared')
    const [value, version] = [registry.value, registry.layoutVersion(loop)]
    registry.register(loop, 'a', 3, 'shared')
    expect([registry.value, registry.layoutVersion(loop)]).toEqual([value, version])
    expect(registry.value).toBe(value)
    registry.register(loop, 'a', 7, 'shared')
    expect(registry.layoutVersion(loop)).toBeGreaterThan(version)
    expect(slices(registry, loop).shared).toEqual([
      ['a', 0, 7],
      ['b', 7, 12],
    ])
  })

  test('childless factory has the default regions', () => {
    const registry = new BufferRegistry()
    const loop = {}
    registry.register(loop, 'a', 3, 'shared')
    const empty = { offset: 0, extent: 0, size: 0, dtype: 'float32' }
    const askBoth = (owner: object) =>
      ['child_shared', 'child_persistent_local'].map((name) => registry.getAllocator(owner, name))
    const both = [
      { space: 'shared', ...empty },
      { space: 'persistent_local', ...empty },
    ]
    expect(askBoth(loop)).toEqual(both)
    expect(askBoth({})).toEqual(both)
    // They are answers only: no entry, no layout.
    expect(slices(registry, loop).shared).toEqual([['a', 0, 3]])
    registry.registerChild(loop, {}, 'solver')
    expect(errorOf(() => registry.getAllocator(loop, 'child_shared')).code).toBe('unknown-buffer')
  })

  test('parent–child coordination through three levels', () => {
    const registry = new BufferRegistry()
    const [loop, step, solver] = [{}, {}, {}]
    registry.register(solver, 'delta', 3, 'local')
    registry.register(solver, 'theta', 1, 'persistent_local')
    registry.register(step, 'increment', 2, 'shared')
    registry.registerChild(step, solver)
    registry.registerChild(loop, step)
    registry.register(loop, 'state', 4, 'shared')
    expect(slices(registry, loop)).toEqual({
      shared: [
        ['child_shared', 0, 2],
        ['state', 2, 6],
      ],
      persistent: [['child_persistent_local', 0, 1]],
      local: [],
    })
    const version = registry.layoutVersion(loop)
    registry.update(solver, { delta_location: 'shared' })
    expect(registry.layoutVersion(loop)).toBeGreaterThan(version)
    // Verbs and questions refresh no region.
    expect(registry.getAggregateSize(loop, 'shared')).toBe(6)
    expect(registry.getChildAggregateSize(solver, 'shared')).toBe(3)
    registry.buildLayout(loop)
    expect(slices(registry, step).shared).toEqual([
      ['increment', 0, 2],
      ['child_shared', 2, 5],
    ])
    expect(slices(registry, loop).shared).toEqual([
      ['child_shared', 0, 5],
      ['state', 5, 9],
    ])
  })

  test('update keys recognised and routed', () => {
    const registry = new BufferRegistry()
    const loop = {}
    registry.register(loop, 'state', 3, 'local')
    registry.register(loop, 'aux', 2, 'local', { settingKey: 'cache_place' })
    const known = registry.update(loop, {
      state_buffer_location: 'shared',
      state_size: 4,
      cache_place: 'persistent_local',
      other_location: 'nowhere',
    })
    expect([...known]).toEqual(['state_buffer_location', 'state_size', 'cache_place'])
    expect(slices(registry, loop)).toEqual({
      shared: [['state', 0, 4]],
      persistent: [['aux', 0, 2]],
      local: [],
    })
    expect(registry.update({}, { state_location: 'shared' }).size).toBe(0)
  })
})
