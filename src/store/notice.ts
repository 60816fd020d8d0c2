import type { StoreApi } from 'zustand/vanilla'
import type { InspectorState, Notice } from './state.ts'

/** Says something: shown in the corner, and read aloud. */
export function say(store: StoreApi<InspectorState>, tone: Notice['tone'], text: string): void {
  store.setState((state) => saying(state, tone, text))
}

/** The part of the state that says something. */
export function saying(
  { notice }: InspectorState,
  tone: Notice['tone'],
  text: string,
): Pick<InspectorState, 'notice'> {
  return { notice: { tone, text, at: (notice?.at ?? 0) + 1 } }
}
