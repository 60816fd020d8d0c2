import { committedModel } from '../../store/state.ts'
import { saveName } from '../documents/saveName.ts'
import { savePicture } from '../documents/savePicture.ts'
import { seenText } from '../documents/seen.ts'
import { always, hasDocument, type Command, type CommandContext } from './command.ts'

export const DOCUMENT_COMMANDS: readonly Command[] = [
  {
    id: 'open',
    title: 'Open a file',
    group: 'Document',
    keys: ['Ctrl+O'],
    isAvailable: always,
    run: ({ files }) => files.pick(),
  },
  {
    id: 'new-kernel',
    title: 'New kernel',
    group: 'Document',
    keys: ['Shift+K'],
    isAvailable: always,
    run: ({ actions }) => actions.setDialog({ kind: 'new-kernel' }),
  },
  {
    id: 'recent',
    title: 'Open recent',
    group: 'Document',
    keys: ['Shift+O'],
    isAvailable: always,
    run: ({ actions }) => actions.setDialog({ kind: 'recent' }),
  },
  {
    id: 'export-svg',
    title: 'Export the map as SVG',
    group: 'Document',
    keys: [],
    isAvailable: hasDocument,
    run: (context) => void savePicture(context, 'svg'),
  },
  {
    id: 'export-png',
    title: 'Export the map as PNG',
    group: 'Document',
    keys: [],
    isAvailable: hasDocument,
    run: (context) => void savePicture(context, 'png'),
  },
  {
    id: 'share',
    title: 'Share by a link',
    group: 'Document',
    keys: ['Shift+S'],
    isAvailable: hasDocument,
    run: (context) => void share(context),
  },
  {
    id: 'from-cubie',
    title: 'Open from a running cubie solver',
    group: 'Document',
    keys: [],
    isAvailable: always,
    run: ({ actions }) => actions.setDialog({ kind: 'from-cubie' }),
  },
  {
    id: 'export-json',
    title: 'Export the layout as JSON',
    group: 'Document',
    keys: ['Ctrl+S'],
    isAvailable: hasDocument,
    run: ({ files, readState }) => {
      const model = committedModel(readState())
      if (model !== null) void files.exportJson(model, saveName(model.name, 'json'))
    },
  },
  {
    id: 'copy-json',
    title: 'Copy the layout as JSON',
    group: 'Document',
    keys: [],
    isAvailable: hasDocument,
    run: ({ files, readState }) => {
      const model = committedModel(readState())
      if (model !== null) void files.copyJson(model)
    },
  },
  {
    id: 'close',
    title: 'Close the document',
    group: 'Document',
    keys: ['Shift+W'],
    isAvailable: hasDocument,
    run: ({ actions }) => actions.close(),
  },
]

/** Makes the link, and then shows it: the document, and how it is looked at. */
async function share({ actions, files, readState }: CommandContext): Promise<void> {
  const state = readState()
  const model = committedModel(state)
  const hash = model === null ? null : await files.linkHash(model)
  if (hash === null) return
  if (committedModel(readState()) !== model) {
    actions.say('info', 'The link is not shown: the layout was changed meanwhile. Share it again.')
    return
  }
  const seen = new URLSearchParams(seenText(state)).toString()
  const link = `${location.href.replace(/#.*$/, '')}${hash}${seen === '' ? '' : `&${seen}`}`
  actions.setDialog({ kind: 'share', link })
}
