import { expect, test } from 'vitest'
import { mainKernelOf } from '../../core/layout/kernelLayout.ts'
import { registerChild } from '../../core/registry/children.ts'
import { factoryId } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { addFactory, register } from '../../core/registry/verbs.ts'
import { arrangedRows, firstSelected, tableRowAt, tableRowsOf, type Sorting } from './tableRows.ts'

const LOOP = factoryId('loop')
const SOLVER = factoryId('solver')

function rows() {
  let registry = addFactory(addFactory(EMPTY_REGISTRY, { id: 'loop' }), {
    id: 'solver',
    type: 'Newton',
  })
  registry = register(registry, SOLVER, { name: 'x10', size: 3, location: 'shared' })
  registry = register(registry, SOLVER, { name: 'x9', size: 5, location: 'local' })
  registry = register(registry, LOOP, { name: '__proto__', size: 4, location: 'shared' })
  registry = registerChild(registry, { parent: LOOP, child: SOLVER, name: 'a' })
  registry = registerChild(registry, { parent: LOOP, child: SOLVER, name: 'b' })
  const kernel = mainKernelOf(registry)
  if (kernel === null) throw new Error('no kernel')
  return tableRowsOf(kernel)
}

function listed(filter: string, sorting: Sorting | null) {
  const table = rows()
  return [...arrangedRows(table, filter, sorting)].map((row) => {
    const { placement, slice } = tableRowAt(table, row)
    return `${placement.entry.name}@${slice.offsetBytes ?? '-'}`
  })
}

test('every buffer stands in the table once for each of its places, regions in none', () => {
  expect(listed('', null)).toEqual(['__proto__@0', 'x10@16', 'x9@-', 'x10@28', 'x9@-'])
})

test('a filter keeps the rows that hold all of its words', () => {
  expect(listed('newton shared', null)).toEqual(['x10@16', 'x10@28'])
  expect(listed('loop / b local', null)).toEqual(['x9@-'])
  expect(listed('nothing', null)).toEqual([])
})

test('names are sorted as people count, figures as numbers, both ways', () => {
  expect(listed('', { column: 'name', order: 'ascending' })).toEqual([
    '__proto__@0',
    'x9@-',
    'x9@-',
    'x10@16',
    'x10@28',
  ])
  expect(listed('', { column: 'absolute', order: 'descending' })).toEqual([
    'x10@28',
    'x10@16',
    '__proto__@0',
    'x9@-',
    'x9@-',
  ])
})

test('the table opens at the first row of the selection, a shared factory’s at its first place', () => {
  const table = rows()
  const listedNames = Array.from(table.places.keys(), (row) => tableRowAt(table, row))
  const at = firstSelected(table, [{ factory: SOLVER, name: 'x9' }])
  expect(listedNames[at]?.placement.entry.name).toBe('x9')
  expect(listedNames.findIndex(({ placement }) => placement.entry.name === 'x9')).toBe(at)
  expect(firstSelected(table, [])).toBe(0)
  expect(firstSelected(table, [{ factory: LOOP, name: 'gone' }])).toBe(0)
})
