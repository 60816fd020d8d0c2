import type { StoreApi } from 'zustand/vanilla'
import type { InspectorState, Notice } from './state.ts'

/** Says something: shown in the corner, and read aloud. */
export function say(store: StoreApi<InspectorState>, tone: Notice['tone'], text: string): void {
  store.setState((state) => ({ notice: { tone, text, at: (state.notice?.at ?? 0) + 1 } }))
}
