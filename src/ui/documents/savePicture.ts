import { committedModel } from '../../store/state.ts'
import type { CommandContext } from '../commands/command.ts'
import { saveName } from './saveName.ts'

/** Saves the maps as a picture; what draws it is loaded then. */
export async function savePicture(
  { actions, readState, files }: CommandContext,
  ending: 'svg' | 'png',
): Promise<void> {
  const state = readState()
  const model = committedModel(state)
  if (model === null) return
  const [{ mapSvg }, { readPalette }] = await Promise.all([
    import('../maps/exportSvg.ts'),
    import('../maps/palette.ts'),
  ])
  const fileName = saveName(model.name, ending)
  const { preferences, deviceLimits: device } = state
  const svg = mapSvg(model, { palette: readPalette(), preferences, device })
  try {
    if (ending === 'svg') files.download(fileName, svg, 'image/svg+xml')
    else {
      const { pngOf } = await import('../maps/exportPng.ts')
      files.download(fileName, await pngOf(svg), 'image/png')
    }
    actions.say('good', `Saved ${fileName}.`)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'the browser could not draw it.'
    actions.say('bad', `${fileName} could not be saved: ${why}`)
  }
}
