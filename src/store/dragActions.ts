import type { StoreApi } from 'zustand/vanilla'
import { edited } from '../core/document/edit.ts'
import type { Model } from '../core/document/model.ts'
import type { OrderPlace } from '../core/document/reorder.ts'
import type { Location } from '../core/registry/location.ts'
import { RegistryError } from '../core/registry/registryError.ts'
import { cargoMove, carriedTo, type CargoTarget } from './cargo.ts'
import { say } from './notice.ts'
import { committedModel, type Cargo, type Drag, type InspectorState } from './state.ts'

export interface DragActions {
  readonly beginDrag: (cargo: Cargo) => void
  /** The lane under the pointer; only crossing into another one changes anything. */
  readonly dragOver: (location: Location | null) => void
  /**
   * The row under the pointer: buffers would take its place in registration order, a factory would hang
   * under the factory of that row.
   */
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
  function preview(target: CargoTarget | null): void {
    const { drag } = store.getState()
    const model = committedModel(store.getState())
    if (drag === null || model === null) return
    const move = target === null ? null : cargoMove(drag.cargo, target)
    if (target === null || move === null) {
      store.setState({ drag: nowhere(drag.cargo, model) })
      return
    }
    try {
      const next = edited(model, move.verb)
      store.setState({
        drag: { ...drag, ...sidesOf(target), refusal: null, preview: next, label: move.label },
      })
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      // The place is kept, so that what is refused there is said once and not with every move.
      const refusal = error.message
      store.setState({ drag: { ...nowhere(drag.cargo, model), ...sidesOf(target), refusal } })
      // Every drag of a factory begins over itself: that is said if it ends there.
      if (!isOnItself(drag.cargo, target)) say(store, 'bad', refusal)
    }
  }

  return {
    beginDrag: (cargo) => {
      const model = committedModel(store.getState())
      if (model === null || cargo.refs.length === 0) return
      store.setState({ drag: nowhere(cargo, model) })
    },
    dragOver: (over) => {
      const { drag } = store.getState()
      if (drag === null || (drag.over === over && drag.place === null)) return
      preview(over === null ? null : { kind: 'memory', location: over })
    },
    dragOnto: (place) => {
      const { drag } = store.getState()
      if (drag === null || isSamePlace(drag.place, place)) return
      preview({ kind: 'place', place })
    },
    drop: () => {
      const { drag } = store.getState()
      if (drag === null) return
      store.setState({ drag: null })
      if (drag.refusal !== null) say(store, 'bad', drag.refusal)
      if (drag.label === '' || drag.preview === committedModel(store.getState())) return
      commit(drag.label, drag.preview)
      const { place, cargo } = drag
      // What moved in the tree is selected where it came to lie.
      if (place !== null) store.setState({ selection: carriedTo(cargo, place.factory) })
    },
    cancelDrag: () => store.setState((state) => (state.drag === null ? state : { drag: null })),
  }
}

function nowhere(cargo: Cargo, model: Model): Drag {
  return { cargo, over: null, place: null, refusal: null, preview: model, label: '' }
}

function sidesOf(target: CargoTarget): Pick<Drag, 'over' | 'place'> {
  return target.kind === 'memory'
    ? { over: target.location, place: null }
    : { over: null, place: target.place }
}

function isOnItself(cargo: Cargo, target: CargoTarget): boolean {
  return target.kind === 'place' && cargo.refs[0].factory === target.place.factory
}

function isSamePlace(a: OrderPlace | null, b: OrderPlace): boolean {
  return a?.factory === b.factory && a.entry === b.entry
}
