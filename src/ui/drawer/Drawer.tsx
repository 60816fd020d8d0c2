import type { DrawerTab } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { FindingsBadge } from './FindingsBadge.tsx'
import { TabList, type Tab } from './TabList.tsx'
import { useTabBody } from './tabBodies.ts'
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
        <TabBody tab={tab} />
      </div>
    </section>
  )
}

function TabBody({ tab }: { readonly tab: DrawerTab }) {
  const body = useTabBody(tab)
  switch (body.kind) {
    case 'loading':
      return <p className="visually-hidden">Loading…</p>
    case 'loaded':
      return <body.Body />
    case 'failed':
      return (
        <div className="blank">
          <p className="blank__title">This drawer could not be loaded</p>
          <p className="muted">
            The document is safe. The page may be older than what the server holds: try again, or
            export the document and load the page anew.
          </p>
          <div className="blank__actions">
            <button type="button" className="button" onClick={body.retry}>
              Try again
            </button>
          </div>
        </div>
      )
  }
}
