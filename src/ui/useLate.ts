import { startTransition, useEffect, useState } from 'react'
import { afterFrame } from './later.ts'

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
