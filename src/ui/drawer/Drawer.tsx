import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react'
import type { DrawerTab } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
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

/** Loaded with their tab, so that none of them stands before the first paint. */
const BODIES: Readonly<Record<DrawerTab, LazyExoticComponent<ComponentType>>> = {
  launch: lazy(async () => ({ default: (await import('./launch/LaunchTab.tsx')).LaunchTab })),
  findings: lazy(async () => ({
    default: (await import('./findings/FindingsTab.tsx')).FindingsTab,
  })),
  code: lazy(async () => ({ default: (await import('./code/CodeTab.tsx')).CodeTab })),
  verification: lazy(async () => ({
    default: (await import('./verification/VerificationTab.tsx')).VerificationTab,
  })),
  history: lazy(async () => ({ default: (await import('./history/HistoryTab.tsx')).HistoryTab })),
}

/** Launch, findings, code, verification and history, one tab each. */
export function Drawer() {
  const tab = useInspector((state) => state.drawer)
  const { setDrawer } = useActions()
  const Body = BODIES[tab]
  return (
    <section aria-label="Details" className="panel drawer">
      <TabList name="drawer" label="Details" tabs={TABS} selected={tab} onSelect={setDrawer} />
      <div
        className="drawer__body"
        role="tabpanel"
        id={`drawer-panel-${tab}`}
        aria-labelledby={`drawer-tab-${tab}`}
        tabIndex={0}
        key={tab}
      >
        <Suspense fallback={<p className="drawer__waiting muted">Loading…</p>}>
          <Body />
        </Suspense>
      </div>
    </section>
  )
}
