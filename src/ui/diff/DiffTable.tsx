import { useMemo, type CSSProperties } from 'react'
import type { Comparison } from '../../core/document/compare.ts'
import { factoryIn } from '../../core/registry/registry.ts'
import { sameRef, type InspectorState, type Ref } from '../../store/state.ts'
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
import { fieldChange } from './diffSettings.ts'
import { hueIn, type DiffSides } from './diffSides.ts'

const ROW = 25
const selectPreferences = (state: InspectorState) => state.preferences
const selectSelection = (state: InspectorState) => state.selection

interface Props {
  readonly comparison: Comparison
  readonly sides: DiffSides
  readonly shown: RowsShown
}

/** Factory by factory what changed, from what to what; a click selects it where it still is. */
export function DiffTable({ comparison, sides, shown }: Props) {
  const rows = useMemo(() => diffRows(comparison, sides, shown), [comparison, sides, shown])
  const selection = useInspector(selectSelection)
  const at = useMemo(() => rowOf(rows, selection.at(-1) ?? null), [rows, selection])
  const { before, after } = sides.words
  if (rows.length === 0)
    return (
      <div className="blank">
        <p className="blank__title">The two layouts are equal</p>
        <p className="muted">
          Every entry lies where it lay, in the same size and memory, with the same settings.
        </p>
      </div>
    )
  return (
    <div className="diff__table">
      <div className="diff-row diff-row--head" aria-hidden="true">
        <span>Change</span>
        <span>Entry</span>
        <span className="diff-row__side" title={before}>
          {before}
        </span>
        <span className="diff-row__side" title={after}>
          {after}
        </span>
      </div>
      <Rows count={rows.length} rowHeight={ROW} label="Differences" reveal={at < 0 ? null : at}>
        {(index) => {
          const row = rows[index]
          if (row === undefined) return null
          return row.kind === 'factory' ? (
            <FactoryRow key={index} row={row} sides={sides} />
          ) : (
            <FactRow key={index} row={row} sides={sides} />
          )
        }}
      </Rows>
    </div>
  )
}

interface FactoryRowProps {
  readonly row: Extract<DiffRow, { kind: 'factory' }>
  readonly sides: DiffSides
}

/** Whose entries follow, in the colour of tree and maps. */
function FactoryRow({ row, sides }: FactoryRowProps) {
  const { factory, is } = row
  const { select } = useActions()
  const isSelected = useIsSelected(row)
  const { type = '' } =
    factoryIn(sides.after.registry, factory) ?? factoryIn(sides.before.registry, factory) ?? {}
  const hue: CSSProperties = { background: `var(--factory-${hueIn(sides, factory)})` }
  return (
    <button
      type="button"
      className="diff-row diff-row--factory"
      data-change={is}
      aria-pressed={isSelected}
      title={factory}
      onClick={() => select([refOf(row)])}
    >
      <span className="row__hue" style={hue} />
      <span className="diff-row__factory">{factory}</span>
      <span className="muted">{type}</span>
      {is !== 'both' && (
        <span className="diff-row__change">
          <span className="figure">{CHANGE_WORDS[is].glyph}</span> {CHANGE_WORDS[is].words}
        </span>
      )}
    </button>
  )
}

interface FactRowProps {
  readonly row: Exclude<DiffRow, { kind: 'factory' }>
  readonly sides: DiffSides
}

function FactRow({ row, sides }: FactRowProps) {
  const { factory } = row
  const { words } = sides
  const isSelected = useIsSelected(row)
  const { select, hover } = useActions()
  const { glyph, word, was, is, change } = useFact(row, sides)
  const name = row.kind === 'setting' ? null : row.entry.name
  const formerName = row.kind === 'entry' ? row.entry.formerName : null
  const whose = name === null ? factory : `${name} of ${factory}`
  const from = formerName === null ? '' : ` from ${formerName}`
  return (
    <button
      type="button"
      className="diff-row"
      data-change={change}
      aria-pressed={isSelected}
      aria-label={`${whose}: ${word}${from}, ${words.before} ${was}, ${words.after} ${is}`}
      onClick={() => select([refOf(row)])}
      onPointerEnter={() => hover(refOf(row))}
      onPointerLeave={() => hover(null)}
    >
      <span className="diff-row__change">
        <span className="figure">{glyph}</span> {word}
      </span>
      <span className="diff-row__entry" title={name ?? factory}>
        {formerName !== null && (
          <>
            <del className="muted">{formerName}</del> <span aria-hidden="true">→</span>{' '}
          </>
        )}
        {name ?? <span className="muted">the factory</span>}
      </span>
      <span className="diff-row__side figure" title={was}>
        {was}
      </span>
      <span className="diff-row__side figure" title={is}>
        {is}
      </span>
    </button>
  )
}

/** What a row says: the kind of change, what was and what is. */
function useFact(row: FactRowProps['row'], sides: DiffSides) {
  const preferences = useInspector(selectPreferences)
  const changed = { glyph: CHANGE_WORDS.changed.glyph, change: 'changed' } as const
  switch (row.kind) {
    case 'setting':
      return { ...row.setting, ...changed }
    case 'field':
      return { ...fieldChange(sides, row.factory, { ...row.entry, field: row.field }), ...changed }
    case 'entry': {
      const { kind, before, after } = row.entry
      const each = elementBytesOf(row.factory, sides.after.registry, sides.before.registry)
      const [was, is] = [before, after].map((place) => placeText(place, each, preferences))
      const { glyph, words } = CHANGE_WORDS[kind]
      return { glyph, word: words, was: was ?? '', is: is ?? '', change: kind }
    }
  }
}

function useIsSelected(row: DiffRow): boolean {
  return useInspector(({ selection }) => selection.some((ref) => sameRef(ref, refOf(row))))
}

/** The first row about what was selected last. */
function rowOf(rows: readonly DiffRow[], selected: Ref | null): number {
  return selected === null ? -1 : rows.findIndex((row) => sameRef(selected, refOf(row)))
}

function refOf(row: DiffRow): Ref {
  const hasEntry = row.kind === 'entry' || row.kind === 'field'
  return { factory: row.factory, name: hasEntry ? row.entry.name : null }
}
