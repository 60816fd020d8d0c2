import { useEffect, type ComponentType } from 'react'
import type { DrawerTab } from '../../store/state.ts'
import { lazily, type Lazy } from '../app/lazily.tsx'
import { useActions, useInspector } from '../inspectorContext.ts'
import { whenIdle } from '../later.ts'
import { FindingsBadge } from './FindingsBadge.tsx'
import { TabList, type Tab } from './TabList.tsx'
import './Drawer.css'

const TABS: readonly Tab<DrawerTab>[] = [
  { id: 'launch', label: 'Launch', badge: null },
  { id: 'findings', label: 'Findings', badge: <FindingsBadge /> },
  { id: 'code', label: 'Code', badge: null },
  { id: 'verification', label: 'Verification', badge: null },
  { id: 'history', label: 'History', badge: null },
]

/** Launch, findings, code, verification and history, one tab each. */
export function Drawer() {
  const tab = useInspector((state) => state.drawer)
  const { setDrawer } = useActions()
  // Where it fails, a body is loaded when it is shown.
  useEffect(() => void preloadBodies().catch(() => {}), [])
  const Body = BODIES[tab]
  return (
    <section aria-label="Details" className="panel drawer">
      <h2 className="visually-hidden">Details</h2>
      <TabList name="drawer" label="Details" tabs={TABS} selected={tab} onSelect={setDrawer} />
      <div
        className="drawer__body"
        role="tabpanel"
        id={`drawer-panel-${tab}`}
        aria-labelledby={`drawer-tab-${tab}`}
        tabIndex={0}
        key={tab}
      >
        <Body />
      </div>
    </section>
  )
}

/** Each body is a part of its own, so that none of them stands before the first paint. */
const BODIES: Readonly<Record<DrawerTab, Lazy<object>>> = {
  launch: body(async () => (await import('./launch/LaunchTab.tsx')).LaunchTab),
  findings: body(async () => (await import('./findings/FindingsTab.tsx')).FindingsTab),
  code: body(async () => (await import('./code/CodeTab.tsx')).CodeTab),
  verification: body(
    async () => (await import('./verification/VerificationTab.tsx')).VerificationTab,
  ),
  history: body(async () => (await import('./history/HistoryTab.tsx')).HistoryTab),
}

function body(load: () => Promise<ComponentType>): Lazy<object> {
  return lazily(load, {
    whileLoading: <p className="visually-hidden">Loading…</p>,
    whenFailed: (retry) => (
      <div className="blank">
        <p className="blank__title">This drawer could not be loaded</p>
        <p className="muted">
          The document is safe. The page may be older than what the server holds: try again, or
          export the document and load the page anew.
        </p>
        <div className="blank__actions">
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        </div>
      </div>
    ),
  })
}

/** A tab that is opened is there in the same frame. */
async function preloadBodies(): Promise<void> {
  await whenIdle()
  await Promise.all(Object.values(BODIES).map((tab) => tab.preload()))
}
