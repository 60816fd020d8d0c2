import { entryOf, type Factory, type FactoryId } from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { factoryIn, type Registry } from '../registry/registry.ts'
import { relocateEach, type BufferRef } from '../registry/verbs.ts'
import { withRegistry, type Model } from './model.ts'

/**
 * An edit in the page: a verb, and a refresh of the regions on the paths from the changed factories
 * to their roots, as one step. Throws what the verb throws. Source: registry contract §2.
 */
export function edited(model: Model, verb: (registry: Registry) => Registry): Model {
  const next = verb(model.registry)
  if (next === model.registry) return model
  return withRegistry(model, refreshPaths(next, changedFactories(model.registry, next)))
}

/** Ids of the factories of `next` that are not the same values in `before`. */
export function changedFactories(before: Registry, next: Registry): readonly FactoryId[] {
  return next.factories.flatMap((factory, at) => {
    const old = before.factories[at]
    const same =
      old === factory || (old?.id !== factory.id && factoryIn(before, factory.id) === factory)
    return same ? [] : [factory.id]
  })
}

/** Several buffers to another memory, with those of their groups; all or none. */
export function relocateAll(
  registry: Registry,
  refs: readonly BufferRef[],
  location: Location,
): Registry {
  return relocateEach(registry, withGroups(registry, refs), location)
}

/** The buffers that move together with `refs`: those themselves, then the other members of their groups. */
export function withGroups(registry: Registry, refs: readonly BufferRef[]): readonly BufferRef[] {
  const groups = new Set(refs.flatMap((ref) => groupOf(registry, ref) ?? []))
  if (groups.size === 0) return refs
  const named = new Set(refs.map(keyOf))
  const others = registry.factories.flatMap((factory) => membersOf(factory, groups))
  return [...refs, ...others.filter((ref) => !named.has(keyOf(ref)))]
}

function membersOf(factory: Factory, groups: ReadonlySet<string>): readonly BufferRef[] {
  return factory.entries.flatMap((entry) =>
    entry.kind === 'buffer' && entry.group !== null && groups.has(entry.group)
      ? [{ factory: factory.id, name: entry.name }]
      : [],
  )
}

function groupOf(registry: Registry, ref: BufferRef): string | null {
  const factory = factoryIn(registry, ref.factory)
  const entry = factory === null ? null : entryOf(factory, ref.name)
  return entry?.kind === 'buffer' ? entry.group : null
}

/** A key that no two references share: names hold no control characters. */
function keyOf(ref: BufferRef): string {
  return `${ref.factory}\u0000${ref.name}`
}
