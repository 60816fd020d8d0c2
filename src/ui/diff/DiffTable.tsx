import { useMemo } from 'react'
import type { Comparison } from '../../core/document/compare.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { sameRef, type InspectorState } from '../../store/state.ts'
import { Rows } from '../drawer/rows/Rows.tsx'
import { useActions, useInspector } from '../inspectorContext.ts'
import {
  CHANGE_WORDS,
  diffRows,
  elementBytesOf,
  placeText,
  type DiffRow,
  type RowsShown,
} from './diffRows.ts'

const ROW = 25
const selectPreferences = (state: InspectorState) => state.preferences
const selectSelection = (state: InspectorState) => state.selection

interface Props {
  readonly comparison: Comparison
  readonly shown: RowsShown
  readonly registries: { readonly before: Registry; readonly after: Registry }
  readonly words: { readonly before: string; readonly after: string }
}

/** Each entry on both sides, from where to where; a click selects it where it still is. */
export function DiffTable({ comparison, shown, registries, words }: Props) {
  const rows = useMemo(() => diffRows(comparison, shown), [comparison, shown])
  const selection = useInspector(selectSelection)
  const at = rows.findIndex((row) => selection.some((ref) => sameRef(ref, refOf(row))))
  if (rows.length === 0)
    return (
      <div className="blank">
        <p className="blank__title">The two layouts are equal</p>
        <p className="muted">Every entry lies where it lay, in the same size and memory.</p>
      </div>
    )
  return (
    <div className="diff__table">
      <div className="diff-row diff-row--head" aria-hidden="true">
        <span>Change</span>
        <span>Entry</span>
        <span className="diff-row__place">{words.before}</span>
        <span className="diff-row__place">{words.after}</span>
      </div>
      <Rows count={rows.length} rowHeight={ROW} label="Differences" reveal={at < 0 ? null : at}>
        {(index) => {
          const row = rows[index]
          return row === undefined ? null : (
            <RowView key={index} row={row} registries={registries} words={words} />
          )
        }}
      </Rows>
    </div>
  )
}

type RowProps = { readonly row: DiffRow } & Pick<Props, 'registries' | 'words'>

function RowView({ row, registries, words }: RowProps) {
  const { factory, entry } = row
  const preferences = useInspector(selectPreferences)
  const isSelected = useInspector((state) =>
    state.selection.some((ref) => sameRef(ref, refOf(row))),
  )
  const { select, hover } = useActions()
  const each = elementBytesOf(factory, registries.after, registries.before)
  const { glyph, words: change } = CHANGE_WORDS[entry.kind]
  const from = placeText(entry.before, each, preferences)
  const to = placeText(entry.after, each, preferences)
  return (
    <button
      type="button"
      className="diff-row"
      data-change={entry.kind}
      aria-pressed={isSelected}
      aria-label={`${entry.name} of ${factory}: ${change}, ${words.before} ${from}, ${words.after} ${to}`}
      onClick={() => select([refOf(row)])}
      onPointerEnter={() => hover(refOf(row))}
      onPointerLeave={() => hover(null)}
    >
      <span className="diff-row__change">
        <span className="figure">{glyph}</span> {change}
      </span>
      <span className="diff-row__entry">
        {entry.name} <span className="muted">{factory}</span>
      </span>
      <span className="diff-row__place figure">{from}</span>
      <span className="diff-row__place figure">{to}</span>
    </button>
  )
}

function refOf({ factory, entry }: DiffRow) {
  return { factory, name: entry.name }
}
