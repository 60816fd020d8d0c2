import { describe, expect, test } from 'vitest'
import { factoryId, type Factory, type RecordedLayout } from '../registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import {
  addFactory,
  register,
  relocate,
  rename,
  resize,
  setPersistent,
  setPinned,
  setPrecision,
  unregister,
} from '../registry/verbs.ts'
import {
  compareModels,
  compareRecorded,
  entriesOf,
  hasRecorded,
  type Comparison,
} from './compare.ts'
import { EMPTY_MODEL, type Model } from './model.ts'

const A = factoryId('a')

function registryOf(...names: readonly string[]): Registry {
  return names.reduce(
    (registry, name) => register(registry, A, { name, size: 4, location: 'shared' }),
    addFactory(EMPTY_REGISTRY, { id: 'a' }),
  )
}

function modelOf(registry: Registry): Model {
  return { ...EMPTY_MODEL, registry }
}

/** The model with what a program recorded for its only factory. */
function recordedAs(registry: Registry, recorded: RecordedLayout): Model {
  const factories = registry.factories.map((factory): Factory => ({ ...factory, recorded }))
  return modelOf({ ...registry, factories })
}

function kindsOf(comparison: Comparison) {
  return Object.fromEntries(
    comparison.factories.flatMap((factory) =>
      entriesOf(factory).map((entry) => [entry.name, entry.kind]),
    ),
  )
}

describe('old and new layouts compared: recorded against computed', () => {
  const registry = registryOf('same', 'wide', 'late', 'here', 'fresh')
  const recorded: RecordedLayout = {
    shared: [
      { name: 'same', offset: 0, extent: 4 },
      { name: 'wide', offset: 4, extent: 6 },
      { name: 'late', offset: 10, extent: 4 },
      { name: 'gone', offset: 14, extent: 4 },
    ],
    persistentLocal: [],
    local: [{ name: 'here', size: 4 }],
    aggregates: { shared: 18, local: 4, persistentLocal: 0, declaredLocal: 4 },
  }
  const model = recordedAs(registry, recorded)

  test('tells every kind of difference apart', () => {
    expect(kindsOf(compareRecorded(model))).toEqual({
      same: 'equal',
      wide: 'resized',
      late: 'moved',
      here: 'relocated',
      fresh: 'extra',
      gone: 'missing',
    })
  })

  test('shows both places and both totals', () => {
    const [factory] = compareRecorded(model).factories
    expect(factory?.changes[0]).toEqual({
      name: 'wide',
      formerName: null,
      kind: 'resized',
      fields: [],
      before: { space: 'shared', offset: 4, extent: 6 },
      after: { space: 'shared', offset: 4, extent: 4 },
    })
    expect(factory?.totals).toEqual({
      before: recorded.aggregates,
      after: { shared: 20, local: 0, persistentLocal: 0, declaredLocal: 0 },
    })
  })

  test('leaves out factories of which nothing was recorded', () => {
    const bare = modelOf(registry)
    expect(compareRecorded(bare)).toEqual({
      factories: [],
      kernel: { before: null, after: null },
      differs: false,
    })
    expect([hasRecorded(bare), hasRecorded(model)]).toEqual([false, true])
  })

  test('compares the arenas that the program allocated', () => {
    const short = {
      ...modelOf(registry),
      recordedKernel: { sharedElements: 19, persistentLocalElements: 0 },
    }
    expect(compareRecorded(short)).toMatchObject({
      kernel: { before: { sharedElements: 19 }, after: { sharedElements: 20 } },
      differs: true,
    })
  })

  test('differs where only a total does', () => {
    const totals = { shared: 4, local: 0, persistentLocal: 0, declaredLocal: 0 }
    const one = {
      shared: [{ name: 'x', offset: 0, extent: 4 }],
      persistentLocal: [],
      local: [],
      aggregates: totals,
    }
    expect(compareRecorded(recordedAs(registryOf('x'), one)).differs).toBe(false)
    const wrong = { ...one, aggregates: { ...totals, shared: 5 } }
    expect(compareRecorded(recordedAs(registryOf('x'), wrong)).differs).toBe(true)
  })

  test('is computed once for a model', () => {
    expect(compareRecorded(model)).toBe(compareRecorded(model))
  })
})

