import { expect, test } from 'vitest'
import { registerChild } from '../registry/children.ts'
import { bufferOf } from '../registry/entry.ts'
import { factoryId, withEntries } from '../registry/factory.ts'
import { EMPTY_REGISTRY, requireFactory, withFactory, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { placementPlanOf } from './placement.ts'
import { placementWork, planMs } from './placementWork.ts'

const F = factoryId('f')

/** Buffers of 8 elements; each is an alias of the one before it where they are linked. */
function registryOf(count: number, linked: 'linked' | 'apart'): Registry {
  const entries = Array.from({ length: count }, (_, i) => {
    const aliases = linked === 'linked' && i > 0 ? `b${i - 1}` : null
    return bufferOf({ name: `b${i}`, size: 8, location: 'local', aliases }, 'float32')
  })
  const base = addFactory(EMPTY_REGISTRY, { id: 'f' })
  return withFactory(base, withEntries(requireFactory(base, F), entries))
}

test('buffers that depend on nothing cost knapsack cells alone, linked ones all of their placements', () => {
  expect(placementWork(registryOf(10, 'apart'), 12_288)).toMatchObject({ layoutEntries: 0 })
  expect(placementWork(registryOf(10, 'linked'), 12_288)).toMatchObject({ layoutEntries: 10_240 })
  expect(placementWork(EMPTY_REGISTRY, 12_288)).toEqual({ entries: 0, layoutEntries: 0, cells: 0 })
})

test('less than no budget is none', () => {
  const registry = registryOf(10, 'apart')
  expect(placementWork(registry, 0)).toMatchObject({ cells: 0 })
  expect(placementWork(registry, -5000)).toEqual(placementWork(registry, 0))
})

test('the cells are at least those that the plan fills', () => {
  for (const linked of ['apart', 'linked'] as const)
    for (const cap of [16, 12_288]) {
      const registry = registryOf(12, linked)
      const { options = [], knapsack } = placementPlanOf(registry, cap) ?? {}
      const filled = options.reduce((sum, of, i) => {
        return sum + of.length * ((knapsack?.choices[i]?.length ?? 1) - 1)
      }, 0)
      expect(placementWork(registry, cap)?.cells).toBeGreaterThanOrEqual(filled)
    }
})

test('a few buffers are planned at once, many linked ones are not, and a huge tree is not even counted', () => {
  expect(planMs(registryOf(20, 'apart'), 12_288)).toBeLessThan(50)
  expect(planMs(registryOf(14, 'linked'), 12_288)).toBeGreaterThan(50)
  expect(planMs(registryOf(5001, 'apart'), 12_288)).toBe(Infinity)
})

test('a component that spans factories passes the whole tree with each placement', () => {
  let registry = addFactory(addFactory(EMPTY_REGISTRY, { id: 'f' }), { id: 'child' })
  for (const name of ['a', 'b'])
    registry = register(registry, factoryId('child'), { name, size: 4, location: 'local' })
  registry = registerChild(registry, { parent: F, child: factoryId('child'), name: 'c' })
  registry = register(registry, F, {
    name: 'over',
    size: 9,
    location: 'local',
    aliases: 'c_shared',
  })
  expect(placementWork(registry, 100)?.layoutEntries).toBeGreaterThan(2 ** 3 * 3)
})

test('progress goes from nothing towards all, and never back', () => {
  const shares: number[] = []
  placementPlanOf(registryOf(12, 'apart'), 500, (share) => shares.push(share))
  expect(shares).toHaveLength(24)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares[0]).toBe(0)
  expect(shares.at(-1)).toBeCloseTo(23 / 24)
})
