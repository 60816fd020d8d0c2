import { expect, test } from 'vitest'
import { mainKernelOf } from '../layout/kernelLayout.ts'
import { registerChild } from './children.ts'
import { duplicateFactory } from './duplicateFactory.ts'
import { factoryId } from './factory.ts'
import { EMPTY_REGISTRY, factoryIn, type Registry } from './registry.ts'
import { addFactory, register } from './verbs.ts'

const [LOOP, STEP, SOLVER] = ['loop', 'loop/step', 'loop/step/solver'].map(factoryId)

/** loop > step (x, y in x, with a setting) > solver (z). */
function sample(): Registry {
  if (LOOP === undefined || STEP === undefined || SOLVER === undefined) throw new RangeError('ids')
  const empty = [LOOP, STEP, SOLVER].reduce((next, id) => addFactory(next, { id }), EMPTY_REGISTRY)
  const x = register(empty, STEP, { name: 'x', size: 8, location: 'shared', settingKey: 'x_at' })
  const y = register(x, STEP, { name: 'y', size: 2, location: 'shared', aliases: 'x' })
  const z = register(y, SOLVER, { name: 'z', size: 4, location: 'shared' })
  const held = registerChild(z, { parent: STEP, child: SOLVER, name: 'solver' })
  return registerChild(held, { parent: LOOP, child: STEP, name: 'step' })
}

test('a copy of a factory holds copies of all below it, and takes as much memory again', () => {
  const before = sample()
  const after = duplicateFactory(before, factoryId('loop/step'), {
    parent: factoryId('loop'),
    name: 'step',
  })
  const copy = factoryIn(after, factoryId('loop/step_copy'))
  expect(factoryIn(after, factoryId('loop'))?.children.at(-1)).toEqual({
    name: 'step_copy',
    factory: 'loop/step_copy',
  })
  expect(copy?.children).toEqual([{ name: 'solver', factory: 'loop/step_copy/solver' }])
  expect(copy?.entries).toMatchObject([
    { name: 'x', settingKey: null },
    { name: 'y', aliases: 'x' },
    { name: 'solver_shared', size: 4 },
    { name: 'solver_persistent_local' },
  ])
  expect(mainKernelOf(before)?.sharedElements).toBe(12)
  expect(mainKernelOf(after)?.sharedElements).toBe(24)
  expect(after.roots).toEqual(before.roots)
})

test('a copy of a root is a root, and a second copy has a name of its own', () => {
  const once = duplicateFactory(sample(), factoryId('loop'), null)
  const twice = duplicateFactory(once, factoryId('loop'), null)
  expect(twice.roots).toEqual(['loop', 'loop_copy', 'loop_copy2'])
  expect(twice.factories).toHaveLength(9)
})
