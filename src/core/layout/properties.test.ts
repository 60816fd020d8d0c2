import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from '../registry/dtype.ts'
import { locationOf } from '../registry/entry.ts'
import type { Factory } from '../registry/factory.ts'
import { LOCATIONS, type Location } from '../registry/location.ts'
import { requireFactory, type Registry } from '../registry/registry.ts'
import { relocate } from '../registry/verbs.ts'
import {
  EXTENT_RULES,
  layoutOf,
  placementsOf,
  type ExtentRule,
  type Placement,
} from './factoryLayout.ts'
import { F, registriesUnder } from './drafts.testing.ts'

const factories = registriesUnder(EXTENT_RULES)

/** By address; of empty ones in one place the widest first, whose alignment left the gap before them. */
function byPlace(a: Placement, b: Placement): number {
  const widths = bytesOf(b.entry.dtype) - bytesOf(a.entry.dtype)
  return a.offset - b.offset || a.extent - b.extent || widths
}

function isSound(factory: Factory, rule: ExtentRule): void {
  const layout = layoutOf(factory, rule)
  const places = placementsOf(layout)
  const { shared, persistentLocal, local } = layout.aggregates
  const ends = (space: Location) =>
    places.filter((at) => at.space === space).map((at) => at.offset + at.extent)
  expect(shared).toBe(Math.max(0, ...ends('shared')))
  expect(persistentLocal).toBe(Math.max(0, ...ends('persistent_local')))
  expect(local).toBe(ends('local').reduce((sum, length) => sum + length, 0))
  for (const space of ['shared', 'persistent_local'] as const) {
    let end = 0
    const own = places.filter((at) => at.space === space && at.host === null)
    for (const at of own.toSorted(byPlace)) {
      const gap = at.offset - end
      const ratio = rule !== 'elements' ? bytesOf(at.entry.dtype) / bytesOf(factory.precision) : 1
      expect(gap).toBeGreaterThanOrEqual(0)
      expect(gap).toBeLessThan(Math.max(1, ratio))
      end = at.offset + at.extent
    }
  }
  for (const at of places) {
    const host = places.find((other) => other.entry.name === at.host)
    if (host === undefined) expect(at.space).toBe(locationOf(at.entry))
    else {
      expect([at.space, host.space]).toEqual(['shared', 'shared'])
      expect(at.offset).toBeGreaterThanOrEqual(host.offset)
      expect(at.offset + at.extent).toBeLessThanOrEqual(host.offset + host.extent)
    }
  }
}

test('slices are disjoint and gapless but for alignment, aggregates largest ends, aliases in their hosts', () => {
  fc.assert(
    fc.property(factories, (registry) => {
      isSound(requireFactory(registry, F), registry.extentRule)
    }),
    { numRuns: 2500 },
  )
})

test('relocating there and back gives an equal layout, and a change to the same is the same value', () => {
  fc.assert(
    fc.property(factories, fc.nat(11), fc.constantFrom(...LOCATIONS), (registry, at, location) => {
      const factory = requireFactory(registry, F)
      const entry = factory.entries[at]
      if (entry?.kind !== 'buffer') return
      const ref = { factory: F, name: entry.name }
      expect(relocate(registry, ref, entry.location)).toBe(registry)
      const back = relocate(relocate(registry, ref, location), ref, entry.location)
      const placed = (of: Registry) => placementsOf(layoutOf(requireFactory(of, F), of.extentRule))
      expect(placed(back)).toEqual(placed(registry))
      expect(back).toEqual(registry)
    }),
    { numRuns: 1500 },
  )
})
