import { EXTENT_RULES, type ExtentRule } from '../layout/factoryLayout.ts'
import { unregisterChild } from './children.ts'
import {
  edgeNamesByFactory,
  factoryId,
  factoryOf,
  type Factory,
  type FactoryId,
  type FactorySpec,
} from './factory.ts'
import { assertArenasFit } from './limits.ts'
import { assertName } from './names.ts'
import {
  pathDown,
  requireFactory,
  structureOf,
  withFactories,
  withRootsMended,
  type Registry,
} from './registry.ts'
import { quoted, RegistryError } from './registryError.ts'
import { addFactory, assertFreeId, assertPrecision } from './verbs.ts'

/** Several empty factories, as roots; all or none. Errors: those of `addFactory`. */
export function addFactories(registry: Registry, specs: readonly FactorySpec[]): Registry {
  const [only, ...others] = specs
  if (only === undefined) return registry
  if (others.length === 0) return addFactory(registry, only)
  const added = specs.map(factoryOf)
  const ids = new Set<FactoryId>()
  for (const { id, precision } of added) {
    assertFreeId(registry, id)
    assertPrecision(precision)
    if (ids.has(id)) refuseTwice(id)
    ids.add(id)
  }
  return {
    ...registry,
    factories: [...registry.factories, ...added],
    roots: [...registry.roots, ...ids],
  }
}

function refuseTwice(id: FactoryId): never {
  throw new RegistryError(
    'duplicate-factory',
    id,
    `The factory ${quoted(id)} is named twice; choose another id for one.`,
  )
}

/** Gives a factory another type label. Errors: unknown-factory, invalid-name. */
export function setFactoryType(registry: Registry, id: FactoryId, type: string): Registry {
  const factory = requireFactory(registry, id)
  assertName(type)
  return factory.type === type ? registry : withFactories(registry, [{ ...factory, type }])
}

/** Gives a factory another id; edges and roots follow. Errors: unknown-factory, invalid-name, duplicate-factory. */
export function renameFactory(registry: Registry, id: FactoryId, name: string): Registry {
  const factory = requireFactory(registry, id)
  const next = factoryId(name)
  if (next === factory.id) return registry
  assertFreeId(registry, next)
  return {
    ...registry,
    factories: registry.factories.map((other) => {
      if (other === factory) return { ...factory, id: next }
      if (!edgeNamesByFactory(other).has(id)) return other
      const children = other.children.map((edge) =>
        edge.factory === id ? { ...edge, factory: next } : edge,
      )
      return { ...other, children }
    }),
    roots: registry.roots.map((root) => (root === id ? next : root)),
  }
}

/**
 * Removes a factory, the edges that lead to it and their regions; children that nobody else holds become
 * roots. Errors: unknown-factory, alias-target-in-use (an entry of a parent lies in one of its regions).
 */
export function removeFactory(registry: Registry, id: FactoryId): Registry {
  return removeAll(registry, [requireFactory(registry, id).id])
}

/** Removes a factory and all below it that no other factory holds. Errors: those of `removeFactory`. */
export function removeSubtree(registry: Registry, id: FactoryId): Registry {
  requireFactory(registry, id)
  const { positions, parents } = structureOf(registry)
  const gone = new Set<number>([positions.get(id) ?? -1])
  // Parents before children: a factory goes when all that hold it go.
  for (const at of pathDown(registry, [id]).toReversed())
    if ((parents[at] ?? []).length > 0 && parents[at]?.every((parent) => gone.has(parent)) === true)
      gone.add(at)
  const ids = registry.factories.flatMap((factory, at) => (gone.has(at) ? [factory.id] : []))
  return removeAll(registry, ids)
}

function removeAll(registry: Registry, ids: readonly FactoryId[]): Registry {
  const gone = new Set(ids)
  const { positions, parents } = structureOf(registry)
  let next = registry
  for (const id of ids)
    for (const at of parents[positions.get(id) ?? -1] ?? []) {
      const parent = registry.factories[at]
      if (parent === undefined || gone.has(parent.id)) continue
      for (const name of edgeNamesByFactory(parent).get(id) ?? [])
        next = unregisterChild(next, parent.id, name)
    }
  const kept = {
    ...next,
    factories: next.factories.filter((factory) => !gone.has(factory.id)),
    roots: next.roots.filter((root) => !gone.has(root)),
  }
  return withRootsMended(kept, childIds(next.factories.filter((factory) => gone.has(factory.id))))
}

/**
 * Removes a factory's own entries, child regions and their edges included; the factory stays, empty, and
 * children that nobody else holds become roots. Regions of it in its parents keep their size until the
 * next refresh. Errors: unknown-factory.
 */
export function unregisterAll(registry: Registry, id: FactoryId): Registry {
  const factory = requireFactory(registry, id)
  return emptied(registry, [factory])
}

/** `unregisterAll` for a factory and everything below it. Errors: unknown-factory. */
export function clearParent(registry: Registry, id: FactoryId): Registry {
  requireFactory(registry, id)
  const below = pathDown(registry, [id]).flatMap((at) => registry.factories[at] ?? [])
  return emptied(registry, below)
}

function emptied(registry: Registry, factories: readonly Factory[]): Registry {
  const next = withFactories(
    registry,
    factories.map((factory) =>
      factory.entries.length === 0 && factory.children.length === 0
        ? factory
        : { ...factory, entries: [], children: [] },
    ),
  )
  return next === registry ? registry : withRootsMended(next, childIds(factories))
}

function childIds(factories: readonly Factory[]): readonly FactoryId[] {
  return [...new Set(factories.flatMap((factory) => factory.children.map((edge) => edge.factory)))]
}

/** Lays every factory out by another rule. Errors: invalid-value, arena-too-large. */
export function setExtentRule(registry: Registry, extentRule: ExtentRule): Registry {
  if (!EXTENT_RULES.some((rule) => rule === extentRule))
    throw new RegistryError(
      'invalid-value',
      extentRule,
      `The extent rule ${quoted(extentRule)} must be one of ${EXTENT_RULES.join(', ')}.`,
    )
  if (registry.extentRule === extentRule) return registry
  for (const factory of registry.factories) assertArenasFit(factory, extentRule)
  return { ...registry, extentRule }
}
