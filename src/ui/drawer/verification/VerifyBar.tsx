import { useId, useState } from 'react'
import type { LayoutUnderTest } from '../../../core/probe/verdict.ts'
import type { InspectorState } from '../../../store/state.ts'
import { Segmented } from '../../toolbar/Segmented.tsx'
import { useActions, useInspector } from '../../inspectorContext.ts'

type Program = 'automatic' | 'generated' | 'table'

const PROGRAMS = [
  ['automatic', 'chosen by size'],
  ['generated', 'generated kernel'],
  ['table', 'table kernel'],
] as const

const LAYOUTS = ['computed', 'recorded'] as const satisfies readonly LayoutUnderTest[]
const selectUnderTest = (state: InspectorState) => state.underTest
const selectLive = (state: InspectorState) => state.live

interface Props {
  readonly hasRecorded: boolean
  readonly isRunning: boolean
}

/** What is put to the test, by which program, and whether after every edit. */
export function VerifyBar({ hasRecorded, isRunning }: Props) {
  const underTest = useInspector(selectUnderTest)
  const live = useInspector(selectLive)
  const { verify, setLive, setUnderTest } = useActions()
  const id = useId()
  const [program, setProgram] = useState<Program>('automatic')
  return (
    <div className="verify-bar">
      <button
        type="button"
        className="button button--primary"
        disabled={isRunning}
        onClick={() => void verify(program === 'automatic' ? undefined : program)}
      >
        Verify
      </button>
      <div className="verify-bar__choice">
        <label htmlFor={id}>Program</label>
        <select
          id={id}
          className="field"
          value={program}
          onChange={({ target }) => {
            setProgram(PROGRAMS.find(([id]) => id === target.value)?.[0] ?? 'automatic')
          }}
        >
          {PROGRAMS.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </div>
      {hasRecorded && (
        <Segmented
          label="Layout under test"
          value={underTest}
          options={LAYOUTS}
          onChange={setUnderTest}
        />
      )}
      <label className="verify-bar__live">
        <input type="checkbox" checked={live} onChange={({ target }) => setLive(target.checked)} />
        Check after every edit
      </label>
    </div>
  )
}
