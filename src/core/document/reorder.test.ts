import { expect, test } from 'vitest'
import { registerChild } from '../registry/children.ts'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, factoryIn, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { placeAll, stepAll, stepChild } from './reorder.ts'

const A = factoryId('a')
const B = factoryId('b')

function sample(): Registry {
  const empty = addFactory(addFactory(EMPTY_REGISTRY, { id: 'a' }), { id: 'b' })
  const full = ['p', 'q', 'r', 's'].reduce(
    (next, name) => register(next, A, { name, size: 1, location: 'local' }),
    empty,
  )
  return register(full, B, { name: 'x', size: 1, location: 'shared' })
}

const names = (registry: Registry, id: typeof A) =>
  factoryIn(registry, id)?.entries.map((entry) => entry.name)
const ref = (name: string, factory = A) => ({ factory, name })

test('a buffer takes the place of the one it is dropped on, up and down', () => {
  const up = placeAll(sample(), [ref('s')], { factory: A, entry: 'q' })
  expect(names(up, A)).toEqual(['p', 's', 'q', 'r'])
  const down = placeAll(sample(), [ref('p')], { factory: A, entry: 'r' })
  expect(names(down, A)).toEqual(['q', 'r', 'p', 's'])
})

test('at the end of its own factory, and dropped on itself, it changes nothing it need not', () => {
  const registry = sample()
  expect(placeAll(registry, [ref('s')], { factory: A, entry: null })).toBe(registry)
  expect(placeAll(registry, [ref('q')], { factory: A, entry: 'q' })).toBe(registry)
})

test('buffers of another factory move in, in the order given', () => {
  const moved = placeAll(sample(), [ref('q'), ref('s')], { factory: B, entry: 'x' })
  expect(names(moved, A)).toEqual(['p', 'r'])
  expect(names(moved, B)).toEqual(['q', 's', 'x'])
})

test('several buffers stay side by side, in order, wherever they are dropped', () => {
  const all = ['p', 'q', 'r', 's']
  const drop = (moved: readonly string[], entry: string | null) =>
    names(
      placeAll(
        sample(),
        moved.map((name) => ref(name)),
        { factory: A, entry },
      ),
      A,
    )
  expect(drop(['p', 'q'], 'r')).toEqual(['r', 'p', 'q', 's'])
  expect(drop(['r', 's'], 'p')).toEqual(['r', 's', 'p', 'q'])
  expect(drop(['p', 'r'], 's')).toEqual(['q', 's', 'p', 'r'])
  expect(drop(['s', 'p'], null)).toEqual(['q', 'r', 's', 'p'])
  for (const entry of [...all, null])
    for (const moved of [
      ['p', 'q'],
      ['q', 's'],
      ['r', 'p', 'q'],
    ]) {
      if (entry !== null && moved.includes(entry)) continue
      const order = drop(moved, entry)
      expect(order?.join('')).toContain(moved.join(''))
      expect([...(order ?? [])].sort()).toEqual(all)
    }
})

test('several buffers step together, and stop at the end', () => {
  const step = (moved: readonly string[], by: -1 | 1) =>
    names(
      stepAll(
        sample(),
        moved.map((name) => ref(name)),
        by,
      ),
      A,
    )
  expect(step(['p', 'q'], 1)).toEqual(['r', 'p', 'q', 's'])
  expect(step(['q', 'p'], 1)).toEqual(['r', 'p', 'q', 's'])
  expect(step(['r', 's'], -1)).toEqual(['p', 'r', 's', 'q'])
  expect(step(['p', 'q'], -1)).toEqual(['p', 'q', 'r', 's'])
  expect(step(['r', 's'], 1)).toEqual(['p', 'q', 'r', 's'])
})

test('a child factory changes places with its sibling, in the tree and in every arena', () => {
  const empty = ['c', 'd'].reduce((next, id) => addFactory(next, { id }), sample())
  const full = ['b', 'c', 'd'].reduce(
    (next, id) => registerChild(next, { parent: A, child: factoryId(id), name: id }),
    empty,
  )
  const up = stepChild(full, { parent: A, name: 'd' }, -1)
  expect(factoryIn(up, A)?.children.map((edge) => edge.name)).toEqual(['b', 'd', 'c'])
  expect(names(up, A)?.slice(4)).toEqual([
    'b_shared',
    'b_persistent_local',
    'd_shared',
    'd_persistent_local',
    'c_shared',
    'c_persistent_local',
  ])
  expect(stepChild(up, { parent: A, name: 'd' }, 1)).toEqual(full)
  expect(stepChild(full, { parent: A, name: 'b' }, -1)).toBe(full)
})
