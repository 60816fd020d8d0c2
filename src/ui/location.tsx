import './location.css'
import type { Location } from '../core/registry/location.ts'

/** The key that moves the selection there. */
export const LOCATION_KEYS = {
  shared: '1',
  local: '2',
  persistent_local: '3',
} as const satisfies Record<Location, string>

/** Filled square, ring, diamond: a location is told by its shape, and never by colour alone. */
export function LocationGlyph({ location }: { readonly location: Location }) {
  return (
    <svg className="glyph" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {location === 'shared' && <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" />}
      {location === 'local' && <circle className="glyph__line" cx="6" cy="6" r="3.6" />}
      {location === 'persistent_local' && (
        <path className="glyph__line" d="M6 1.4 10.6 6 6 10.6 1.4 6Z" />
      )}
    </svg>
  )
}
