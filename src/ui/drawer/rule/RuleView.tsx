import {
  buffersOfGroup,
  MEASURED,
  measuredRulesOf,
  type MeasuredRule,
} from '../../../core/analysis/measuredRule.ts'
import type { Gate, RuleGroup } from '../../../core/analysis/measuredGates.ts'
import { relocateAll } from '../../../core/document/edit.ts'
import type { Model } from '../../../core/document/model.ts'
import { entryOf } from '../../../core/registry/factory.ts'
import { factoryIn } from '../../../core/registry/registry.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { unbroken } from '../unbroken.ts'
import { conditionWords, GROUP_WORDS } from './ruleWords.ts'
import './RuleView.css'

/** Which gate of the measured rule fires, or how far each is; at the sizes now, at construction, as built. */
export function RuleView({ model }: { readonly model: Model }) {
  const { present, constructed, built } = measuredRulesOf(model)
  return (
    <div className="rule">
      <RuleColumn title="At the present sizes" rule={present} model={model} />
      {constructed !== null && (
        <RuleColumn title="At the sizes of construction" rule={constructed} model={null} />
      )}
      {built !== null && <RuleColumn title="At the built sizes" rule={built} model={null} />}
      <p className="rule__source muted">
        Thresholds from {MEASURED.pairedRuns} paired runs on one card, {MEASURED.card} (cc{' '}
        {MEASURED.target}), by {MEASURED.source}. Each measured winner lowered runs/SM.
      </p>
    </div>
  )
}

interface ColumnProps {
  readonly title: string
  readonly rule: MeasuredRule
  /** The model that a fired group can be moved in; null for sizes that are not the present ones. */
  readonly model: Model | null
}

function RuleColumn({ title, rule, model }: ColumnProps) {
  return (
    <section className="rule__column" aria-label={title}>
      <h4 className="rule__title">{title}</h4>
      {rule.kind === 'outside' ? (
        <p>{rule.reason}</p>
      ) : (
        <>
          <p>
            {rule.moves === null
              ? 'No gate fires: everything stays where it is.'
              : `The ${GROUP_WORDS[rule.moves]} moves to shared memory.`}
            {model !== null && rule.moves !== null && (
              <MoveGroup group={rule.moves} model={model} />
            )}
          </p>
          <ul className="rule__gates">
            {rule.gates.map((gate) => (
              <GateView key={gate.group} gate={gate} itemBytes={rule.inputs.itemBytes} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function GateView({ gate, itemBytes }: { readonly gate: Gate; readonly itemBytes: number }) {
  const preferences = useInspector((state) => state.preferences)
  return (
    <li data-fires={gate.fires || undefined}>
      <strong>{GROUP_WORDS[gate.group]}</strong> {gate.fires ? 'fires' : 'does not fire'}
      <ul>
        {gate.conditions.map((condition, i) => (
          <li key={i} className={condition.holds ? 'muted' : 'rule__broken'}>
            <span aria-hidden="true">{condition.holds ? '✓' : '✕'} </span>
            {unbroken(conditionWords(condition, itemBytes, preferences))}
          </li>
        ))}
      </ul>
    </li>
  )
}

function MoveGroup({ group, model }: { readonly group: RuleGroup; readonly model: Model }) {
  const { edit, say } = useActions()
  const refs = buffersOfGroup(model.registry, group).filter(({ factory, name }) => {
    const owner = factoryIn(model.registry, factory)
    const entry = owner === null ? null : entryOf(owner, name)
    return entry?.kind === 'buffer' && entry.location !== 'shared'
  })
  if (refs.length === 0) return <> It lies there already.</>
  const label = `Move the ${GROUP_WORDS[group]} to shared`

  function move() {
    const problem = edit(label, (registry) => relocateAll(registry, refs, 'shared'))
    say(problem === null ? 'good' : 'bad', problem ?? `${label}: done.`)
  }

  return (
    <button type="button" className="button rule__move" onClick={move}>
      {label}
    </button>
  )
}
