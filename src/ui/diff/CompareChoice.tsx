import { useId, useRef } from 'react'
import { hasRecorded } from '../../core/document/compare.ts'
import type { Model } from '../../core/document/model.ts'
import type { ComparedWith, InspectorState } from '../../store/state.ts'
import { useFiles } from '../commands/commands.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import type { SideWords } from './diffSides.ts'

/** Steps that are offered; older ones are compared from the history drawer. */
const OFFERED = 100

const selectHistory = (state: InspectorState) => state.history

interface Props {
  readonly model: Model
  readonly other: ComparedWith | null
  /** What the two sides are called; null where nothing is compared. */
  readonly words: SideWords | null
  /** Turns the direction round; null where it has but one. */
  readonly onSwap: (() => void) | null
}

/** What the present state is compared with. */
export function CompareChoice({ model, other, words, onSwap }: Props) {
  const history = useInspector(selectHistory)
  const { compareWith } = useActions()
  const files = useFiles()
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const steps = history?.steps ?? []
  const first = Math.max(0, steps.length - OFFERED)

  function choose(value: string) {
    if (value === 'file') picker.current?.click()
    if (value === 'recorded') compareWith({ kind: 'recorded' })
    const step = steps[value.startsWith('step ') ? Number(value.slice(5)) : -1]
    if (step !== undefined) compareWith({ kind: 'step', label: step.label, model: step.value })
  }

  async function openFile(file: File) {
    const compared = await files.readCompared(file)
    if (compared !== null) compareWith({ kind: 'file', name: file.name, model: compared })
  }

  return (
    <div className="diff__choice">
      <div className="diff__with">
        <label htmlFor={id}>Compare with</label>
        <select
          id={id}
          className="field"
          value={valueOf(
            other,
            steps.findIndex((step) => step.value === modelOf(other)),
          )}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="" disabled>
            choose…
          </option>
          {hasRecorded(model) && <option value="recorded">what the program recorded</option>}
          <optgroup label="A step of the history">
            {steps.slice(first).map((step, i) => (
              <option key={first + i} value={`step ${first + i}`}>
                {first + i + 1}. {step.label}
              </option>
            ))}
          </optgroup>
          {other?.kind === 'file' && <option value="this file">{other.name}</option>}
          {other?.kind === 'step' && !steps.some((step) => step.value === other.model) && (
            <option value="gone">{other.label}, no longer in the history</option>
          )}
          <option value="file">another file…</option>
        </select>
      </div>
      {words !== null && <Direction words={words} onSwap={onSwap} />}
      <button type="button" className="button diff__open" onClick={() => picker.current?.click()}>
        Open a file…
      </button>
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        className="visually-hidden"
        aria-label="File to compare with"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) void openFile(file)
          event.target.value = ''
        }}
      />
    </div>
  )
}

/** Which side is before and which after: `b.json → now`. */
function Direction({ words, onSwap }: Pick<Props, 'onSwap'> & { readonly words: SideWords }) {
  return (
    <span className="diff__direction">
      <span className="diff__sides" title={`before: ${words.before}, after: ${words.after}`}>
        <span className="visually-hidden">before: </span>
        {words.before} <span aria-hidden="true">→</span>
        <span className="visually-hidden">, after: </span> {words.after}
      </span>
      {onSwap !== null && (
        <button type="button" className="button" onClick={onSwap}>
          Swap
        </button>
      )}
    </span>
  )
}

function modelOf(other: ComparedWith | null): Model | null {
  return other === null || other.kind === 'recorded' ? null : other.model
}

function valueOf(other: ComparedWith | null, step: number): string {
  if (other === null) return ''
  switch (other.kind) {
    case 'recorded':
      return 'recorded'
    case 'file':
      return 'this file'
    case 'step':
      return step < 0 ? 'gone' : `step ${step}`
  }
}
