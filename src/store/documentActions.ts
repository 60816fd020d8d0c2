import type { StoreApi } from 'zustand/vanilla'
import type { Model } from '../core/document/model.ts'
import { historyOf, type History } from './history.ts'
import { say } from './notice.ts'
import type { InspectorState, Source } from './state.ts'

export interface DocumentActions {
  /** Shows a model as a new document with a history of its own. */
  readonly open: (model: Model, source?: Source | null) => void
  /** Shows a document as it was left, history included. */
  readonly reopen: (history: History<Model>) => void
  readonly close: () => void
  readonly say: (tone: 'info' | 'good' | 'bad', text: string) => void
}

export function documentActions(store: StoreApi<InspectorState>): DocumentActions {
  const show = (history: History<Model> | null, source: Source | null) =>
    store.setState({
      history,
      source,
      selection: [],
      hover: null,
      shown: null,
      drag: null,
      comparedWith: null,
      verification: { kind: 'idle' },
      underTest: 'computed',
      search: '',
      collapsed: new Set(),
      dialog: null,
      renaming: null,
    })
  return {
    open: (model, source = null) => {
      show(historyOf(`Open ${model.name}`, model), source)
      say(store, 'info', `Opened ${model.name}.`)
    },
    reopen: (history) => show(history, null),
    close: () => show(null, null),
    say: (tone, text) => say(store, tone, text),
  }
}
