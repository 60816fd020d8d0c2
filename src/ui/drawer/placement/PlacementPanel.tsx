import { useEffect, useId } from 'react'
import { edited } from '../../../core/document/edit.ts'
import { LOCATION_WORDS } from '../../../core/registry/location.ts'
import type { InspectorState } from '../../../store/state.ts'
import { figure, spelled } from '../../figures.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { LocationGlyph } from '../../location.tsx'
import { cornerIndex, withMoves, type Move, type PlacementSummary } from './placementMoves.ts'
import type { ShownFront } from './shownFront.ts'
import './Placement.css'

/** Moves that are named; the rest is counted. */
const NAMED = 24

const selectPreferences = (state: InspectorState) => state.preferences

interface Props {
  readonly summary: PlacementSummary
  /** Bytes of an element of the root. */
  readonly elementBytes: number
  readonly moves: readonly Move[]
  readonly words: number
  readonly onBudget: (words: number) => void
  readonly onFront: (front: ShownFront | null) => void
}

/** A budget of shared memory a run, what the best placement within it serves, and what would move. */
export function PlacementPanel({ summary, elementBytes, moves, words, onBudget, onFront }: Props) {
  const preferences = useInspector(selectPreferences)
  const { editModel, say } = useActions()
  const id = useId()
  const { front, present, proved } = summary
  const at = cornerIndex(front, words)
  const corner = front[at] ?? present
  // The chart above draws the front; it is no part of this panel.
  useEffect(() => {
    onFront({ corners: front, chosen: corner })
    return () => onFront(null)
  }, [front, corner, onFront])
  const size = (count: number) => spelled(count * 4, elementBytes, preferences)

  function apply() {
    const label = `Apply the placement within ${size(corner.words)} a run`
    const problem = editModel(label, (model) =>
      edited(model, (registry) => withMoves(registry, moves)),
    )
    say(problem === null ? 'good' : 'bad', problem ?? `${label}: done.`)
  }

  return (
    <div className="placement">
      <div className="placement__budget">
        <label htmlFor={id}>Budget a run</label>
        <input
          id={id}
          type="range"
          min={0}
          max={Math.max(0, front.length - 1)}
          step={1}
          value={at}
          aria-valuetext={size(corner.words)}
          onChange={({ target }) => onBudget(front[Number(target.value)]?.words ?? words)}
        />
        <span className="figure">{size(corner.words)}</span>
        <button type="button" className="button" disabled={moves.length === 0} onClick={apply}>
          {moves.length === 0
            ? 'Nothing to move'
            : `Apply: move ${moves.length} buffer${moves.length === 1 ? '' : 's'}`}
        </button>
      </div>
      <p className="muted">
        Serves <span className="figure placement__now">{figure(corner.weight)}</span>{' '}
        {WEIGHT_WORDS[summary.weights]} from shared memory; now{' '}
        <span className="figure">{figure(present.weight)}</span> in{' '}
        <span className="figure">{size(present.words)}</span>. {figure(summary.freeBuffers)} buffers
        are free to move.{' '}
        <span className="layer">{proved ? 'proved best for its weights' : 'not proved'}</span>
      </p>
      {moves.length > 0 && (
        <ul className="placement__moves" aria-label="What would move">
          {moves.slice(0, NAMED).map((move) => (
            <MoveView key={`${move.factory} ${move.name}`} move={move} />
          ))}
          {moves.length > NAMED && <li className="muted">and {moves.length - NAMED} more</li>}
        </ul>
      )}
    </div>
  )
}

const WEIGHT_WORDS = {
  accesses: 'accesses a step',
  uniform: 'elements (uniform weights: the accesses are not known)',
  mixed: 'by weight (accesses where they are known, else the size)',
} as const

function MoveView({ move }: { readonly move: Move }) {
  const { select, hover } = useActions()
  const ref = { factory: move.factory, name: move.name }
  return (
    <li>
      <button
        type="button"
        className="chip"
        title={move.factory}
        onClick={() => select([ref])}
        onPointerEnter={() => hover(ref)}
        onPointerLeave={() => hover(null)}
      >
        {move.name}
        <span aria-hidden="true">→</span>
        <LocationGlyph location={move.to} />
        <span className="muted">{LOCATION_WORDS[move.to]}</span>
      </button>
    </li>
  )
}
