import { printDocument } from '../../core/document/toDocument.ts'
import { committedModel } from '../../store/state.ts'
import { saveName } from '../documents/saveName.ts'
import { savePicture } from '../documents/savePicture.ts'
import { always, hasDocument, type Command } from './command.ts'

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
    run: ({ actions }) => actions.setDialog({ kind: 'share' }),
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
    run: ({ files, actions, readState }) => {
      const model = committedModel(readState())
      if (model === null) return
      const fileName = saveName(model.name, 'json')
      files.download(fileName, printDocument(model), 'application/json')
      actions.say('good', `Saved ${fileName}.`)
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
      if (model !== null) void files.copy(printDocument(model), 'The layout document')
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
