import type { Fix } from '../../../core/analysis/finding.ts'
import type { EditActions } from '../../../store/editActions.ts'

const NOTHING =
  'Nothing was changed: it is mended already, or all that is free to move would not be enough.'

/** What is to be said of a fix that was tried. */
export interface Mended {
  readonly tone: 'good' | 'bad'
  readonly text: string
}

/** Makes the edit of a fix, as one step; a fix that changed nothing is not called done. */
export function mended(fix: Fix, edit: EditActions['edit']): Mended {
  const seen = { isChanged: false, label: fix.label }
  const problem = edit(
    () => seen.label,
    (registry) => {
      const next = fix.apply(registry)
      seen.isChanged = next !== registry
      if (seen.isChanged) seen.label = fix.stepLabel?.(registry) ?? fix.label
      return next
    },
  )
  if (problem !== null) return { tone: 'bad', text: problem }
  return seen.isChanged
    ? { tone: 'good', text: `${seen.label}: done.` }
    : { tone: 'bad', text: NOTHING }
}
