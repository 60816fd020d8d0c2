import type { Location } from '../core/registry/location.ts'
import type { BufferRef } from '../core/registry/verbs.ts'

const LOCATION_WORDS = {
  shared: 'shared',
  local: 'local',
  persistent_local: 'persistent',
} as const satisfies Record<Location, string>

/** What a move is called in the history and while dragging: "Move delta to shared". */
export function moveLabel(refs: readonly BufferRef[], location: Location): string {
  const [first] = refs
  const what = refs.length === 1 && first !== undefined ? first.name : `${refs.length} buffers`
  return `Move ${what} to ${LOCATION_WORDS[location]}`
}
