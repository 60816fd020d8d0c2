import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareModels, compareRecorded } from '../../core/document/compare.ts'
import { edited } from '../../core/document/edit.ts'
import { EMPTY_MODEL, type Model } from '../../core/document/model.ts'
import { registerChild } from '../../core/registry/children.ts'
import type { Entry } from '../../core/registry/entry.ts'
import { factoryId, withEntries } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY, requireFactory, withFactory } from '../../core/registry/registry.ts'
import { addFactory, register, relocate, resize } from '../../core/registry/verbs.ts'
import { openText } from '../../formats/open.ts'
import { costOf } from '../../core/analysis/cost.ts'
import { hueOf } from '../factoryColour.ts'
import { changedNames, computedSegments, recordedSegments, segmentAt } from './arenaSegments.ts'
import { changeCounts, diffRows, placeText } from './diffRows.ts'
import { comparisonOf, diffSides, hueIn } from './diffSides.ts'
import { launchTotals } from './launchTotals.ts'

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
  expect(changedNames(comparison).get(STEP)).toEqual(new Set(['delta', 'work']))
})

test('what only moved because something before it did, or has no size, is no cause', () => {
  const causes = diffRows(compareModels(before, after), 'causes')
  expect(causes.map(({ entry }) => entry.name)).toEqual(['state', 'child_shared', 'delta'])
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  for (const [name, size] of [
    ['a', 2],
    ['none', 0],
    ['b', 3],
    ['c', 5],
  ] as const)
    registry = register(registry, LOOP, { name, size, location: 'shared' })
  const kept: Model = { ...EMPTY_MODEL, registry }
  const grown = edited(kept, (next) => resize(next, { factory: LOOP, name: 'a' }, 4))
  const names = (other: Model, shown: 'changes' | 'causes') =>
    diffRows(compareModels(kept, other), shown).map(({ entry }) => entry.name)
  expect(names(grown, 'changes')).toEqual(['a', 'none', 'b', 'c'])
  expect(names(grown, 'causes')).toEqual(['a'])
  const swapped = edited(kept, (next) => {
    const loop = requireFactory(next, LOOP)
    const [a, none, b, c] = loop.entries as [Entry, Entry, Entry, Entry]
    return withFactory(next, withEntries(loop, [b, none, a, c]))
  })
  expect(names(swapped, 'causes')).toEqual(['b', 'a'])
})

test('either side may be before, a recorded layout always is, and the words follow', () => {
  const other = { kind: 'file', name: 'b.json', model: before } as const
  const straight = diffSides(after, other, false)
  expect([straight.before, straight.after]).toEqual([before, after])
  expect(straight.words).toEqual({ before: 'b.json', after: 'now' })
  expect(comparisonOf(straight).kernel.before?.sharedElements).toBe(6)
  const swapped = diffSides(after, other, true)
  expect([swapped.before, swapped.after]).toEqual([after, before])
  expect(swapped.words).toEqual({ before: 'now', after: 'b.json' })
  expect(comparisonOf(swapped).kernel.after?.sharedElements).toBe(6)
  expect(diffSides(after, { kind: 'recorded' }, true).words.before).toBe('recorded')
})

test('a factory has the hue of the tree, whichever side holds it', () => {
  const more = edited(before, (registry) => addFactory(registry, { id: 'alone' }))
  const sides = diffSides(before, { kind: 'file', name: 'b.json', model: more }, false)
  for (const id of [LOOP, STEP]) expect(hueIn(sides, id)).toBe(hueOf(before.registry, id))
  expect(hueIn(sides, factoryId('alone'))).toBe(2)
})

test('the launch of a side is told, and where nothing launches no figure is made up', () => {
  const bytes = { ...preferences, units: 'bytes', radix: 'hex' } as const
  const values = (model: Model) => launchTotals(costOf(model), bytes).map(({ value }) => value)
  expect(values(before)).toEqual(['256', '0x1c00 B', '1\u2009024'])
  expect(values(EMPTY_MODEL)).toEqual(['–', '–', '–'])
  const over = edited(before, (next) => resize(next, { factory: LOOP, name: 'state' }, 20_000))
  expect(values(over)).toEqual(['none', '–', 'none'])
})

test('a byte finds the segment that covers it', () => {
  const segments = computedSegments(after, 'shared')
  expect(segmentAt(segments, 55)?.name).toBe('delta')
  expect(segmentAt(segments, 64)).toBeNull()
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
