import { expect, test } from 'vitest'
import { layoutOf } from '../layout/factoryLayout.ts'
import { BufferRegistry } from './bufferRegistry.ts'
import { registerChild, unregisterChild } from './children.ts'
import { CUDAFactory } from './cudaFactory.ts'
import { addFactories, removeFactory, renameFactory } from './factories.ts'
import { factoryId } from './factory.ts'
import { EMPTY_REGISTRY, requireFactory, type Registry } from './registry.ts'
import { RegistryError } from './registryError.ts'
import { renameChild } from './reparent.ts'
import { moveTo } from './transfer.ts'
import { update } from './update.ts'
import {
  addFactory,
  register,
  relocate,
  rename,
  setAlias,
  setPrecision,
  unregister,
} from './verbs.ts'
import {
  expectRefusal,
  expectRowsOf,
  LOOP,
  STEP,
  state,
  spec,
  type Row,
} from './refused.testing.ts'

const GHOST = factoryId('ghost')
const region = { factory: LOOP, name: 'child_shared' }

class Plain extends CUDAFactory<null> {
  override build(): null {
    return null
  }
}

/** Forty child regions of 2^53 / 32 elements: more than can be counted. */
function uncountable(): Registry {
  const large = { name: 'large', size: 2 ** 31 - 1, location: 'shared' } as const
  let registry = addFactories(EMPTY_REGISTRY, [{ id: 'loop' }, { id: 'step' }])
  registry = register(registry, STEP, large)
  const step = requireFactory(registry, STEP)
  const entries = step.entries.map((entry) => ({ ...entry, size: 2 ** 52 }))
  registry = { ...registry, factories: registry.factories.with(1, { ...step, entries }) }
  return registerChild(registry, { parent: LOOP, child: STEP, name: 'one' })
}

/** A tower of 24 factories, each holding the next twice: 2^24 - 1 places. */
function towered(): Registry {
  const ids = Array.from({ length: 24 }, (_, level) => factoryId(`f${level}`))
  let registry = addFactories(
    EMPTY_REGISTRY,
    ids.map((id) => ({ id })),
  )
  for (const [level, child] of ids.entries()) {
    const parent = ids[level - 1]
    if (parent === undefined) continue
    for (const name of ['a', 'b']) registry = registerChild(registry, { parent, child, name })
  }
  return registry
}

