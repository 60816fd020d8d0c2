import { sendMapCommand, type MapCommand } from '../maps/mapCommands.ts'
import { hasDocument, type Command } from './command.ts'

/** Title and keys of what the map does; keys of a lane itself are told by the lane. */
const MAP_VERBS: readonly (readonly [MapCommand, string, readonly string[]])[] = [
  ['zoom-in', 'Zoom in', ['+', '=']],
  ['zoom-out', 'Zoom out', ['-']],
  ['zoom-all', 'Show all of the map', ['0']],
  ['fit-selection', 'Fit the selection', ['F', 'Shift+F']],
  ['pan-left', 'Pan left', []],
  ['pan-right', 'Pan right', []],
]

/** What the maps do, wherever the focus is. */
export const MAP_COMMANDS: readonly Command[] = MAP_VERBS.map(
  ([command, title, keys]): Command => ({
    id: command,
    title,
    group: 'View',
    keys,
    isAvailable: hasDocument,
    run: () => sendMapCommand(command),
  }),
)
