import { useState } from 'react'
import { EMPTY_MODEL } from '../../core/document/model.ts'
import {
  sampleKernel,
  SAMPLE_STEPS,
  type NewKernel as Spec,
} from '../../core/factories/newKernel.ts'
import { PRECISIONS, type Precision } from '../../core/registry/dtype.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { RegistryError } from '../../core/registry/registryError.ts'
import { addFactory } from '../../core/registry/verbs.ts'
import { useActions } from '../inspectorContext.ts'
import { Modal } from './Modal.tsx'

const COUNTS = [
  ['states', 'States', '10'],
  ['parameters', 'Parameters', '3'],
  ['drivers', 'Drivers', '0'],
  ['observables', 'Observables', '0'],
] as const

const BEGINNINGS = [...SAMPLE_STEPS, 'nothing'] as const
type Beginning = (typeof BEGINNINGS)[number]

const BEGINNING_WORDS = {
  dormand_prince: 'a solver with an explicit step: Dormand-Prince 5(4)',
  backward_euler: 'a solver with an implicit step: backward Euler, Newton-Krylov',
  nothing: 'one factory without buffers',
} as const satisfies Record<Beginning, string>

/** A small form that makes a whole kernel of the sample factories, or one factory to be filled by hand. */
export function NewKernel() {
  const { open, setDialog } = useActions()
  const [counts, setCounts] = useState(
    () => new Map<string, string>(COUNTS.map(([key, , n]) => [key, n])),
  )
  const [precision, setPrecision] = useState<Precision>('float32')
  const [beginning, setBeginning] = useState<Beginning>('dormand_prince')
  const [problem, setProblem] = useState<string | null>(null)

  function make(): void {
    if (beginning === 'nothing') {
      const registry = addFactory(EMPTY_REGISTRY, { id: 'kernel', type: 'Kernel', precision })
      open({ ...EMPTY_MODEL, name: 'kernel', registry })
      return
    }
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
      step: beginning,
    }
    try {
      const registry = sampleKernel(spec)
      open({ ...EMPTY_MODEL, name: `${beginning}, n = ${spec.states}, ${precision}`, registry })
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
        <label className="form__wide">
          Begin with
          <select
            className="field"
            value={beginning}
            onChange={(event) => {
              setBeginning(oneOf(BEGINNINGS, event.target.value))
              setProblem(null)
            }}
          >
            {BEGINNINGS.map((option) => (
              <option key={option} value={option}>
                {BEGINNING_WORDS[option]}
              </option>
            ))}
          </select>
        </label>
        {(beginning === 'nothing' ? [] : COUNTS).map(([key, label]) => (
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
