import { Suspense, useEffect } from 'react'
import { useInspector } from '../inspectorContext.ts'
import { useShortcuts } from '../commands/useShortcuts.ts'
import { Dialogs } from '../dialogs/Dialogs.tsx'
import { useFileDrop } from '../documents/useFileDrop.ts'
import { Toolbar } from '../toolbar/Toolbar.tsx'
import { EmptyPage } from './EmptyPage.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import { WorkBar } from './WorkBar.tsx'
import { useTheme } from './useTheme.ts'
import { whenIdle } from '../later.ts'
import { lazily } from './lazily.tsx'
import './App.css'

const loadWorkbench = async () => (await import('./Workbench.tsx')).Workbench
const Workbench = lazily(loadWorkbench)

/** The whole page. */
export function App() {
  const isEmpty = useInspector((state) => state.history === null)
  useTheme()
  useShortcuts()
  const isDropping = useFileDrop()
  // It is there when the first document is.
  useEffect(
    () =>
      void whenIdle()
        .then(loadWorkbench)
        .catch(() => {}),
    [],
  )
  return (
    <div className="app" data-dropping={isDropping}>
      <Toolbar />
      <main className="app__main">
        {isEmpty ? (
          <EmptyPage />
        ) : (
          <Suspense>
            <Workbench />
          </Suspense>
        )}
      </main>
      <WorkBar />
      <NoticeBar />
      <Dialogs />
      {isDropping && <div className="drop-hint">Drop the file to open it</div>}
    </div>
  )
}
