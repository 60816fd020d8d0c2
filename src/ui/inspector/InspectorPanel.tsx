import type { Model } from '../../core/document/model.ts'
import { entryOf } from '../../core/registry/factory.ts'
import { factoryIn } from '../../core/registry/registry.ts'
import { committedModel, selectedBuffers, type InspectorState } from '../../store/state.ts'
import { useInspector } from '../inspectorContext.ts'
import { useLateModels } from '../lateModels.tsx'
import { BufferInspector } from './BufferInspector.tsx'
import { DocumentInspector } from './DocumentInspector.tsx'
import { FactoryInspector } from './FactoryInspector.tsx'
import { SelectionInspector } from './SelectionInspector.tsx'
import './InspectorPanel.css'

const selectSelection = (state: InspectorState) => state.selection

/** Every property of what is selected, editable in place. */
export function InspectorPanel() {
  return (
    <aside aria-label="Inspector" className="panel inspector">
      <Inspected />
    </aside>
  )
}

/** While something is dragged, its facts follow the frame that shows where it would lie. */
function useInspected(): Model | null {
  const isDragging = useInspector((state) => state.drag !== null)
  const committed = useInspector(committedModel)
  const late = useLateModels().shown
  return isDragging ? late : committed
}

function Inspected() {
  const model = useInspected()
  const selection = useInspector(selectSelection)
  if (model === null) return null
  const buffers = selectedBuffers(selection)
  if (buffers.length > 1) return <SelectionInspector model={model} refs={buffers} />
  const [ref] = selection
  const factory = ref === undefined ? null : factoryIn(model.registry, ref.factory)
  if (ref === undefined || factory === null) return <DocumentInspector model={model} />
  const entry = ref.name === null ? null : entryOf(factory, ref.name)
  // Keyed by what is shown: a half-typed value never lands in another buffer.
  if (entry === null) return <FactoryInspector key={factory.id} model={model} factory={factory} />
  return (
    <BufferInspector
      key={`${factory.id}\u0000${entry.name}`}
      model={model}
      factory={factory}
      entry={entry}
    />
  )
}
