import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { rootAbove } from '../../map/trail.ts'
import { shownModel, type InspectorState } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
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
        <ViewSwitch />
      </header>
      <ChangeStrip root={root} />
      {factory === null || root === null ? (
        <p className="maps__empty">
          There is no factory yet. Add one in the tree to see its memory.
        </p>
      ) : (
        <ArenaMaps
          key={view === 'factory' ? `factory ${factory}` : `run ${root}`}
          model={model}
          root={root}
          factory={factory}
          isFactory={view === 'factory'}
          onShow={showFactory}
        />
      )}
    </section>
  )
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
