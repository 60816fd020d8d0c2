import { Suspense, use, useState } from 'react'
import type { ShelvedDocument } from '../../store/shelf/shelf.ts'
import { useShelf } from '../documents/shelfContext.ts'
import { useActions } from '../inspectorContext.ts'
import { Modal } from './Modal.tsx'
import { whyNotOpened } from './whyNotOpened.ts'

/** Everything that was open in this browser, with its history, last first. */
export function Recent() {
  const shelf = useShelf()
  const [list, setList] = useState(() => shelf.recent().catch(() => null))
  return (
    <Modal title="Open recent">
      <Suspense fallback={<p className="muted">Looking…</p>}>
        <List list={list} onChange={() => setList(shelf.recent().catch(() => null))} />
      </Suspense>
    </Modal>
  )
}

interface Props {
  readonly list: Promise<readonly ShelvedDocument[] | null>
  readonly onChange: () => void
}

function List({ list, onChange }: Props) {
  const documents = use(list)
  const shelf = useShelf()
  const { leave, setDialog, say, work } = useActions()
  if (documents === null)
    return <p className="problem">The browser refuses to say what it keeps for this page.</p>
  if (documents.length === 0)
    return <p className="muted">Nothing yet: what you open is kept here, with its history.</p>

  async function open({ id, name }: ShelvedDocument): Promise<void> {
    const what = { kind: 'open', label: `Opening ${name}` } as const
    // Behind a dialog nothing can be cancelled.
    setDialog(null)
    const opened = await work(what, ({ signal }) => shelf.openRecent(id, signal))
    const problem = opened.kind === 'cancelled' ? null : whyNotOpened(opened.value, name)
    if (problem === null) return
    setDialog({ kind: 'recent' })
    say('bad', problem)
  }

  async function forget({ id, name }: ShelvedDocument): Promise<void> {
    if (await shelf.forget(id)) onChange()
    else say('bad', `${name} is open; close it first.`)
  }

  return (
    <ul className="recent">
      {documents.map((document) => (
        <li key={document.id}>
          <button
            type="button"
            className="recent__open"
            onClick={() => leave(() => void open(document))}
          >
            <b>{document.name}</b>
            <span className="muted">
              {whenText(document.savedAt)} · {document.stepCount}{' '}
              {document.stepCount === 1 ? 'step' : 'steps'}
            </span>
          </button>
          <button
            type="button"
            className="button button--quiet"
            aria-label={`Forget ${document.name}`}
            onClick={() => void forget(document)}
          >
            Forget
          </button>
        </li>
      ))}
    </ul>
  )
}

function whenText(milliseconds: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(
    milliseconds,
  )
}
