import { useEffect, useMemo, useState, type RefObject } from 'react'
import { useDensity } from '../useDensity.ts'

/** Size of an element in CSS pixels, and device pixels to one of them. */
export interface Size {
  readonly width: number
  readonly height: number
  readonly density: number
}

const NOTHING = { width: 0, height: 0 }

/** The size of an element as it changes, also when the page is zoomed or goes to another screen. */
export function useSize(element: RefObject<Element | null>): Size {
  const [size, setSize] = useState(NOTHING)
  const density = useDensity()
  useEffect(() => {
    if (element.current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      setSize({ width: Math.floor(width), height: Math.floor(height) })
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return useMemo(() => ({ ...size, density }), [size, density])
}
