import type { Model } from '../../../core/document/model.ts'
import type { Verdict } from '../../../core/probe/verdict.ts'
import { CodeLines } from '../code/CodeLines.tsx'
import { probeTextOf } from './probeText.ts'

interface Props {
  readonly verdict: Verdict
  readonly model: Model
}

/** The WGSL that was run, with the line that failed. */
export function ProbeText({ verdict, model }: Props) {
  const text = probeTextOf(verdict, model)
  if (text === null) return <p className="muted">This check came to no program.</p>
  return (
    <div className="verification__code">
      <CodeLines
        text={text.wgsl}
        owners={text.lines}
        language="wgsl"
        label="The kernel, WGSL"
        failing={verdict.kind === 'failed' ? verdict.line : null}
      />
    </div>
  )
}
