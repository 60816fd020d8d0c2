import { shownModel, type InspectorState, type Verification } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { verdictBadge } from './verdictBadge.ts'

const selectVerification = (state: InspectorState) => state.verification
const selectRegistry = (state: InspectorState) => shownModel(state)?.registry ?? null
const selectLive = (state: InspectorState) => state.live

/** Runs the layout on the device; while it runs, the same place cancels it. The verdict stands beside it. */
export function VerifyButton() {
  const verification = useInspector(selectVerification)
  const { verify, cancelVerify } = useActions()
  const isRunning = verification.kind === 'running'
  return (
    <div className="verify" role="group" aria-label="Verification">
      <button
        type="button"
        className="button button--primary"
        aria-keyshortcuts="V Control+Enter"
        title={isRunning ? 'Cancel the run' : 'Run the layout on the device (V)'}
        onClick={() => (isRunning ? cancelVerify() : void verify())}
      >
        {isRunning ? 'Cancel' : 'Verify'}
        <kbd className="verify__key">{isRunning ? 'Esc' : 'V'}</kbd>
      </button>
      <Badge verification={verification} />
    </div>
  )
}

function Badge({ verification }: { readonly verification: Verification }) {
  const registry = useInspector(selectRegistry)
  const isLive = useInspector(selectLive)
  const { setDrawer } = useActions()
  const badge = verdictBadge(verification, registry, isLive)
  return (
    <button
      type="button"
      className={`verdict-badge verdict-badge--${badge.tone}`}
      title={badge.title}
      onClick={() => setDrawer('verification')}
    >
      <span className="verdict-badge__mark" aria-hidden="true">
        {badge.mark}
      </span>
      <b>{badge.word}</b>
      <span className="verdict-badge__note">{badge.note}</span>
    </button>
  )
}
