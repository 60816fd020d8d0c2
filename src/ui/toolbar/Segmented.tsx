import { useId } from 'react'

interface Props<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly T[]
  readonly onChange: (value: T) => void
  /** What a person reads, where it is not the value itself. */
  readonly words?: Readonly<Record<T, string>>
}

/** One of a few: radio buttons that look like one control, with the arrow keys of radio buttons. */
export function Segmented<T extends string>({ label, value, options, onChange, words }: Props<T>) {
  const name = useId()
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option} className="segmented__option" data-checked={option === value}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {words?.[option] ?? option}
        </label>
      ))}
    </fieldset>
  )
}
