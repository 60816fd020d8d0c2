import { expect, test } from 'vitest'
import type { BufferSpec } from '../registry/entry.ts'
import { factoryId } from '../registry/factory.ts'
import { factoryIn, EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register, relocate } from '../registry/verbs.ts'
import { layoutOf, placementsOf } from './factoryLayout.ts'

const LOOP = factoryId('loop')

function registryOf(specs: readonly BufferSpec[]): Registry {
  return specs.reduce(
    (registry, spec) => register(registry, LOOP, spec),
    addFactory(EMPTY_REGISTRY, { id: 'loop' }),
  )
}

function slicesOf(registry: Registry) {
  const loop = factoryIn(registry, LOOP)
  if (loop === null) throw new Error('no loop')
  const layout = layoutOf(loop, registry.extentRule)
  return {
    places: placementsOf(layout).map((p) => [p.entry.name, p.space, p.offset, p.extent]),
    aggregates: layout.aggregates,
  }
}

test('lays out the worked example of the contract', () => {
  const registry = registryOf([
    { name: 'a', size: 3, location: 'shared' },
    { name: 'p', size: 2, location: 'persistent_local' },
    { name: 'b', size: 5, location: 'shared' },
    { name: 'l', size: 4, location: 'local' },
    { name: 'z', size: 0, location: 'local' },
  ])
  expect(slicesOf(registry)).toEqual({
    places: [
      ['a', 'shared', 0, 3],
      ['p', 'persistent_local', 0, 2],
      ['b', 'shared', 3, 5],
      ['l', 'local', 0, 4],
      ['z', 'local', 0, 1],
    ],
    aggregates: { shared: 8, local: 5, persistentLocal: 2 },
  })
})

test('packs aliases into a shared host, first fit, whatever their own location', () => {
  const registry = registryOf([
    { name: 'work', size: 10, location: 'shared' },
    { name: 'x', size: 4, location: 'local', aliases: 'work' },
    { name: 'y', size: 4, location: 'persistent_local', aliases: 'work' },
    { name: 'z', size: 4, location: 'shared', aliases: 'work' },
    { name: 'w', size: 2, location: 'local', aliases: 'work' },
  ])
  expect(slicesOf(registry).places.slice(1)).toEqual([
    ['x', 'shared', 0, 4],
    ['y', 'shared', 4, 4],
    ['z', 'shared', 10, 4],
    ['w', 'shared', 8, 2],
  ])
})

test('gives the same registry back where a buffer is where it should be', () => {
  const registry = registryOf([{ name: 'a', size: 3, location: 'shared' }])
  expect(relocate(registry, { factory: LOOP, name: 'a' }, 'shared')).toBe(registry)
})
