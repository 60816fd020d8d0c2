import { useEffect } from 'react'
import type { Model } from '../../core/document/model.ts'
import { kernelLayoutOf } from '../../core/layout/kernelLayout.ts'
import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { rootAbove } from '../../map/trail.ts'
import { shownModel, type InspectorState, type View } from '../../store/state.ts'
import { LegendIcon } from '../app/icons.tsx'
import { lazily } from '../app/lazily.tsx'
import { useActions, useInspector } from '../inspectorContext.ts'
import { whenIdle } from '../later.ts'
import { CommandButton } from '../toolbar/CommandButton.tsx'
import { ArenaMaps } from './ArenaMaps.tsx'
import { Breadcrumb } from './Breadcrumb.tsx'
import { ChangeStrip } from './ChangeStrip.tsx'
import { ViewSwitch } from './ViewSwitch.tsx'
import './MapsPanel.css'

/** The memory maps of the document that is open. */
export function MapsPanel() {
  const model = useInspector(shownModel)
  const view = useInspector((state) => state.view)
  const wanted = useInspector(selectFocus)
  const { select, show } = useActions()
  // Where it fails, a view is loaded when it is shown.
  useEffect(() => void preloadViews().catch(() => {}), [])
  if (model === null) return <section aria-label="Memory maps" className="maps" />
  const { registry } = model
  const factory = presentFactory(registry, wanted)
  const root = rootAbove(registry, factory)

  function showFactory(id: FactoryId): void {
    show(id)
    select([{ factory: id, name: null }])
  }

  return (
    <section aria-label="Memory maps" className="maps">
      <header className="maps__header">
        {factory === null ? (
          <span />
        ) : (
          <Breadcrumb registry={registry} factory={factory} onShow={showFactory} />
        )}
        {TOOLS}
      </header>
      <ChangeStrip root={root} />
      {factory === null || root === null ? (
        <p className="maps__empty">
          There is no factory yet. Add one in the tree to see its memory.
        </p>
      ) : (
        <Body {...{ view, model, root, factory }} onShow={showFactory} />
      )}
    </section>
  )
}

/** The same element at every render: no edit changes them. */
const TOOLS = (
  <div className="maps__tools">
    <ViewSwitch />
    <CommandButton id="marks" className="button button--icon maps__marks">
      <LegendIcon />
    </CommandButton>
  </div>
)

interface BodyProps {
  readonly view: View
  readonly model: Model
  readonly root: FactoryId
  readonly factory: FactoryId
  readonly onShow: (factory: FactoryId) => void
}

/** The chosen view. A map starts anew for another root or factory, so that it shows all of it. */
function Body({ view, model, root, factory, onShow }: BodyProps) {
  switch (view) {
    case 'factory':
      return <ArenaMaps key={factory} {...{ model, root, factory, onShow }} isFactory />
    case 'run':
      return <ArenaMaps key={root} {...{ model, root, factory, onShow }} isFactory={false} />
    case 'block':
      return <BlockMap key={root} {...{ model, root }} />
    case 'table': {
      const kernel = kernelLayoutOf(model.registry, root)
      return kernel === null ? null : <BufferTable registry={model.registry} kernel={kernel} />
    }
    case 'diff':
      return <DiffView />
  }
}

const LOADING = { whileLoading: <p className="maps__empty">Loading…</p> }
const DiffView = lazily(async () => (await import('../diff/DiffView.tsx')).DiffView, LOADING)
const BlockMap = lazily(async () => (await import('./BlockMap.tsx')).BlockMap, LOADING)
const BufferTable = lazily(
  async () => (await import('../table/BufferTable.tsx')).BufferTable,
  LOADING,
)

/** A view that is chosen is shown in the same frame. */
async function preloadViews(): Promise<void> {
  await whenIdle()
  await Promise.all([DiffView.preload(), BlockMap.preload(), BufferTable.preload()])
}

/** The factory of what was selected last, else the one that was shown last. */
function selectFocus(state: InspectorState): FactoryId | null {
  return state.selection.at(-1)?.factory ?? state.shown
}

/** The factory, or the first root where it is gone. */
function presentFactory(registry: Registry, wanted: FactoryId | null): FactoryId | null {
  const known = wanted === null ? null : factoryIn(registry, wanted)
  return known?.id ?? registry.roots[0] ?? null
}
