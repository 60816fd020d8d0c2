import { committedModel } from '../../store/state.ts'
import { saveName } from '../documents/saveName.ts'
import { sendMapCommand, type MapCommand } from '../maps/mapCommands.ts'
import { readPalette } from '../maps/palette.ts'
import { hasDocument, type Command, type CommandContext } from './command.ts'

/** Title and keys of what the map does; keys of a lane itself are told by the lane. */
const MAP_VERBS: readonly (readonly [MapCommand, string, readonly string[]])[] = [
  ['zoom-in', 'Zoom in', ['+', '=']],
  ['zoom-out', 'Zoom out', ['-']],
  ['zoom-all', 'Show all of the map', ['0']],
  ['fit-selection', 'Fit the selection', ['F']],
  ['pan-left', 'Pan left', []],
  ['pan-right', 'Pan right', []],
]

/** What the maps do, and what they are exported as. */
export const MAP_COMMANDS: readonly Command[] = [
  ...MAP_VERBS.map(([command, title, keys]): Command => ({
    id: command,
    title,
    group: 'View',
    keys,
    isAvailable: hasDocument,
    run: () => sendMapCommand(command),
  })),
  {
    id: 'export-svg',
    title: 'Export the map as SVG',
    group: 'Document',
    keys: [],
    isAvailable: hasDocument,
    run: (context) => void exportMap(context, 'svg'),
  },
  {
    id: 'export-png',
    title: 'Export the map as PNG',
    group: 'Document',
    keys: [],
    isAvailable: hasDocument,
    run: (context) => void exportMap(context, 'png'),
  },
]

async function exportMap(
  { actions, files, readState }: CommandContext,
  kind: 'svg' | 'png',
): Promise<void> {
  const state = readState()
  const model = committedModel(state)
  if (model === null) return
  const fileName = saveName(model.name, kind)
  try {
    const { mapSvg } = await import('../maps/exportSvg.ts')
    const svg = mapSvg(model, { palette: readPalette(), preferences: state.preferences })
    if (kind === 'svg') files.download(fileName, svg, 'image/svg+xml')
    else {
      const { pngOf } = await import('../maps/exportPng.ts')
      files.download(fileName, await pngOf(svg), 'image/png')
    }
    actions.say('good', `Saved ${fileName}.`)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'The map could not be drawn.'
    actions.say('bad', `${fileName} was not saved: ${why}`)
  }
}
