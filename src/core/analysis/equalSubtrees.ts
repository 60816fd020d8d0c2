import { equalBuffers, type Entry } from '../registry/entry.ts'
import type { Factory } from '../registry/factory.ts'
import { factoryIn, type Registry } from '../registry/registry.ts'

/** Whether two factories differ in nothing but their ids, all the way down. */
export function equalSubtrees(registry: Registry, first: Factory, second: Factory): boolean {
  const waiting: (readonly [Factory, Factory])[] = [[first, second]]
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [a, b] = pair
    if (a === b) continue
    if (!equalFactories(a, b)) return false
    for (const [i, edge] of a.children.entries()) {
      const other = b.children[i]
      if (other?.name !== edge.name) return false
      const below = factoryIn(registry, edge.factory)
      const beside = factoryIn(registry, other.factory)
      if (below === null || beside === null) return false
      waiting.push([below, beside])
    }
  }
  return true
}

function equalFactories(a: Factory, b: Factory): boolean {
  return (
    a.type === b.type &&
    a.precision === b.precision &&
    a.children.length === b.children.length &&
    a.entries.length === b.entries.length &&
    a.entries.every((entry, i) => equalEntries(entry, b.entries[i]))
  )
}

function equalEntries(a: Entry, b: Entry | undefined): boolean {
  if (a === b) return true
  if (b === undefined) return false
  if (a.kind === 'buffer') return b.kind === 'buffer' && equalBuffers(a, b)
  return b.kind === 'child-region' && equalRegions(a, b)
}

type Region = Extract<Entry, { readonly kind: 'child-region' }>

function equalRegions(a: Region, b: Region): boolean {
  return (
    a.name === b.name &&
    a.child === b.child &&
    a.of === b.of &&
    a.size === b.size &&
    a.dtype === b.dtype &&
    a.aliases === b.aliases
  )
}
