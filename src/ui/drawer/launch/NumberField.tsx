import { useId, useState, type KeyboardEvent } from 'react'
import { readNumber, type NumberSetting, type ReadNumber } from './launchEdits.ts'

interface Props {
  readonly setting: NumberSetting
  readonly value: number
  readonly onCommit: (value: number) => void
}

/** A number that is typed: what is wrong is said beside it and goes no further; Enter or leaving sets it. */
export function NumberField({ setting, value, onCommit }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const id = useId()
  const read = draft === null ? null : readNumber(draft, setting)
  const { unit, empty } = setting
  const problem = problemIn(read)

  function commit() {
    if (read?.kind !== 'number') return
    setDraft(null)
    if (read.value !== value) onCommit(read.value)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
    }
  }

  return (
    <div className="setting">
      <label className="setting__label" htmlFor={id}>
        {setting.label}
      </label>
      <input
        id={id}
        className="field figure setting__field"
        style={{ width: `${widthOf(setting)}ch` }}
        inputMode="numeric"
        autoComplete="off"
        placeholder={empty?.words}
        value={draft ?? textOf(value, setting)}
        aria-invalid={problem !== null}
        {...(problem === null ? {} : { 'aria-describedby': `${id}-problem` })}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {unit !== undefined && <span className="setting__unit">{unit}</span>}
      {problem !== null && (
        <p className="problem setting__problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function problemIn(read: ReadNumber | null): string | null {
  return read?.kind === 'wrong' ? read.problem : null
}

function textOf(value: number, { empty }: NumberSetting): string {
  return value === empty?.value ? '' : String(value)
}

function widthOf({ digits, empty }: NumberSetting): number {
  return Math.max(digits, (empty?.words.length ?? 0) - 1) + 3
}
