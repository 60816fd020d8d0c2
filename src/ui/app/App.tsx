import { useEffect } from 'react'
import { useInspector } from '../inspectorContext.ts'
import { useShortcuts } from '../commands/useShortcuts.ts'
import { Dialogs, preloadDialogs } from '../dialogs/Dialogs.tsx'
import { useFileDrop } from '../documents/useFileDrop.ts'
import { Toolbar } from '../toolbar/Toolbar.tsx'
import { EmptyPage } from './EmptyPage.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import { WorkBar } from './WorkBar.tsx'
import { useTheme } from './useTheme.ts'
import { whenIdle } from '../later.ts'
import { lazily } from './lazily.tsx'
import './App.css'

const Workbench = lazily(async () => (await import('./Workbench.tsx')).Workbench)

/** What a person may ask for next is there when they do. */
async function preload(): Promise<void> {
  await whenIdle()
  await Promise.all([Workbench.preload(), preloadDialogs()])
}

/** The whole page. */
export function App() {
  const isEmpty = useInspector((state) => state.history === null)
  useTheme()
  useShortcuts()
  const isDropping = useFileDrop()
  // Where it fails, it is loaded when it is shown, and says so then.
  useEffect(() => void preload().catch(() => {}), [])
  return (
    <div className="app" data-dropping={isDropping}>
      <Toolbar />
      <main className="app__main">{isEmpty ? <EmptyPage /> : <Workbench />}</main>
      <WorkBar />
      <NoticeBar />
      <Dialogs />
      {isDropping && <div className="drop-hint">Drop the file to open it</div>}
    </div>
  )
}
