import { stepAll, stepChild } from '../../core/document/reorder.ts'
import { LOCATION_WORDS, LOCATIONS, type Location } from '../../core/registry/location.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { setPersistent, setPinned } from '../../core/registry/verbs.ts'
import { firstEdgeTo } from '../../store/cargo.ts'
import { canRedo, canUndo } from '../../store/history.ts'
import {
  committedModel,
  selectedBuffers,
  type InspectorState,
  type Ref,
} from '../../store/state.ts'
import { LOCATION_KEYS } from '../location.tsx'
import { addBuffer, addFactoryBelow } from './adding.ts'
import { hasDocument, type Command, type CommandContext } from './command.ts'
import { duplicateSelected, removeSelected } from './removing.ts'
import { bufferIn, flagOf, forEachSelected, named } from './selection.ts'

function hasBuffers(state: InspectorState): boolean {
  return selectedBuffers(state.selection).length > 0
}

function hasSelection(state: InspectorState): boolean {
  return state.history !== null && state.selection.length > 0
}

interface Stepping {
  readonly what: string
  /** Null for a root, which has no siblings. */
  readonly verb: ((registry: Registry) => Registry) | null
}

/** One position up or down: the selected buffers together, without any the last selected factory among its siblings. */
function steppingOf(registry: Registry, selection: readonly Ref[], step: -1 | 1): Stepping | null {
  const refs = selectedBuffers(selection)
  if (refs.length > 0)
    return { what: named(registry, refs), verb: (next) => stepAll(next, refs, step) }
  const last = selection.at(-1)
  if (last === undefined) return null
  const edge = firstEdgeTo(registry, last.factory)
  const verb = edge === null ? null : (next: Registry) => stepChild(next, edge, step)
  return { what: named(registry, [last]), verb }
}

function stepSelected({ actions, readState }: CommandContext, step: -1 | 1): void {
  const before = committedModel(readState())
  if (before === null) return
  const stepping = steppingOf(before.registry, readState().selection, step)
  if (stepping === null) return
  const { what, verb } = stepping
  if (verb === null) {
    actions.say('info', `${what} is a root, and roots have no order.`)
    return
  }
  const way = step < 0 ? 'up' : 'down'
  const problem = actions.edit(`Move ${what} ${way}`, verb)
  if (problem !== null) actions.say('bad', problem)
  else if (committedModel(readState()) === before)
    actions.say('info', `${what} cannot go further ${way}.`)
}

function moveCommand(location: Location): Command {
  return {
    id: `move-${location}`,
    title: `Move to ${LOCATION_WORDS[location]}`,
    group: 'Move',
    keys: [LOCATION_KEYS[location]],
    isAvailable: hasBuffers,
    whyNot: 'select a buffer first',
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
    whyNot: 'nothing was done before this',
    run: ({ actions }) => actions.undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Edit',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    isAvailable: (state) => state.history !== null && canRedo(state.history),
    whyNot: 'nothing was undone',
    run: ({ actions }) => actions.redo(),
  },
  ...LOCATIONS.map(moveCommand),
  {
    id: 'move-into',
    title: 'Move into another factory…',
    group: 'Move',
    keys: ['Shift+M'],
    isAvailable: hasSelection,
    whyNot: 'select a buffer or a factory first',
    run: ({ actions }) => actions.setDialog({ kind: 'move-into' }),
  },
  {
    id: 'rename',
    title: 'Rename',
    group: 'Edit',
    keys: ['F2'],
    isAvailable: hasSelection,
    whyNot: 'select a buffer or a factory first',
    run: ({ actions, readState }) => actions.setRenaming(readState().selection.at(-1) ?? null),
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    group: 'Edit',
    keys: ['Ctrl+D'],
    isAvailable: hasSelection,
    whyNot: 'select a buffer or a factory first',
    run: duplicateSelected,
  },
  {
    id: 'delete',
    title: 'Delete',
    group: 'Edit',
    keys: ['Delete'],
    isAvailable: hasSelection,
    whyNot: 'select a buffer or a factory first',
    run: removeSelected,
  },
  {
    id: 'move-up',
    title: 'Move up in order',
    group: 'Edit',
    keys: ['Alt+ArrowUp'],
    isAvailable: hasSelection,
    whyNot: 'select a buffer or a factory first',
    run: (context) => stepSelected(context, -1),
  },
  {
    id: 'move-down',
    title: 'Move down in order',
    group: 'Edit',
    keys: ['Alt+ArrowDown'],
    isAvailable: hasSelection,
    whyNot: 'select a buffer or a factory first',
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
    whyNot: 'select a buffer first',
    run: toggle('pinned'),
  },
  {
    id: 'persistent',
    title: 'Persistent or not',
    group: 'Edit',
    keys: ['Shift+T'],
    isAvailable: hasBuffers,
    whyNot: 'select a buffer first',
    run: toggle('persistent'),
  },
]
