import { moveWords, namesWords } from '../core/analysis/moveWords.ts'
import type { OrderPlace } from '../core/document/reorder.ts'
import type { FactoryId } from '../core/registry/factory.ts'
import type { Location } from '../core/registry/location.ts'
import type { BufferRef } from '../core/registry/verbs.ts'

/** What a move is called in the history and while dragging: "Move delta to shared". */
export function moveLabel(refs: readonly BufferRef[], location: Location): string {
  return moveWords(whatOf(refs), location)
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
  return namesWords(refs.map(({ name }) => name))
}
