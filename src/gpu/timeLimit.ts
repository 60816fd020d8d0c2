import type { CancelSignal } from '../core/probe/runner.ts'

/** What became of something that was waited for. */
export type Waited<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'rejected'; readonly message: string }
  | { readonly kind: 'timeout'; readonly milliseconds: number }
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'cancelled' }

export interface WaitLimits {
  readonly milliseconds: number
  readonly signal?: CancelSignal
  /** Resolves when the device is gone, after which nothing else may ever resolve. */
  readonly lost?: Promise<string>
}

/** Waits no longer than it may: a promise of a crashed device can hang for ever. Never throws. */
export async function wait<T>(promise: Promise<T>, limits: WaitLimits): Promise<Waited<T>> {
  const { milliseconds, signal, lost } = limits
  if (signal?.aborted === true) {
    // Nobody will look at it any more, and an unhandled rejection would end a Node process.
    promise.catch(() => {})
    return { kind: 'cancelled' }
  }
  return new Promise((resolve) => {
    const settle = (waited: Waited<T>) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      resolve(waited)
    }
    const onAbort = () => settle({ kind: 'cancelled' })
    const timer = setTimeout(() => settle({ kind: 'timeout', milliseconds }), milliseconds)
    signal?.addEventListener('abort', onAbort)
    promise.then(
      (value) => settle({ kind: 'value', value }),
      (error: unknown) => settle({ kind: 'rejected', message: messageOf(error) }),
    )
    void lost?.then((message) => settle({ kind: 'lost', message }))
  })
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
