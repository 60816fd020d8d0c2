import { memo, type MouseEvent } from 'react'
import {
  sameRef,
  selectedBuffers,
  type Cargo,
  type InspectorState,
  type Ref,
} from '../../store/state.ts'
import { isCarried } from '../../store/cargo.ts'
import { ChevronIcon } from '../app/icons.tsx'
import type { BeginDrag } from '../drag/useBufferDrag.ts'
import { hueOf } from '../factoryColour.ts'
import { useActions, useInspector, useReadState } from '../inspectorContext.ts'
import { LocationGlyph } from '../location.tsx'
import { RowMark } from './RowMark.tsx'
import { RowName } from './RowName.tsx'
import { RowSize } from './RowSize.tsx'
import { rowLabel } from './rowWords.ts'
import { matchKey, selectMatches } from './searchMatches.ts'
import { isSameRow, selectTreeRows, type TreeRow } from './treeRows.ts'
import { refsBetween, withCollapsed } from './useTreeKeys.ts'

const INDENT_PX = 15
/** Deeper levels keep the indent of this one: a 10,000-deep tree still shows its names. */
const DEEPEST_INDENT = 14

interface Props {
  readonly row: TreeRow
  readonly index: number
  readonly id: string
  readonly start: number
  readonly isActive: boolean
  /** The same function at every render. */
  readonly onPoint: (pointed: PointedRow) => void
  /** Of the tree: a row that scrolls out of sight is gone, and its drag goes on. */
  readonly beginDrag: BeginDrag
}

/** A line that was pointed at, and where it was then. */
export interface PointedRow {
  readonly key: string
  readonly index: number
}

/** One line, drawn anew where what it shows is another: an edit leaves most of them as they are. */
export const TreeItem = memo(
  Item,
  (a, b) =>
    isSameRow(a.row, b.row) &&
    a.index === b.index &&
    a.id === b.id &&
    a.start === b.start &&
    a.isActive === b.isActive &&
    a.onPoint === b.onPoint &&
    a.beginDrag === b.beginDrag,
)

/** One line: a factory with its chevron and hue, or a buffer with the shape of its memory. */
function Item({ row, index, id, start, isActive, onPoint, beginDrag }: Props) {
  const { select, toggleSelected, hover, setCollapsed, show, setRenaming } = useActions()
  const readState = useReadState()
  const isSelected = useInspector((state) => includesRef(state.selection, row.ref))
  const isHovered = useInspector((state) => sameRef(state.hover, row.ref))
  const isDragged = useInspector((state) => isInDrag(state, row.ref))
  const isTarget = useInspector((state) => isParentToBe(state, row.ref))
  const isCollapsed = useInspector((state) => state.collapsed.has(row.factory.id))
  const isMatch = useInspector((state) => isMatched(state, row.ref))
  const label = useInspector((state) => rowLabel(row, state))
  const isFactory = row.buffer === null

  function onClick(event: MouseEvent): void {
    onPoint({ key: row.key, index })
    const rows = selectTreeRows(readState())
    if (event.shiftKey && rows !== null) {
      const from = readState().selection[0]
      select(refsBetween(rows, from === undefined ? -1 : rows.indexOf(from), index))
    } else if (event.ctrlKey || event.metaKey) toggleSelected(row.ref)
    else select([row.ref])
  }

  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-selected={isSelected}
      aria-expanded={isFactory ? !isCollapsed : undefined}
      aria-label={label}
      data-tree-row={index}
      data-factory={row.factory.id}
      data-buffer={row.ref.name ?? undefined}
      className={classesOf({ isFactory, isActive, isHovered, isDragged, isTarget, isMatch })}
      style={{ transform: `translateY(${start}px)`, paddingLeft: indentOf(row) }}
      onClick={onClick}
      onDoubleClick={() => (isFactory ? show(row.factory.id) : setRenaming(row.ref))}
      onPointerEnter={() => hover(row.ref)}
      onPointerLeave={() => hover(null)}
      onPointerDown={(event) => beginDrag(event, draggedWith(readState(), row))}
      onContextMenu={() => {
        onPoint({ key: row.key, index })
        if (!isSelected) select([row.ref])
      }}
    >
      {row.buffer === null ? (
        <>
          <span
            className="row__chevron"
            data-collapsed={isCollapsed}
            onClick={(event) => {
              event.stopPropagation()
              setCollapsed(withCollapsed(readState().collapsed, row.factory.id, !isCollapsed))
            }}
          >
            <ChevronIcon />
          </span>
          <Hue row={row} />
        </>
      ) : (
        <LocationGlyph location={row.buffer.location} />
      )}
      <RowName row={row} />
      <RowMark refOf={row.ref} />
      <RowSize row={row} />
    </div>
  )
}

function Hue({ row }: { readonly row: TreeRow }) {
  const hue = useInspector((state) => {
    const registry = state.history?.steps[state.history.at]?.value.registry
    return registry === undefined ? 0 : hueOf(registry, row.factory.id)
  })
  return <span className="row__hue" style={{ background: `var(--factory-${hue})` }} />
}

function includesRef(refs: readonly Ref[], ref: Ref): boolean {
  return refs.some((other) => sameRef(other, ref))
}

function isInDrag(state: InspectorState, ref: Ref): boolean {
  return state.drag !== null && isCarried(state.drag, ref)
}

function isMatched(state: InspectorState, { factory, name }: Ref): boolean {
  return name !== null && selectMatches(state).keys.has(matchKey({ factory, name }))
}

/** A selected buffer takes the whole selection along; a factory goes alone, by the edge of this row. */
function draggedWith(state: InspectorState, { ref, parent, edge }: TreeRow): Cargo {
  const { factory, name } = ref
  if (name === null) {
    const from = parent === null ? null : { parent, name: edge }
    return { kind: 'factory', refs: [{ factory, name }], from }
  }
  const isSelected = includesRef(state.selection, ref)
  return {
    kind: 'buffers',
    refs: isSelected ? selectedBuffers(state.selection) : [{ factory, name }],
  }
}

/** Whether the factory that is dragged would hang under the one of this row. */
function isParentToBe({ drag }: InspectorState, { factory, name }: Ref): boolean {
  if (name !== null || drag?.cargo.kind !== 'factory') return false
  const { target, label } = drag
  return label !== '' && target?.kind === 'place' && target.place.factory === factory
}

function indentOf(row: TreeRow): number {
  return 6 + Math.min(row.level - 1, DEEPEST_INDENT) * INDENT_PX + (row.buffer === null ? 0 : 6)
}

function classesOf(is: {
  readonly isFactory: boolean
  readonly isActive: boolean
  readonly isHovered: boolean
  readonly isDragged: boolean
  readonly isTarget: boolean
  readonly isMatch: boolean
}): string {
  return [
    'row',
    is.isFactory ? 'row--factory' : '',
    is.isActive ? 'row--active' : '',
    is.isHovered ? 'row--hovered' : '',
    is.isDragged ? 'row--dragged' : '',
    is.isTarget ? 'row--over-into' : '',
    is.isMatch ? 'row--match' : '',
  ]
    .filter((name) => name !== '')
    .join(' ')
}
