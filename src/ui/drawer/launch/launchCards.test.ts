import { expect, test } from 'vitest'
import { costOf } from '../../../core/analysis/cost.ts'
import { EMPTY_MODEL, withLaunch, type Model } from '../../../core/document/model.ts'
import { factoryId } from '../../../core/registry/factory.ts'
import type { Precision } from '../../../core/registry/dtype.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import { addFactory, register } from '../../../core/registry/verbs.ts'
import type { Preferences } from '../../../store/state.ts'
import { cardsOf, type Card } from './launchCards.ts'

function kernelOf(size: number, precision: Precision = 'float32'): Model {
  const loop = factoryId('loop')
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop', precision })
  registry = register(registry, loop, { name: 'state', size, location: 'shared' })
  return { ...EMPTY_MODEL, registry }
}

const BYTES: Preferences = { units: 'bytes', radix: 'dec', theme: 'system' }

function cardsOfModel(model: Model, preferences: Preferences = BYTES): ReadonlyMap<string, Card> {
  const cost = costOf(model)
  if (cost === null) throw new Error('no kernel')
  return new Map(cardsOf(cost, preferences).map((card) => [card.title, card]))
}

test('a model without a root has no cost', () => {
  expect(costOf(EMPTY_MODEL)).toBeNull()
})

test('a halved block says what was asked, and how far the next step is', () => {
  const cards = cardsOfModel(kernelOf(100))
  expect(cards.get('Block')).toMatchObject({ value: '64', note: 'halved from 256, 2 warps' })
  expect(cards.get('Shared per block')).toMatchObject({ value: '25\u2009856', tone: 'plain' })
  expect(cards.get('Runs per SM')?.note).toMatch(/^limited by shared memory; /)
  expect(cards.get('Free per run')?.note).toMatch(/^then 192 runs\/SM become \d+$/)
  expect(cards.get('Bank conflicts')).toMatchObject({ value: 'none' })
})

test('a block below a warp counts the idle lanes', () => {
  const cards = cardsOfModel(kernelOf(400))
  expect(cards.get('Block')).toMatchObject({
    value: '16',
    tone: 'warning',
    note: 'halved from 256, 16 lanes of its warp idle',
  })
})

test('a run over the limit says need and limit on every card, and no figure is made up', () => {
  const cards = cardsOfModel(kernelOf(12_289))
  expect(cards.get('Block')).toMatchObject({ value: 'none', tone: 'bad' })
  expect(cards.get('Shared per block')).toMatchObject({ value: '49\u2009156', tone: 'bad' })
  expect(cards.get('Runs per SM')).toMatchObject({ value: 'none', unit: 'launches', tone: 'bad' })
  expect(cards.get('Runs per SM')?.note).toContain('49\u2009156 B')
  expect(cards.get('Free per run')).toMatchObject({ value: '–', note: 'nothing launches now' })
  expect(cards.get('Bank conflicts')).toMatchObject({ value: '–', note: 'nothing launches now' })
})

test('an unknown target is an error, and WebGPU an unknown', () => {
  const unknown = cardsOfModel(withLaunch(kernelOf(32), { target: '6.1' }))
  expect(unknown.get('Runs per SM')).toMatchObject({ value: 'unknown', tone: 'bad' })
  expect(unknown.get('Runs per SM')?.note).toMatch(/Nothing is known of the target "6.1"/)
  const webgpu = cardsOfModel(withLaunch(kernelOf(32), { target: 'webgpu' }))
  expect(webgpu.get('Runs per SM')).toMatchObject({ value: 'unknown', tone: 'warning' })
  const small = cardsOfModel(withLaunch(kernelOf(32), { target: 'webgpu', blockSize: 32 }))
  expect(small.get('Runs per SM')).toMatchObject({ value: 'unknown', tone: 'plain' })
  expect(webgpu.get('Runs per SM')?.note).toMatch(
    /By its default limits a workgroup has 16\u2009896 B of 16\u2009384 B/,
  )
})

