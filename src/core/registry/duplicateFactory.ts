import { registerChild, type EdgeRef } from './children.ts'
import type { Entry } from './entry.ts'
import { positionsOf, withEntries, type Factory, type FactoryId, factoryId } from './factory.ts'
import { pathDown, requireFactory, structureOf, type Registry } from './registry.ts'
import { freeCopyName } from './transfer.ts'

/**
 * A second factory like this one, with copies of all below it: the last child of the parent that `edge`
 * names, under the first free of `x_copy`, `x_copy2`, …, or a root where `edge` is null. No copy has a
 * setting, since a setting drives one buffer, nor what a program recorded. Errors: unknown-factory,
 * duplicate-name (a region), arena-too-large, tree-too-large.
 */
export function duplicateFactory(
  registry: Registry,
  id: FactoryId,
  edge: EdgeRef | null,
): Registry {
  requireFactory(registry, id)
  const ids = copyIds(registry, id)
  const copies = pathDown(registry, [id]).flatMap((at) => {
    const factory = registry.factories[at]
    return factory === undefined ? [] : [copyOf(factory, ids)]
  })
  const copy = ids.get(id) ?? id
  const added = {
    ...registry,
    factories: [...registry.factories, ...copies.toReversed()],
    roots: [...registry.roots, copy],
  }
  if (edge === null) return added
  const parent = requireFactory(registry, edge.parent)
  const taken = new Set([...positionsOf(parent).keys(), ...parent.children.map((c) => c.name)])
  const name = freeCopyName(edge.name, (other) => taken.has(other))
  return registerChild(added, { parent: parent.id, child: copy, name })
}

/** A free id for the factory and each one below it; ids that are paths stay paths. */
function copyIds(registry: Registry, root: FactoryId): ReadonlyMap<FactoryId, FactoryId> {
  const taken = new Set<string>(structureOf(registry).positions.keys())
  const free = (id: string) => freeCopyName(id, (other) => taken.has(other))
  const top = free(root)
  const ids = new Map<FactoryId, FactoryId>()
  for (const at of pathDown(registry, [root]).toReversed()) {
    const id = registry.factories[at]?.id
    if (id === undefined) continue
    const moved = id.startsWith(`${root}/`) ? `${top}${id.slice(root.length)}` : id
    const copy = id === root ? top : taken.has(moved) ? free(moved) : moved
    taken.add(copy)
    ids.set(id, factoryId(copy))
  }
  return ids
}

function copyOf(factory: Factory, ids: ReadonlyMap<FactoryId, FactoryId>): Factory {
  return {
    ...withEntries(factory, factory.entries.map(withoutSetting)),
    id: ids.get(factory.id) ?? factory.id,
    children: factory.children.map((edge) => ({
      ...edge,
      factory: ids.get(edge.factory) ?? edge.factory,
    })),
    recorded: null,
  }
}

function withoutSetting(entry: Entry): Entry {
  return entry.kind === 'buffer' && entry.settingKey !== null
    ? { ...entry, settingKey: null }
    : entry
}
