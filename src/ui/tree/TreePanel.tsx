import { LocationGlyph } from '../location.tsx'
import { LOCATION_WORDS, LOCATIONS } from '../../core/registry/location.ts'
import { SearchField } from './SearchField.tsx'
import { RootZone } from './RootZone.tsx'
import { Tree } from './Tree.tsx'
import './TreePanel.css'

/** Factories and their buffers, with the search above them. */
export function TreePanel() {
  return (
    <nav aria-label="Factories and buffers" className="panel">
      <SearchField />
      <Tree />
      <div className="tree__foot">
        <ul className="legend" aria-label="Shapes of the memories">
          {LOCATIONS.map((location) => (
            <li key={location} className="legend__item">
              <LocationGlyph location={location} />
              {LOCATION_WORDS[location]}
            </li>
          ))}
        </ul>
        <RootZone />
      </div>
    </nav>
  )
}
