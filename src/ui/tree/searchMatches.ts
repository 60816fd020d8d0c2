import { parseQuery, searchBuffers } from '../../core/search/query.ts'
import type { Registry } from '../../core/registry/registry.ts'
import type { BufferRef } from '../../core/registry/verbs.ts'
import type { InspectorState } from '../../store/state.ts'
import { shownModel } from '../../store/state.ts'

/** What the search finds in the model that is shown. */
export interface Matches {
  readonly list: readonly BufferRef[]
  readonly keys: ReadonlySet<string>
  readonly problems: readonly string[]
}

const NO_MATCHES: Matches = { list: [], keys: new Set(), problems: [] }

let last: { readonly registry: Registry; readonly text: string; readonly matches: Matches } | null =
  null

/** The matches of the present search, computed once per registry and text. */
export function selectMatches(state: InspectorState): Matches {
  const registry = shownModel(state)?.registry
  if (registry === undefined || state.search.trim() === '') return NO_MATCHES
  if (last?.registry === registry && last.text === state.search) return last.matches
  const query = parseQuery(state.search)
  const list = searchBuffers(registry, query)
  const matches = { list, keys: new Set(list.map(matchKey)), problems: query.problems }
  last = { registry, text: state.search, matches }
  return matches
}

/** A key no two buffers share: names hold no control characters. */
export function matchKey(ref: BufferRef): string {
  return `${ref.factory}\u0000${ref.name}`
}
