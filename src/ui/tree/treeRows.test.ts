import { expect, test } from 'vitest'
import { EMPTY_MODEL, withRegistry } from '../../core/document/model.ts'
import { registerChild } from '../../core/registry/children.ts'
import { factoryId } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { addFactory, register, relocate } from '../../core/registry/verbs.ts'
import { createInspector, DEFAULT_PREFERENCES } from '../../store/inspectorStore.ts'
import { isSameRow, selectTreeRows, type TreeRows } from './treeRows.ts'

const LOOP = factoryId('loop')
const STEP = factoryId('step')

/** loop: state, dt; its child step: delta. */
function opened() {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  registry = addFactory(registry, { id: 'step' })
  registry = register(registry, LOOP, { name: 'state', size: 4, location: 'shared' })
  registry = register(registry, LOOP, { name: 'dt', size: 1, location: 'local' })
  registry = register(registry, STEP, { name: 'delta', size: 8, location: 'local' })
  registry = registerChild(registry, { parent: LOOP, child: STEP })
  const inspector = createInspector({
    preferences: DEFAULT_PREFERENCES,
    verify: () => Promise.reject(new Error('not asked for')),
  })
  inspector.actions.open(withRegistry(EMPTY_MODEL, registry))
  return inspector
}

function shownRows(rows: TreeRows | null) {
  if (rows === null) throw new Error('nothing is open')
  return Array.from({ length: rows.count }, (_, i) => {
    const row = rows.rowAt(i)
    if (row === null) throw new Error(`no row ${i}`)
    return row
  })
}

test('an edit leaves the rows of other buffers the same ones', () => {
  const { store, actions } = opened()
  const before = shownRows(selectTreeRows(store.getState()))
  actions.edit('Move delta', (r) => relocate(r, { factory: STEP, name: 'delta' }, 'shared'))
  const after = shownRows(selectTreeRows(store.getState()))
  const changed = before.filter((row, i) => {
    const now = after[i]
    return now === undefined || !isSameRow(row, now)
  })
  // Its own, and the factories whose needs of shared memory are written on their rows.
  expect(changed.map(({ ref }) => ref)).toEqual([
    { factory: LOOP, name: null },
    { factory: STEP, name: null },
    { factory: STEP, name: 'delta' },
  ])
})

test('the rows are the same object while neither tree nor fold changes', () => {
  const { store, actions } = opened()
  const rows = selectTreeRows(store.getState())
  actions.hover({ factory: LOOP, name: 'dt' })
  expect(selectTreeRows(store.getState())).toBe(rows)
  actions.setCollapsed(new Set([STEP]))
  expect(selectTreeRows(store.getState())?.count).toBe(4)
})
