import type { RunOutcome, RunStage } from '../core/probe/runner.ts'
import type { Waited } from './timeLimit.ts'

/** What it means for a run that something did not come. */
export function failure(
  stage: RunStage,
  waited: Exclude<Waited<unknown>, { readonly kind: 'value' }>,
): Extract<RunOutcome, { readonly kind: 'failed' | 'cancelled' }> {
  switch (waited.kind) {
    case 'cancelled':
      return waited
    case 'rejected':
      return { kind: 'failed', stage, message: waited.message, line: null }
    case 'lost':
      return { kind: 'failed', stage: 'lost', message: waited.message, line: null }
    case 'timeout':
      return {
        kind: 'failed',
        stage: 'timeout',
        message: `The device did not answer within ${waited.milliseconds / 1000} s (${stage}).`,
        line: null,
      }
  }
}
