import type { StoreApi } from 'zustand/vanilla'
import type { CancelSignal } from '../core/probe/runner.ts'
import { cancellation } from './cancellation.ts'
import { say } from './notice.ts'
import type { InspectorState, Work } from './state.ts'

/** What is over by then is never shown: a small file opens without a flicker. */
export const SHOWN_AFTER_MS = 150

/** What long work is told, and tells. */
export interface WorkContext {
  readonly signal: CancelSignal
  /** Share of the work done, 0 to 1. */
  readonly onProgress: (done: number) => void
}

/** Given up by the hand, or because other work of the same kind took its place. */
export type Worked<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'cancelled' }

export interface WorkActions {
  /**
   * Does what may take long: after a moment it is shown, with a way to give it up. One of a kind at a
   * time: a later one of the same kind ends it. Rejects as `run` does; what ends after a cancel is
   * dropped.
   */
  readonly work: <T>(
    what: Pick<Work, 'kind' | 'label'>,
    run: (context: WorkContext) => Promise<T>,
  ) => Promise<Worked<T>>
  /** Gives up what began last of all that is shown. */
  readonly cancelWork: () => void
}

const CANCELLED = { kind: 'cancelled' } as const

export function workActions(store: StoreApi<InspectorState>): WorkActions {
  const ends = new Map<Work['kind'], () => void>()

  async function work<T>(
    { kind, label }: Pick<Work, 'kind' | 'label'>,
    run: (context: WorkContext) => Promise<T>,
  ): Promise<Worked<T>> {
    ends.get(kind)?.()
    const { signal, abort } = cancellation()
    ends.set(kind, abort)
    const cancelled = new Promise<Worked<T>>((resolve) =>
      signal.addEventListener('abort', () => resolve(CANCELLED)),
    )
    let shown: Work = { kind, label, done: null, cancel: cancelByHand }
    const timer = setTimeout(
      () => store.setState(({ works }) => ({ works: [...works, shown] })),
      SHOWN_AFTER_MS,
    )
    try {
      const done = run({ signal, onProgress }).then((value): Worked<T> =>
        signal.aborted ? CANCELLED : { kind: 'done', value },
      )
      return await Promise.race([done, cancelled])
    } finally {
      clearTimeout(timer)
      if (ends.get(kind) === abort) ends.delete(kind)
      replace(shown, [])
    }

    function onProgress(done: number): void {
      const next = { ...shown, done }
      replace(shown, [next])
      shown = next
    }

    function cancelByHand(): void {
      abort()
      say(store, 'info', `Cancelled: ${label}. Nothing was changed.`)
    }
  }

  function replace(old: Work, by: readonly Work[]): void {
    store.setState((state) =>
      state.works.includes(old)
        ? { works: state.works.flatMap((other) => (other === old ? by : [other])) }
        : state,
    )
  }

  return { work, cancelWork: () => store.getState().works.at(-1)?.cancel() }
}
