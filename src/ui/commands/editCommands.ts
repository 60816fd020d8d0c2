import { removeSubtree } from '../../core/registry/factories.ts'
import { LOCATIONS, type Location } from '../../core/registry/location.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { duplicate } from '../../core/registry/transfer.ts'
import { setPersistent, setPinned, unregister, type BufferRef } from '../../core/registry/verbs.ts'
import { canRedo, canUndo } from '../../store/history.ts'
import { committedModel, selectedBuffers, type InspectorState } from '../../store/state.ts'
import { LOCATION_KEYS, LOCATION_WORDS } from '../location.tsx'
import { addBuffer, addFactoryBelow } from './adding.ts'
import { hasDocument, type Command, type CommandContext } from './command.ts'
import { bufferIn, flagOf, stepped } from './selection.ts'

function hasBuffers(state: InspectorState): boolean {
  return selectedBuffers(state.selection).length > 0
}

function hasSelection(state: InspectorState): boolean {
  return state.history !== null && state.selection.length > 0
}

/** Applies a verb to every selected buffer, as one step; says what went wrong. */
function forEachSelected(
  { actions, readState }: CommandContext,
  label: (what: string) => string,
  verb: (registry: Registry, ref: BufferRef) => Registry,
): void {
  const refs = selectedBuffers(readState().selection)
  const [first] = refs
  if (first === undefined) return
  const text = label(refs.length === 1 ? first.name : `${refs.length} buffers`)
  const problem = actions.edit(text, (registry) => refs.reduce(verb, registry))
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

/** Selected factories go with all below them; without any, the selected buffers go. */
function removeSelected({ actions, readState }: CommandContext): void {
  const { selection } = readState()
  const factories = selection.flatMap((ref) => (ref.name === null ? [ref.factory] : []))
  // Backwards, so that an alias goes before the buffer it lies in.
  const buffers = [...selectedBuffers(selection)].reverse()
  const names = factories.length > 0 ? factories : buffers.map((ref) => ref.name)
  const noun = factories.length > 0 ? 'factories' : 'buffers'
  const label = `Delete ${names.length === 1 ? (names[0] ?? '') : `${names.length} ${noun}`}`
  const problem = actions.edit(label, (registry) =>
    factories.length > 0
      ? factories.reduce(removeSubtree, registry)
      : buffers.reduce(unregister, registry),
  )
  if (problem === null) actions.select([])
  else actions.say('bad', problem)
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
    run: (context) =>
      forEachSelected(
        context,
        (what) => `Duplicate ${what}`,
        (registry, ref) => duplicate(registry, ref),
      ),
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
    run: (context) => forEachSelected(context, (what) => `Move ${what} up`, stepped(-1)),
  },
  {
    id: 'move-down',
    title: 'Move down in order',
    group: 'Edit',
    keys: ['Alt+ArrowDown'],
    isAvailable: hasBuffers,
    run: (context) => forEachSelected(context, (what) => `Move ${what} down`, stepped(1)),
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
