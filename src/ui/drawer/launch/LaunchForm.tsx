import { useId, useState } from 'react'
import type { LaunchSettings } from '../../../core/analysis/launch.ts'
import { TARGETS, WEBGPU } from '../../../core/analysis/targets.ts'
import { useActions } from '../../inspectorContext.ts'
import { figure } from '../../figures.ts'
import { NUMBER_SETTINGS, withLaunch } from './launchEdits.ts'
import { NumberField } from './NumberField.tsx'
import { PtxasPaste } from './PtxasPaste.tsx'
import './LaunchForm.css'

/** What the user asks of the launch; each change is one step of the history. */
export function LaunchForm({ launch }: { readonly launch: LaunchSettings }) {
  const { editModel, say } = useActions()
  const [isPasting, setPasting] = useState(false)

  function set(label: string, change: Partial<LaunchSettings>) {
    const problem = editModel(label, (model) => withLaunch(model, change))
    if (problem !== null) say('bad', problem)
  }

  return (
    <div className="launch-form">
      <NumberField
        setting={NUMBER_SETTINGS.blockSize}
        value={launch.blockSize}
        onCommit={(blockSize) => set(`Set block size to ${figure(blockSize)}`, { blockSize })}
      />
      <NumberField
        setting={NUMBER_SETTINGS.runs}
        value={launch.runs}
        onCommit={(runs) => set(`Set runs to ${figure(runs)}`, { runs })}
      />
      <NumberField
        setting={NUMBER_SETTINGS.registersPerThread}
        value={launch.registersPerThread}
        onCommit={(registersPerThread) =>
          set(`Set registers to ${registersPerThread}`, { registersPerThread })
        }
      />
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
        className="button launch-form__paste"
        title="Read registers from what ptxas -v printed"
        aria-expanded={isPasting}
        onClick={() => setPasting(!isPasting)}
      >
        ptxas…
      </button>
      {isPasting && (
        <PtxasPaste
          onUse={(registersPerThread, name) => {
            set(`Set registers to ${registersPerThread}, as ${name} uses`, { registersPerThread })
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
