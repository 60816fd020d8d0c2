import { describe, expect, test } from 'vitest'
import { setGroup, setSettingKey, setWeight } from './annotations.ts'
import type { BufferSpec } from './entry.ts'
import { setExtentRule, setFactoryType, unregisterAll } from './factories.ts'
import { entryOf, factoryId, positionsOf, type Factory } from './factory.ts'
import { refreshPaths, refreshSubtree } from './refresh.ts'
import { EMPTY_REGISTRY, requireFactory, type Registry } from './registry.ts'
import { duplicate, moveTo, registerAll } from './transfer.ts'
import { update, updateKeysOf } from './update.ts'
import {
  addFactory,
  move,
  register,
  relocate,
  relocateEach,
  rename,
  resize,
  setAlias,
  setDType,
  setPersistent,
  setPinned,
  setPrecision,
  unregister,
} from './verbs.ts'

const LOOP = factoryId('loop')
const STEP = factoryId('step')
const at = (name: string) => ({ factory: LOOP, name })

const SPECS: readonly BufferSpec[] = [
  { name: 'a', size: 4, location: 'shared' },
  { name: 'b', size: 2, location: 'local', aliases: 'a' },
  { name: 'c', size: 3, location: 'persistent_local', weight: 2, group: 'g', settingKey: 'k' },
]

function base(): Registry {
  return registerAll(addFactory(EMPTY_REGISTRY, { id: 'loop' }), LOOP, SPECS)
}

function loopOf(registry: Registry): Factory {
  return requireFactory(registry, LOOP)
}

function namesOf(registry: Registry): readonly string[] {
  return loopOf(registry).entries.map((entry) => entry.name)
}

describe('a change that changes nothing returns what it was given', () => {
  const rows: readonly (readonly [string, (registry: Registry) => Registry])[] = [
    ['register', (r) => register(r, LOOP, { name: 'a', size: 4, location: 'shared' })],
    ['registerAll', (r) => registerAll(r, LOOP, SPECS)],
    ['relocate', (r) => relocate(r, at('a'), 'shared')],
    ['relocateEach', (r) => relocateEach(r, [at('a'), at('a')], 'shared')],
    ['resize', (r) => resize(r, at('a'), 4)],
    ['rename', (r) => rename(r, at('a'), 'a')],
    ['move', (r) => move(r, at('b'), 1)],
    ['moveTo', (r) => moveTo(r, at('c'), { factory: LOOP })],
    ['setDType', (r) => setDType(r, at('a'), 'float32')],
    ['setAlias', (r) => setAlias(r, at('b'), 'a')],
    ['setPersistent', (r) => setPersistent(r, at('a'), false)],
    ['setPinned', (r) => setPinned(r, at('a'), false)],
    ['setWeight', (r) => setWeight(r, at('c'), 2)],
    ['setGroup', (r) => setGroup(r, at('c'), 'g')],
    ['setSettingKey', (r) => setSettingKey(r, at('c'), 'k')],
    ['setPrecision', (r) => setPrecision(r, LOOP, 'float32')],
    ['setFactoryType', (r) => setFactoryType(r, LOOP, 'Factory')],
    ['setExtentRule', (r) => setExtentRule(r, 'elements')],
    ['update', (r) => update(r, LOOP, { a_location: 'shared', a_size: 4 }).registry],
    ['refreshPaths', (r) => refreshPaths(r, [LOOP])],
    ['refreshSubtree', (r) => refreshSubtree(r, LOOP)],
    ['unregisterAll', (r) => unregisterAll(unregisterAll(r, LOOP), LOOP)],
  ]
  test.each(rows.slice(0, -1))('%s', (_, verb) => {
    const registry = base()
    expect(verb(registry)).toBe(registry)
  })
  test('unregisterAll of what is empty', () => {
    const empty = unregisterAll(base(), LOOP)
    expect(unregisterAll(empty, LOOP)).toBe(empty)
  })
})

test('rename lets aliases follow and keeps the position', () => {
  const registry = rename(base(), at('a'), 'work')
  expect(namesOf(registry)).toEqual(['work', 'b', 'c'])
  expect(entryOf(loopOf(registry), 'b')?.aliases).toBe('work')
})

test('move puts an entry at a position among the others', () => {
  expect(namesOf(move(base(), at('a'), 2))).toEqual(['b', 'c', 'a'])
  expect(namesOf(move(base(), at('c'), 0))).toEqual(['c', 'a', 'b'])
})

test('moveTo takes a buffer with all it says, to the end or to a position', () => {
  const two = register(addFactory(base(), { id: 'step', precision: 'float64' }), STEP, {
    name: 'x',
    size: 1,
    location: 'local',
  })
  const end = moveTo(two, at('c'), { factory: STEP })
  expect(namesOf(end)).toEqual(['a', 'b'])
  expect(requireFactory(end, STEP).entries.map((entry) => entry.name)).toEqual(['x', 'c'])
  expect(entryOf(requireFactory(end, STEP), 'c')).toBe(entryOf(loopOf(two), 'c'))
  const start = moveTo(two, at('c'), { factory: STEP, position: 0 })
  expect(requireFactory(start, STEP).entries.map((entry) => entry.name)).toEqual(['c', 'x'])
})

test('duplicate stands right behind, under the first free name, without a setting', () => {
  const once = duplicate(base(), at('c'))
  const twice = duplicate(once, at('c'))
  expect(namesOf(twice)).toEqual(['a', 'b', 'c', 'c_copy2', 'c_copy'])
  expect(entryOf(loopOf(twice), 'c_copy2')).toMatchObject({
    size: 3,
    location: 'persistent_local',
    weight: 2,
    settingKey: null,
  })
  expect(namesOf(duplicate(base(), at('b'), 'd'))).toEqual(['a', 'b', 'd', 'c'])
  const long = register(base(), LOOP, { name: '😀'.repeat(256), size: 1, location: 'local' })
  const copied = duplicate(long, at('😀'.repeat(256)))
  expect(Array.from(namesOf(copied).at(-1) ?? '')).toHaveLength(256)
})

