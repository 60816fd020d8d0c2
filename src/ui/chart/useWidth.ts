import { useCallback, useState, type RefCallback } from 'react'

/** The width in pixels of the element that the ref is given to; `assumed` until it was measured. */
export function useWidth(assumed: number): readonly [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(assumed)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const watching = new ResizeObserver(() => setWidth(element.clientWidth))
    watching.observe(element)
    return () => watching.disconnect()
  }, [])
  return [ref, width]
}
