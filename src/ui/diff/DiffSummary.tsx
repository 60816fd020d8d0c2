import type { ReactNode } from 'react'
import { costOf } from '../../core/analysis/cost.ts'
import type { Comparison } from '../../core/document/compare.ts'
import type { InspectorState } from '../../store/state.ts'
import { figure, spelled } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { Change } from './Change.tsx'
import { CHANGE_WORDS, changeCounts } from './diffRows.ts'
import { documentSettings } from './diffSettings.ts'
import { elementBytesAt, type DiffSides } from './diffSides.ts'
import { launchTotals } from './launchTotals.ts'

const selectPreferences = (state: InspectorState) => state.preferences

/** What the launch becomes, and the settings of the document that differ. */
export function DiffSettings({ sides }: { readonly sides: DiffSides }) {
  const preferences = useInspector(selectPreferences)
  const was = launchTotals(costOf(sides.before), preferences)
  const launch = launchTotals(costOf(sides.after), preferences).flatMap(({ word, value }, i) => {
    const old = was[i]?.value ?? value
    return old === value ? [] : { word, was: old, is: value }
  })
  const say = (bytes: number) => spelled(bytes, elementBytesAt(sides), preferences)
  const changes = [...launch, ...documentSettings(sides, say)]
  return (
    <ul className="diff__facts" aria-label="Launch and settings">
      {launch.length === 0 && <li className="muted">same launch</li>}
      {changes.map((change) => (
        <li key={change.word}>
          <Change {...change} />
        </li>
      ))}
    </ul>
  )
}

interface CountsProps {
  readonly comparison: Comparison
  /** What chooses the rows below, at the end of the line. */
  readonly children: ReactNode
}

/** How many entries changed in which way. */
export function DiffCounts({ comparison, children }: CountsProps) {
  const counts = changeCounts(comparison)
  return (
    <div className="diff__totals">
      <ul className="diff__facts diff__counts" aria-label="Changes">
        {counts.length === 0 && <li className="muted">no entry changed</li>}
        {counts.map(([kind, count]) => (
          <li key={kind} data-change={kind}>
            <span className="figure">{figure(count)}</span> {CHANGE_WORDS[kind].words}
          </li>
        ))}
      </ul>
      <div className="diff__filter">{children}</div>
    </div>
  )
}
