/** Where the author of a buffer wants it to live. */
export const LOCATIONS = ['shared', 'local', 'persistent_local'] as const
export type Location = (typeof LOCATIONS)[number]

/** A location in words, as sentences, the page and the history say it. */
export const LOCATION_WORDS = {
  shared: 'shared',
  local: 'local',
  persistent_local: 'persistent',
} as const satisfies Record<Location, string>

/** The two locations that are cut from an arena; a child region is always in one of them. */
export const ARENA_LOCATIONS = ['shared', 'persistent_local'] as const
export type ArenaLocation = (typeof ARENA_LOCATIONS)[number]

export function isLocation(value: unknown): value is Location {
  return value === 'shared' || value === 'local' || value === 'persistent_local'
}
