import { useId, useState } from 'react'
import type { RunnerChoice } from '../../../core/probe/runner.ts'
import type { LayoutUnderTest } from '../../../core/probe/verdict.ts'
import type { InspectorState } from '../../../store/state.ts'
import { Segmented } from '../../toolbar/Segmented.tsx'
import { useActions, useInspector } from '../../inspectorContext.ts'

type Program = 'automatic' | 'generated' | 'table'

const PROGRAMS = [
  ['automatic', 'chosen by size'],
  ['generated', 'generated kernel'],
  ['table', 'table kernel'],
] as const satisfies readonly (readonly [Program, string])[]

const RUNNERS = [
  ['automatic', 'WebGPU, else emulation'],
  ['webgpu', 'WebGPU alone'],
  ['emulated', 'emulated on this processor'],
] as const satisfies readonly (readonly [RunnerChoice, string])[]

const LAYOUTS = ['computed', 'recorded'] as const satisfies readonly LayoutUnderTest[]
const selectUnderTest = (state: InspectorState) => state.underTest
const selectRunner = (state: InspectorState) => state.runner
const selectLive = (state: InspectorState) => state.live

interface Props {
  readonly hasRecorded: boolean
  readonly isRunning: boolean
}

/** What is put to the test, by which program and runner, and whether after every edit. */
export function VerifyBar({ hasRecorded, isRunning }: Props) {
  const underTest = useInspector(selectUnderTest)
  const live = useInspector(selectLive)
  const runner = useInspector(selectRunner)
  const { verify, setLive, setRunner, setUnderTest } = useActions()
  const [program, setProgram] = useState<Program>('automatic')
  return (
    <div className="verify-bar">
      <button
        type="button"
        className="button button--primary"
        // Not disabled: the keyboard stays where it is.
        aria-disabled={isRunning}
        onClick={() => {
          if (!isRunning) void verify(program === 'automatic' ? {} : { program })
        }}
      >
        Verify
      </button>
      <OneOf label="Program" value={program} options={PROGRAMS} onChoose={setProgram} />
      <OneOf label="Runner" value={runner} options={RUNNERS} onChoose={setRunner} />
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

interface OneOfProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly (readonly [T, string])[]
  readonly onChoose: (value: T) => void
}

function OneOf<T extends string>({ label, value, options, onChoose }: OneOfProps<T>) {
  const id = useId()
  return (
    <div className="verify-bar__choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="field"
        value={value}
        onChange={({ target }) => {
          const chosen = options.find(([option]) => option === target.value)
          if (chosen !== undefined) onChoose(chosen[0])
        }}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
