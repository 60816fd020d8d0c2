import type { Finding, Severity } from '../../../core/analysis/finding.ts'
import { SeverityGlyph } from './SeverityGlyph.tsx'
import { countOf, SEVERITIES, SEVERITY_WORDS } from './findingGroups.ts'

interface Props {
  readonly findings: readonly Finding[]
  readonly hidden: ReadonlySet<Severity>
  readonly onChange: (hidden: ReadonlySet<Severity>) => void
}

/** One switch a severity, with how many there are. */
export function SeverityFilter({ findings, hidden, onChange }: Props) {
  function toggle(severity: Severity) {
    const next = new Set(hidden)
    if (!next.delete(severity)) next.add(severity)
    onChange(next)
  }
  return (
    <div className="findings__filter" role="group" aria-label="Severities shown">
      {SEVERITIES.map((severity) => (
        <button
          key={severity}
          type="button"
          className="chip"
          aria-pressed={!hidden.has(severity)}
          disabled={countOf(findings, severity) === 0}
          onClick={() => toggle(severity)}
        >
          <SeverityGlyph severity={severity} />
          {SEVERITY_WORDS[severity].many}
          <span className="figure">{countOf(findings, severity)}</span>
        </button>
      ))}
    </div>
  )
}
