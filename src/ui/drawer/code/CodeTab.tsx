import { useDeferredValue, useState } from 'react'
import {
  CODE_TARGETS,
  type CodeTarget,
  type GeneratedCode,
  type LineOwner,
} from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'
import { committedModel, shownModel, type InspectorState } from '../../../store/state.ts'
import { useFiles } from '../../commands/commands.ts'
import { isLarge } from '../../documents/background/largeModel.ts'
import { figure } from '../../figures.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { Segmented } from '../../toolbar/Segmented.tsx'
import { CodeLines } from './CodeLines.tsx'
import { linesOf, neighbourOwner } from './codeLines.ts'
import type { Emitted } from './emitted.ts'
import { LANGUAGES } from './tint.ts'
import { useEmitted } from './useEmitted.ts'
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

/** A large document's code follows the drop, and not the drag. */
function selectCoded(state: InspectorState): Model | null {
  const model = committedModel(state)
  return model !== null && isLarge(model) ? model : shownModel(state)
}

/** The layout as code, kept in step with every edit; a buffer's lines are found by selecting it. */
export function CodeTab() {
  // Code is long: a drag paints its other consequences first.
  const model = useDeferredValue(useInspector(selectCoded))
  const [target, setTarget] = useState<CodeTarget>('numba')
  return model === null ? null : <Target model={model} target={target} onTarget={setTarget} />
}

interface TargetProps {
  readonly model: Model
  readonly target: CodeTarget
  readonly onTarget: (target: CodeTarget) => void
}

function Target({ model, target, onTarget }: TargetProps) {
  const { emitted, retry } = useEmitted(model, target)
  return (
    <div className="code-tab">
      <div className="code-tab__tools">
        <Segmented
          label="Target"
          value={target}
          options={CODE_TARGETS}
          words={LABELS}
          onChange={onTarget}
        />
        <Tools code={emitted ?? null} label={WORDS[target].label} />
      </div>
      <Code emitted={emitted} target={target} retry={retry} />
    </div>
  )
}

interface CodeProps {
  readonly emitted: Emitted
  readonly target: CodeTarget
  readonly retry: () => void
}

function Code({ emitted, target, retry }: CodeProps) {
  const { label, about } = WORDS[target]
  if (emitted === undefined) return <p className="code-tab__about muted">It is being written.</p>
  if (emitted === null)
    return (
      <p className="code-tab__about muted">
        It was not written.{' '}
        <button type="button" className="button" onClick={retry}>
          Write it
        </button>
      </p>
    )
  return (
    <>
      <p className="code-tab__about muted">
        {about} <span className="figure">{figure(linesOf(emitted.text).length)}</span> lines.
      </p>
      <CodeLines
        text={emitted.text}
        owners={emitted.owners}
        language={LANGUAGES[target]}
        label={`${label}, code`}
        failing={null}
      />
    </>
  )
}

/** What is done with the code; nothing while there is none. */
function Tools({ code, label }: { readonly code: GeneratedCode | null; readonly label: string }) {
  const files = useFiles()
  return (
    <>
      <Walk owners={code?.owners ?? []} />
      <button
        type="button"
        className="button"
        disabled={code === null}
        onClick={() => code !== null && void files.copy(code.text, label)}
      >
        Copy
      </button>
      <button
        type="button"
        className="button"
        disabled={code === null}
        onClick={() => code !== null && files.download(code.fileName, code.text, 'text/plain')}
      >
        Save {code?.fileName ?? ''}
      </button>
    </>
  )
}

/** From buffer to buffer, in the order of the code. */
function Walk({ owners }: { readonly owners: readonly LineOwner[] }) {
  const selection = useInspector(selectSelection)
  const { select } = useActions()
  const before = neighbourOwner(owners, selection, -1)
  const behind = neighbourOwner(owners, selection, 1)
  return (
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
  )
}
