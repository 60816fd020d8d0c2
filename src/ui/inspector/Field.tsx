import { useId, useState, type ReactNode } from 'react'

interface FieldProps {
  readonly label: string
  readonly value: string
  /** Keeps the text; gives the sentence that says why not. */
  readonly onCommit: (text: string) => string | null
  readonly isNumeric?: boolean
  readonly placeholder?: string
  readonly isDisabled?: boolean
}

/** A text that is kept on Enter or when the field is left; a wrong one says why and is kept out of the model. */
export function Field({ label, value, onCommit, isNumeric, placeholder, isDisabled }: FieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  function commit(): void {
    if (typed === null || typed === value) {
      reset()
      return
    }
    const refused = onCommit(typed)
    setProblem(refused)
    if (refused === null) setTyped(null)
  }

  function reset(): void {
    setTyped(null)
    setProblem(null)
  }

  return (
    <Labelled id={id} label={label}>
      <input
        id={id}
        className={isNumeric === true ? 'field figure' : 'field'}
        inputMode={isNumeric === true ? 'numeric' : undefined}
        value={typed ?? value}
        placeholder={placeholder}
        disabled={isDisabled}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(null)
        }}
        onBlur={() => {
          // What was refused stays while it is being typed, and is not left behind.
          if (problem === null) commit()
          else reset()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') reset()
        }}
      />
      {problem !== null && (
        <p id={`${id}-problem`} className="problem" role="alert">
          {problem}
        </p>
      )}
    </Labelled>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChoose: (value: string) => void
}

/** One of a list. */
export function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId()
  return (
    <Labelled id={id} label={label}>
      <select
        id={id}
        className="field figure"
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

interface CheckProps {
  readonly label: string
  readonly note: string
  readonly isOn: boolean
  readonly onToggle: (isOn: boolean) => void
}

export function Check({ label, note, isOn, onToggle }: CheckProps) {
  return (
    <label className="check" title={note}>
      <input type="checkbox" checked={isOn} onChange={(event) => onToggle(event.target.checked)} />
      {label}
    </label>
  )
}

function Labelled(props: {
  readonly id: string
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className="labelled">
      <label htmlFor={props.id} className="labelled__label">
        {props.label}
      </label>
      <div className="labelled__value">{props.children}</div>
    </div>
  )
}

/** A derived figure: right-aligned, not editable. */
export function Fact({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd className="figure">{children}</dd>
    </div>
  )
}
