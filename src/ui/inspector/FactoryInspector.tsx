import type { Model } from '../../core/document/model.ts'
import { layoutOf } from '../../core/layout/factoryLayout.ts'
import { bytesOf, isPrecision, PRECISIONS } from '../../core/registry/dtype.ts'
import { setFactoryType } from '../../core/registry/factories.ts'
import type { Factory } from '../../core/registry/factory.ts'
import { setPrecision } from '../../core/registry/verbs.ts'
import type { InspectorState } from '../../store/state.ts'
import { figure, withUnit } from '../figures.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { CommandButton } from '../toolbar/CommandButton.tsx'
import { Choice, Fact, Field } from './Field.tsx'
import { InspectorFindings } from './InspectorFindings.tsx'
import { InspectorTitle } from './InspectorTitle.tsx'
import { ParentChoice } from './ParentChoice.tsx'

const selectPreferences = (state: InspectorState) => state.preferences

/** One factory: its label, precision and parent, and what it needs with its children. */
export function FactoryInspector({
  model,
  factory,
}: {
  readonly model: Model
  readonly factory: Factory
}) {
  const { edit, say, show, setView } = useActions()
  const preferences = useInspector(selectPreferences)
  const { aggregates } = layoutOf(factory, model.registry.extentRule)
  const elementBytes = bytesOf(factory.precision)
  const inOwn = (elements: number) => withUnit(elements * elementBytes, elementBytes, preferences)
  return (
    <>
      <InspectorTitle model={model} factory={factory} name={null} />
      <Field
        label="Type"
        value={factory.type}
        onCommit={(type) =>
          edit(`Type of ${factory.id}: ${type}`, (r) => setFactoryType(r, factory.id, type))
        }
      />
      <Choice
        label="Precision"
        value={factory.precision}
        options={PRECISIONS.map((precision) => [precision, precision])}
        onChoose={(value) => {
          if (!isPrecision(value)) return
          const problem = edit(`Precision of ${factory.id}: ${value}`, (r) =>
            setPrecision(r, factory.id, value),
          )
          if (problem !== null) say('bad', problem)
        }}
      />
      <ParentChoice model={model} factory={factory} />
      <dl className="facts">
        <Fact label="Shared">{inOwn(aggregates.shared)}</Fact>
        <Fact label="Persistent">{inOwn(aggregates.persistentLocal)}</Fact>
        <Fact label="Own local arrays">{inOwn(aggregates.local)}</Fact>
        <Fact label="Entries">{figure(factory.entries.length)}</Fact>
        <Fact label="Children">{figure(factory.children.length)}</Fact>
      </dl>
      <div className="inspector__buttons">
        <button
          type="button"
          className="button"
          onClick={() => {
            show(factory.id)
            setView('factory')
          }}
        >
          Show its layout
        </button>
        <CommandButton id="add-buffer" className="button">
          Add a buffer
        </CommandButton>
        <CommandButton id="add-factory" className="button">
          Add a child
        </CommandButton>
      </div>
      <InspectorFindings factory={factory.id} entry={null} />
    </>
  )
}
