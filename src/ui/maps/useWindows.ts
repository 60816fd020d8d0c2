import { useCallback, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Window } from '../../map/window.ts'

/** What is in sight, by axis; an axis that is not in it is wholly in sight. */
export type Windows = ReadonlyMap<string, Window>

/** Windows that change once a frame at most, however many wheel events a frame brings. */
export function useWindows(): readonly [Windows, (axis: string, window: Window | null) => void] {
  const [windows, setWindows] = useState<Windows>(() => new Map())
  const waiting = useRef<Map<string, Window | null> | null>(null)
  const setWindow = useCallback((axis: string, window: Window | null) => {
    if (waiting.current !== null) {
      waiting.current.set(axis, window)
      return
    }
    const changes = new Map([[axis, window]])
    waiting.current = changes
    requestAnimationFrame(() => {
      waiting.current = null
      // Painted in this frame, not in the next.
      flushSync(() => setWindows((before) => withChanges(before, changes)))
    })
  }, [])
  return [windows, setWindow]
}

function withChanges(before: Windows, changes: ReadonlyMap<string, Window | null>): Windows {
  const after = new Map(before)
  for (const [axis, window] of changes) {
    if (window === null) after.delete(axis)
    else after.set(axis, window)
  }
  return after
}
