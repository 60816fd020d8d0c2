import { relocateAll } from '../document/edit.ts'
import type { ArenaLocation, Location } from '../registry/location.ts'
import type { Buffer } from '../registry/entry.ts'
import { entryOf, requireEntry, withEntries, type FactoryId } from '../registry/factory.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { factoryIn, requireFactory, withFactory, type Registry } from '../registry/registry.ts'
import { quoted } from '../registry/registryError.ts'
import { resize, setAlias, setDType, type BufferRef } from '../registry/verbs.ts'
import type { Fix } from './finding.ts'
import { moveWords } from './moveWords.ts'

/** An edit of one factory, and the refresh of the regions above it. */
function fixOf(label: string, factory: FactoryId, verb: (registry: Registry) => Registry): Fix {
  return { label, apply: (registry) => refreshPaths(verb(registry), [factory]) }
}

/** Moves a buffer, and those of its group. */
export function relocateFix(ref: BufferRef, location: Location): Fix {
  const label = moveWords(ref.name, location)
  return fixOf(label, ref.factory, (registry) => relocateAll(registry, [ref], location))
}

/** Gives a buffer the elements that the program was built with. */
export function builtSizeFix(ref: BufferRef, size: number): Fix {
  const label = `Give ${quoted(ref.name)} its built size`
  return fixOf(label, ref.factory, (registry) => resize(registry, ref, size))
}

export function dtypeFix(ref: BufferRef, dtype: Buffer['dtype']): Fix {
  const label = `Give ${quoted(ref.name)} the dtype ${dtype}`
  return fixOf(label, ref.factory, (registry) => setDType(registry, ref, dtype))
}

/** Sets or clears an alias. */
export function aliasFix(ref: BufferRef, aliases: string | null): Fix {
  const label =
    aliases === null
      ? `Clear the alias of ${quoted(ref.name)}`
      : `Let ${quoted(ref.name)} share ${quoted(aliases)}`
  return fixOf(label, ref.factory, (registry) => setAlias(registry, ref, aliases))
}

/** Exports the buffer by the key that its own name gives. */
export function settingKeyFix(ref: BufferRef): Fix {
  const label = `Export ${quoted(ref.name)} as ${quoted(`${ref.name}_location`)}`
  return fixOf(label, ref.factory, (registry) => {
    const factory = requireFactory(registry, ref.factory)
    const entry = requireEntry(factory, ref.name)
    if (entry.kind === 'child-region' || entry.settingKey === null) return registry
    const entries = factory.entries.map((other) =>
      other === entry ? { ...entry, settingKey: null } : other,
    )
    return withFactory(registry, withEntries(factory, entries))
  })
}

/** Removes a region that no edge stands behind; aliases of it are cleared. */
export function removeRegionFix(ref: BufferRef): Fix {
  const label = `Remove the region ${quoted(ref.name)}`
  return fixOf(label, ref.factory, (registry) => {
    const factory = requireFactory(registry, ref.factory)
    if (entryOf(factory, ref.name)?.kind !== 'child-region') return registry
    const entries = factory.entries
      .filter((entry) => entry.name !== ref.name)
      .map((entry) => (entry.aliases === ref.name ? { ...entry, aliases: null } : entry))
    return withFactory(registry, withEntries(factory, entries))
  })
}

/** Takes the present aggregates of a child into the regions on its paths to the roots. */
export function refreshFix(child: FactoryId, region: string): Fix {
  return {
    label: `Refresh ${quoted(region)}`,
    apply: (registry) => refreshPaths(registry, [child]),
  }
}

/** Lets a child's window start where its factory's own does, before all other entries. */
export function regionFirstFix(ref: BufferRef, of: ArenaLocation): Fix {
  const label = `Put ${quoted(ref.name)} first in ${of}`
  return fixOf(label, ref.factory, (registry) => {
    const factory = factoryIn(registry, ref.factory)
    const region = factory === null ? null : entryOf(factory, ref.name)
    if (factory === null || region === null) return registry
    const others = factory.entries.filter((entry) => entry !== region)
    return withFactory(registry, withEntries(factory, [region, ...others]))
  })
}

/** Makes a factory that no root reaches a root of its own. */
export function rootFix(id: FactoryId): Fix {
  return {
    label: `Make ${quoted(id)} a root`,
    apply: (registry) =>
      registry.roots.includes(id) ? registry : { ...registry, roots: [...registry.roots, id] },
  }
}
