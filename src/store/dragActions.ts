import type { StoreApi } from 'zustand/vanilla'
import { edited, relocateAll } from '../core/document/edit.ts'
import type { Model } from '../core/document/model.ts'
import { placeAll, type OrderPlace } from '../core/document/reorder.ts'
import type { Location } from '../core/registry/location.ts'
import { RegistryError } from '../core/registry/registryError.ts'
import type { BufferRef } from '../core/registry/verbs.ts'
import { moveLabel, placeLabel } from './moveLabel.ts'
import { say } from './notice.ts'
import { committedModel, type Drag, type InspectorState } from './state.ts'

export interface DragActions {
  readonly beginDrag: (refs: readonly BufferRef[]) => void
  /** The lane under the pointer; only crossing into another one changes anything. */
  readonly dragOver: (location: Location | null) => void
  /** The row under the pointer: the buffers would take its place in registration order. */
  readonly dragOnto: (place: OrderPlace) => void
  /** Puts what was previewed into the history; outside of every target it is a cancel. */
  readonly drop: () => void
  readonly cancelDrag: () => void
}

export function dragActions(
  store: StoreApi<InspectorState>,
  commit: (label: string, model: Model) => void,
): DragActions {
  /** Shows the model as a drop here would leave it; a refusal is said, and shows it as it is. */
  function preview(target: Pick<Drag, 'over' | 'place'>, label: string): void {
    const { drag } = store.getState()
    const model = committedModel(store.getState())
    if (drag === null || model === null) return
    const nowhere = { ...drag, over: null, place: null, preview: model, label: '' }
    try {
      const next = previewOf(model, drag.refs, target)
      store.setState({
        drag: next === null ? nowhere : { ...drag, ...target, preview: next, label },
      })
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      store.setState({ drag: nowhere })
      say(store, 'bad', error.message)
    }
  }

  return {
    beginDrag: (refs) => {
      const model = committedModel(store.getState())
      if (model === null || refs.length === 0) return
      store.setState({ drag: { refs, over: null, place: null, preview: model, label: '' } })
    },
    dragOver: (over) => {
      const { drag } = store.getState()
      if (drag === null || (drag.over === over && drag.place === null)) return
      preview({ over, place: null }, over === null ? '' : moveLabel(drag.refs, over))
    },
    dragOnto: (place) => {
      const { drag } = store.getState()
      if (drag === null || isSamePlace(drag.place, place)) return
      preview({ over: null, place }, placeLabel(drag.refs, place))
    },
    drop: () => {
      const { drag } = store.getState()
      if (drag === null) return
      store.setState({ drag: null })
      if (drag.label === '' || drag.preview === committedModel(store.getState())) return
      commit(drag.label, drag.preview)
      const { place } = drag
      // Buffers that moved to another factory stay selected there.
      if (place !== null)
        store.setState({ selection: drag.refs.map((ref) => ({ ...ref, factory: place.factory })) })
    },
    cancelDrag: () => store.setState((state) => (state.drag === null ? state : { drag: null })),
  }
}

/** Null outside of every target. */
function previewOf(
  model: Model,
  refs: readonly BufferRef[],
  { over, place }: Pick<Drag, 'over' | 'place'>,
): Model | null {
  if (over !== null) return edited(model, (registry) => relocateAll(registry, refs, over))
  return place === null ? null : edited(model, (registry) => placeAll(registry, refs, place))
}

function isSamePlace(a: OrderPlace | null, b: OrderPlace): boolean {
  return a?.factory === b.factory && a.entry === b.entry
}
