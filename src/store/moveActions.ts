import type { StoreApi } from 'zustand/vanilla'
import type { FactoryId } from '../core/registry/factory.ts'
import type { Location } from '../core/registry/location.ts'
import { cargoMove, carriedTo, moveInto, selectionCargo, type CargoMove } from './cargo.ts'
import type { EditActions } from './editActions.ts'
import { say } from './notice.ts'
import { committedModel, selectedBuffers, type InspectorState } from './state.ts'

/** What dragging does, for what is selected and without a pointer. */
export interface MoveActions {
  /** Moves the selected buffers to another memory. */
  readonly moveSelection: (location: Location) => void
  /**
   * Moves the selected buffers to the end of a factory, or hangs the selected factory under it; null makes
   * that one a root.
   */
  readonly moveSelectionInto: (target: FactoryId | null) => void
}

export function moveActions(
  store: StoreApi<InspectorState>,
  edit: EditActions['edit'],
): MoveActions {
  /** Whether it was done; why not is said. */
  function done(move: CargoMove | null): boolean {
    const problem = move === null ? null : edit(move.label, move.verb)
    if (problem !== null) say(store, 'bad', problem)
    return move !== null && problem === null
  }

  return {
    moveSelection: (location) => {
      const refs = selectedBuffers(store.getState().selection)
      if (refs.length > 0) done(cargoMove({ kind: 'buffers', refs }, { kind: 'memory', location }))
    },
    moveSelectionInto: (target) => {
      const state = store.getState()
      const registry = committedModel(state)?.registry
      const cargo = registry === undefined ? null : selectionCargo(registry, state.selection)
      if (cargo !== null && done(moveInto(cargo, target)) && target !== null)
        store.setState({ selection: carriedTo(cargo, target) })
    },
  }
}
