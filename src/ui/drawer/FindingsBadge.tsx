import { findingsOf } from '../../core/analysis/findings.ts'
import { figure } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { shownModel } from '../../store/state.ts'
import { countOf, SEVERITIES, SEVERITY_WORDS } from './findings/findingGroups.ts'
import { SeverityGlyph } from './findings/SeverityGlyph.tsx'
import './FindingsBadge.css'

/** How many findings there are of each severity that has any, worst first: a shape, a figure, a colour. */
export function FindingsBadge() {
  const model = useInspector(shownModel)
  const findings = model === null ? [] : findingsOf(model)
  return SEVERITIES.map((severity) => {
    const count = countOf(findings, severity)
    if (count === 0) return null
    const { one, many } = SEVERITY_WORDS[severity]
    return (
      <span key={severity} className={`findings-badge findings-badge--${severity}`}>
        <SeverityGlyph severity={severity} />
        {figure(count)}
        <span className="visually-hidden"> {count === 1 ? one : many.toLowerCase()}</span>
      </span>
    )
  })
}
