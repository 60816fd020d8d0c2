import type { OrderPlace } from '../core/document/reorder.ts'
import type { FactoryId } from '../core/registry/factory.ts'
import type { Location } from '../core/registry/location.ts'
import type { BufferRef } from '../core/registry/verbs.ts'

const LOCATION_WORDS = {
  shared: 'shared',
  local: 'local',
  persistent_local: 'persistent',
} as const satisfies Record<Location, string>

/** What a move is called in the history and while dragging: "Move delta to shared". */
export function moveLabel(refs: readonly BufferRef[], location: Location): string {
  return `Move ${whatOf(refs)} to ${LOCATION_WORDS[location]}`
}

/** What a new place in registration order is called. */
export function placeLabel(refs: readonly BufferRef[], place: OrderPlace): string {
  const where = place.entry === null ? `the end of ${place.factory}` : `the place of ${place.entry}`
  return `Move ${whatOf(refs)} to ${where}`
}

/** What a new parent of a factory is called; none makes it a root. */
export function parentLabel(child: FactoryId, parent: FactoryId | null): string {
  return parent === null ? `Make ${child} a root` : `Move ${child} under ${parent}`
}

function whatOf(refs: readonly BufferRef[]): string {
  const [first] = refs
  return refs.length === 1 && first !== undefined ? first.name : `${refs.length} buffers`
}
