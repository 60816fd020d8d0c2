import { expect, test } from 'vitest'
import { costOf, type Cost } from '../core/analysis/cost.ts'
import { EMPTY_MODEL, withLaunch } from '../core/document/model.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { launchLine, tendencyOf } from './launchWords.ts'

const ELEMENTS = { units: 'elements', radix: 'dec', theme: 'system' } as const

function costOfSize(size: number, target = '8.9'): Cost {
  const loop = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  const spec = { name: 'state', size, location: 'shared' } as const
  const registry = register(loop, factoryId('loop'), spec)
  const cost = costOf(withLaunch({ ...EMPTY_MODEL, registry }, { target }))
  if (cost === null) throw new Error('no kernel')
  return cost
}

test('a launch is told in a line against the present one', () => {
  const now = costOfSize(100)
  expect(launchLine(now, costOfSize(32), ELEMENTS)).toBe('640 runs/SM · block 128 · run 33')
  expect(launchLine(now, costOfSize(32), { ...ELEMENTS, units: 'bytes' })).toBe(
    '640 runs/SM · block 128 · run 132 B',
  )
  expect(launchLine(now, costOfSize(100), ELEMENTS)).toBe('same launch')
  expect(launchLine(now, costOfSize(20_000), ELEMENTS)).toBe('nothing launches')
  expect(launchLine(now, costOfSize(32, 'webgpu'), ELEMENTS)).toBe('block 128 · run 33')
})

test('more runs at a time are told from fewer, and unknown ones from neither', () => {
  expect(tendencyOf(costOfSize(100), costOfSize(32))).toBe('more')
  expect(tendencyOf(costOfSize(32), costOfSize(100))).toBe('fewer')
  expect(tendencyOf(costOfSize(32), costOfSize(20_000))).toBe('fewer')
  expect(tendencyOf(costOfSize(32), costOfSize(32))).toBe('same')
  expect(tendencyOf(costOfSize(32, 'webgpu'), costOfSize(100, 'webgpu'))).toBe('same')
})
