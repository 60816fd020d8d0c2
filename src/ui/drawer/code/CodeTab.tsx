import { useDeferredValue, useState } from 'react'
import { CODE_TARGETS, type CodeTarget } from '../../../core/codegen/generated.ts'
import { shownModel, type InspectorState } from '../../../store/state.ts'
import { useFiles } from '../../commands/commands.ts'
import { figure } from '../../figures.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { Segmented } from '../../toolbar/Segmented.tsx'
import { CodeLines } from './CodeLines.tsx'
import { linesOf, neighbourOwner } from './codeLines.ts'
import { emittedOf } from './emitted.ts'
import { LANGUAGES } from './tint.ts'
import './CodeTab.css'

const WORDS = {
  numba: {
    label: 'Numba',
    about: 'One allocator for each buffer, taking the arena it is cut from.',
  },
  cubie: { label: 'cubie', about: 'Allocators of one form for every memory, as cubie calls them.' },
  cuda: { label: 'CUDA C++', about: 'A header of accessors; nothing in it depends on a library.' },
  wgsl: { label: 'WGSL', about: 'Accessors over one pointer per address space.' },
  settings: {
    label: 'cubie settings',
    about:
      'Give these to Solver(…) or update(…) and cubie places its buffers as they lie here; what no setting brings about is listed below them.',
  },
} as const satisfies Record<CodeTarget, { readonly label: string; readonly about: string }>

const LABELS = {
  numba: WORDS.numba.label,
  cubie: WORDS.cubie.label,
  cuda: WORDS.cuda.label,
  wgsl: WORDS.wgsl.label,
  settings: WORDS.settings.label,
} as const satisfies Record<CodeTarget, string>

const selectSelection = (state: InspectorState) => state.selection

/** The layout as code, kept in step with every edit; a buffer's lines are found by selecting it. */
export function CodeTab() {
  // Code is long: a drag paints its other consequences first.
  const model = useDeferredValue(useInspector(shownModel))
  const selection = useInspector(selectSelection)
  const { select } = useActions()
  const files = useFiles()
  const [target, setTarget] = useState<CodeTarget>('numba')
  if (model === null) return null
  const { text, owners, fileName } = emittedOf(model, target)
  const { label, about } = WORDS[target]
  const before = neighbourOwner(owners, selection, -1)
  const behind = neighbourOwner(owners, selection, 1)
  return (
    <div className="code-tab">
      <div className="code-tab__tools">
        <Segmented
          label="Target"
          value={target}
          options={CODE_TARGETS}
          words={LABELS}
          onChange={setTarget}
        />
        <div className="code-tab__walk">
          <button
            type="button"
            className="button"
            aria-label="Previous buffer in the code"
            disabled={before === null}
            onClick={() => before !== null && select([before])}
          >
            ‹
          </button>
          <button
            type="button"
            className="button"
            aria-label="Next buffer in the code"
            disabled={behind === null}
            onClick={() => behind !== null && select([behind])}
          >
            ›
          </button>
        </div>
        <button type="button" className="button" onClick={() => void files.copy(text, label)}>
          Copy
        </button>
        <button
          type="button"
          className="button"
          onClick={() => files.download(fileName, text, 'text/plain')}
        >
          Save {fileName}
        </button>
      </div>
      <p className="code-tab__about muted">
        {about} <span className="figure">{figure(linesOf(text).length)}</span> lines.
      </p>
      <CodeLines
        text={text}
        owners={owners}
        language={LANGUAGES[target]}
        label={`${label}, code`}
        failing={null}
      />
    </div>
  )
}
