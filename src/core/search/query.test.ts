import { expect, test } from 'vitest'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { isFound, parseQuery, searchBuffers } from './query.ts'

const LOOP = factoryId('loop')
const SOLVER = factoryId('solver')

function sample(): Registry {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop', type: 'IVPLoop' })
  registry = addFactory(registry, { id: 'solver', type: 'NewtonKrylov' })
  registry = register(registry, LOOP, { name: 'state', size: 32, location: 'shared' })
  registry = register(registry, LOOP, {
    name: 'error',
    size: 8,
    location: 'local',
    aliases: 'state',
  })
  registry = register(registry, SOLVER, {
    name: 'delta',
    size: 96,
    location: 'persistent_local',
    pinned: true,
  })
  registry = register(registry, SOLVER, { name: 'a:b', size: 0, location: 'local' })
  return registry
}

const found = (text: string) => searchBuffers(sample(), parseQuery(text)).map((ref) => ref.name)

test('finds nothing for an empty text', () => {
  expect(found('  ')).toEqual([])
})

test.each([
  ['ELT', ['delta']],
  ['in:shared', ['state']],
  ['in:persistent', ['delta']],
  ['size>=32', ['state', 'delta']],
  ['size:8', ['error']],
  ['size<8', ['a:b']],
  ['alias:*', ['error']],
  ['alias:stat', ['error']],
  ['type:newton', ['delta', 'a:b']],
  ['type:newton size>0', ['delta']],
  ['is:pinned', ['delta']],
  ['is:empty', ['a:b']],
  ['a:b', ['a:b']],
  ['dtype:float64', []],
])('%s finds %j', (text, names) => {
  expect(found(text)).toEqual(names)
})

test('a filter half typed is not wrong yet', () => {
  expect(parseQuery('size>=').problems).toEqual([])
  expect(found('in:')).toHaveLength(4)
})

test('a wrong value is said in words', () => {
  expect(parseQuery('size>=x is:red').problems).toEqual([
    'size takes a whole number, not "x".',
    'is: takes one of persistent, pinned, alias, empty, not "red".',
  ])
})

test('one buffer is asked for by its place', () => {
  const query = parseQuery('size>=32')
  expect(isFound(sample(), query, { factory: LOOP, name: 'state' })).toBe(true)
  expect(isFound(sample(), query, { factory: LOOP, name: 'error' })).toBe(false)
  expect(isFound(sample(), query, { factory: LOOP, name: 'gone' })).toBe(false)
})
