import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedFactories, relocateAll } from '../document/edit.ts'
import { computedLayouts, layoutOf } from '../layout/factoryLayout.ts'
import { registerChild } from '../registry/children.ts'
import { entryOf, factoryId } from '../registry/factory.ts'
import { mainRoot } from '../registry/mainRoot.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { EMPTY_REGISTRY, requireFactory, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { setGroup } from '../registry/annotations.ts'
import { makeRoom } from './makeRoom.ts'
import { sharedBuffers, type SharedBuffer } from './sharedBuffers.ts'

interface Spec {
  readonly size: number
  readonly persistent: boolean
  readonly pinned: boolean
  readonly aliases: boolean
  readonly group: string | null
}

const spec = fc.record<Spec>({
  size: fc.integer({ min: 0, max: 9 }),
  persistent: fc.boolean(),
  pinned: fc.nat(6).map((n) => n === 0),
  aliases: fc.nat(3).map((n) => n === 0),
  group: fc.constantFrom(null, null, null, 'g', 'h'),
})

/** A chain of factories, each the child of the one before it. */
function chainOf(factories: readonly (readonly Spec[])[]): Registry {
  let registry: Registry = EMPTY_REGISTRY
  for (const [f, buffers] of factories.entries()) {
    const id = factoryId(`f${f}`)
    registry = addFactory(registry, { id })
    for (const [b, { size, persistent, pinned, aliases, group }] of buffers.entries()) {
      registry = register(registry, id, {
        ...{ name: `b${b}`, size, location: 'shared', persistent, pinned },
        aliases: aliases && b > 0 ? `b${b - 1}` : null,
      })
      if (group !== null) registry = setGroup(registry, { factory: id, name: `b${b}` }, group)
    }
  }
  for (let f = factories.length - 1; f > 0; f--)
    registry = registerChild(registry, {
      parent: factoryId(`f${f - 1}`),
      child: factoryId(`f${f}`),
      name: 'child',
    })
  return { ...registry, roots: [factoryId('f0')] }
}

function sharedElements(registry: Registry): number {
  const root = mainRoot(registry)
  return root === null ? 0 : layoutOf(root, registry.extentRule).aggregates.shared
}

/** All of the first `count` moved at once, from where they all were. */
function without(registry: Registry, moved: readonly SharedBuffer[]): Registry {
  const of = (persistent: boolean) => moved.filter((buffer) => buffer.persistent === persistent)
  const next = relocateAll(relocateAll(registry, of(false), 'local'), of(true), 'persistent_local')
  return refreshPaths(next, changedFactories(registry, next))
}

const chains = fc.array(fc.array(spec, { maxLength: 8 }), { minLength: 1, maxLength: 5 })

test('what it moves by parts is what a move of all of them at once leaves', () => {
  fc.assert(
    fc.property(chains, fc.double({ min: 0, max: 1, noNaN: true }), (chain, share) => {
      const registry = chainOf(chain)
      const most = Math.floor(sharedElements(registry) * share)
      const room = makeRoom(registry, (elements) => elements <= most)
      expect(room.registry).toEqual(without(registry, room.moved))
    }),
  )
})

test('it moves the fewest of the largest that do, or nothing', () => {
  fc.assert(
    fc.property(chains, fc.double({ min: 0, max: 1, noNaN: true }), (chain, share) => {
      // A host that leaves gives its aliases storage of their own: then fewer might do where more do not.
      const plain = chain.map((specs) => specs.map((one) => ({ ...one, aliases: false })))
      const registry = chainOf(plain)
      const most = Math.floor(sharedElements(registry) * share)
      const movable = sharedBuffers(registry).filter((buffer) => !buffer.pinned)
      const counts = Array.from({ length: movable.length + 1 }, (_, count) => count)
      const fewest = counts.find(
        (count) => sharedElements(without(registry, movable.slice(0, count))) <= most,
      )
      const room = makeRoom(registry, (elements) => elements <= most)
      expect(room.moved).toEqual(movable.slice(0, fewest ?? 0))
      if (fewest === undefined) expect(room.registry).toBe(registry)
    }),
  )
})

test('where aliases are about, it still makes room, and one fewer would not', () => {
  fc.assert(
    fc.property(chains, fc.double({ min: 0, max: 1, noNaN: true }), (chain, share) => {
      const registry = chainOf(chain)
      const most = Math.floor(sharedElements(registry) * share)
      const { moved, registry: next } = makeRoom(registry, (elements) => elements <= most)
      if (moved.length === 0) return
      expect(sharedElements(next)).toBeLessThanOrEqual(most)
      expect(sharedElements(without(registry, moved.slice(0, -1)))).toBeGreaterThan(most)
    }),
  )
})

test('a group goes to persistent as soon as one of its moved members must survive', () => {
  const registry = chainOf([
    [
      { size: 9, persistent: false, pinned: false, aliases: false, group: 'g' },
      { size: 8, persistent: true, pinned: false, aliases: false, group: 'g' },
      { size: 7, persistent: false, pinned: false, aliases: false, group: 'g' },
      { size: 6, persistent: false, pinned: false, aliases: false, group: null },
    ],
  ])
  const { registry: next } = makeRoom(registry, (elements) => elements === 0)
  const loop = requireFactory(next, factoryId('f0'))
  const locations = loop.entries.map((entry) => entryOf(loop, entry.name))
  expect(locations.map((entry) => entry?.kind === 'buffer' && entry.location)).toEqual([
    'persistent_local',
    'persistent_local',
    'persistent_local',
    'local',
  ])
})

test('of 20,000 buffers in 1,000 factories it lays the tree out about once', () => {
  const specs = (f: number) =>
    Array.from({ length: 20 }, (_, b) => ({
      size: 1 + ((f * 7 + b * 13) % 64),
      ...{ persistent: false, pinned: false, aliases: false, group: null },
    }))
  const registry = chainOf(Array.from({ length: 1000 }, (_, f) => specs(f)))
  const most = Math.floor(sharedElements(registry) / 10)
  const before = computedLayouts()
  const { moved } = makeRoom(registry, (elements) => elements <= most)
  expect(moved.length).toBeGreaterThan(10_000)
  expect(computedLayouts() - before).toBeLessThanOrEqual(2 * registry.factories.length)
})
