import { entryOf, factoryId } from '../../core/registry/factory.ts'
import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import type { Opening } from '../../store/documentActions.ts'
import type { InspectorState, Ref, View } from '../../store/state.ts'

/** How a document is looked at, as the texts of an address: untrusted. */
export interface SeenText {
  readonly view: string | null
  readonly shown: string | null
  /** Pairs of a factory and a buffer, or null for the factory itself, as JSON. */
  readonly selected: string | null
}

/** The views of one document; a comparison needs a second one, which a link does not hold. */
const VIEWS: readonly View[] = ['factory', 'run', 'block', 'table']
const MOST_SELECTED = 100

/** What a link says of how the document is looked at, for the hash of an address. */
export function seenText(
  state: Pick<InspectorState, 'view' | 'shown' | 'selection'>,
): Readonly<Record<string, string>> {
  const { view, shown, selection } = state
  const selected = selection.slice(0, MOST_SELECTED).map(({ factory, name }) => [factory, name])
  return {
    ...(VIEWS.includes(view) ? { view } : {}),
    ...(shown === null ? {} : { shown }),
    ...(selected.length === 0 ? {} : { selected: JSON.stringify(selected) }),
  }
}

/** The part of it that this document has; what is wrong is as if it were not there. */
export function seenIn(
  registry: Registry,
  { view, shown, selected }: SeenText,
): NonNullable<Opening['seen']> {
  const known = VIEWS.find((other) => other === view)
  const factory = shown === null ? null : factoryIn(registry, factoryId(shown))
  const selection = refsOf(selected).filter((ref) => isThere(registry, ref))
  return {
    ...(known === undefined ? {} : { view: known }),
    ...(factory === null ? {} : { shown: factory.id }),
    ...(selection.length === 0 ? {} : { selection }),
  }
}

function isThere(registry: Registry, ref: Ref): boolean {
  const factory = factoryIn(registry, ref.factory)
  return factory !== null && (ref.name === null || entryOf(factory, ref.name) !== null)
}

function refsOf(selected: string | null): readonly Ref[] {
  const pairs: unknown = parsed(selected ?? '[]')
  if (!Array.isArray(pairs)) return []
  return pairs.slice(0, MOST_SELECTED).flatMap((pair: unknown) => {
    if (!Array.isArray(pair)) return []
    const factory: unknown = pair[0]
    const name: unknown = pair[1]
    if (typeof factory !== 'string' || (typeof name !== 'string' && name !== null)) return []
    return [{ factory: factoryId(factory), name }]
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
