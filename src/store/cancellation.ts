import type { CancelSignal } from '../core/probe/runner.ts'

/** A signal of our own: the store knows no DOM, and so no AbortController. */
export function cancellation(): { readonly signal: CancelSignal; readonly abort: () => void } {
  const listeners = new Set<() => void>()
  let aborted = false
  const signal: CancelSignal = {
    get aborted() {
      return aborted
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  }
  const abort = () => {
    if (aborted) return
    aborted = true
    for (const listener of listeners) listener()
  }
  return { signal, abort }
}
