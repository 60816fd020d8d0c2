import fc from 'fast-check'
import { expect, test } from 'vitest'
import { F, registriesUnder } from '../core/layout/drafts.testing.ts'
import { kernelLayoutOf } from '../core/layout/kernelLayout.ts'
import { EXTENT_RULES } from '../core/layout/factoryLayout.ts'
import { relocate, rename, resize, setAlias, setPinned } from '../core/registry/verbs.ts'
import { registerChild } from '../core/registry/children.ts'
import { factoryId } from '../core/registry/factory.ts'
import { LOCATIONS } from '../core/registry/location.ts'
import { refreshPaths } from '../core/registry/refresh.ts'
import type { Registry } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { bandsOf } from './bands.ts'
import { isDrawnAlike } from './sameLane.ts'
import { sceneOfKernel, type Scene, type SceneLane } from './scene.ts'

const ROOT = factoryId('root')

/** The one factory of a random registry, twice below a root that has something of its own. */
function below(registry: Registry): Registry {
  let tree = addFactory(registry, { id: 'root' })
  tree = register(tree, ROOT, { name: 'state', size: 3, location: 'shared' })
  tree = registerChild(tree, { parent: ROOT, child: F, name: 'first' })
  tree = register(tree, ROOT, { name: 'tail', size: 2, location: 'persistent_local' })
  return registerChild(tree, { parent: ROOT, child: F, name: 'second' })
}

function sceneFor(registry: Registry): Scene {
  const kernel = kernelLayoutOf(registry, ROOT)
  if (kernel === null) throw new Error('no root')
  return sceneOfKernel(kernel)
}

/** All that a picture of the lane takes from it. */
function drawn(lane: SceneLane) {
  const rows = lane.rows.map((_, row) =>
    bandsOf(lane, row, { from: 0, to: 1000, pixels: 700, narrow: 1.5 }).map((band) => {
      const place = lane.places[band.place]
      const entry = place?.factory.entries[band.entry]
      const name = entry?.kind === 'child-region' ? entry.child : entry?.name
      const extent = band.kind === 'bar' ? null : place?.layout.extents[band.entry]
      return { ...band, entry: null, factory: place?.factory.id, name, extent, dtype: entry?.dtype }
    }),
  )
  const levels = lane.rows.map((row) => row.aliasLevels)
  return { rows, levels, total: lane.totalBytes, end: lane.endBytes }
}

const edits: fc.Arbitrary<(registry: Registry, name: string) => Registry> = fc.oneof(
  fc.constantFrom(...LOCATIONS).map((location) => (registry: Registry, name: string) => {
    return relocate(registry, { factory: F, name }, location)
  }),
  fc.nat(30).map((size) => (registry: Registry, name: string) => {
    return resize(registry, { factory: F, name }, size)
  }),
  fc.constant((registry: Registry, name: string) => {
    return rename(registry, { factory: F, name }, `${name}_renamed`)
  }),
  fc.constant((registry: Registry, name: string) => setAlias(registry, { factory: F, name }, null)),
  fc.constant((registry: Registry, name: string) =>
    setPinned(registry, { factory: F, name }, true),
  ),
)

test('lanes that count as drawn alike give the same picture, whatever was edited', () => {
  let alike = 0
  fc.assert(
    fc.property(registriesUnder(EXTENT_RULES), edits, fc.nat(11), (registry, edit, at) => {
      const tree = below(registry)
      const buffers = tree.factories.find(({ id }) => id === F)?.entries ?? []
      const name = buffers[at]?.name
      if (name === undefined) return
      const edited = refreshPaths(edit(tree, name), [F])
      const [before, after] = [sceneFor(tree), sceneFor(edited)]
      for (const location of LOCATIONS) {
        const [a, b] = [before.lanes[location], after.lanes[location]]
        if (!isDrawnAlike(a, b)) continue
        alike += 1
        expect(drawn(b)).toEqual(drawn(a))
      }
    }),
    { numRuns: 500 },
  )
  expect(alike).toBeGreaterThan(300)
})

/** state and a child's two buffers, one of them in each arena. */
function small(): Registry {
  let registry = addFactory({ extentRule: 'elements', factories: [], roots: [] }, { id: 'f' })
  registry = register(registry, F, { name: 'delta', size: 8, location: 'shared' })
  registry = register(registry, F, { name: 'kept', size: 4, location: 'persistent_local' })
  registry = register(registry, F, { name: 'lu', size: 4, location: 'local' })
  return below(registry)
}

/** The lanes of the small tree that an edit of the child leaves as they were drawn. */
function untouchedBy(edit: (registry: Registry) => Registry) {
  const tree = small()
  const [before, after] = [sceneFor(tree), sceneFor(refreshPaths(edit(tree), [F]))]
  return LOCATIONS.filter((location) => isDrawnAlike(before.lanes[location], after.lanes[location]))
}

const DELTA = { factory: F, name: 'delta' }

test('a move from one memory to another leaves the third alike', () => {
  expect(untouchedBy((tree) => relocate(tree, DELTA, 'local'))).toEqual(['persistent_local'])
})

test('a name and a size that changed are seen in their own lane, and in no other', () => {
  const others = ['local', 'persistent_local']
  expect(untouchedBy((tree) => rename(tree, DELTA, 'other')).sort()).toEqual(others)
  expect(untouchedBy((tree) => resize(tree, DELTA, 9)).sort()).toEqual(others)
})
