import { findingsOf } from '../../core/analysis/findings.ts'
import type { Finding } from '../../core/analysis/finding.ts'
import type { Model } from '../../core/document/model.ts'
import { shownModel, type InspectorState, type Ref } from '../../store/state.ts'
import { findingText } from '../findingText.ts'
import { PinIcon } from '../app/icons.tsx'
import { useInspector } from '../inspectorContext.ts'
import { useLateModels } from '../lateModels.tsx'
import { bufferIn } from '../commands/selection.ts'
import { faultOf } from './verdictMarks.ts'

const marks = new WeakMap<readonly Finding[], ReadonlyMap<string, Finding>>()

/** A dot for the worst finding about a row, a flag where the device disproved it, a pin where it is pinned. */
export function RowMark({ refOf }: { readonly refOf: Ref }) {
  const finding = worstFinding(useLateModels().shown, refOf)
  const fault = useInspector((state) => faultOf(state, refOf))
  const isPinned = useInspector((state) => isPinnedIn(state, refOf))
  return (
    <>
      {isPinned && (
        <span className="row__pin" title="pinned: a suggestion leaves it where it is">
          <PinIcon />
        </span>
      )}
      {fault !== null && (
        <span className="row__fault" role="img" aria-label={`disproven: ${fault}`} title={fault}>
          ✕
        </span>
      )}
      {finding !== null && <FindingDot finding={finding} />}
    </>
  )
}

function FindingDot({ finding: { severity, message } }: { readonly finding: Finding }) {
  const preferences = useInspector((state) => state.preferences)
  const text = findingText(message, preferences)
  return (
    <span
      className={`dot dot--${severity}`}
      role="img"
      aria-label={`${severity}: ${text}`}
      title={text}
    />
  )
}

function isPinnedIn(state: InspectorState, { factory, name }: Ref): boolean {
  const model = shownModel(state)
  return model !== null && name !== null && (bufferIn(model, { factory, name })?.pinned ?? false)
}

function worstFinding(model: Model | null, ref: Ref): Finding | null {
  if (model === null) return null
  return marksOf(findingsOf(model)).get(keyOf(ref.factory, ref.name)) ?? null
}

function marksOf(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const known = marks.get(findings)
  if (known !== undefined) return known
  const worst = new Map<string, Finding>()
  for (const finding of findings) {
    // They come worst first, and a tree of 100,000 buffers may have as many infos.
    if (finding.severity === 'info') break
    if (finding.factory === null) continue
    const key = keyOf(finding.factory, finding.entry)
    if (!worst.has(key)) worst.set(key, finding)
  }
  marks.set(findings, worst)
  return worst
}

function keyOf(factory: string, entry: string | null): string {
  return `${factory}\u0000${entry ?? ''}`
}
