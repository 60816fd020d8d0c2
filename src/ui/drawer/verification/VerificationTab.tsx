import { hasRecorded } from '../../../core/document/compare.ts'
import { committedModel, type InspectorState } from '../../../store/state.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { VerdictView } from './VerdictView.tsx'
import { VerifyBar } from './VerifyBar.tsx'
import './VerificationTab.css'

const selectVerification = (state: InspectorState) => state.verification

/** What the device says of the layout, and everything needed to believe it. */
export function VerificationTab() {
  const model = useInspector(committedModel)
  const verification = useInspector(selectVerification)
  const { cancelVerify } = useActions()
  if (model === null) return null
  return (
    <div className="verification">
      <VerifyBar hasRecorded={hasRecorded(model)} isRunning={verification.kind === 'running'} />
      {verification.kind === 'idle' && <NotVerified />}
      {verification.kind === 'running' && (
        <Running done={verification.done} onCancel={cancelVerify} />
      )}
      {verification.kind === 'done' && (
        <VerdictView
          verdict={verification.verdict}
          model={model}
          isStale={verification.verdict.registry !== model.registry}
        />
      )}
    </div>
  )
}

function NotVerified() {
  return (
    <div className="blank">
      <p className="blank__title">Not verified yet</p>
      <p className="muted">
        Verify writes a tag into every element of every buffer through this layout, on the device,
        reads the memory back and compares every word with what the registrations alone demand.
      </p>
    </div>
  )
}

interface RunningProps {
  readonly done: number
  readonly onCancel: () => void
}

function Running({ done, onCancel }: RunningProps) {
  const percent = Math.round(done * 100)
  return (
    <div className="verification__running">
      <progress className="verification__progress" aria-label="Verification" value={done} max={1} />
      <span className="figure muted">{percent} %</span>
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  )
}
