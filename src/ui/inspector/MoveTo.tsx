import { useId } from 'react'
import { LOCATIONS, type Location } from '../../core/registry/location.ts'
import { useActions } from '../inspectorContext.ts'
import { LOCATION_KEYS, LOCATION_WORDS, LocationGlyph } from '../location.tsx'

/** The three memories as radio buttons; `null` where the selected buffers live in different ones. */
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
          </label>
        ))}
      </div>
    </fieldset>
  )
}
