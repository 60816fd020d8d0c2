import type { StoreApi } from 'zustand/vanilla'
import type { Model } from '../core/document/model.ts'
import type { SharedMemory } from '../core/probe/plan.ts'
import type { CancelSignal, RunnerChoice } from '../core/probe/runner.ts'
import type { LayoutUnderTest, Verdict } from '../core/probe/verdict.ts'
import { cancellation } from './cancellation.ts'
import { say } from './notice.ts'
import { committedModel, type InspectorState } from './state.ts'

/** How a layout is put to the test; what is left out is chosen. */
export interface VerifyHow {
  /** The table kernel proves the numbers alone, and quickly: what live checking uses. */
  readonly program?: 'generated' | 'table'
  /** Where a generated kernel keeps the shared arena, where that was refused in workgroup memory. */
  readonly memory?: SharedMemory
  /** For this run alone; otherwise the one that is set. */
  readonly runner?: RunnerChoice
}

export interface VerifyOptions extends VerifyHow {
  readonly layout: LayoutUnderTest
  readonly runner: RunnerChoice
  readonly signal: CancelSignal
  /** Share of the work done, 0 to 1. */
  readonly onProgress: (done: number) => void
}

export type Verifier = (model: Model, options: VerifyOptions) => Promise<Verdict>

export interface VerifyActions {
  /** Runs the present model on the device; a run that is under way is cancelled first. */
  readonly verify: (how?: VerifyHow) => Promise<void>
  readonly cancelVerify: () => void
  /** Turns checking after every edit on or off. */
  readonly setLive: (live: boolean) => void
  readonly afterEdit: (model: Model) => void
}

export function verifyActions(store: StoreApi<InspectorState>, run: Verifier): VerifyActions {
  function cancelVerify(): void {
    const { verification } = store.getState()
    if (verification.kind === 'running') verification.cancel()
  }

  async function verify(how: VerifyHow = {}): Promise<void> {
    cancelVerify()
    const state = store.getState()
    const model = committedModel(state)
    if (model === null) return
    const { signal, abort } = cancellation()
    const running = { kind: 'running', model, done: 0, cancel: abort } as const
    store.setState({ verification: running })
    const options: VerifyOptions = {
      layout: state.underTest,
      runner: state.runner,
      ...how,
      signal,
      onProgress: (done) => {
        if (isWanted()) store.setState({ verification: { ...running, done } })
      },
    }
    try {
      const verdict = await run(model, options)
      if (isWanted()) store.setState({ verification: { kind: 'done', verdict } })
    } catch (error) {
      // A part of the program that could not be loaded, or a mistake of ours: never "running" for ever.
      if (!isWanted()) return
      store.setState({ verification: { kind: 'idle' } })
      say(
        store,
        'bad',
        `The check could not begin: ${error instanceof Error ? error.message : 'no reason was given'}.`,
      )
    }

    /** Whether no later run and no other document has taken this one's place. */
    function isWanted(): boolean {
      const { verification } = store.getState()
      return verification.kind === 'running' && verification.cancel === abort
    }
  }

  return {
    verify,
    cancelVerify,
    setLive: (live) => {
      store.setState({ live })
      if (live) void verify({ program: 'table' })
    },
    afterEdit: () => {
      if (store.getState().live) void verify({ program: 'table' })
    },
  }
}
