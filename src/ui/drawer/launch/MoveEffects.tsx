import { useState } from 'react'
import { costOf, type Cost } from '../../../core/analysis/cost.ts'
import { moveEffectsOf, triedAtOnce, type MoveEffect } from '../../../core/analysis/moveEffects.ts'
import { relocateAll } from '../../../core/document/edit.ts'
import type { Model } from '../../../core/document/model.ts'
import { bytesOf } from '../../../core/registry/dtype.ts'
import { LOCATION_WORDS } from '../../../core/registry/location.ts'
import { moveLabel } from '../../../store/moveLabel.ts'
import type { InspectorState } from '../../../store/state.ts'
import { figure, spelled } from '../../figures.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { launchFigures, tendencyOf } from '../../launchWords.ts'
import { LocationGlyph } from '../../location.tsx'
import { TendencyMark } from '../../TendencyMark.tsx'
import { effectGroups } from './effectGroups.ts'
import './MoveEffects.css'

/** Rows of a group before one asks for all. */
const FIRST_ROWS = 3

const selectPreferences = (state: InspectorState) => state.preferences

/** For each of the largest buffers: what its move alone would make of the launch, and a button for it. */
export function MoveEffects({ model }: { readonly model: Model }) {
  const [asked, setAsked] = useState<Model | null>(null)
  return triedAtOnce(model) || asked === model ? (
    <EffectTable model={model} />
  ) : (
    <button
      type="button"
      className="button"
      onClick={() => {
        setAsked(model)
      }}
    >
      Try the largest buffers
    </button>
  )
}

function EffectTable({ model }: { readonly model: Model }) {
  const [showsAll, setShowsAll] = useState(false)
  const now = costOf(model)
  const { effects, movable } = moveEffectsOf(model)
  if (now === null || effects.length === 0)
    return <p className="muted">No buffer can move: all are pinned or empty.</p>
  const groups = effectGroups(effects, now)
  const hasMore = groups.some((group) => group.effects.length > FIRST_ROWS)
  return (
    <>
      <table className="effects">
        <thead>
          <tr>
            <th scope="col">Buffer</th>
            <th scope="col">Move</th>
            <th scope="col">Run</th>
            <th scope="col">Block</th>
            <th scope="col">Runs/SM</th>
            <td />
          </tr>
        </thead>
        <tbody>
          <PresentRow cost={now} />
        </tbody>
        {groups.map(({ title, effects: all }) => (
          <tbody key={title}>
            <tr className="effects__group">
              <th scope="rowgroup" colSpan={6}>
                {title}
              </th>
            </tr>
            {(showsAll ? all : all.slice(0, FIRST_ROWS)).map((effect) => (
              <EffectRow
                key={`${effect.ref.factory}\u0000${effect.ref.name}`}
                effect={effect}
                now={now}
              />
            ))}
          </tbody>
        ))}
      </table>
      <p className="effects__note muted">
        {effects.length < movable &&
          `The ${figure(effects.length)} largest of ${figure(movable)} buffers. `}
        Arithmetic on the layout that the move makes. It says how many runs an SM holds, not how
        quick they are.{' '}
        {hasMore && (
          <button
            type="button"
            className="button effects__button"
            onClick={() => setShowsAll(!showsAll)}
          >
            {showsAll ? 'Show fewer' : `Show all ${figure(effects.length)}`}
          </button>
        )}
      </p>
    </>
  )
}

function PresentRow({ cost }: { readonly cost: Cost }) {
  const { run, block, runsPerSM } = launchFigures(cost, useInspector(selectPreferences))
  return (
    <tr className="effects__now">
      <th scope="row" colSpan={2}>
        as it is
      </th>
      <td className="figure">{run}</td>
      <td className="figure">{block}</td>
      <td className="figure">{runsPerSM}</td>
      <td />
    </tr>
  )
}

function EffectRow({ effect, now }: { readonly effect: MoveEffect; readonly now: Cost }) {
  const preferences = useInspector(selectPreferences)
  const { edit, say, select, hover } = useActions()
  const { ref, from, to, bytes, moved, cost } = effect
  const { run, block, runsPerSM } = launchFigures(cost, preferences)
  const label = moveLabel([ref], to)

  function move() {
    const problem = edit(label, (registry) => relocateAll(registry, [ref], to))
    if (problem !== null) say('bad', problem)
  }

  return (
    <tr onPointerEnter={() => hover(ref)} onPointerLeave={() => hover(null)}>
      <th scope="row">
        <button type="button" className="place" title={ref.factory} onClick={() => select([ref])}>
          <strong>{ref.name}</strong>
        </button>{' '}
        <span className="muted">
          {moved > 1
            ? `and ${figure(moved - 1)} of its group`
            : spelled(bytes, bytesOf(cost.precision), preferences)}
        </span>
      </th>
      <td className="effects__move">
        <LocationGlyph location={from} /> <span aria-hidden="true">→</span>
        <span className="visually-hidden">{LOCATION_WORDS[from]} to</span>{' '}
        <LocationGlyph location={to} /> {LOCATION_WORDS[to]}
      </td>
      <td className="figure">{run}</td>
      <td className="figure">{block}</td>
      <td className="figure">
        <TendencyMark tendency={tendencyOf(now, cost)} /> {runsPerSM}
      </td>
      <td>
        <button type="button" className="button effects__button" aria-label={label} onClick={move}>
          Move
        </button>
      </td>
    </tr>
  )
}
