import { useCommandContext, commandOf } from '../commands/commands.ts'
import { useActions } from '../inspectorContext.ts'
import { Modal } from './Modal.tsx'

interface Props {
  readonly name: string
  readonly proceed: () => void
}

/** The browser keeps nothing: what takes the document's place would end it, so it is asked. */
export function Unsaved({ name, proceed }: Props) {
  const { setDialog } = useActions()
  const context = useCommandContext()
  return (
    <Modal title="Your work is kept nowhere">
      <p>
        The browser refuses to keep “{name}”, and it would be gone with its history. Export it
        first, or give it up.
      </p>
      <div className="modal__actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            setDialog(null)
            proceed()
          }}
        >
          Give it up
        </button>
        <button type="button" className="button" onClick={() => setDialog(null)}>
          Stay here
        </button>
        <button
          type="button"
          className="button button--primary"
          onClick={() => commandOf('export-json').run(context)}
        >
          Export it
        </button>
      </div>
    </Modal>
  )
}
