import type { StoreApi } from 'zustand/vanilla'
import { edited } from '../core/document/edit.ts'
import type { Model } from '../core/document/model.ts'
import type { OrderPlace } from '../core/document/reorder.ts'
import { RegistryError } from '../core/registry/registryError.ts'
import { cargoMove, carriedTo } from './cargo.ts'
import { say } from './notice.ts'
import {
  committedModel,
  sameRef,
  type Cargo,
  type CargoTarget,
  type Drag,
  type InspectorState,
  type Ref,
} from './state.ts'

export interface DragActions {
  readonly beginDrag: (cargo: Cargo) => void
  /** What is under the pointer; only crossing to something else changes anything. */
  readonly dragOver: (target: CargoTarget | null) => void
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
        drag: { cargo: drag.cargo, target, refusal: null, preview: next, label: move.label },
      })
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      // The place is kept, so that what is refused there is said once and not with every move.
      const refusal = error.message
      store.setState({ drag: { ...nowhere(drag.cargo, model), target, refusal } })
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
    dragOver: (target) => {
      const { drag } = store.getState()
      if (drag !== null && !isSameTarget(drag.target, target)) preview(target)
    },
    drop: () => {
      const { drag } = store.getState()
      if (drag === null) return
      store.setState({ drag: null })
      if (drag.refusal !== null) say(store, 'bad', drag.refusal)
      if (drag.label === '' || drag.preview === committedModel(store.getState())) return
      commit(drag.label, drag.preview)
      const { target, cargo } = drag
      // What moved in the tree is selected where it came to lie.
      if (target?.kind === 'place')
        store.setState({ selection: carriedTo(cargo, target.place.factory) })
      else if (target?.kind === 'root') store.setState({ selection: cargo.refs })
    },
    cancelDrag: () => store.setState((state) => (state.drag === null ? state : { drag: null })),
  }
}

function nowhere(cargo: Cargo, model: Model): Drag {
  return { cargo, target: null, refusal: null, preview: model, label: '' }
}

function isOnItself(cargo: Cargo, target: CargoTarget): boolean {
  return target.kind === 'place' && cargo.refs[0].factory === target.place.factory
}

function isSameTarget(a: CargoTarget | null, b: CargoTarget | null): boolean {
  if (a === null || b === null) return a === b
  switch (a.kind) {
    case 'memory':
      return b.kind === a.kind && b.location === a.location
    case 'place':
      return b.kind === a.kind && sameRef(placeRef(a.place), placeRef(b.place))
    case 'root':
      return b.kind === a.kind
  }
}

function placeRef({ factory, entry }: OrderPlace): Ref {
  return { factory, name: entry }
}
