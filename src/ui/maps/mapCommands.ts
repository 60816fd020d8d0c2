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
