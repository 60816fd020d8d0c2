import { MAX_PLACES } from '../core/registry/children.ts'
import { assertArenasFit } from '../core/registry/limits.ts'
import { structureOf, type Registry } from '../core/registry/registry.ts'
import { RegistryError } from '../core/registry/registryError.ts'
import type { PathKey, ProblemList } from './problem.ts'

/** What registering would refuse of a whole: arenas too large to count, trees too large to flatten. */
export function checkTotals(
  registry: Registry,
  paths: { readonly factories: readonly PathKey[]; readonly roots: readonly PathKey[] },
  list: ProblemList,
): void {
  for (const [at, factory] of registry.factories.entries())
    try {
      assertArenasFit(factory, registry.extentRule)
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      list.add([...paths.factories, at], error.message)
    }
  const places = placesOf(registry)
  if (places > MAX_PLACES)
    list.add(
      paths.roots,
      `Found a tree of ${places === Infinity ? 'endlessly many' : places} places, expected at most ${MAX_PLACES}; share less.`,
    )
}

/** Places below all roots, a shared child counted once a path. */
function placesOf(registry: Registry): number {
  const { positions, ranks } = structureOf(registry)
  const order = registry.factories
    .map((_, at) => at)
    .sort((a, b) => (ranks?.[a] ?? 0) - (ranks?.[b] ?? 0))
  const places = new Float64Array(registry.factories.length)
  for (const at of order) {
    let total = 1
    for (const edge of registry.factories[at]?.children ?? [])
      total += places[positions.get(edge.factory) ?? -1] ?? 0
    places[at] = total
  }
  return registry.roots.reduce((sum, root) => sum + (places[positions.get(root) ?? -1] ?? 0), 0)
}
