import { useDeferredValue, useMemo, useState } from 'react'
import { compareModels, compareRecorded, type Comparison } from '../../core/document/compare.ts'
import type { Model } from '../../core/document/model.ts'
import { shownModel, type ComparedWith, type InspectorState } from '../../store/state.ts'
import { useInspector } from '../inspectorContext.ts'
import { ArenaDiff } from './ArenaDiff.tsx'
import { CompareChoice } from './CompareChoice.tsx'
import { DiffTable } from './DiffTable.tsx'
import { DiffTotals } from './DiffTotals.tsx'
import './DiffView.css'

const selectComparedWith = (state: InspectorState) => state.comparedWith

/** Two states of the layout side by side, on aligned addresses: what changed, from where to where. */
export function DiffView() {
  // Comparing is long in a large document: a drag paints its other consequences first.
  const model = useDeferredValue(useInspector(shownModel))
  const other = useInspector(selectComparedWith)
  if (model === null) return null
  return (
    <div className="diff">
      <CompareChoice model={model} other={other} />
      {other === null ? <NothingChosen /> : <Differences model={model} other={other} />}
    </div>
  )
}

interface Props {
  readonly model: Model
  readonly other: ComparedWith
}

function Differences({ model, other }: Props) {
  const [shown, setShown] = useState<'all' | 'changes'>('changes')
  const comparison = useMemo(() => comparisonOf(model, other), [model, other])
  const before = other.kind === 'recorded' ? model : other.model
  const words = {
    before: other.kind === 'recorded' ? 'recorded' : other.kind === 'file' ? other.name : 'then',
    after: other.kind === 'recorded' ? 'computed' : 'now',
  }
  return (
    <>
      <DiffTotals
        comparison={comparison}
        model={model}
        before={before}
        onlyChanges={shown === 'changes'}
        onOnlyChanges={(only) => setShown(only ? 'changes' : 'all')}
      />
      <ArenaDiff
        model={model}
        before={before}
        isRecorded={other.kind === 'recorded'}
        comparison={comparison}
        words={words}
      />
      <DiffTable
        comparison={comparison}
        shown={shown}
        registries={{ before: before.registry, after: model.registry }}
        words={words}
      />
    </>
  )
}

function comparisonOf(model: Model, other: ComparedWith): Comparison {
  return other.kind === 'recorded' ? compareRecorded(model) : compareModels(other.model, model)
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
