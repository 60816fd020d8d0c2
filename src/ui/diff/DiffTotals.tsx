import type { Comparison } from '../../core/document/compare.ts'
import type { Model } from '../../core/document/model.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { factoryIn } from '../../core/registry/registry.ts'
import type { InspectorState } from '../../store/state.ts'
import { figure, withUnit } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { CHANGE_WORDS, changeCounts } from './diffRows.ts'

const selectPreferences = (state: InspectorState) => state.preferences

interface Props {
  readonly comparison: Comparison
  readonly model: Model
  readonly before: Model
  readonly onlyChanges: boolean
  readonly onOnlyChanges: (only: boolean) => void
}

/** The arenas of a run before and after, and how many entries changed in which way. */
export function DiffTotals({ comparison, model, before, onlyChanges, onOnlyChanges }: Props) {
  const { kernel } = comparison
  const counts = changeCounts(comparison)
  return (
    <div className="diff__totals">
      <Total
        word="shared"
        before={kernel.before?.sharedElements ?? null}
        after={kernel.after?.sharedElements ?? null}
        bytes={{ before: rootBytes(before), after: rootBytes(model) }}
      />
      <Total
        word="persistent"
        before={kernel.before?.persistentLocalElements ?? null}
        after={kernel.after?.persistentLocalElements ?? null}
        bytes={{ before: rootBytes(before), after: rootBytes(model) }}
      />
      <ul className="diff__counts" aria-label="Changes">
        {counts.length === 0 && <li className="muted">nothing changed</li>}
        {counts.map(([kind, count]) => (
          <li key={kind} data-change={kind}>
            <span className="figure">{figure(count)}</span> {CHANGE_WORDS[kind].words}
          </li>
        ))}
      </ul>
      <label className="diff__only">
        <input
          type="checkbox"
          checked={onlyChanges}
          onChange={(event) => onOnlyChanges(event.target.checked)}
        />
        Only changes
      </label>
    </div>
  )
}

interface TotalProps {
  readonly word: string
  readonly before: number | null
  readonly after: number | null
  readonly bytes: { readonly before: number; readonly after: number }
}

function Total({ word, before, after, bytes }: TotalProps) {
  const preferences = useInspector(selectPreferences)
  const text = (elements: number | null, each: number) =>
    elements === null ? 'unknown' : withUnit(elements * each, each, preferences)
  const was = text(before, bytes.before)
  const is = text(after, bytes.after)
  return (
    <span className="diff__total">
      {word}{' '}
      {was !== is && (
        <>
          <del className="figure muted">{was}</del>{' '}
        </>
      )}
      <span className="figure diff__now">{is}</span>
    </span>
  )
}

function rootBytes({ registry }: Model): number {
  const [root] = registry.roots
  const factory = root === undefined ? null : factoryIn(registry, root)
  return factory === null ? 4 : bytesOf(factory.precision)
}
