import { useState } from 'react'
import { EMPTY_MODEL } from '../../core/document/model.ts'
import {
  sampleKernel,
  SAMPLE_STEPS,
  type NewKernel as Spec,
  type SampleStep,
} from '../../core/factories/newKernel.ts'
import { PRECISIONS, type Precision } from '../../core/registry/dtype.ts'
import { RegistryError } from '../../core/registry/registryError.ts'
import { useActions } from '../inspectorContext.ts'
import { Modal } from './Modal.tsx'

const COUNTS = [
  ['states', 'States', '10'],
  ['parameters', 'Parameters', '3'],
  ['drivers', 'Drivers', '0'],
  ['observables', 'Observables', '0'],
] as const

const STEP_WORDS = {
  dormand_prince: 'explicit: Dormand-Prince 5(4)',
  backward_euler: 'implicit: backward Euler, Newton-Krylov',
} as const satisfies Record<SampleStep, string>

/** A small form that makes a whole kernel of the sample factories. */
export function NewKernel() {
  const { open, setDialog } = useActions()
  const [counts, setCounts] = useState(
    () => new Map<string, string>(COUNTS.map(([key, , n]) => [key, n])),
  )
  const [precision, setPrecision] = useState<Precision>('float32')
  const [step, setStep] = useState<SampleStep>('dormand_prince')
  const [problem, setProblem] = useState<string | null>(null)

  function make(): void {
    const wrong = COUNTS.find(([key]) => !/^\d{1,9}$/.test(textOf(counts, key)))
    if (wrong !== undefined) {
      const [key, label] = wrong
      setProblem(`${label} takes a whole number, not "${textOf(counts, key)}".`)
      return
    }
    const count = (key: string) => Number(textOf(counts, key))
    const spec: Spec = {
      states: count('states'),
      parameters: count('parameters'),
      drivers: count('drivers'),
      observables: count('observables'),
      precision,
      step,
    }
    try {
      const registry = sampleKernel(spec)
      open({ ...EMPTY_MODEL, name: `${step}, n = ${spec.states}, ${precision}`, registry })
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      setProblem(error.message)
    }
  }

  return (
    <Modal title="New kernel">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        {COUNTS.map(([key, label]) => (
          <label key={key}>
            {label}
            <input
              className="field figure"
              inputMode="numeric"
              value={counts.get(key) ?? ''}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setCounts(new Map(counts).set(key, event.target.value))}
            />
          </label>
        ))}
        <label>
          Precision
          <select
            className="field"
            value={precision}
            onChange={(event) => setPrecision(oneOf(PRECISIONS, event.target.value))}
          >
            {PRECISIONS.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        </label>
        <label>
          Step
          <select
            className="field"
            value={step}
            onChange={(event) => setStep(oneOf(SAMPLE_STEPS, event.target.value))}
          >
            {SAMPLE_STEPS.map((option) => (
              <option key={option} value={option}>
                {STEP_WORDS[option]}
              </option>
            ))}
          </select>
        </label>
        {problem !== null && (
          <p className="problem form__wide" role="alert">
            {problem}
          </p>
        )}
        <div className="modal__actions form__wide">
          <button type="button" className="button" onClick={() => setDialog(null)}>
            Cancel
          </button>
          <button type="submit" className="button button--primary">
            Make the kernel
          </button>
        </div>
      </form>
    </Modal>
  )
}

function oneOf<T extends string>(options: readonly [T, ...T[]], value: string): T {
  return options.find((option) => option === value) ?? options[0]
}

function textOf(counts: ReadonlyMap<string, string>, key: string): string {
  return counts.get(key)?.trim() ?? ''
}
