import type { Finding } from '../../../core/analysis/finding.ts'
import { withLaunch } from '../../../core/document/model.ts'
import { factoryId } from '../../../core/registry/factory.ts'
import { sameRef, type Ref } from '../../../store/state.ts'
import { findingText } from '../../findingText.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { unbroken } from '../unbroken.ts'
import { SeverityGlyph } from './SeverityGlyph.tsx'
import { SEVERITY_WORDS } from './findingGroups.ts'
import { mended } from './mended.ts'

/** One finding: its place selects what it is about, its fix mends it in one step. */
export function FindingRow({ finding }: { readonly finding: Finding }) {
  const { edit, editModel, say, select, hover } = useActions()
  const place = placeOf(finding)
  const isHovered = useInspector((state) => place !== null && sameRef(state.hover, place))
  const isSelected = useInspector(
    (state) => place !== null && state.selection.some((ref) => sameRef(ref, place)),
  )
  const preferences = useInspector((state) => state.preferences)
  const { fix, launchFix } = finding

  function mend() {
    if (fix === null) return
    const { tone, text } = mended(fix, edit)
    say(tone, text)
  }

  function mendLaunch() {
    if (launchFix === null) return
    const problem = editModel(launchFix.label, (model) =>
      withLaunch(model, launchFix.apply(model.launch)),
    )
    say(problem === null ? 'good' : 'bad', problem ?? `${launchFix.label}: done.`)
  }

  return (
    <li
      className="finding"
      data-hovered={isHovered || undefined}
      data-selected={isSelected || undefined}
      onPointerEnter={() => hover(place)}
      onPointerLeave={() => hover(null)}
    >
      <SeverityGlyph severity={finding.severity} />
      <div className="finding__words">
        <span className="visually-hidden">{SEVERITY_WORDS[finding.severity].one}: </span>
        {place === null ? (
          <span className="finding__place muted">the whole kernel</span>
        ) : (
          <button type="button" className="place" onClick={() => select([place])}>
            {finding.factory}
            {finding.entry !== null && (
              <>
                {' · '}
                <strong>{finding.entry}</strong>
              </>
            )}
          </button>
        )}
        <p>{unbroken(findingText(finding.message, preferences))}</p>
      </div>
      <code className="finding__id">{finding.id}</code>
      {(fix !== null || launchFix !== null) && (
        <div className="finding__fixes">
          {fix !== null && (
            <button type="button" className="button" title={fix.detail ?? undefined} onClick={mend}>
              {fix.label}
            </button>
          )}
          {launchFix !== null && (
            <button type="button" className="button" onClick={mendLaunch}>
              {launchFix.label}
            </button>
          )}
        </div>
      )}
    </li>
  )
}

function placeOf(finding: Finding): Ref | null {
  return finding.factory === null
    ? null
    : { factory: factoryId(finding.factory), name: finding.entry }
}
