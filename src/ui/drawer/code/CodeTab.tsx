import { Suspense, use, useDeferredValue, useState } from 'react'
import {
  CODE_TARGETS,
  type CodeTarget,
  type GeneratedCode,
  type LineOwner,
} from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'
import { committedModel, shownModel, type InspectorState } from '../../../store/state.ts'
import { useFiles } from '../../commands/commands.ts'
import { isLarge } from '../../documents/background/modelSlices.ts'
import { figure } from '../../figures.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { Segmented } from '../../toolbar/Segmented.tsx'
import { CodeLines } from './CodeLines.tsx'
import { linesOf, neighbourOwner } from './codeLines.ts'
import { emittedOf, forgetEmitted } from './emitted.ts'
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

/** A large document's code follows the drop, and not the drag. */
function selectCoded(state: InspectorState): Model | null {
  const model = committedModel(state)
  return model !== null && isLarge(model) ? model : shownModel(state)
}

/** The layout as code, kept in step with every edit; a buffer's lines are found by selecting it. */
export function CodeTab() {
  // Code is long: a drag paints its other consequences first.
  const model = useDeferredValue(useInspector(selectCoded))
  const files = useFiles()
  const [target, setTarget] = useState<CodeTarget>('numba')
  const [retries, setRetries] = useState(0)
  if (model === null) return null
  const retry = () => {
    forgetEmitted(model, target)
    setRetries(retries + 1)
  }
  const emitted = emittedOf(model, target, files.emit)
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
        <Suspense fallback={<Tools emitted={null} label="" />}>
          <Tools emitted={emitted} label={WORDS[target].label} />
        </Suspense>
      </div>
      <Suspense fallback={<p className="code-tab__about muted">It is being written.</p>}>
        <Code emitted={emitted} target={target} retry={retry} />
      </Suspense>
    </div>
  )
}

type Emitted = ReturnType<typeof emittedOf>

/** Null where it was given up; suspends while it is made. */
function useCode(emitted: Emitted | null): GeneratedCode | null {
  return emitted instanceof Promise ? use(emitted) : emitted
}

interface CodeProps {
  readonly emitted: Emitted
  readonly target: CodeTarget
  readonly retry: () => void
}

function Code({ emitted, target, retry }: CodeProps) {
  const code = useCode(emitted)
  const { label, about } = WORDS[target]
  if (code === null)
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
        {about} <span className="figure">{figure(linesOf(code.text).length)}</span> lines.
      </p>
      <CodeLines
        text={code.text}
        owners={code.owners}
        language={LANGUAGES[target]}
        label={`${label}, code`}
        failing={null}
      />
    </>
  )
}

/** What is done with the code; nothing while there is none. */
function Tools({ emitted, label }: { readonly emitted: Emitted | null; readonly label: string }) {
  const files = useFiles()
  const code = useCode(emitted)
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
