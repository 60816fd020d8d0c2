import { useId, useState } from 'react'
import { parsePtxas, type PtxasFunction } from '../../../core/analysis/ptxas.ts'
import { ptxasUse, type PtxasUse } from './launchEdits.ts'

interface Props {
  /** Called with the figures of the function that was chosen, and its name. */
  readonly onUse: (use: Extract<PtxasUse, { readonly kind: 'settings' }>, name: string) => void
}

/** Registers, barriers and static shared bytes read from what `ptxas -v` printed, instead of typed. */
export function PtxasPaste({ onUse }: Props) {
  const [text, setText] = useState('')
  const id = useId()
  const functions = parsePtxas(text)
  return (
    <div className="ptxas">
      <label className="setting__label" htmlFor={id}>
        What <code>ptxas -v</code> printed
      </label>
      <textarea
        id={id}
        className="field ptxas__text figure"
        rows={3}
        spellCheck={false}
        placeholder="ptxas info    : Compiling entry function …"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() !== '' && functions.length === 0 && (
        <p className="problem" role="alert">
          No function is named in this text; paste the lines that begin with “ptxas info”.
        </p>
      )}
      <ul className="ptxas__functions">
        {functions.map((found, i) => (
          <li key={i} className="ptxas__function">
            <span className="ptxas__name figure">{found.name}</span>
            <span className="muted">{figuresOf(found)}</span>
            <UseButton found={found} onUse={onUse} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function UseButton({ found, onUse }: { readonly found: PtxasFunction } & Props) {
  const use = ptxasUse(found)
  if (use === null) return null
  if (use.kind === 'wrong') return <span className="problem">{use.problem}</span>
  return (
    <button type="button" className="button" onClick={() => onUse(use, found.name)}>
      Use {use.words}
    </button>
  )
}

function figuresOf(found: PtxasFunction): string {
  const parts = [
    found.architecture,
    found.registers === null ? 'no register count' : null,
    found.stackBytes > 0 ? `${found.stackBytes} B stack` : null,
    found.spillStoreBytes + found.spillLoadBytes > 0
      ? `${found.spillStoreBytes} B spilled, ${found.spillLoadBytes} B read back`
      : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
