import { useState } from 'react'
import type { Model } from '../../../core/document/model.ts'
import type { Verdict } from '../../../core/probe/verdict.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { BufferFaults } from './BufferFaults.tsx'
import { ProbeText } from './ProbeText.tsx'
import { factsOf, headlineOf } from './verdictHeadline.ts'
import { VerdictGlyph } from './VerdictGlyph.tsx'
import { WaysOn } from './WaysOn.tsx'
import { WordFaults } from './WordFaults.tsx'

interface Props {
  readonly verdict: Verdict
  /** The present model. */
  readonly model: Model
  readonly isStale: boolean
}

/** One verdict: its headline, who spoke, what is wrong, and the program that said it. */
export function VerdictView({ verdict, model, isStale }: Props) {
  const preferences = useInspector((state) => state.preferences)
  const { title, text, tone } = headlineOf(verdict, preferences)
  const { verify } = useActions()
  const failsAtLine = verdict.kind === 'failed' && verdict.line !== null
  const [showsText, setShowsText] = useState(failsAtLine)
  return (
    <>
      {isStale && (
        <div className="stale">
          <p>
            <strong>Stale.</strong> This verdict is about an earlier layout; the model has moved on
            since.
          </p>
          <button type="button" className="button" onClick={() => void verify()}>
            Verify this layout
          </button>
        </div>
      )}
      <div className="verdict" data-tone={tone} data-stale={isStale || undefined}>
        <VerdictGlyph tone={tone} />
        <div>
          <h3 className="verdict__title">{title}</h3>
          <p>{text}</p>
          <WaysOn verdict={verdict} />
        </div>
      </div>
      <dl className="verdict__facts">
        {factsOf(verdict).map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd className="figure">{value}</dd>
          </div>
        ))}
      </dl>
      {verdict.kind === 'disproven' && (
        <>
          <BufferFaults faults={verdict.buffers} />
          <WordFaults faults={verdict.words} count={verdict.wrongWords} />
        </>
      )}
      <button
        type="button"
        className="button verdict__text"
        aria-expanded={showsText}
        onClick={() => setShowsText(!showsText)}
      >
        {showsText ? 'Hide the kernel' : 'Show the kernel'}
      </button>
      {showsText && <ProbeText verdict={verdict} model={model} />}
    </>
  )
}
