import { startTransition, useEffect, useState } from 'react'

/**
 * The value, late: a change arrives when the frame that shows everything else about it was painted, so
 * that what is worked out from it is not waited for. Several changes in a row arrive as the last one. Until
 * the first arrives it is `first`.
 */
export function useLate<T>(value: T, first: T = value): T {
  const [late, setLate] = useState(first)
  useEffect(() => afterFrame(() => startTransition(() => setLate(() => value))), [value])
  return late
}

/** Calls back once the next frame was painted; gives what calls it off. */
function afterFrame(then: () => void): () => void {
  let timer: number | undefined
  const frame = requestAnimationFrame(() => {
    timer = window.setTimeout(then)
  })
  return () => {
    cancelAnimationFrame(frame)
    window.clearTimeout(timer)
  }
}