describe('two models', () => {
  const registry = registryOf('x', 'y', 'z')

  test('are equal where they are one', () => {
    expect(compareModels(modelOf(registry), modelOf(registry)).differs).toBe(false)
    expect(compareModels(EMPTY_MODEL, EMPTY_MODEL)).toEqual({
      factories: [],
      kernel: { before: null, after: null },
      differs: false,
    })
  })

  test('differ by what was relocated, resized, moved, removed and added', () => {
    let next = relocate(registry, { factory: A, name: 'x' }, 'local')
    next = resize(next, { factory: A, name: 'y' }, 5)
    next = register(next, A, { name: 'w', size: 1, location: 'local' })
    const comparison = compareModels(modelOf(registry), modelOf(next))
    expect(kindsOf(comparison)).toEqual({ x: 'relocated', y: 'resized', z: 'moved', w: 'added' })
    expect(comparison.kernel).toEqual({
      before: { sharedElements: 12, persistentLocalElements: 0 },
      after: { sharedElements: 9, persistentLocalElements: 0 },
    })
    const without = unregister(registry, { factory: A, name: 'z' })
    expect(kindsOf(compareModels(modelOf(registry), modelOf(without)))).toEqual({
      x: 'equal',
      y: 'equal',
      z: 'removed',
    })
  })

  test('differ by whole factories', () => {
    const more = addFactory(registry, { id: 'b' })
    const kinds = (comparison: Comparison) =>
      comparison.factories.map(({ factory, kind, differs }) => [factory, kind, differs])
    expect(kinds(compareModels(modelOf(registry), modelOf(more)))).toEqual([
      ['a', 'both', false],
      ['b', 'added', true],
    ])
    expect(kinds(compareModels(modelOf(more), modelOf(registry)))).toEqual([
      ['a', 'both', false],
      ['b', 'removed', true],
    ])
  })

  test('differ where a factory only has another precision', () => {
    const doubled = setPrecision(registry, A, 'float64')
    expect(compareModels(modelOf(registry), modelOf(doubled)).differs).toBe(true)
  })
})

test('a factory that both models share is compared as an equal copy of it would be', () => {
  const registry = registryOf('x', 'y')
  const copy = { ...registry, factories: registry.factories.map((factory) => ({ ...factory })) }
  for (const other of [registry, copy]) {
    const comparison = compareModels(modelOf(other), modelOf(registry))
    expect(comparison.factories[0]).toMatchObject({ changes: [], equal: 2, differs: false })
    expect(kindsOf(comparison)).toEqual({ x: 'equal', y: 'equal' })
  }
})

describe('what the places do not tell', () => {
  const registry = registryOf('x', 'y', 'z')
  const at = (name: string) => ({ factory: A, name })
  const changesOf = (next: Registry) =>
    compareModels(modelOf(registry), modelOf(next)).factories.flatMap(({ changes }) => changes)

  test('is told by the settings that differ, and leaves the layouts equal', () => {
    const next = setPinned(setPersistent(registry, at('y'), true), at('y'), true)
    expect(changesOf(next)).toMatchObject([
      { name: 'y', kind: 'changed', fields: ['persistent', 'pinned'] },
    ])
    expect(compareModels(modelOf(registry), modelOf(next)).differs).toBe(false)
  })

  test('stands beside another memory or size, which is not said twice', () => {
    const moved = setPinned(relocate(registry, at('z'), 'local'), at('z'), true)
    expect(changesOf(moved)).toMatchObject([{ kind: 'relocated', fields: ['pinned'] }])
    expect(changesOf(resize(registry, at('z'), 5))).toMatchObject([{ kind: 'resized', fields: [] }])
  })

  test('is the name where an equal buffer stands in the place of one that is gone', () => {
    expect(changesOf(rename(registry, at('y'), 'w'))).toMatchObject([
      { name: 'w', formerName: 'y', kind: 'renamed', fields: [] },
    ])
    const both = resize(rename(registry, at('y'), 'w'), at('x'), 6)
    expect(changesOf(both)).toMatchObject([
      { name: 'x', kind: 'resized' },
      { name: 'w', formerName: 'y', kind: 'moved' },
      { name: 'z', kind: 'moved' },
    ])
    const behindNew = register(rename(registry, at('z'), 'w'), A, {
      ...{ name: 'late', size: 1, location: 'local' },
    })
    expect(changesOf(behindNew)).toMatchObject([
      { name: 'w', formerName: 'z', kind: 'renamed' },
      { name: 'late', kind: 'added' },
    ])
    const other = register(unregister(registry, at('x')), A, {
      ...{ name: 'w', size: 4, location: 'shared' },
    })
    expect(changesOf(other).map(({ name, kind }) => [name, kind])).toEqual([
      ['y', 'moved'],
      ['z', 'moved'],
      ['w', 'added'],
      ['x', 'removed'],
    ])
  })
})
