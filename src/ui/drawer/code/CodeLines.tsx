import type { LineOwner } from '../../../core/codegen/generated.ts'
import { sameRef, type InspectorState, type Ref } from '../../../store/state.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { Rows } from '../rows/Rows.tsx'
import { firstLineAbout, isAbout, linesOf, ownerAt } from './codeLines.ts'
import { tintOf, type Language } from './tint.ts'
import './CodeLines.css'

const ROW = 19
const selectSelection = (state: InspectorState) => state.selection
const selectHover = (state: InspectorState) => state.hover

interface Props {
  readonly text: string
  readonly owners: readonly LineOwner[]
  readonly language: Language
  readonly label: string
  /** A 1-based line that failed to compile; null for none. */
  readonly failing: number | null
}

/** Numbered lines of code: those about what is selected are marked, and a click on a line selects. */
export function CodeLines({ text, owners, language, label, failing }: Props) {
  const selection = useInspector(selectSelection)
  const hover = useInspector(selectHover)
  const lines = linesOf(text)
  const digits = String(lines.length).length
  const revealed = failing ?? firstLineAbout(owners, selection)
  return (
    <div className="code">
      <Rows
        count={lines.length}
        rowHeight={ROW}
        label={label}
        reveal={revealed === null ? null : revealed - 1}
      >
        {(index) => {
          const owner = ownerAt(owners, index + 1)
          const isMarked = owner !== null && selection.some((ref) => isAbout(owner, ref))
          const isHovered = hover !== null && sameRef(refOf(owner), hover)
          return (
            <Line
              key={index}
              number={index + 1}
              digits={digits}
              text={lines[index] ?? ''}
              owner={owner}
              language={language}
              mark={
                failing === index + 1
                  ? 'failing'
                  : isMarked
                    ? 'selected'
                    : isHovered
                      ? 'hovered'
                      : null
              }
            />
          )
        }}
      </Rows>
    </div>
  )
}

interface LineProps {
  readonly number: number
  readonly digits: number
  readonly text: string
  readonly owner: LineOwner | null
  readonly language: Language
  readonly mark: 'failing' | 'selected' | 'hovered' | null
}

function Line({ number, digits, text, owner, language, mark }: LineProps) {
  const { select, hover } = useActions()
  const ref = refOf(owner)
  return (
    <div
      className="code__line"
      data-mark={mark ?? undefined}
      data-owned={ref === null ? undefined : true}
      onClick={() => {
        // A click that ends the marking of text selects nothing.
        if (ref !== null && getSelection()?.isCollapsed !== false) select([ref])
      }}
      onPointerEnter={() => ref !== null && hover(ref)}
      onPointerLeave={() => ref !== null && hover(null)}
    >
      <span className="code__number" style={{ width: `${digits}ch` }}>
        {number}
      </span>
      <code className="code__text">
        {tintOf(text, language).map((tint, i) =>
          tint.kind === 'plain' ? (
            tint.text
          ) : (
            <span key={i} className={`code__tint code__tint--${tint.kind}`}>
              {tint.text}
            </span>
          ),
        )}
      </code>
      {mark === 'failing' && <span className="code__here">here it fails</span>}
    </div>
  )
}

function refOf(owner: LineOwner | null): Ref | null {
  return owner === null ? null : { factory: owner.factory, name: owner.buffer }
}
