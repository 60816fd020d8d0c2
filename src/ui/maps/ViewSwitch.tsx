import type { View } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'

const VIEWS = {
  factory: 'Factory',
  run: 'Run',
  block: 'Block',
  table: 'Table',
  diff: 'Diff',
} as const satisfies Record<View, string>

const ORDER = ['factory', 'run', 'block', 'table', 'diff'] as const satisfies readonly View[]

/** Which picture of the memory is shown; one radio group, so that arrows go through it. */
export function ViewSwitch() {
  const view = useInspector((state) => state.view)
  const { setView } = useActions()
  return (
    <fieldset className="views">
      <legend className="visually-hidden">View</legend>
      {ORDER.map((each) => (
        <label key={each} className="views__view">
          <input
            type="radio"
            className="visually-hidden"
            name="view"
            value={each}
            checked={view === each}
            onChange={() => setView(each)}
          />
          {VIEWS[each]}
        </label>
      ))}
    </fieldset>
  )
}
