import { findingsOf } from '../../core/analysis/findings.ts'
import { figure } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { shownModel } from '../../store/state.ts'
import { SEVERITY_WORDS, worstSeverity } from './findings/findingGroups.ts'
import './FindingsBadge.css'

/** How many findings there are, in the colour of the worst; nothing where there is none. */
export function FindingsBadge() {
  const model = useInspector(shownModel)
  const findings = model === null ? [] : findingsOf(model)
  const worst = worstSeverity(findings)
  if (worst === null) return null
  return (
    <span className={`findings-badge findings-badge--${worst}`}>
      {figure(findings.length)}
      <span className="visually-hidden">, worst: {SEVERITY_WORDS[worst].one}</span>
    </span>
  )
}
