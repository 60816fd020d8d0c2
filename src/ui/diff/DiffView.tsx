import { useDeferredValue, useMemo, useState } from 'react'
import { shownModel, type ComparedWith, type InspectorState } from '../../store/state.ts'
import { figure } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { ArenaDiff } from './ArenaDiff.tsx'
import { CompareChoice } from './CompareChoice.tsx'
import { DiffTable } from './DiffTable.tsx'
import { DiffCounts, DiffSettings } from './DiffSummary.tsx'
import { diffRows, followerCount } from './diffRows.ts'
import { comparisonOf, diffSides, type DiffSides } from './diffSides.ts'
import './DiffView.css'

const selectComparedWith = (state: InspectorState) => state.comparedWith

/** Two states of the layout side by side, on aligned addresses: what changed, from where to where. */
export function DiffView() {
  // Comparing is long in a large document: a drag paints its other consequences first.
  const model = useDeferredValue(useInspector(shownModel))
  const other = useInspector(selectComparedWith)
  const [swapped, setSwapped] = useState<ComparedWith | null>(null)
  const isSwapped = other !== null && swapped === other
  const sides = useMemo(
    () => (model === null || other === null ? null : diffSides(model, other, isSwapped)),
    [model, other, isSwapped],
  )
  if (model === null) return null
  const canSwap = sides !== null && !sides.isRecorded
  return (
    <div className="diff">
      <CompareChoice
        model={model}
        other={other}
        words={sides?.words ?? null}
        onSwap={canSwap ? () => setSwapped(isSwapped ? null : other) : null}
      />
      {sides === null ? <NothingChosen /> : <Differences sides={sides} />}
    </div>
  )
}

function Differences({ sides }: { readonly sides: DiffSides }) {
  const [onlyChanges, setOnlyChanges] = useState(true)
  const [isUnfolded, setIsUnfolded] = useState(false)
  const comparison = useMemo(() => comparisonOf(sides), [sides])
  const folded = useMemo(() => {
    // Where nothing else changed, what moved is what there is to see.
    const hasCauses = diffRows(comparison, sides, 'causes').some((row) => row.kind !== 'factory')
    return hasCauses ? followerCount(comparison) : 0
  }, [comparison, sides])
  const changes = isUnfolded || folded === 0 ? 'changes' : 'causes'
  return (
    <>
      <ArenaDiff sides={sides} comparison={comparison} />
      {!sides.isRecorded && <DiffSettings sides={sides} />}
      <DiffCounts comparison={comparison}>
        {onlyChanges && folded > 0 && (
          <button
            type="button"
            className="place"
            aria-expanded={isUnfolded}
            onClick={() => setIsUnfolded(!isUnfolded)}
          >
            {isUnfolded ? 'hide' : 'show'} {figure(folded)} that follow
          </button>
        )}
        <label className="diff__only">
          <input
            type="checkbox"
            checked={onlyChanges}
            onChange={(event) => setOnlyChanges(event.target.checked)}
          />
          Only changes
        </label>
      </DiffCounts>
      <DiffTable comparison={comparison} sides={sides} shown={onlyChanges ? changes : 'all'} />
    </>
  )
}

function NothingChosen() {
  return (
    <div className="blank">
      <p className="blank__title">Compare now with another state</p>
      <p className="muted">
        Choose a step of the history, the layout that an imported program recorded, or another file:
        what was added, removed, moved, resized or relocated is listed here, and both are drawn on
        the same addresses.
      </p>
    </div>
  )
}
