import { expect, test } from 'vitest'
import { factoryId } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { addFactory, register } from '../../core/registry/verbs.ts'
import { seenIn, seenText } from './seen.ts'

const LOOP = factoryId('loop')
const registry = register(addFactory(EMPTY_REGISTRY, { id: 'loop' }), LOOP, {
  name: '"&=🤯',
  size: 1,
  location: 'local',
})
const NOTHING = { view: null, shown: null, selected: null }

test('view, shown factory and selection come back from the address', () => {
  const seen = {
    view: 'block',
    shown: LOOP,
    selection: [
      { factory: LOOP, name: '"&=🤯' },
      { factory: LOOP, name: null },
    ],
  } as const
  const fields = new URLSearchParams(new URLSearchParams(seenText(seen)).toString())
  const text = {
    view: fields.get('view'),
    shown: fields.get('shown'),
    selected: fields.get('selected'),
  }
  expect(seenIn(registry, text)).toEqual(seen)
})

test('a comparison is not shared: the link holds one document', () => {
  expect(seenText({ view: 'diff', shown: null, selection: [] })).toEqual({})
})

test.each([
  NOTHING,
  { ...NOTHING, view: 'diff' },
  { ...NOTHING, view: 'constructor' },
  { ...NOTHING, shown: 'gone' },
  { ...NOTHING, selected: '[' },
  { ...NOTHING, selected: '{"length":1}' },
  { ...NOTHING, selected: '[null,1,[],["loop"],["loop",2],["gone",null],["loop","gone"]]' },
])('what is wrong is as if it were not there: %j', (text) => {
  expect(seenIn(registry, text)).toEqual({})
})
