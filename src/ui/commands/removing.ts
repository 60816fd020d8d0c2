import { removeSubtree } from '../../core/registry/factories.ts'
import type { Factory, FactoryId } from '../../core/registry/factory.ts'
import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import { duplicate } from '../../core/registry/transfer.ts'
import { setAlias, unregister, type BufferRef } from '../../core/registry/verbs.ts'
import { firstEdgeTo } from '../../store/cargo.ts'
import {
  committedModel,
  selectedBuffers,
  type InspectorState,
  type Ref,
} from '../../store/state.ts'
import type { CommandContext } from './command.ts'
import { forEachSelected } from './selection.ts'

/** Selected factories go with all below them; without any, the selected buffers go. What is beside them is selected. */
export function removeSelected({ actions, readState }: CommandContext): void {
  const before = registryIn(readState())
  const { selection } = readState()
  const last = selection.at(-1)
  if (before === null || last === undefined) return
  const factories = selection.flatMap((ref) => (ref.name === null ? [ref.factory] : []))
  const buffers = selectedBuffers(selection)
  const names =
    factories.length > 0
      ? factories.map((id) => firstEdgeTo(before, id)?.name ?? id)
      : buffers.map((ref) => ref.name)
  const noun = factories.length > 0 ? 'factories' : 'buffers'
  const label = `Delete ${names.length === 1 ? (names[0] ?? '') : `${names.length} ${noun}`}`
  const problem = actions.edit(label, (registry) =>
    factories.length > 0
      ? factories.reduce(removedSubtree, registry)
      : unregisterMany(registry, buffers),
  )
  const after = registryIn(readState())
  if (problem !== null) actions.say('bad', problem)
  else if (after !== null) actions.select(besideRemoved(before, after, last))
}

/** Copies of the selected buffers, which are selected then. */
export function duplicateSelected(context: CommandContext): void {
  const { actions, readState } = context
  const before = registryIn(readState())
  forEachSelected(
    context,
    (what) => `Duplicate ${what}`,
    (registry, ref) => duplicate(registry, ref),
  )
  const after = registryIn(readState())
  if (before === null || after === null || before === after) return
  const ids = new Set(selectedBuffers(readState().selection).map((ref) => ref.factory))
  actions.select([...ids].flatMap((id) => newIn(before, after, id)))
}

function registryIn(state: InspectorState): Registry | null {
  return committedModel(state)?.registry ?? null
}

function newIn(before: Registry, after: Registry, factory: FactoryId): readonly Ref[] {
  const known = new Set(buffersOf(factoryIn(before, factory)))
  return buffersOf(factoryIn(after, factory)).flatMap((name) =>
    known.has(name) ? [] : [{ factory, name }],
  )
}

/** The buffer behind the one that went, or before it, or their factory; the parent of a factory that went. */
export function besideRemoved(before: Registry, after: Registry, gone: Ref): readonly Ref[] {
  const factory = factoryIn(after, gone.factory)
  if (factory === null || gone.name === null) {
    const parent = firstEdgeTo(before, gone.factory)?.parent ?? after.roots[0]
    const isThere = parent !== undefined && factoryIn(after, parent) !== null
    return isThere ? [{ factory: parent, name: null }] : []
  }
  const left = new Set(buffersOf(factory))
  const order = buffersOf(factoryIn(before, gone.factory))
  const at = order.indexOf(gone.name)
  const isLeft = (name: string) => left.has(name)
  const name = order.slice(at).find(isLeft) ?? order.slice(0, at).findLast(isLeft) ?? null
  return [{ factory: gone.factory, name }]
}

function buffersOf(factory: Factory | null): readonly string[] {
  return (factory?.entries ?? []).flatMap((entry) => (entry.kind === 'buffer' ? [entry.name] : []))
}

/** One that went with another selected one is gone already. */
function removedSubtree(registry: Registry, id: FactoryId): Registry {
  return factoryIn(registry, id) === null ? registry : removeSubtree(registry, id)
}

/** Aliases go before the buffers they lie in, whatever the order of the selection. */
function unregisterMany(registry: Registry, refs: readonly BufferRef[]): Registry {
  const cleared = refs.reduce((next, ref) => setAlias(next, ref, null), registry)
  return refs.reduce(unregister, cleared)
}
