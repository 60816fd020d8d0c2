/** What can be done to the map from anywhere on the page: keys, palette, menus. */
export type MapCommand =
  'zoom-in' | 'zoom-out' | 'zoom-all' | 'fit-selection' | 'pan-left' | 'pan-right'

type Listener = (command: MapCommand) => void

const listeners = new Set<Listener>()

/** Tells the map that is on the page; nothing happens where there is none. */
export function sendMapCommand(command: MapCommand): void {
  for (const listener of listeners) listener(command)
}

/** Listens until the function that it gives is called. */
export function onMapCommand(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The keys of the map, wherever the focus is, as the shortcut sheet lists them. */
export const MAP_KEYS: ReadonlyMap<string, MapCommand> = new Map([
  ['+', 'zoom-in'],
  ['=', 'zoom-in'],
  ['-', 'zoom-out'],
  ['0', 'zoom-all'],
  ['f', 'fit-selection'],
])

/** The command of a key press; null for other keys, and where someone is typing. */
export function mapCommandOf(event: KeyboardEvent): MapCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null
  const { target } = event
  if (target instanceof Element && target.closest(TYPING) !== null) return null
  return MAP_KEYS.get(event.key.toLowerCase()) ?? null
}

const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]'
