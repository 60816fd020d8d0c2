import { placementAt, type Placement } from '../../core/layout/factoryLayout.ts'
import {
  kernelSliceAt,
  pathOf,
  type KernelLayout,
  type KernelSlice,
} from '../../core/layout/kernelLayout.ts'
import type { KernelPlace } from '../../core/layout/kernelPlaces.ts'
import { sameRef, type Ref } from '../../store/state.ts'

/** Every buffer of a kernel, a shared child's once for each of its places: two numbers a row. */
export interface TableRows {
  readonly kernel: KernelLayout
  readonly places: Int32Array
  readonly entries: Int32Array
}

export const COLUMNS = [
  'name',
  'factory',
  'location',
  'dtype',
  'size',
  'slice',
  'absolute',
  'bytes',
] as const
export type Column = (typeof COLUMNS)[number]

export interface Sorting {
  readonly column: Column
  readonly order: 'ascending' | 'descending'
}

const rowsByKernel = new WeakMap<KernelLayout, TableRows>()

/** All rows in kernel order, regions left out; computed once per kernel layout. */
export function tableRowsOf(kernel: KernelLayout): TableRows {
  const known = rowsByKernel.get(kernel)
  if (known !== undefined) return known
  let count = 0
  for (const place of kernel.places)
    for (const entry of place.factory.entries) if (entry.kind === 'buffer') count += 1
  const places = new Int32Array(count)
  const entries = new Int32Array(count)
  let row = 0
  for (const place of kernel.places)
    for (const [i, entry] of place.factory.entries.entries()) {
      if (entry.kind !== 'buffer') continue
      places[row] = place.index
      entries[row] = i
      row += 1
    }
  const rows = { kernel, places, entries }
  rowsByKernel.set(kernel, rows)
  return rows
}

/** One row's facts. */
export interface TableRow {
  readonly place: KernelPlace
  readonly placement: Placement
  readonly slice: KernelSlice
}

/** The facts of a row; throws RangeError for a row that is not there. */
export function tableRowAt({ kernel, places, entries }: TableRows, row: number): TableRow {
  const place = kernel.places[places[row] ?? -1]
  if (place === undefined) throw new RangeError(`the table has no row ${row}`)
  const entry = entries[row] ?? 0
  return {
    place,
    placement: placementAt(place.layout, entry),
    slice: kernelSliceAt(kernel, place, entry),
  }
}

/** The first row in kernel order that shows a selected buffer; 0 where none does. */
export function firstSelected(rows: TableRows, selection: readonly Ref[]): number {
  if (selection.length === 0) return 0
  for (let row = 0; row < rows.places.length; row++) {
    const { place, placement } = tableRowAt(rows, row)
    const ref = { factory: place.factory.id, name: placement.entry.name }
    if (selection.some((other) => sameRef(other, ref))) return row
  }
  return 0
}

const paths = new WeakMap<KernelPlace, string>()

/** "loop / algorithm / solver" */
export function factoryPath(kernel: KernelLayout, place: KernelPlace): string {
  const known = paths.get(place)
  if (known !== undefined) return known
  const path = [kernel.root.id, ...pathOf(place)].join(' / ')
  paths.set(place, path)
  return path
}

/**
 * The rows that hold every word of the filter in name, path, type, dtype or location, as numbers of
 * rows in the order of a column. Equal ones keep kernel order.
 */
export function arrangedRows(rows: TableRows, filter: string, sorting: Sorting | null): Int32Array {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const all = Int32Array.from(rows.places.keys())
  const kept = words.length === 0 ? all : all.filter((row) => holdsAll(rows, row, words))
  return sorting === null ? kept : sorted(rows, kept, sorting)
}

function holdsAll(rows: TableRows, row: number, words: readonly string[]): boolean {
  const { place, placement } = tableRowAt(rows, row)
  const { entry, space } = placement
  const path = factoryPath(rows.kernel, place)
  const text = `${entry.name} ${path} ${place.factory.type} ${entry.dtype} ${space}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

function sorted(rows: TableRows, kept: Int32Array, { column, order }: Sorting): Int32Array {
  const sign = order === 'ascending' ? 1 : -1
  if (column === 'name' || column === 'factory' || column === 'location' || column === 'dtype') {
    const texts = new Map(Array.from(kept, (row) => [row, textOf(rows, row, column)]))
    const compare = new Intl.Collator('en', { numeric: true }).compare
    const textAt = (row: number) => texts.get(row) ?? ''
    return kept.sort((a, b) => sign * compare(textAt(a), textAt(b)) || a - b)
  }
  const figures = new Map(Array.from(kept, (row) => [row, figureOf(rows, row, column)]))
  const figureAt = (row: number) => figures.get(row) ?? 0
  return kept.sort((a, b) => sign * (figureAt(a) - figureAt(b)) || a - b)
}

function textOf(
  rows: TableRows,
  row: number,
  column: 'name' | 'factory' | 'location' | 'dtype',
): string {
  const { place, placement } = tableRowAt(rows, row)
  switch (column) {
    case 'name':
      return placement.entry.name
    case 'factory':
      return factoryPath(rows.kernel, place)
    case 'location':
      return placement.space
    case 'dtype':
      return placement.entry.dtype
  }
}

/** Local arrays have no offset: they stand before those that have one. */
function figureOf(
  rows: TableRows,
  row: number,
  column: 'size' | 'slice' | 'absolute' | 'bytes',
): number {
  const { placement, slice } = tableRowAt(rows, row)
  switch (column) {
    case 'size':
      return placement.entry.size
    case 'slice':
      return placement.space === 'local' ? -1 : placement.offset
    case 'absolute':
      return slice.offsetBytes ?? -1
    case 'bytes':
      return slice.sizeBytes
  }
}
