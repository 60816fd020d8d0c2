import { useId, useState, type KeyboardEvent } from 'react'
import { readNumber, type NumberSetting } from './launchEdits.ts'

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
  const problem = read?.kind === 'wrong' ? read.problem : null

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
        style={{ width: `${setting.digits + 3}ch` }}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(value)}
        aria-invalid={problem !== null}
        {...(problem === null ? {} : { 'aria-describedby': `${id}-problem` })}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {problem !== null && (
        <p className="problem setting__problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
