import { useId, useState } from 'react'
import { DEFAULT_LAUNCH, type LaunchSettings } from '../../../core/analysis/launch.ts'
import { TARGETS, WEBGPU } from '../../../core/analysis/targets.ts'
import { withLaunch } from '../../../core/document/model.ts'
import { shownModel, type InspectorState } from '../../../store/state.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { NUMBER_SETTINGS, settingLabel, type NumberSettingName } from './launchEdits.ts'
import { NumberField } from './NumberField.tsx'
import { PtxasPaste } from './PtxasPaste.tsx'
import './LaunchForm.css'

const ASKED = ['blockSize', 'runs', 'registersPerThread'] as const
const OF_THE_PROGRAM = ['staticSharedBytes', 'barriers', 'carveoutPercent'] as const

const selectLaunch = (state: InspectorState): LaunchSettings =>
  shownModel(state)?.launch ?? DEFAULT_LAUNCH

/** What the user asks of the launch, as it was set last; each change is one step of the history. */
export function LaunchForm() {
  const { editModel, say } = useActions()
  const launch = useInspector(selectLaunch)
  const [isPasting, setPasting] = useState(false)
  const [more, setMore] = useState<boolean | null>(null)
  // A figure that is not the usual one is never out of sight, unless one asks for that.
  const showsMore = more ?? OF_THE_PROGRAM.some((name) => launch[name] !== DEFAULT_LAUNCH[name])

  function set(label: string, change: Partial<LaunchSettings>) {
    const problem = editModel(label, (model) => withLaunch(model, change))
    if (problem !== null) say('bad', problem)
  }

  const numberField = (name: NumberSettingName) => (
    <NumberField
      key={name}
      setting={NUMBER_SETTINGS[name]}
      value={launch[name]}
      onCommit={(value) => set(settingLabel(name, value), { [name]: value })}
    />
  )

  return (
    <div className="launch-form" role="group" aria-label="Launch settings">
      {ASKED.map(numberField)}
      <TargetField
        target={launch.target}
        onChange={(target) => set(`Set target to ${targetWords(target)}`, { target })}
      />
      <label className="launch-form__check">
        <input
          type="checkbox"
          checked={launch.optIn}
          onChange={(event) =>
            set(
              event.target.checked
                ? 'Opt in to more shared memory'
                : 'Opt in to nothing beyond 48 KiB',
              { optIn: event.target.checked },
            )
          }
        />
        Over 48 KiB
      </label>
      <button
        type="button"
        className="button launch-form__more"
        aria-expanded={showsMore}
        onClick={() => setMore(!showsMore)}
      >
        More…
      </button>
      <div className="launch-form__program" data-open={showsMore || undefined}>
        {OF_THE_PROGRAM.map(numberField)}
        <button
          type="button"
          className="button launch-form__paste"
          title="Read registers, barriers and static shared bytes from what ptxas -v printed"
          aria-expanded={isPasting}
          onClick={() => setPasting(!isPasting)}
        >
          ptxas…
        </button>
      </div>
      {isPasting && (
        <PtxasPaste
          onUse={({ change, words }, name) => {
            set(`Set ${words}, as ${name} uses`, change)
            setPasting(false)
          }}
        />
      )}
    </div>
  )
}

interface TargetProps {
  readonly target: string
  readonly onChange: (target: string) => void
}

function TargetField({ target, onChange }: TargetProps) {
  const id = useId()
  const names = [...TARGETS.map(({ name }) => name), WEBGPU]
  const isKnown = names.includes(target)
  return (
    <div className="setting">
      <label className="setting__label" htmlFor={id}>
        Target
      </label>
      <select
        id={id}
        className="field setting__field"
        value={target}
        aria-invalid={!isKnown}
        onChange={(event) => onChange(event.target.value)}
      >
        {!isKnown && <option value={target}>{target} (unknown)</option>}
        {names.map((name) => (
          <option key={name} value={name}>
            {targetWords(name)}
          </option>
        ))}
      </select>
    </div>
  )
}

function targetWords(target: string): string {
  return target === WEBGPU ? 'WebGPU' : `cc ${target}`
}
