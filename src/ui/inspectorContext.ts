import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Inspector, InspectorActions } from '../store/inspectorStore.ts'
import type { InspectorState } from '../store/state.ts'

const InspectorContext = createContext<Inspector | null>(null)
export const InspectorProvider = InspectorContext.Provider

function useProvided(): Inspector {
  const inspector = useContext(InspectorContext)
  if (inspector === null) throw new Error('no InspectorProvider stands above this component')
  return inspector
}

/** Part of the state; `select` returns something already in it, or a cached derivation. */
export function useInspector<T>(select: (state: InspectorState) => T): T {
  return useStore(useProvided().store, select)
}

/** Everything that can be done; the same object for the whole visit. */
export function useActions(): InspectorActions {
  return useProvided().actions
}

/** The state now, without subscribing: for event handlers. */
export function useReadState(): () => InspectorState {
  return useProvided().store.getState
}
