import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { CloseIcon } from '../app/icons.tsx'
import { useActions } from '../inspectorContext.ts'
import './Modal.css'

interface Props {
  readonly title: string
  readonly children: ReactNode
  readonly className?: string
}

/** A dialog that keeps the keyboard, and gives it back where it was; Escape or a click outside closes it. */
export function Modal({ title, children, className = '' }: Props) {
  const { setDialog } = useActions()
  const dialog = useRef<HTMLDialogElement>(null)
  const isLeft = useRef(false)
  // Before it is painted: what is typed next is typed into it.
  useLayoutEffect(() => {
    const element = dialog.current
    isLeft.current = false
    if (element?.open === false) {
      element.showModal()
      // What the dialog is for, rather than the way out of it.
      const wanted =
        element.querySelector<HTMLElement>('input') ??
        element.querySelector<HTMLElement>('select, ul button, .button--primary')
      wanted?.focus()
    }
    return () => {
      isLeft.current = true
      element?.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`modal ${className}`}
      aria-label={title}
      // Escape closes it by the state, so that what is shown and what is open never differ.
      onCancel={(event) => {
        event.preventDefault()
        setDialog(null)
      }}
      // Said also, and late, of one that has given way to the next, or was opened again.
      onClose={(event) => {
        if (!isLeft.current && !event.currentTarget.open) setDialog(null)
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) setDialog(null)
      }}
    >
      <div className="modal__body">
        <header className="modal__header">
          <h2>{title}</h2>
          <button
            type="button"
            className="button button--icon"
            aria-label="Close"
            onClick={() => setDialog(null)}
          >
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
