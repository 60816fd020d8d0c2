import { inexpressible } from '../codegen/cubieSettings.ts'
import type { ConstructedSize, Model } from '../document/model.ts'
import { bytesOf } from '../registry/dtype.ts'
import { entryOf, type FactoryId } from '../registry/factory.ts'
import {
  factoryIn,
  pathDown,
  requireFactory,
  structureOf,
  type Registry,
} from '../registry/registry.ts'
import { quoted } from '../registry/registryError.ts'
import { findingOf, type Finding } from './finding.ts'
import { relocateFix, rootFix } from './fixes.ts'
import { inElements, sentence } from './sentence.ts'

/** Sizes that the program changed between its construction and its build. */
export function resizedFindingsOf(model: Model): readonly Finding[] {
  return model.constructedSizes.flatMap((was) => resized(model, was))
}

function resized({ registry }: Model, was: ConstructedSize): readonly Finding[] {
  const factory = factoryIn(registry, was.factory)
  const entry = factory === null ? null : entryOf(factory, was.name)
  if (entry === null || entry.size === was.size) return []
  const size = (count: number) => inElements(count, bytesOf(entry.dtype))
  return [
    findingOf('sized-after-construction', {
      factory: was.factory,
      entry: was.name,
      message: sentence`${quoted(was.name)} had ${size(was.size)} when the program was constructed and has ${size(entry.size)} now; what was decided on the first size should be decided again.`,
    }),
  ]
}

const orphans = new WeakMap<ReturnType<typeof structureOf>, Map<string, readonly FactoryId[]>>()

/** Factories that no root reaches, the topmost of each such tree. Depends on edges and roots only. */
function orphansOf(registry: Registry): readonly FactoryId[] {
  const structure = structureOf(registry)
  const perRoots = orphans.get(structure) ?? new Map<string, readonly FactoryId[]>()
  orphans.set(structure, perRoots)
  const key = JSON.stringify(registry.roots)
  const known = perRoots.get(key)
  if (known !== undefined) return known
  const reached = new Set(pathDown(registry, registry.roots))
  const found = registry.factories.flatMap((factory, at) =>
    reached.has(at) || (structure.parents[at] ?? []).length > 0 ? [] : [factory.id],
  )
  perRoots.set(key, found)
  return found
}

/** Factories and classes that are registered but that no root reaches. */
export function orphanFindingsOf(model: Model): readonly Finding[] {
  const own = orphansOf(model.registry).map((id) =>
    findingOf('orphan-factory', {
      factory: id,
      message: `${quoted(id)} is registered, and no root reaches it, so that its buffers get no memory; register it as a child, or make it a root.`,
      fix: rootFix(id),
    }),
  )
  if (model.unreachable.length === 0) return own
  const classes = model.unreachable.map(quoted).join(', ')
  const message = `The program had ${classes} registered where no root reaches; their buffers get no memory until they are registered as children.`
  return [...own, findingOf('orphan-factory', { message })]
}

/** Placements of an imported program that none of its settings brings about; exports say so, too. */
export function inexpressibleFindingsOf(model: Model): readonly Finding[] {
  // A kernel that was never recorded has no settings to be told by.
  if (model.registry.factories.every((factory) => factory.recorded === null)) return []
  return inexpressible(model).flatMap(({ factory, buffer, reason }) => {
    const entry = entryOf(requireFactory(model.registry, factory), buffer)
    if (entry?.kind !== 'buffer') return []
    // What persists in local is a finding of its own.
    if (entry.location === 'local' && entry.persistent) return []
    const ref = { factory, name: buffer }
    const message = `No setting of cubie puts ${quoted(buffer)} where it is: ${reason}`
    const fix = entry.location === 'local' ? null : relocateFix(ref, 'local')
    return [findingOf('inexpressible-placement', { factory, entry: buffer, message, fix })]
  })
}
