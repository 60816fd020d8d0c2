import { mainKernelOf } from '../core/layout/kernelLayout.ts'
import type { FactoryId } from '../core/registry/factory.ts'
import { structureOf, type Registry } from '../core/registry/registry.ts'

const HUES = 7
const cache = new WeakMap<object, ReadonlyMap<FactoryId, number>>()

/**
 * The hue of a factory, 0 to 6: the same in tree, maps, minimap, code and inspector. Factories take
 * turns in the order in which the kernel holds them.
 */
export function hueOf(registry: Registry, factory: FactoryId): number {
  return huesOf(registry)(factory)
}

/** The same for many factories of one registry. */
export function huesOf(registry: Registry): (factory: FactoryId) => number {
  const hues = hueTable(registry)
  return (factory) => hues.get(factory) ?? 0
}

function hueTable(registry: Registry): ReadonlyMap<FactoryId, number> {
  // The structure outlives every edit that changes no edge, and with it the hues.
  const key = structureOf(registry)
  const known = cache.get(key)
  if (known !== undefined) return known
  const hues = new Map<FactoryId, number>()
  const places = mainKernelOf(registry)?.places.map((place) => place.factory.id) ?? []
  for (const id of [...places, ...key.positions.keys()])
    if (!hues.has(id)) hues.set(id, hues.size % HUES)
  cache.set(key, hues)
  return hues
}
