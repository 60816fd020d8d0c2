import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react'
import type { KernelLayout } from '../../core/layout/kernelLayout.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { figure } from '../figures.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { BufferRow } from './BufferRow.tsx'
import { arrangedRows, COLUMNS, firstSelected, tableRowAt, tableRowsOf } from './tableRows.ts'
import type { Column, Sorting } from './tableRows.ts'
import './BufferTable.css'

interface Props {
  readonly registry: Registry
  readonly kernel: KernelLayout
}

const TITLES = {
  name: 'Buffer',
  factory: 'Factory',
  location: 'Memory',
  dtype: 'Type',
  size: 'Size',
  slice: 'Slice',
  absolute: 'In the run',
  bytes: 'Bytes',
} as const satisfies Record<Column, string>

const ROW_PIXELS = 25

/** Rows kept in sight above the selected one when the table opens. */
const ROWS_ABOVE = 4

/** Every buffer of the kernel with its absolute address; sorted, filtered, and windowed. */
export function BufferTable({ registry, kernel }: Props) {
  const [filter, setFilter] = useState('')
  const [sorting, setSorting] = useState<Sorting | null>(null)
  const rows = tableRowsOf(kernel)
  const shown = useArranged(rows, filter, sorting)
  const selection = useInspector((state) => state.selection)
  const [active, setActive] = useState(() => firstSelected(rows, selection))
  const [opened] = useState(active)
  const hover = useInspector((state) => state.hover)
  const preferences = useInspector((state) => state.preferences)
  const actions = useActions()
  const frame = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- the rows are cheap, and nothing of them is remembered
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
    initialOffset: Math.max(0, opened - ROWS_ABOVE) * ROW_PIXELS,
  })

  function pick(index: number, isAdding: boolean): void {
    const row = shown[index]
    if (row === undefined) return
    setActive(index)
    const { place, placement } = tableRowAt(rows, row)
    const ref = { factory: place.factory.id, name: placement.entry.name }
    if (isAdding) actions.toggleSelected(ref)
    else actions.select([ref])
  }

  function key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_PIXELS) - 1)
    const next = rowOfKey(event.key, { active, page, count: shown.length })
    if (next === null) return
    event.preventDefault()
    virtual.scrollToIndex(next)
    pick(next, event.key === ' ' && event.ctrlKey)
  }

  return (
    <div className="table">
      <div className="table__tools">
        <input
          className="field table__filter"
          type="search"
          aria-label="Filter the table"
          placeholder="Filter: solver shared float32"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span className="muted" role="status">
          <span className="figure">{figure(shown.length)}</span> of{' '}
          <span className="figure">{figure(rows.places.length)}</span> buffers
        </span>
      </div>
      <div
        className="table__frame"
        ref={frame}
        role="grid"
        aria-label="Buffers"
        aria-rowcount={shown.length + 1}
        aria-multiselectable="true"
        tabIndex={0}
        aria-activedescendant={shown.length === 0 ? undefined : `table-row-${active}`}
        onKeyDown={key}
      >
        <div className="table__row table__row--head" role="row" aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <Heading key={column} {...{ column, sorting }} onSort={setSorting} />
          ))}
        </div>
        <div role="rowgroup" className="table__body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <BufferRow
              key={index}
              {...{ registry, kernel, index, start, selection, hover, preferences }}
              row={tableRowAt(rows, shown[index] ?? 0)}
              isActive={index === active}
              onPick={pick}
              onHover={actions.hover}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Typing goes on while a long table is arranged. */
function useArranged(
  rows: ReturnType<typeof tableRowsOf>,
  filter: string,
  sorting: Sorting | null,
): Int32Array {
  return arrangedRows(rows, useDeferredValue(filter), sorting)
}

interface HeadingProps {
  readonly column: Column
  readonly sorting: Sorting | null
  readonly onSort: (sorting: Sorting | null) => void
}

/** A press sorts upwards, the next downwards, the third gives kernel order back. */
function Heading({ column, sorting, onSort }: HeadingProps) {
  const order = sorting?.column === column ? sorting.order : null
  const next: Sorting | null =
    order === null
      ? { column, order: 'ascending' }
      : order === 'ascending'
        ? { column, order: 'descending' }
        : null
  return (
    <div
      role="columnheader"
      aria-sort={order ?? 'none'}
      className="table__cell"
      data-column={column}
    >
      <button type="button" className="table__sort" onClick={() => onSort(next)}>
        {TITLES[column]}
        <span aria-hidden="true">{order === null ? '' : order === 'ascending' ? ' ↑' : ' ↓'}</span>
      </button>
    </div>
  )
}

interface Place {
  readonly active: number
  readonly page: number
  readonly count: number
}

function rowOfKey(key: string, { active, page, count }: Place): number | null {
  const targets: ReadonlyMap<string, number> = new Map([
    ['ArrowDown', active + 1],
    ['ArrowUp', active - 1],
    ['PageDown', active + page],
    ['PageUp', active - page],
    ['Home', 0],
    ['End', count - 1],
    [' ', active],
  ])
  const target = targets.get(key)
  return target === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, target))
}
