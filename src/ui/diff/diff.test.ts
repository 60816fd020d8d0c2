import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareModels, compareRecorded } from '../../core/document/compare.ts'
import { edited } from '../../core/document/edit.ts'
import { EMPTY_MODEL, type Model } from '../../core/document/model.ts'
import { registerChild } from '../../core/registry/children.ts'
import type { Entry } from '../../core/registry/entry.ts'
import { factoryId, withEntries } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY, requireFactory, withFactory } from '../../core/registry/registry.ts'
import { setExtentRule } from '../../core/registry/factories.ts'
import {
  addFactory,
  register,
  relocate,
  rename,
  resize,
  setAlias,
  setPinned,
  setPrecision,
} from '../../core/registry/verbs.ts'
import { openText } from '../../formats/open.ts'
import { costOf } from '../../core/analysis/cost.ts'
import { hueOf } from '../factoryColour.ts'
import { changedNames, computedBar, recordedBar, segmentAt, type Bar } from './arenaBars.ts'
import { changeCounts, diffRows, followerCount, placeText, type RowsShown } from './diffRows.ts'
import { documentSettings, fieldChange } from './diffSettings.ts'
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

/** The rows in short: a factory by its id, a setting by its word, an entry by its name and change. */
function rowsOf(from: Model, to: Model, shown: RowsShown): readonly string[] {
  const sides = { before: from, after: to }
  return diffRows(compareModels(from, to), sides, shown).map((row) => {
    switch (row.kind) {
      case 'factory':
        return row.is === 'both' ? `[${row.factory}]` : `[${row.factory} ${row.is}]`
      case 'setting':
        return `${row.setting.word} ${row.setting.was} → ${row.setting.is}`
      case 'entry':
        return `${row.entry.name} ${row.entry.kind}`
      case 'field': {
        const { word, was, is } = fieldChange(sides, row.factory, { ...row.entry, ...row })
        return `${row.entry.name} ${word} ${was} → ${is}`
      }
    }
  })
}

test('lists what changed factory by factory in the order of the tree, and all of it on request', () => {
  const comparison = compareModels(before, after)
  expect(rowsOf(before, after, 'changes')).toEqual([
    '[loop]',
    'state resized',
    'child_shared resized',
    '[step]',
    'delta relocated',
    'work moved',
  ])
  expect(rowsOf(before, after, 'all')).toHaveLength(7)
  expect(new Map(changeCounts(comparison)).get('resized')).toBe(2)
  expect(changedNames(comparison).get(STEP)).toEqual(new Set(['delta', 'work']))
})

test('what only moved because something before it did, or has no size, is no cause', () => {
  expect(rowsOf(before, after, 'causes')).toEqual([
    '[loop]',
    'state resized',
    'child_shared resized',
    '[step]',
    'delta relocated',
  ])
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
  const all = ['[loop]', 'a resized', 'none moved', 'b moved', 'c moved']
  expect(rowsOf(kept, grown, 'changes')).toEqual(all)
  expect(rowsOf(kept, grown, 'causes')).toEqual(['[loop]', 'a resized'])
  expect(followerCount(compareModels(kept, grown))).toBe(3)
  const swapped = edited(kept, (next) => {
    const loop = requireFactory(next, LOOP)
    const [a, none, b, c] = loop.entries as [Entry, Entry, Entry, Entry]
    return withFactory(next, withEntries(loop, [b, none, a, c]))
  })
  expect(rowsOf(kept, swapped, 'causes')).toEqual(['[loop]', 'b moved', 'a moved'])
})

test('settings of buffers and factories have rows of their own, in words', () => {
  const ref = { factory: STEP, name: 'work' }
  const next = edited(before, (registry) => {
    const pinned = setPinned(setAlias(registry, ref, 'delta'), ref, true)
    return rename(setPrecision(pinned, STEP, 'float64'), { factory: STEP, name: 'delta' }, 'd')
  })
  const rows = rowsOf(before, next, 'changes')
  expect(rows).toContain('precision float32 → float64')
  expect(rows).toContain('work alias of nothing → d')
  expect(rows).toContain('work pinned no → yes')
  expect(rows).toContain('d renamed')
  const moved = edited(before, (registry) => addFactory(registry, { id: 'alone' }))
  expect(rowsOf(before, moved, 'causes')).toEqual(['[alone added]'])
  expect(rowsOf(moved, before, 'causes')).toEqual(['[alone removed]'])
})

test('settings of the document are told in words', () => {
  const registry = setExtentRule(before.registry, 'guarded')
  const other: Model = { ...before, name: 'b', registry, launch: { ...before.launch, runs: 32 } }
  expect(documentSettings({ before, after: other }, String)).toEqual([
    { word: 'runs', was: '4\u2009096', is: '32' },
    { word: 'extents', was: 'elements', is: 'guarded' },
    { word: 'name', was: 'Untitled', is: 'b' },
  ])
  expect(documentSettings({ before, after: before }, String)).toEqual([])
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

/** Each segment by its name, start and size. */
const listOf = ({ places }: Bar) =>
  places.flatMap(({ entries, levels, startBytes }) =>
    levels.flatMap(({ entries: positions, starts, ends }) =>
      Array.from(positions, (position, k) => ({ entry: entries[position], k })).flatMap(
        ({ entry, k }) =>
          entry?.kind === 'buffer'
            ? [[entry.name, startBytes + (starts[k] ?? 0), (ends[k] ?? 0) - (starts[k] ?? 0)]]
            : [],
      ),
    ),
  )

test('a byte finds the segment that covers it', () => {
  const bar = computedBar(after, 'shared')
  expect(segmentAt(bar, 55)).toEqual({
    factory: STEP,
    name: 'delta',
    startBytes: 24,
    sizeBytes: 32,
  })
  expect(segmentAt(bar, 64)).toBeNull()
})

test('equal models have no changes', () => {
  expect(rowsOf(before, before, 'changes')).toEqual([])
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
  expect(listOf(computedBar(after, 'shared'))).toEqual([
    ['state', 0, 24],
    ['delta', 24, 32],
    ['work', 56, 8],
  ])
  expect(computedBar(after, 'shared').endBytes).toBe(64)
  expect(listOf(computedBar(before, 'local'))).toEqual([['delta', 0, 32]])
  expect(computedBar(before, 'local').endBytes).toBe(32)
  expect(listOf(computedBar(EMPTY_MODEL, 'shared'))).toEqual([])
})

test.each(['shared', 'persistent_local', 'local'] as const)(
  'what a real kernel recorded in %s lies where we compute it',
  (memory) => {
    const path = 'fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json'
    const opened = openText(readFileSync(path, 'utf8'), { phase: 'built' })
    if (opened.kind !== 'ok') throw new Error('the fixture does not open')
    const { model } = opened
    const [recorded, computed] = [recordedBar(model, memory), computedBar(model, memory)]
    expect(listOf(recorded)).toEqual(listOf(computed))
    expect(recorded.endBytes).toBe(computed.endBytes)
    const sides = { before: model, after: model }
    expect(diffRows(compareRecorded(model), sides, 'changes')).toEqual([])
  },
)
