import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareModels, compareRecorded } from '../../core/document/compare.ts'
import { edited } from '../../core/document/edit.ts'
import { EMPTY_MODEL, type Model } from '../../core/document/model.ts'
import { registerChild } from '../../core/registry/children.ts'
import { factoryId } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { addFactory, register, relocate, resize } from '../../core/registry/verbs.ts'
import { openText } from '../../formats/open.ts'
import { changedKeys, computedSegments, recordedSegments, segmentKey } from './arenaSegments.ts'
import { changeCounts, diffRows, placeText } from './diffRows.ts'

const LOOP = factoryId('loop')
const STEP = factoryId('step')
const preferences = { units: 'elements', radix: 'dec', theme: 'system' } as const

function sample(): Model {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  registry = addFactory(registry, { id: 'step' })
  registry = register(registry, LOOP, { name: 'state', size: 4, location: 'shared' })
  registry = register(registry, STEP, { name: 'delta', size: 8, location: 'local' })
  registry = register(registry, STEP, { name: 'work', size: 2, location: 'shared' })
  registry = registerChild(registry, { parent: LOOP, child: STEP })
  return { ...EMPTY_MODEL, registry }
}

const before = sample()
const after = edited(before, (registry) =>
  resize(
    relocate(registry, { factory: STEP, name: 'delta' }, 'shared'),
    { factory: LOOP, name: 'state' },
    6,
  ),
)

test('lists what changed in the order of the tree, and all of it on request', () => {
  const comparison = compareModels(before, after)
  const changes = diffRows(comparison, 'changes')
  expect(changes.map(({ entry }) => [entry.name, entry.kind])).toEqual([
    ['state', 'resized'],
    ['child_shared', 'resized'],
    ['delta', 'relocated'],
    ['work', 'moved'],
  ])
  expect(diffRows(comparison, 'all')).toHaveLength(5)
  expect(new Map(changeCounts(comparison)).get('resized')).toBe(2)
  expect(changedKeys(comparison).has(segmentKey(STEP, 'delta'))).toBe(true)
})

test('equal models have no changes', () => {
  expect(diffRows(compareModels(before, before), 'changes')).toEqual([])
  expect(changeCounts(compareModels(EMPTY_MODEL, EMPTY_MODEL))).toEqual([])
})

test('a place is told in the unit one prefers', () => {
  const place = { space: 'shared', offset: 4, extent: 8 } as const
  expect(placeText(place, 4, preferences)).toBe('shared [4:12]')
  expect(placeText(place, 4, { ...preferences, units: 'bytes' })).toBe('shared [16:48]')
  expect(placeText(place, 8, { ...preferences, units: 'words', radix: 'hex' })).toBe(
    'shared [0x8:0x18]',
  )
  expect(placeText({ space: 'local', offset: null, extent: 3 }, 4, preferences)).toBe('local 3')
  expect(placeText(null, 4, preferences)).toBe('–')
})

test('segments lie at absolute addresses, those of children behind their parents’', () => {
  expect(
    computedSegments(after, 'shared').map(({ name, startBytes, sizeBytes }) => [
      name,
      startBytes,
      sizeBytes,
    ]),
  ).toEqual([
    ['state', 0, 24],
    ['delta', 24, 32],
    ['work', 56, 8],
  ])
  expect(computedSegments(EMPTY_MODEL, 'shared')).toEqual([])
})

test.each(['shared', 'persistent_local'] as const)(
  'what a real kernel recorded in %s lies where we compute it',
  (arena) => {
    const path = 'fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json'
    const opened = openText(readFileSync(path, 'utf8'), { phase: 'built' })
    if (opened.kind !== 'ok') throw new Error('the fixture does not open')
    expect(recordedSegments(opened.model, arena)).toEqual(computedSegments(opened.model, arena))
    expect(diffRows(compareRecorded(opened.model), 'changes')).toEqual([])
  },
)
