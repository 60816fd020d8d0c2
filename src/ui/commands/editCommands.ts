import { stepAll } from '../../core/document/reorder.ts'
import { LOCATIONS, type Location } from '../../core/registry/location.ts'
import { setPersistent, setPinned } from '../../core/registry/verbs.ts'
import { canRedo, canUndo } from '../../store/history.ts'
import { committedModel, selectedBuffers, type InspectorState } from '../../store/state.ts'
import { LOCATION_KEYS, LOCATION_WORDS } from '../location.tsx'
import { addBuffer, addFactoryBelow } from './adding.ts'
import { hasDocument, type Command, type CommandContext } from './command.ts'
import { duplicateSelected, removeSelected } from './removing.ts'
import { bufferIn, flagOf, forEachSelected } from './selection.ts'

function hasBuffers(state: InspectorState): boolean {
  return selectedBuffers(state.selection).length > 0
}

function hasSelection(state: InspectorState): boolean {
  return state.history !== null && state.selection.length > 0
}

/** Moves the selected buffers one position up or down, together. */
function stepSelected({ actions, readState }: CommandContext, step: -1 | 1): void {
  const refs = selectedBuffers(readState().selection)
  const what = refs.length === 1 ? (refs[0]?.name ?? '') : `${refs.length} buffers`
  const problem = actions.edit(`Move ${what} ${step < 0 ? 'up' : 'down'}`, (registry) =>
    stepAll(registry, refs, step),
  )
  if (problem !== null) actions.say('bad', problem)
}

function moveCommand(location: Location): Command {
  return {
    id: `move-${location}`,
    title: `Move to ${LOCATION_WORDS[location]}`,
    group: 'Move',
    keys: [LOCATION_KEYS[location]],
    isAvailable: hasBuffers,
    run: ({ actions }) => actions.moveSelection(location),
  }
}

function toggle(flag: 'pinned' | 'persistent'): (context: CommandContext) => void {
  const verb = flag === 'pinned' ? setPinned : setPersistent
  return (context) => {
    const model = committedModel(context.readState())
    if (model === null) return
    const isOn = selectedBuffers(context.readState().selection).every((ref) =>
      flagOf(bufferIn(model, ref), flag),
    )
    const words =
      flag === 'pinned' ? (isOn ? 'Unpin' : 'Pin') : isOn ? 'Not persistent:' : 'Persistent:'
    forEachSelected(
      context,
      (what) => `${words} ${what}`,
      (registry, ref) => verb(registry, ref, !isOn),
    )
  }
}

/** Everything that changes the document, each one step of the history. */
export const EDIT_COMMANDS: readonly Command[] = [
  {
    id: 'undo',
    title: 'Undo',
    group: 'Edit',
    keys: ['Ctrl+Z'],
    isAvailable: (state) => state.history !== null && canUndo(state.history),
    run: ({ actions }) => actions.undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Edit',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    isAvailable: (state) => state.history !== null && canRedo(state.history),
    run: ({ actions }) => actions.redo(),
  },
  ...LOCATIONS.map(moveCommand),
  {
    id: 'move-into',
    title: 'Move into another factory…',
    group: 'Move',
    keys: ['Shift+M'],
    isAvailable: hasSelection,
    run: ({ actions }) => actions.setDialog({ kind: 'move-into' }),
  },
  {
    id: 'rename',
    title: 'Rename',
    group: 'Edit',
    keys: ['F2'],
    isAvailable: hasSelection,
    run: ({ actions, readState }) => actions.setRenaming(readState().selection.at(-1) ?? null),
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    group: 'Edit',
    keys: ['Ctrl+D'],
    isAvailable: hasBuffers,
    run: duplicateSelected,
  },
  {
    id: 'delete',
    title: 'Delete',
    group: 'Edit',
    keys: ['Delete'],
    isAvailable: hasSelection,
    run: removeSelected,
  },
  {
    id: 'move-up',
    title: 'Move up in order',
    group: 'Edit',
    keys: ['Alt+ArrowUp'],
    isAvailable: hasBuffers,
    run: (context) => stepSelected(context, -1),
  },
  {
    id: 'move-down',
    title: 'Move down in order',
    group: 'Edit',
    keys: ['Alt+ArrowDown'],
    isAvailable: hasBuffers,
    run: (context) => stepSelected(context, 1),
  },
  {
    id: 'add-buffer',
    title: 'Add a buffer',
    group: 'Edit',
    keys: ['Insert', 'Shift+B'],
    isAvailable: hasDocument,
    run: addBuffer,
  },
  {
    id: 'add-factory',
    title: 'Add a child factory',
    group: 'Edit',
    keys: ['Shift+N'],
    isAvailable: hasDocument,
    run: addFactoryBelow,
  },
  {
    id: 'pin',
    title: 'Pin or unpin',
    group: 'Edit',
    keys: ['Shift+P'],
    isAvailable: hasBuffers,
    run: toggle('pinned'),
  },
  {
    id: 'persistent',
    title: 'Persistent or not',
    group: 'Edit',
    keys: ['Shift+T'],
    isAvailable: hasBuffers,
    run: toggle('persistent'),
  },
]
