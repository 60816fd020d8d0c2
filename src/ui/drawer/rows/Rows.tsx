import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { rowWindow, scrollToShow } from './rowWindow.ts'
import './Rows.css'

interface Props {
  readonly count: number
  /** Pixels; the same for every row. */
  readonly rowHeight: number
  readonly label: string
  /** Row that is scrolled to when it changes; null for none. */
  readonly reveal: number | null
  readonly children: (index: number) => ReactNode
}

/** A list of any length that draws only the rows that are seen. */
export function Rows({ count, rowHeight, label, reveal, children }: Props) {
  const scroller = useRef<HTMLDivElement | null>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const look = useCallback(() => {
    const element = scroller.current
    if (element !== null) setView({ top: element.scrollTop, height: element.clientHeight })
  }, [])
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      if (element === null) return undefined
      scroller.current = element
      const watching = new ResizeObserver(look)
      watching.observe(element)
      return () => {
        watching.disconnect()
        scroller.current = null
      }
    },
    [look],
  )

  useEffect(() => {
    const element = scroller.current
    if (element === null || reveal === null) return
    const seen = { top: element.scrollTop, height: element.clientHeight }
    const top = scrollToShow(reveal, rowHeight, seen)
    if (top !== null) element.scrollTop = top
  }, [reveal, rowHeight])

  const { first, end } = rowWindow(count, rowHeight, view)
  return (
    <div className="rows" ref={attach} onScroll={look} role="group" aria-label={label} tabIndex={0}>
      <div className="rows__all" style={{ height: count * rowHeight }}>
        <div className="rows__seen" style={{ transform: `translateY(${first * rowHeight}px)` }}>
          {Array.from({ length: end - first }, (_, i) => children(first + i))}
        </div>
      </div>
    </div>
  )
}