test('an even float64 count names its conflict and what would mend it', () => {
  const cards = cardsOfModel(kernelOf(32, 'float64'))
  expect(cards.get('Bank conflicts')).toMatchObject({
    value: '16-way',
    note: 'stride 256 B; 8 B of padding a run would mend it (model)',
  })
})

test('the bytes that no buffer has are named: the padding word, and the least that is asked for', () => {
  expect(cardsOfModel(kernelOf(100)).get('Shared per block')?.note).toMatch(
    /each run incl\. 4 B padding$/,
  )
  expect(cardsOfModel(kernelOf(101)).get('Shared per block')?.note).not.toMatch(/padding/)
  expect(cardsOfModel(kernelOf(0)).get('Shared per block')).toMatchObject({ value: '4' })
  expect(cardsOfModel(kernelOf(0)).get('Shared per block')?.note).toMatch(/at least 4 B, as cubie/)
  expect(cardsOfModel(kernelOf(12_290)).get('Block')?.note).toMatch(/B incl\. 4 B padding, a block/)
})

test('sizes are hexadecimal where one prefers it, and counts are not', () => {
  const cards = cardsOfModel(kernelOf(100), { ...BYTES, radix: 'hex' })
  expect(cards.get('Shared per block')?.value).toBe('0x6500')
  expect(cards.get('Block')).toMatchObject({ value: '64', note: 'halved from 256, 2 warps' })
  expect(cards.get('Runs per SM')).toMatchObject({ value: '192', unit: 'of 1\u2009536' })
  expect(cards.get('Free per run')?.note).toMatch(/^then 192 runs\/SM become \d+$/)
})

test('sizes are in the unit one prefers', () => {
  const elements = cardsOfModel(kernelOf(100), { ...BYTES, units: 'elements' })
  expect(elements.get('Shared per block')).toMatchObject({
    value: '6\u2009464',
    unit: 'elements',
    note: 'under the 32 KiB target, limit 12\u2009288; each run incl. 1 element padding',
  })
  expect(elements.get('Free per run')).toMatchObject({ unit: 'elements' })
  expect(elements.get('Bank conflicts')?.note).toMatch(/^odd stride 101 elements, padded$/)
  const doubles = cardsOfModel(kernelOf(32, 'float64'), { ...BYTES, units: 'elements' })
  expect(doubles.get('Bank conflicts')?.note).toMatch(/^stride 32 elements; 1 element of padding/)
  const words = cardsOfModel(kernelOf(32, 'float64'), { ...BYTES, units: 'words' })
  expect(words.get('Bank conflicts')?.note).toMatch(/^stride 64 words; 2 words of padding/)
})

test('static bytes stand beside the limit, and a block that they leave no room for is over it', () => {
  const some = cardsOfModel(withLaunch(kernelOf(100), { staticSharedBytes: 1024 }))
  expect(some.get('Shared per block')).toMatchObject({
    value: '25\u2009856',
    note: 'under the 32 KiB target, limit 49\u2009152 with 1\u2009024 static; each run incl. 4 B padding',
    bar: { value: 26_880, whole: 49_152 },
  })
  const over = cardsOfModel(withLaunch(kernelOf(100), { staticSharedBytes: 24_000 }))
  expect(over.get('Shared per block')).toMatchObject({
    tone: 'bad',
    note: 'over the limit 49\u2009152 with 24\u2009000 static',
  })
  expect(over.get('Runs per SM')).toMatchObject({ value: 'none', tone: 'bad' })
})

test('barriers and carve-out bind where they do', () => {
  const barriers = withLaunch(kernelOf(4), { target: '12.0', barriers: 16 })
  expect(cardsOfModel(barriers).get('Runs per SM')?.note).toMatch(/^limited by barriers;/)
  const carveout = withLaunch(kernelOf(100), { carveoutPercent: 20 })
  expect(cardsOfModel(carveout).get('Runs per SM')).toMatchObject({ value: '64' })
})

test('a launcher without a target has none', () => {
  const cards = cardsOfModel(withLaunch(kernelOf(300), { sharedTargetBytes: null }))
  expect(cards.get('Shared per block')?.note).toMatch(/^no target, limit/)
  expect(cards.get('Shared per block')).toMatchObject({ tone: 'plain' })
})
