import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type MouseEvent } from 'react'
import { sameRef, type InspectorState } from '../../store/state.ts'
import { EDGE_SCROLL_ATTRIBUTE } from '../drag/edgeScrolling.ts'
import { ROOT_ATTRIBUTE, useBufferDrag } from '../drag/useBufferDrag.ts'
import { useInspector, useReadState } from '../inspectorContext.ts'
import { askForMenuAt, isByKey } from './menuAt.ts'
import { RowMenu } from './RowMenu.tsx'
import { TREE_ID } from './searchIds.ts'
import { TreeItem, type PointedRow } from './TreeItem.tsx'
import { selectTreeRows, type TreeRows } from './treeRows.ts'
import { useTreeKeys } from './useTreeKeys.ts'

const ROW_PX = 25
const MENU_INSET_PX = 40

const selectSelection = (state: InspectorState) => state.selection

/** The windowed tree: 100,000 rows scroll as a hundred do. */
export function Tree() {
  const rows = useInspector(selectTreeRows)
  const selection = useInspector(selectSelection)
  const [pointed, setPointed] = useState<PointedRow | null>(null)
  const active = activeIndex(rows, pointed, selection.at(-1) ?? null)
  const scroller = useRef<HTMLDivElement>(null)
  const readState = useReadState()
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises this file
  const virtualizer = useVirtualizer({
    count: rows?.count ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })

  function point(index: number): void {
    const row = rows?.rowAt(index)
    if (row !== null && row !== undefined) setPointed({ key: row.key, index })
  }

  /** The menu of the row where the keyboard is opens beside its name. */
  function onContextMenu(event: MouseEvent): void {
    const row = isByKey(event) ? document.getElementById(rowId(active)) : null
    if (row === null) return
    event.preventDefault()
    const { left, bottom } = row.getBoundingClientRect()
    askForMenuAt(row, left + MENU_INSET_PX, bottom)
  }

  const beginDrag = useBufferDrag()
  const keys = useTreeKeys({ rows, active, point })
  // A document that was just opened is ready for the keyboard.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus()
  }, [])
  // Whatever selects a buffer, the tree shows it; what is dragged is where the pointer is.
  useEffect(() => {
    if (active >= 0 && readState().drag === null)
      virtualizer.scrollToIndex(active, { align: 'auto' })
  }, [active, virtualizer, readState])

  return (
    <RowMenu>
      <div
        ref={scroller}
        id={TREE_ID}
        role="tree"
        aria-label="Factories and buffers"
        aria-multiselectable="true"
        aria-activedescendant={active >= 0 ? rowId(active) : undefined}
        tabIndex={0}
        className="tree"
        {...{ [EDGE_SCROLL_ATTRIBUTE]: '', [ROOT_ATTRIBUTE]: '' }}
        onKeyDown={keys}
        onContextMenu={onContextMenu}
      >
        <div
          role="presentation"
          className="tree__rows"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows?.rowAt(item.index)
            return row === null || row === undefined ? null : (
              <TreeItem
                key={item.key}
                row={row}
                index={item.index}
                id={rowId(item.index)}
                start={item.start}
                isActive={item.index === active}
                onPoint={setPointed}
                beginDrag={beginDrag}
              />
            )
          })}
        </div>
      </div>
    </RowMenu>
  )
}

function rowId(index: number): string {
  return `tree-row-${index}`
}

/** Where the keyboard is: on the row pointed at while it is there, else on what is selected. */
function activeIndex(
  rows: TreeRows | null,
  pointed: PointedRow | null,
  selected: InspectorState['selection'][number] | null,
): number {
  if (rows === null || selected === null) return -1
  const row = pointed === null ? null : rows.rowAt(pointed.index)
  if (pointed !== null && row?.key === pointed.key && sameRef(row.ref, selected))
    return pointed.index
  return rows.indexOf(selected)
}
