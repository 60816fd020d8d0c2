import type { StoreApi } from 'zustand/vanilla'
import type { Model } from '../core/document/model.ts'
import { historyOf, presentOf, type History } from './history.ts'
import { say } from './notice.ts'
import type { InspectorState, Ref, Source } from './state.ts'

/** What goes with a model that is opened. */
export interface Opening {
  readonly source?: Source | null
  /** How it was looked at, where a link says so. */
  readonly seen?: Partial<Pick<InspectorState, 'view' | 'shown'>> & {
    readonly selection?: readonly Ref[]
  }
  /** What there is to say of it beyond that it is open. */
  readonly notice?: string
}

/** Who keeps what is done, so that another document may take its place. */
export interface Keeper {
  /** Whether all of it is written down, or never will be changed: a reload would show it. */
  readonly isKept: (history: History<Model>) => boolean
  /** Ends when all that is on its way is written, or refused. */
  readonly settled: () => Promise<void>
}

/** Whether edits of this history would be lost: they are on their way to be kept, or are refused. */
export function isUnkept(
  history: History<Model> | null,
  keeper: Pick<Keeper, 'isKept'> | null,
): history is History<Model> {
  // What was only looked at is where it came from.
  if (history === null || history.steps.length < 2 || keeper === null) return false
  return !keeper.isKept(history)
}

export interface DocumentActions {
  /** Shows a model as a new document with a history of its own; asks first as `leave` does. */
  readonly open: (model: Model, opening?: Opening) => void
  /** Shows a document as it was left, history included, and the phases that it may have. */
  readonly reopen: (history: History<Model>, source?: Source | null) => void
  /** Shows the empty page; asks first as `leave` does. */
  readonly close: () => void
  /**
   * Goes on to what takes the open document's place: at once where its edits are kept, and after
   * asking where the browser refuses to keep them.
   */
  readonly leave: (proceed: () => void) => void
  readonly say: (tone: 'info' | 'good' | 'bad', text: string) => void
}

export function documentActions(
  store: StoreApi<InspectorState>,
  keeper: Keeper | null,
): DocumentActions {
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

  async function leaveWhenSettled(proceed: () => void): Promise<void> {
    let { history } = store.getState()
    await keeper?.settled()
    // An edit that was made meanwhile is on its way, too.
    while (store.getState().history !== history) {
      ;({ history } = store.getState())
      await keeper?.settled()
    }
    if (!isUnkept(history, keeper)) proceed()
    else store.setState({ dialog: { kind: 'unsaved', name: presentOf(history).name, proceed } })
  }

  function leave(proceed: () => void): void {
    if (isUnkept(store.getState().history, keeper)) void leaveWhenSettled(proceed)
    else proceed()
  }

  return {
    open: (model, { source = null, seen = {}, notice } = {}) =>
      leave(() => {
        show(historyOf(`Open ${model.name}`, model), source)
        store.setState(seen)
        say(store, 'info', `Opened ${model.name}.`)
        if (notice !== undefined) say(store, 'info', notice)
      }),
    reopen: (history, source = null) => show(history, source),
    close: () => leave(() => show(null, null)),
    leave,
    say: (tone, text) => say(store, tone, text),
  }
}