test('names are data: __proto__, quotes, emoji and escapes name buffers like any others', () => {
  const names = ['__proto__', 'constructor', 'toString', '"', "'", '\\n', '😀', 'a b', '*/ #error']
  const registry = names.reduce(
    (next, name) => register(next, LOOP, { name, size: 2, location: 'shared' }),
    addFactory(EMPTY_REGISTRY, { id: 'loop' }),
  )
  expect(namesOf(registry)).toEqual(names)
  for (const [i, name] of names.entries()) expect(positionsOf(loopOf(registry)).get(name)).toBe(i)
  expect(entryOf(loopOf(registry), 'hasOwnProperty')).toBeNull()
  const done = update(registry, LOOP, new Map([['__proto___size', 5]]))
  expect(entryOf(loopOf(done.registry), '__proto__')?.size).toBe(5)
})

test('an older value answers for itself after newer ones appended to it', () => {
  const old = base()
  const one = register(old, LOOP, { name: 'd', size: 1, location: 'local' })
  const other = register(old, LOOP, { name: 'e', size: 1, location: 'local' })
  expect([entryOf(loopOf(old), 'd'), entryOf(loopOf(old), 'e')]).toEqual([null, null])
  expect([entryOf(loopOf(one), 'd')?.name, entryOf(loopOf(one), 'e')]).toEqual(['d', null])
  expect([entryOf(loopOf(other), 'e')?.name, entryOf(loopOf(other), 'd')]).toEqual(['e', null])
  const [first, second] = [addFactory(old, { id: 'x' }), addFactory(old, { id: 'y' })]
  expect(() => requireFactory(old, factoryId('x'))).toThrow()
  expect(requireFactory(first, factoryId('x')).id).toBe('x')
  expect(() => requireFactory(first, factoryId('y'))).toThrow()
  expect(requireFactory(second, factoryId('y')).id).toBe('y')
})

describe('update', () => {
  const keysOf = (registry: Registry, updates: Readonly<Record<string, unknown>>) => [
    ...update(registry, LOOP, updates).recognised,
  ]

  test('an exact name wins over a name without _buffer', () => {
    const registry = registerAll(base(), LOOP, [{ name: 'a_buffer', size: 1, location: 'local' }])
    const done = update(registry, LOOP, { a_buffer_location: 'persistent_local' })
    expect(entryOf(loopOf(done.registry), 'a')).toMatchObject({ location: 'shared' })
    expect(entryOf(loopOf(done.registry), 'a_buffer')).toMatchObject({
      location: 'persistent_local',
    })
  })

  test('of two keys for one field the exact name decides, in whatever order they stand', () => {
    const pair = { a_location: 'local', a_buffer_location: 'persistent_local' }
    const turned = { a_buffer_location: 'persistent_local', a_location: 'local' }
    for (const updates of [pair, turned]) {
      expect(keysOf(base(), updates)).toHaveLength(2)
      const { registry } = update(base(), LOOP, updates)
      expect(entryOf(loopOf(registry), 'a')).toMatchObject({ location: 'local' })
    }
  })

  test('keys of child regions and unknown keys are not recognised', () => {
    const keys = ['child_shared_size', 'child_shared_location', 'd_size', 'a', '_location', '']
    expect(keysOf(base(), Object.fromEntries(keys.map((key) => [key, 'bogus'])))).toEqual([])
  })

  test('nine good keys and one bad: nothing is applied', () => {
    const registry = base()
    const good = Object.fromEntries<unknown>(
      ['a', 'b', 'c'].flatMap((name) => [
        [`${name}_size`, 9],
        [`${name}_location`, 'local'],
        [`${name}_buffer_size`, 9],
      ]),
    )
    expect(() => update(registry, LOOP, { ...good, k: 'nowhere' })).toThrow(/location "nowhere"/)
    expect(loopOf(registry).entries.map((entry) => entry.size)).toEqual([4, 2, 3])
    expect(update(registry, LOOP, good).recognised.size).toBe(9)
  })

  test('recognises exactly the keys that updateKeysOf lists', () => {
    const keys = updateKeysOf(loopOf(base()))
    expect(keys).toEqual([
      'a_location',
      'a_size',
      'b_location',
      'b_size',
      'c_location',
      'c_size',
      'k',
    ])
    const values = keys.map((key) => [key, key.endsWith('_size') ? 1 : 'local'] as const)
    expect(keysOf(base(), Object.fromEntries(values))).toEqual(keys)
  })
})

test('unregister removes a buffer and closes the gap', () => {
  expect(namesOf(unregister(base(), at('b')))).toEqual(['a', 'c'])
})

describe('several buffers move as each of them would', () => {
  test('over two factories, one named twice', () => {
    const both = register(addFactory(base(), { id: 'step' }), STEP, {
      name: 'd',
      size: 1,
      location: 'local',
    })
    const refs = [at('a'), at('b'), { factory: STEP, name: 'd' }, at('b')]
    const oneByOne = refs.reduce((next, ref) => relocate(next, ref, 'persistent_local'), both)
    expect(relocateEach(both, refs, 'persistent_local')).toEqual(oneByOne)
  })

  test('nothing moves where one of them is not there', () => {
    expect(() => relocateEach(base(), [at('a'), at('x')], 'local')).toThrow(/no buffer "x"/)
  })
})
