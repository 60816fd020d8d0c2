import type { StoreApi } from 'zustand/vanilla'
import { edited, relocateAll } from '../core/document/edit.ts'
import type { Model } from '../core/document/model.ts'
import type { Location } from '../core/registry/location.ts'
import { RegistryError } from '../core/registry/registryError.ts'
import type { BufferRef } from '../core/registry/verbs.ts'
import { moveLabel } from './moveLabel.ts'
import { say } from './notice.ts'
import { committedModel, type InspectorState } from './state.ts'

export interface DragActions {
  readonly beginDrag: (refs: readonly BufferRef[]) => void
  /** The lane under the pointer; only crossing into another one changes anything. */
  readonly dragOver: (location: Location | null) => void
  /** Puts what was previewed into the history; outside of every lane it is a cancel. */
  readonly drop: () => void
  readonly cancelDrag: () => void
}

export function dragActions(
  store: StoreApi<InspectorState>,
  commit: (label: string, model: Model) => void,
): DragActions {
  return {
    beginDrag: (refs) => {
      const model = committedModel(store.getState())
      if (model === null || refs.length === 0) return
      store.setState({ drag: { refs, over: null, preview: model, label: '' } })
    },
    dragOver: (over) => {
      const state = store.getState()
      const model = committedModel(state)
      if (state.drag === null || model === null || state.drag.over === over) return
      try {
        const preview = over === null ? model : previewOf(model, state.drag.refs, over)
        const label = over === null ? '' : moveLabel(state.drag.refs, over)
        store.setState({ drag: { ...state.drag, over, preview, label } })
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error
        store.setState({ drag: { ...state.drag, over: null, preview: model, label: '' } })
        say(store, 'bad', error.message)
      }
    },
    drop: () => {
      const { drag } = store.getState()
      if (drag === null) return
      store.setState({ drag: null })
      if (drag.over === null) return
      commit(drag.label, drag.preview)
      say(store, 'good', `${drag.label}: done.`)
    },
    cancelDrag: () => store.setState((state) => (state.drag === null ? state : { drag: null })),
  }
}

function previewOf(model: Model, refs: readonly BufferRef[], over: Location): Model {
  return edited(model, (registry) => relocateAll(registry, refs, over))
}
