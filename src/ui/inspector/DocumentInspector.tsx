import type { Model } from '../../core/document/model.ts'
import { EXTENT_RULES, type ExtentRule } from '../../core/layout/factoryLayout.ts'
import { mainKernelOf } from '../../core/layout/kernelLayout.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { setExtentRule } from '../../core/registry/factories.ts'
import { buffersIn } from '../../core/registry/factory.ts'
import type { InspectorState } from '../../store/state.ts'
import { figure, withUnit } from '../figures.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { CommandButton } from '../toolbar/CommandButton.tsx'
import { Choice, Fact } from './Field.tsx'
import { InspectorFindings } from './InspectorFindings.tsx'

const RULE_NOTES = {
  elements: 'An extent is a size: what cubie did up to 0.3.',
  aligned: 'Extents count the bytes of each type, aligned in the factory’s window: cubie 0.9.',
  guarded: 'As aligned, and an alias never overlaps persistent storage: later cubie.',
} as const satisfies Record<ExtentRule, string>

const selectPreferences = (state: InspectorState) => state.preferences

/** The whole kernel: what it needs, and under which rule sizes become extents. */
export function DocumentInspector({ model }: { readonly model: Model }) {
  const { edit } = useActions()
  const preferences = useInspector(selectPreferences)
  const kernel = mainKernelOf(model.registry)
  const elementBytes = bytesOf(kernel?.root.precision ?? 'float32')
  const inRun = (elements: number) => withUnit(elements * elementBytes, elementBytes, preferences)
  const count = model.registry.factories.reduce(
    (sum, factory) => sum + buffersIn(factory).length,
    0,
  )
  return (
    <>
      <header className="inspector__title">
        <h2>
          <span className="inspector__name">{model.name}</span>
        </h2>
        <p className="muted">
          {counted(model.registry.factories.length, 'factory', 'factories')},{' '}
          {counted(count, 'buffer', 'buffers')}
        </p>
      </header>
      {kernel !== null && (
        <dl className="facts">
          <Fact label="Shared, one run">{inRun(kernel.sharedElements)}</Fact>
          <Fact label="Persistent, one thread">{inRun(kernel.persistentLocalElements)}</Fact>
          <Fact label="All local, declared">{inRun(kernel.declaredLocalElements)}</Fact>
          <Fact label="Precision">{kernel.root.precision}</Fact>
        </dl>
      )}
      <Choice
        label="Extents"
        value={model.registry.extentRule}
        options={EXTENT_RULES.map((rule) => [rule, rule])}
        onChoose={(value) => {
          const rule = EXTENT_RULES.find((other) => other === value)
          if (rule !== undefined) edit(`Extent rule: ${rule}`, (r) => setExtentRule(r, rule))
        }}
      />
      <p className="inspector__note">{RULE_NOTES[model.registry.extentRule]}</p>
      <InspectorFindings factory={null} entry={null} />
      <div className="inspector__buttons">
        <CommandButton id="add-buffer" className="button">
          Add a buffer
        </CommandButton>
        <CommandButton id="add-factory" className="button">
          Add a factory
        </CommandButton>
      </div>
    </>
  )
}

function counted(count: number, one: string, many: string): string {
  return `${figure(count)} ${count === 1 ? one : many}`
}
