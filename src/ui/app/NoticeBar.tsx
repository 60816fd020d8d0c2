import { useEffect, useState } from 'react'
import type { InspectorState } from '../../store/state.ts'
import { useInspector } from '../inspectorContext.ts'

const SHOWN_MS = { info: 2500, good: 2500, bad: 8000 } as const
const selectNotice = (state: InspectorState) => state.notice

/** The last thing that was said: read aloud at once, and shown in the corner for a while. */
export function NoticeBar() {
  const notice = useInspector(selectNotice)
  const [gone, setGone] = useState(0)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => setGone(notice.at), SHOWN_MS[notice.tone])
    return () => clearTimeout(timer)
  }, [notice])
  const isShown = notice !== null && notice.at > gone
  return (
    <div role="status" className={`notice notice--${notice?.tone ?? 'info'}`} data-shown={isShown}>
      {notice?.text}
    </div>
  )
}
