import { useState } from 'react'
import { committedModel, shownModel, type InspectorState } from '../../store/state.ts'
import { useActions, useInspector, useReadState } from '../inspectorContext.ts'

const selectName = (state: InspectorState) => shownModel(state)?.name ?? ''

/** The document's name, edited in place; Enter keeps it, Escape the old one. */
export function DocumentName() {
  const name = useInspector(selectName)
  const readState = useReadState()
  const { editModel } = useActions()
  const [typed, setTyped] = useState<string | null>(null)

  function keep(): void {
    const next = typed?.trim() ?? ''
    setTyped(null)
    if (next === '' || next === committedModel(readState())?.name) return
    editModel(`Rename the document to ${next}`, (model) => ({ ...model, name: next }))
  }

  return (
    <input
      className="toolbar__name"
      aria-label="Name of the document"
      title={name}
      spellCheck={false}
      autoComplete="off"
      maxLength={200}
      size={Math.max(8, Math.min(34, (typed ?? name).length))}
      value={typed ?? name}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}
