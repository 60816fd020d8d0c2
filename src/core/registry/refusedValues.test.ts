import { test } from 'vitest'
import { setGroup, setSettingKey, setWeight } from './annotations.ts'
import { registerChild } from './children.ts'
import { setExtentRule } from './factories.ts'
import { factoryId } from './factory.ts'
import { reparent } from './reparent.ts'
import { duplicate, moveTo } from './transfer.ts'
import { update } from './update.ts'
import {
  addFactory,
  move,
  register,
  relocate,
  rename,
  resize,
  setAlias,
  setDType,
  setPersistent,
  setPinned,
  setPrecision,
} from './verbs.ts'
import {
  expectRefusal,
  expectRowsOf,
  LOOP,
  STEP,
  state,
  type Row,
  spec,
} from './refused.testing.ts'

/** A value that the compiler would refuse, as untyped callers may pass it. */
function wrong(value: unknown): never {
  return value as never
}

const ROWS: readonly Row[] = [
  [
    'invalid-name',
    'register',
    '',
    /must not be blank; choose another/,
    (r) => register(r, LOOP, { ...spec, name: '' }),
  ],
  [
    'invalid-name',
    'register',
    'a\nb',
    /control characters; choose another/,
    (r) => register(r, LOOP, { ...spec, name: 'a\nb' }),
  ],
  ['invalid-name', 'rename', '\ud800', /well-formed Unicode/, (r) => rename(r, state, '\ud800')],
  [
    'invalid-name',
    'rename',
    'x'.repeat(257),
    /at most 256 characters/,
    (r) => rename(r, state, 'x'.repeat(257)),
  ],
  ['invalid-name', 'addFactory', ' ', /must not be blank/, (r) => addFactory(r, { id: ' ' })],
  ['invalid-name', 'setGroup', '', /blank/, (r) => setGroup(r, state, '')],
  ['invalid-name', 'setSettingKey', 7, /must be a text/, (r) => setSettingKey(r, state, wrong(7))],
  [
    'duplicate-name',
    'register',
    'child_shared',
    /region of the child "child"; choose another name/,
    (r) => register(r, LOOP, { ...spec, name: 'child_shared' }),
  ],
  ['duplicate-name', 'rename', 'view', /choose another name/, (r) => rename(r, state, 'view')],
  [
    'duplicate-name',
    'duplicate',
    'view',
    /rename one of the two/,
    (r) => duplicate(r, state, 'view'),
  ],
  [
    'duplicate-name',
    'moveTo',
    'state',
    /rename one of the two/,
    (r) => moveTo(setAlias(r, { factory: LOOP, name: 'view' }, null), state, { factory: STEP }),
  ],
  [
    'duplicate-name',
    'registerChild',
    'state',
    /rename that one first/,
    (r) =>
      registerChild(r, {
        parent: LOOP,
        child: STEP,
        name: 'two',
        regions: { shared: 'state', persistent_local: 'p' },
      }),
  ],
  [
    'duplicate-name',
    'one region name for both',
    'p',
    /rename that one first/,
    (r) =>
      registerChild(r, {
        parent: LOOP,
        child: STEP,
        name: 'two',
        regions: { shared: 'p', persistent_local: 'p' },
      }),
  ],
  [
    'duplicate-name',
    'reparent',
    'child',
    /choose another name/,
    (r) =>
      reparent(addFactory(r, { id: 'other' }), {
        child: factoryId('other'),
        from: null,
        to: { parent: LOOP, name: 'child' },
      }),
  ],
  [
    'invalid-size',
    'register',
    -1,
    /whole number of elements from 0 to 2147483647/,
    (r) => register(r, LOOP, { ...spec, size: -1 }),
  ],
  ['invalid-size', 'resize', 2 ** 31, /from 0 to 2147483647/, (r) => resize(r, state, 2 ** 31)],
  ['invalid-size', 'update', 1.5, /whole number/, (r) => update(r, LOOP, { state_size: 1.5 })],
  [
    'invalid-location',
    'relocate',
    'global',
    /one of shared, local, persistent_local/,
    (r) => relocate(r, state, wrong('global')),
  ],
  [
    'invalid-location',
    'update',
    null,
    /one of shared/,
    (r) => update(r, LOOP, { state_location: null }),
  ],
  [
    'invalid-dtype',
    'setDType',
    'int8',
    /one of float16, float32, float64, int32, int64/,
    (r) => setDType(r, state, wrong('int8')),
  ],
  [
    'invalid-dtype',
    'register',
    'toString',
    /one of float16/,
    (r) => register(r, LOOP, { ...spec, dtype: wrong('toString') }),
  ],
  [
    'invalid-precision',
    'setPrecision',
    'float16',
    /float32 or float64/,
    (r) => setPrecision(r, LOOP, wrong('float16')),
  ],
  [
    'invalid-precision',
    'addFactory',
    'int32',
    /float32 or float64/,
    (r) => addFactory(r, { id: 'n', precision: wrong('int32') }),
  ],
  ['invalid-value', 'move', 9, /from 0 to 4/, (r) => move(r, state, 9)],
  [
    'invalid-value',
    'setWeight',
    Number.NaN,
    /accesses from 0, or null/,
    (r) => setWeight(r, state, Number.NaN),
  ],
  [
    'invalid-value',
    'setPersistent',
    'yes',
    /true or false/,
    (r) => setPersistent(r, state, wrong('yes')),
  ],
  ['invalid-value', 'setPinned', 1, /true or false/, (r) => setPinned(r, state, wrong(1))],
  [
    'invalid-value',
    'setExtentRule',
    'packed',
    /one of elements, aligned/,
    (r) => setExtentRule(r, wrong('packed')),
  ],
  [
    'invalid-value',
    'reparent',
    'child',
    /name the edge that leads to "loop"/,
    (r) => reparent(r, { child: LOOP, from: { parent: LOOP, name: 'child' }, to: null }),
  ],
  [
    'invalid-value',
    'moveTo',
    6,
    /from 0 to 5/,
    (r) =>
      moveTo(
        setAlias(r, { factory: STEP, name: 'inner' }, null),
        { factory: STEP, name: 'inner' },
        { factory: LOOP, position: 6 },
      ),
  ],
]

test.each(ROWS)('%s: %s refuses %o', (...row) => expectRefusal(row))

test('every code of this file has a row above', () => expectRowsOf('values', ROWS))
