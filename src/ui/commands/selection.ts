import type { Model } from '../../core/document/model.ts'
import type { Buffer } from '../../core/registry/entry.ts'
import { entryOf } from '../../core/registry/factory.ts'
import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import type { BufferRef } from '../../core/registry/verbs.ts'
import { firstEdgeTo } from '../../store/cargo.ts'
import { selectedBuffers, type Ref } from '../../store/state.ts'
import type { CommandContext } from './command.ts'

/** The buffer of that name; null where it is gone, or a region. */
export function bufferIn(model: Model, ref: BufferRef): Buffer | null {
  const factory = factoryIn(model.registry, ref.factory)
  const entry = factory === null ? null : entryOf(factory, ref.name)
  return entry?.kind === 'buffer' ? entry : null
}

export function flagOf(buffer: Buffer | null, flag: 'pinned' | 'persistent'): boolean {
  return buffer?.[flag] ?? false
}

/** What a step calls things: one by its name, several by their number and what the first of them is. */
export function named(registry: Registry, refs: readonly Ref[]): string {
  const [first] = refs
  if (first === undefined) return 'nothing'
  if (refs.length > 1) return `${refs.length} ${first.name === null ? 'factories' : 'buffers'}`
  return first.name ?? firstEdgeTo(registry, first.factory)?.name ?? first.factory
}

/** Applies a verb to every selected buffer, as one step; says what went wrong. */
export function forEachSelected(
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
