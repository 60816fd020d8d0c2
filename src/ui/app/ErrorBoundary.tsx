import { Component, type ReactNode } from 'react'
import { printDocument } from '../../core/document/toDocument.ts'
import type { Inspector } from '../../store/inspectorStore.ts'
import { committedModel } from '../../store/state.ts'
import type { FilePort } from '../commands/command.ts'
import { saveName } from '../documents/saveName.ts'
import './EmptyPage.css'

interface Props {
  readonly inspector: Inspector
  readonly files: FilePort
  readonly children: ReactNode
}

interface State {
  readonly error: unknown
}

/** A mistake of ours never loses the document: it is still in the store, and can be taken away. */
export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  #showAgain(): void {
    // What could not be shown may have been a dialog.
    this.props.inspector.actions.setDialog(null)
    this.setState({ error: null })
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    const { inspector, files } = this.props
    const model = committedModel(inspector.store.getState())
    return (
      <main className="empty">
        <div className="empty__column" role="alert">
          <h2>The page made a mistake.</h2>
          <p>Your document is as it was after the last step.</p>
          <pre className="snippet">
            {error instanceof Error ? error.message : 'It gave no reason.'}
          </pre>
          <div className="empty__ways">
            <button
              type="button"
              className="button button--primary"
              onClick={() => this.#showAgain()}
            >
              Show it again
            </button>
            {model !== null && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  const fileName = saveName(model.name, 'json')
                  files.download(fileName, printDocument(model), 'application/json')
                }}
              >
                Export the layout
              </button>
            )}
            <button
              type="button"
              className="button"
              onClick={() => {
                inspector.actions.undo()
                this.#showAgain()
              }}
            >
              Undo the last step
            </button>
          </div>
        </div>
      </main>
    )
  }
}
