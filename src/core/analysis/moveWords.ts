import { LOCATION_WORDS, type Location } from '../registry/location.ts'

/** Names that are all said, before only the first ones are. */
const ALL_SAID = 3

/** "delta", "delta and state", "delta, state and error"; of more, "delta, state and 3 more". */
export function namesWords(names: readonly string[]): string {
  const said = names.length <= ALL_SAID ? names : names.slice(0, 2)
  const rest = names.length - said.length
  const listed = rest === 0 ? said : [...said, `${rest} more`]
  const last = listed.at(-1) ?? 'nothing'
  return listed.length < 2 ? last : `${listed.slice(0, -1).join(', ')} and ${last}`
}

/** What a move is called, by a button and in the history: "Move kept to persistent". */
export function moveWords(what: string, location: Location): string {
  return `Move ${what} to ${LOCATION_WORDS[location]}`
}
