import { useDeferredValue, useId, useMemo } from 'react'
import { costOf, type Cost } from '../../core/analysis/cost.ts'
import { costAfterMove, moveTriedAtOnce } from '../../core/analysis/moveEffects.ts'
import type { Model } from '../../core/document/model.ts'
import { LOCATION_WORDS, LOCATIONS, type Location } from '../../core/registry/location.ts'
import { selectedBuffers, type InspectorState } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { useLateModels } from '../lateModels.tsx'
import { launchLine, tendencyOf } from '../launchWords.ts'
import { LOCATION_KEYS, LocationGlyph } from '../location.tsx'
import { TendencyMark } from '../TendencyMark.tsx'

/** Buffers whose move together is tried before it is made. */
const MOST_TRIED = 200

const selectSelection = (state: InspectorState) => state.selection

/**
 * The three memories as radio buttons, each with what it would make of the launch; `null` where the
 * selected buffers live in different ones.
 */
export function MoveTo({ location }: { readonly location: Location | null }) {
  const { moveSelection } = useActions()
  const name = useId()
  return (
    <fieldset className="move-to">
      <legend className="visually-hidden">Move to</legend>
      <p className="move-to__title" aria-hidden="true">
        Move to
      </p>
      <div className="move-to__options">
        {LOCATIONS.map((option) => (
          <label key={option} className="move-to__option" data-checked={option === location}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={option === location}
              onChange={() => moveSelection(option)}
            />
            <LocationGlyph location={option} />
            {LOCATION_WORDS[option]}
            <kbd>{LOCATION_KEYS[option]}</kbd>
            {option !== location && <Effect option={option} />}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What the launch would come to; computed after all else is shown. */
function Effect({ option }: { readonly option: Location }) {
  const preferences = useInspector((state) => state.preferences)
  const selection = useDeferredValue(useInspector(selectSelection))
  const { committed } = useLateModels()
  const then = useMemo(
    () => (committed === null ? null : effectOf(committed, selectedBuffers(selection), option)),
    [committed, selection, option],
  )
  const now = committed === null ? null : costOf(committed)
  if (then === null || now === null) return null
  return (
    <span className="move-to__effect">
      <TendencyMark tendency={tendencyOf(now, then)} /> {launchLine(now, then, preferences)}
    </span>
  )
}

function effectOf(
  model: Model,
  refs: ReturnType<typeof selectedBuffers>,
  option: Location,
): Cost | null {
  return refs.length > MOST_TRIED || !moveTriedAtOnce(model, refs)
    ? null
    : costAfterMove(model, refs, option)
}
