import { duplicateFactory } from '../../core/registry/duplicateFactory.ts'
import { removeSubtree } from '../../core/registry/factories.ts'
import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import { duplicate } from '../../core/registry/transfer.ts'
import { setAlias, unregister, type BufferRef } from '../../core/registry/verbs.ts'
import { firstEdgeTo } from '../../store/cargo.ts'
import { besideGone, newIn } from '../../store/selectionAfter.ts'
import {
  committedModel,
  selectedBuffers,
  type InspectorState,
  type Ref,
} from '../../store/state.ts'
import type { CommandContext } from './command.ts'
import { named } from './selection.ts'

/** Selected factories go with all below them; without any, the selected buffers go. What is beside them is selected. */
export function removeSelected({ actions, readState }: CommandContext): void {
  const before = registryIn(readState())
  const { selection } = readState()
  const last = selection.at(-1)
  if (before === null || last === undefined) return
  const factories = selection.filter((ref) => ref.name === null)
  const buffers = factories.length > 0 ? [] : selectedBuffers(selection)
  const label = `Delete ${named(before, [...factories, ...buffers])}`
  const problem = actions.edit(label, (registry) =>
    unregisterMany(factories.reduce(removedSubtree, registry), buffers),
  )
  const after = registryIn(readState())
  if (problem !== null) actions.say('bad', problem)
  else if (after !== null) actions.select(besideGone({ before, after, side: 'behind' }, last))
}

/** Copies of the selected buffers, without any of the selected factories with all below them. The copies are selected. */
export function duplicateSelected({ actions, readState }: CommandContext): void {
  const before = registryIn(readState())
  const { selection } = readState()
  if (before === null || selection.length === 0) return
  const buffers = selectedBuffers(selection)
  const factories = buffers.length > 0 ? [] : selection
  const label = `Duplicate ${named(before, [...buffers, ...factories])}`
  const problem = actions.edit(label, (registry) =>
    factories.reduce(duplicatedFactory, buffers.reduce(duplicatedBuffer, registry)),
  )
  const after = registryIn(readState())
  if (problem !== null) actions.say('bad', problem)
  else if (after !== null) actions.select(newIn(before, after))
}

function duplicatedBuffer(registry: Registry, ref: BufferRef): Registry {
  return duplicate(registry, ref)
}

function duplicatedFactory(registry: Registry, { factory }: Ref): Registry {
  return duplicateFactory(registry, factory, firstEdgeTo(registry, factory))
}

function registryIn(state: InspectorState): Registry | null {
  return committedModel(state)?.registry ?? null
}

/** One that went with another selected one is gone already. */
function removedSubtree(registry: Registry, { factory }: Ref): Registry {
  return factoryIn(registry, factory) === null ? registry : removeSubtree(registry, factory)
}

/** Aliases go before the buffers they lie in, whatever the order of the selection. */
function unregisterMany(registry: Registry, refs: readonly BufferRef[]): Registry {
  const cleared = refs.reduce((next, ref) => setAlias(next, ref, null), registry)
  return refs.reduce(unregister, cleared)
}
