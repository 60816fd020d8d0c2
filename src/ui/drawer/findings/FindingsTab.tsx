import { useState } from 'react'
import { findingsOf } from '../../../core/analysis/findings.ts'
import type { Severity } from '../../../core/analysis/finding.ts'
import { useLateModels } from '../../lateModels.tsx'
import { PagedList } from '../rows/PagedList.tsx'
import { FindingRow } from './FindingRow.tsx'
import { SeverityFilter } from './SeverityFilter.tsx'
import { groupsOf, SEVERITY_WORDS } from './findingGroups.ts'
import './FindingsTab.css'

const NONE_HIDDEN: ReadonlySet<Severity> = new Set()

/** What a person should know or mend, worst first. */
export function FindingsTab() {
  const { shown: model } = useLateModels()
  const [hidden, setHidden] = useState(NONE_HIDDEN)
  // A document that was just opened: nothing is said of it before it was checked.
  if (model === null) return null
  const findings = findingsOf(model)
  if (findings.length === 0) return <NothingToMend />
  const groups = groupsOf(findings).filter((group) => !hidden.has(group.severity))
  return (
    <div className="findings">
      <SeverityFilter findings={findings} hidden={hidden} onChange={setHidden} />
      {groups.length === 0 && <p className="muted">All findings are filtered out.</p>}
      {groups.map(({ severity, findings: members }) => (
        <section key={severity} aria-label={SEVERITY_WORDS[severity].many}>
          <h3 className="findings__heading">{SEVERITY_WORDS[severity].many}</h3>
          <PagedList
            className="findings__list"
            label={SEVERITY_WORDS[severity].many}
            items={members}
          >
            {(finding, i) => <FindingRow key={i} finding={finding} />}
          </PagedList>
        </section>
      ))}
    </div>
  )
}

function NothingToMend() {
  return (
    <div className="blank">
      <p className="blank__title">Nothing to mend</p>
      <p className="muted">
        Regions, arenas, aliases, dtypes and the launch were checked, and every one holds. Findings
        appear here, on their buffers and in the maps as soon as an edit calls for one.
      </p>
    </div>
  )
}
