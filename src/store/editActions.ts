import type { StoreApi } from 'zustand/vanilla'
import { edited } from '../core/document/edit.ts'
import type { Model } from '../core/document/model.ts'
import type { Registry } from '../core/registry/registry.ts'
import { RegistryError } from '../core/registry/registryError.ts'
import { presentOf, pushStep, wentTo, type History } from './history.ts'
import { saying } from './notice.ts'
import { selectionAfter } from './selectionAfter.ts'
import { committedModel, type InspectorState, type Ref } from './state.ts'

/** What a step is called; a function where the edit has to be made first. */
export type StepLabel = string | (() => string)

export interface EditActions {
  /**
   * One step of the history. Gives null, or the sentence that says why nothing was changed. A label that
   * only the edit itself can tell is asked for after it.
   */
  readonly edit: (label: StepLabel, verb: (registry: Registry) => Registry) => string | null
  /** The same for what is not in the registry: the document's name, the launch. */
  readonly editModel: (label: StepLabel, change: (model: Model) => Model) => string | null
  readonly commit: (label: string, model: Model) => void
  /** Selects what came back; this, `redo` and `goTo` leave nothing selected that is gone. */
  readonly undo: () => void
  readonly redo: () => void
  /** Goes to a step of the history by its index. */
  readonly goTo: (step: number) => void
}

/** `afterEdit` is told of every new present model. */
export function editActions(
  store: StoreApi<InspectorState>,
  afterEdit: (model: Model) => void,
): EditActions {
  function commit(label: string, model: Model): void {
    const { history } = store.getState()
    if (history === null) return
    const next = pushStep(history, label, model)
    if (next === history) {
      store.setState({ drag: null })
      return
    }
    // In one change of the state: each is passed to everybody who looks at it.
    store.setState((state) => ({
      history: next,
      drag: null,
      ...saying(state, 'good', `${label}.`),
    }))
    afterEdit(model)
  }

  function editModel(label: StepLabel, change: (model: Model) => Model): string | null {
    const model = committedModel(store.getState())
    if (model === null) return 'No document is open.'
    try {
      const next = change(model)
      commit(typeof label === 'string' ? label : label(), next)
      return null
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      return error.message
    }
  }

  function goTo(step: number, verb: string): void {
    const { history } = store.getState()
    if (history === null) return
    const next = wentTo(history, step)
    if (next === history) return
    const about = verb === 'Undone' ? history.steps[history.at] : next.steps[next.at]
    const said = `${verb}: ${about?.label ?? ''}.`
    store.setState((state) => ({
      history: next,
      drag: null,
      selection: selectionAt(history, next, state.selection),
      ...saying(state, 'info', said),
    }))
    const model = committedModel(store.getState())
    if (model !== null) afterEdit(model)
  }

  return {
    commit,
    editModel,
    edit: (label, verb) => editModel(label, (model) => edited(model, verb)),
    undo: () => goTo((store.getState().history?.at ?? 0) - 1, 'Undone'),
    redo: () => goTo((store.getState().history?.at ?? 0) + 1, 'Done again'),
    goTo: (step) => goTo(step, 'Back at'),
  }
}

/** What is selected when one went from where `old` stands to where `next` does. */
function selectionAt(
  old: History<Model>,
  next: History<Model>,
  selection: readonly Ref[],
): readonly Ref[] {
  const [before, after] = [presentOf(old).registry, presentOf(next).registry]
  // Behind an undone copy stands what it had nothing to do with; before it, what it was copied from.
  const side = next.at < old.at ? 'before' : 'behind'
  return selectionAfter({ before, after, side }, selection)
}