const ROWS: readonly Row[] = [
  [
    'unknown-factory',
    'register',
    'ghost',
    /no factory "ghost"; nearest: "loop"/,
    (r) => register(r, GHOST, spec),
  ],
  ['unknown-factory', 'removeFactory', 'ghost', /nearest/, (r) => removeFactory(r, GHOST)],
  ['unknown-factory', 'update', 'ghost', /nearest/, (r) => update(r, GHOST, {})],
  [
    'unknown-factory',
    'an empty registry',
    'ghost',
    /there are none yet/,
    () => setPrecision(EMPTY_REGISTRY, GHOST, 'float64'),
  ],
  [
    'duplicate-factory',
    'addFactory',
    'loop',
    /choose another id/,
    (r) => addFactory(r, { id: 'loop' }),
  ],
  [
    'duplicate-factory',
    'renameFactory',
    'step',
    /choose another id/,
    (r) => renameFactory(r, LOOP, 'step'),
  ],
  [
    'unknown-buffer',
    'relocate',
    'stat',
    /"loop" has no buffer "stat"; nearest: "state"/,
    (r) => relocate(r, { factory: LOOP, name: 'stat' }, 'local'),
  ],
  [
    'unknown-buffer',
    'unregister',
    'x',
    /nearest/,
    (r) => unregister(r, { factory: LOOP, name: 'x' }),
  ],
  [
    'unknown-child',
    'unregisterChild',
    'chil',
    /no child "chil"; nearest: "child"/,
    (r) => unregisterChild(r, LOOP, 'chil'),
  ],
  [
    'unknown-child',
    'renameChild',
    'x',
    /it has none yet/,
    (r) => renameChild(r, { parent: STEP, name: 'x' }, 'y'),
  ],
  [
    'unknown-key',
    'updateCompileSettings',
    'nn',
    /nearest: "n"; or pass silent/,
    () =>
      new Plain({
        type: 'Plain',
        registry: new BufferRegistry(),
        settings: [['n', 1]],
      }).updateCompileSettings({ nn: 1 }),
  ],
  [
    'alias-target-missing',
    'register',
    'nope',
    /register it first/,
    (r) => register(r, LOOP, { ...spec, aliases: 'nope' }),
  ],
  [
    'alias-target-missing',
    'setAlias',
    'nope',
    /register it first/,
    (r) => setAlias(r, state, 'nope'),
  ],
  [
    'alias-target-missing',
    'registerChild',
    'nope',
    /register it first/,
    (r) => registerChild(r, { parent: LOOP, child: STEP, aliases: 'nope' }),
  ],
  [
    'alias-target-missing',
    'moveTo',
    'alone',
    /"loop" holds no "alone"/,
    (r) => moveTo(r, { factory: STEP, name: 'inner' }, { factory: LOOP }),
  ],
  [
    'alias-self',
    'register',
    'x',
    /cannot alias itself; name another/,
    (r) => register(r, LOOP, { ...spec, aliases: 'x' }),
  ],
  ['alias-self', 'setAlias', 'state', /name another/, (r) => setAlias(r, state, 'state')],
  [
    'alias-target-in-use',
    'unregister',
    'state',
    /aliased by "view"; clear those aliases first/,
    (r) => unregister(r, state),
  ],
  [
    'alias-target-in-use',
    'moveTo',
    'alone',
    /aliased by "inner"/,
    (r) => moveTo(r, { factory: STEP, name: 'alone' }, { factory: LOOP }),
  ],
  [
    'alias-target-in-use',
    'unregisterChild',
    'child_shared',
    /aliased by "inside"; clear that alias first/,
    (r) => unregisterChild(r, LOOP, 'child'),
  ],
  ['alias-target-in-use', 'removeFactory', 'child_shared', /clear/, (r) => removeFactory(r, STEP)],
  [
    'region-fixed',
    'relocate',
    'child_shared',
    /change the child's own buffers instead/,
    (r) => relocate(r, region, 'local'),
  ],
  ['region-fixed', 'rename', 'child_shared', /child's own/, (r) => rename(r, region, 'other')],
  ['region-fixed', 'unregister', 'child_shared', /child's own/, (r) => unregister(r, region)],
  [
    'cycle',
    'registerChild',
    'loop',
    /choose a child that is not above its parent/,
    (r) => registerChild(r, { parent: STEP, child: LOOP }),
  ],
  [
    'cycle',
    'registerChild of itself',
    'loop',
    /not above/,
    (r) => registerChild(r, { parent: LOOP, child: LOOP, name: 'me' }),
  ],
  [
    'arena-too-large',
    'registerChild',
    2 ** 53,
    /passes 2\^53 - 1 elements; make its buffers smaller/,
    () => registerChild(uncountable(), { parent: LOOP, child: STEP, name: 'two' }),
  ],
  ['tree-too-large', 'registerChild', 'a', /hang shared factories under fewer parents/, towered],
]

test.each(ROWS)('%s: %s refuses %o', (...row) => expectRefusal(row))

test('every code of this file has a row above', () => expectRowsOf('trees', ROWS))

test('a layout of an arena that cannot be counted is refused when it is asked for, too', () => {
  const registry = uncountable()
  const loop = requireFactory(registry, LOOP)
  const twice = { ...loop, entries: [...loop.entries, ...loop.entries] }
  expect(() => layoutOf(twice, 'elements')).toThrow(RegistryError)
})
