import { expect, test } from 'vitest'
import { costOf } from '../../../core/analysis/cost.ts'
import { moveEffectsOf } from '../../../core/analysis/moveEffects.ts'
import { EMPTY_MODEL, withLaunch, type Model } from '../../../core/document/model.ts'
import { factoryId } from '../../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import { addFactory, register } from '../../../core/registry/verbs.ts'
import { effectGroups } from './effectGroups.ts'

const SPECS = [
  { name: 'small', size: 8, location: 'shared' },
  { name: 'large', size: 60, location: 'shared' },
  { name: 'tiny', size: 1, location: 'local' },
  { name: 'wide', size: 500, location: 'persistent_local' },
] as const

function groupsOf(model: Model) {
  const now = costOf(model)
  if (now === null) throw new Error('no kernel')
  return effectGroups(moveEffectsOf(model).effects, now).map(({ title, effects }) => [
    title,
    ...effects.map(({ ref }) => ref.name),
  ])
}

const registry = SPECS.reduce(
  (next, spec) => register(next, factoryId('loop'), spec),
  addFactory(EMPTY_REGISTRY, { id: 'loop' }),
)

test('moves are grouped by what they give and take', () => {
  expect(groupsOf({ ...EMPTY_MODEL, registry })).toEqual([
    ['Out of shared', 'large', 'small'],
    ['Into shared, with as many runs', 'tiny'],
    ['Into shared, for fewer runs', 'wide'],
  ])
})

test('where runs are unknown, no move is said to cost any', () => {
  expect(groupsOf(withLaunch({ ...EMPTY_MODEL, registry }, { target: 'webgpu' }))).toEqual([
    ['Out of shared', 'large', 'small'],
    ['Into shared', 'wide', 'tiny'],
  ])
})
