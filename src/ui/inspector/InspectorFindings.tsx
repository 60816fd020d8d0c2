import { memo } from 'react'
import { findingsOf } from '../../core/analysis/findings.ts'
import type { Finding } from '../../core/analysis/finding.ts'
import { withLaunch } from '../../core/document/model.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { mended } from '../drawer/findings/mended.ts'
import { unbroken } from '../drawer/unbroken.ts'
import { findingText } from '../findingText.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { useLateModels } from '../lateModels.tsx'

interface Props {
  readonly factory: FactoryId | null
  readonly entry: string | null
}

const TITLES = { error: 'Error', warning: 'Warning', info: 'Note' } as const

/** What is to be said about one thing, with the button that mends it. */
export const InspectorFindings = memo(function InspectorFindings({ factory, entry }: Props) {
  const model = useLateModels().shown
  const findings = (model === null ? [] : findingsOf(model)).filter(
    (finding) => finding.factory === factory && finding.entry === entry,
  )
  return findings.map((finding, i) => <Card key={`${finding.id} ${i}`} finding={finding} />)
})

function Card({ finding }: { readonly finding: Finding }) {
  const { edit, editModel, say } = useActions()
  const preferences = useInspector((state) => state.preferences)
  const { fix, launchFix } = finding
  return (
    <section className={`note-card note-card--${finding.severity}`}>
      <h3>
        <span className={`dot dot--${finding.severity}`} aria-hidden="true" />
        {TITLES[finding.severity]} <span className="muted figure">{finding.id}</span>
      </h3>
      <p>{unbroken(findingText(finding.message, preferences))}</p>
      {fix !== null && (
        <button
          type="button"
          className="button"
          title={fix.detail ?? undefined}
          onClick={() => {
            const { tone, text } = mended(fix, edit)
            if (tone === 'bad') say(tone, text)
          }}
        >
          {fix.label}
        </button>
      )}
      {launchFix !== null && (
        <button
          type="button"
          className="button"
          onClick={() => {
            editModel(launchFix.label, (model) => withLaunch(model, launchFix.apply(model.launch)))
          }}
        >
          {launchFix.label}
        </button>
      )}
    </section>
  )
}
