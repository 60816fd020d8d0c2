import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { registerChild } from '../registry/children.ts'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, requireFactory, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { layoutOf, placementsOf } from './factoryLayout.ts'
import { declaredLocalElements } from './kernelLayout.ts'

interface OracleBuffer {
  readonly kind: 'buffer'
  readonly name: string
  readonly size: number
  readonly location: 'shared' | 'local'
  readonly persistent: boolean
  readonly aliases: string | null
}
interface OracleGroup {
  readonly owner: string
  readonly entries: readonly (OracleBuffer | { readonly kind: 'child'; readonly base: string })[]
  readonly children: readonly OracleGroup[]
  readonly expect: {
    readonly shared: Readonly<Record<string, readonly number[]>>
    readonly persistent: Readonly<Record<string, readonly number[]>>
    readonly local: Readonly<Record<string, number>>
    readonly sharedTotal: number
    readonly persistentTotal: number
    readonly localTotal: number
    readonly declaredLocal: number
    readonly relocatable: readonly string[]
  }
}

const { cases } = JSON.parse(readFileSync('fixtures/layout-oracle.json', 'utf8')) as {
  readonly cases: readonly OracleGroup[]
}

/** The groups of a tree, children before parents. */
function groupsOf(root: OracleGroup): readonly OracleGroup[] {
  return [...root.children.flatMap(groupsOf), root]
}

function built(root: OracleGroup): Registry {
  return groupsOf(root).reduce(withGroup, EMPTY_REGISTRY)
}

function withGroup(registry: Registry, group: OracleGroup): Registry {
  const parent = factoryId(group.owner)
  let next = addFactory(registry, { id: group.owner })
  for (const entry of group.entries) {
    if (entry.kind === 'child') {
      const name = entry.base
      const regions = { shared: `${name}_shared`, persistent_local: `${name}_persistent` }
      const child = factoryId(`${group.owner}.${name}`)
      next = registerChild(next, { parent, child, name, regions })
      continue
    }
    const location =
      entry.location === 'local' && entry.persistent ? 'persistent_local' : entry.location
    const { name, size, persistent, aliases } = entry
    next = register(next, parent, { name, size, location, persistent, aliases })
  }
  return next
}

function answersOf(registry: Registry, group: OracleGroup): OracleGroup['expect'] {
  const factory = requireFactory(registry, factoryId(group.owner))
  const layout = layoutOf(factory, 'elements')
  const places = placementsOf(layout)
  const slices = (space: string) =>
    Object.fromEntries(
      places.flatMap((at) =>
        at.space === space ? [[at.entry.name, [at.offset, at.offset + at.extent]]] : [],
      ),
    )
  return {
    shared: slices('shared'),
    persistent: slices('persistent_local'),
    local: Object.fromEntries(
      places.flatMap((at) => (at.space === 'local' ? [[at.entry.name, at.extent]] : [])),
    ),
    sharedTotal: layout.aggregates.shared,
    persistentTotal: layout.aggregates.persistentLocal,
    localTotal: layout.aggregates.local,
    relocatable: factory.entries.flatMap((entry) => (entry.kind === 'buffer' ? [entry.name] : [])),
    declaredLocal: declaredLocalElements(registry, factory.id),
  }
}

test('150 random trees lie as cubie 0.3.1 lays them, every group to the element', () => {
  expect(cases).toHaveLength(150)
  let groups = 0
  for (const root of cases) {
    const registry = built(root)
    for (const group of groupsOf(root)) {
      expect(answersOf(registry, group)).toEqual(group.expect)
      groups++
    }
  }
  expect(groups).toBe(410)
})
