import { findingsOf } from '../../core/analysis/findings.ts'
import { figure } from '../figures.ts'
import { useLateModels } from '../lateModels.tsx'
import { countOf, SEVERITIES, SEVERITY_WORDS } from './findings/findingGroups.ts'
import { SeverityGlyph } from './findings/SeverityGlyph.tsx'
import './FindingsBadge.css'

/** How many findings there are of each severity that has any, worst first: a shape, a figure, a colour. */
export function FindingsBadge() {
  const { shown: model } = useLateModels()
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
