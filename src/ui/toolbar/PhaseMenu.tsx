import { useFiles } from '../commands/commands.ts'
import { useInspector } from '../inspectorContext.ts'
import type { InspectorState } from '../../store/state.ts'

const selectSource = (state: InspectorState) => state.source

/** The phases of the dump that is open; another one opens as a document of its own. */
export function PhaseMenu() {
  const source = useInspector(selectSource)
  const files = useFiles()
  if (source === null || source.phases.length < 2 || source.phase === null) return null
  return (
    <select
      className="toolbar__phase"
      aria-label="Phase of the dump"
      title="Phase of the dump"
      value={source.phase}
      onChange={(event) => void files.openPhase(source.text, event.target.value)}
    >
      {source.phases.map((phase) => (
        <option key={phase}>{phase}</option>
      ))}
    </select>
  )
}
