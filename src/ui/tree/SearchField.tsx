import type { KeyboardEvent } from 'react'
import { selectedBuffers, type InspectorState } from '../../store/state.ts'
import { SearchIcon } from '../app/icons.tsx'
import { useActions, useInspector, useReadState } from '../inspectorContext.ts'
import { SEARCH_ID, TREE_ID } from './searchIds.ts'
import { matchKey, selectMatches } from './searchMatches.ts'

const selectSearch = (state: InspectorState) => state.search

/** Finds buffers by name and filters; Enter goes round the matches. */
export function SearchField() {
  const search = useInspector(selectSearch)
  const matches = useInspector(selectMatches)
  const { setSearch, select } = useActions()
  const readState = useReadState()
  const problem = matches.problems[0]

  /** Selects the match behind the selected one, or before it. */
  function goRound(step: 1 | -1): void {
    const [present] = selectedBuffers(readState().selection)
    const key = present === undefined ? null : matchKey(present)
    const at = matches.list.findIndex((ref) => matchKey(ref) === key)
    const next = matches.list.at((step === 1 ? at + 1 : Math.max(at, 0) - 1) % matches.list.length)
    if (next !== undefined) select([next])
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape' && search !== '') setSearch('')
    else if (event.key === 'Escape' || event.key === 'ArrowDown')
      document.getElementById(TREE_ID)?.focus()
    else if (event.key === 'Enter' && matches.list.length > 0) goRound(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  }

  return (
    <div className="search">
      <SearchIcon />
      <input
        id={SEARCH_ID}
        className="search__field"
        type="search"
        aria-label="Find buffers"
        aria-describedby="search-count"
        aria-invalid={problem !== undefined}
        placeholder="Find buffers"
        title="Part of a name, or filters: in:shared size>=32 alias:* type:Newton"
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span id="search-count" className="search__count figure" role="status">
        {search.trim() === '' ? <kbd>Ctrl F</kbd> : (problem ?? String(matches.list.length))}
      </span>
    </div>
  )
}
