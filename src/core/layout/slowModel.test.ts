import fc from 'fast-check'
import { expect, test } from 'vitest'
import { registerChild, unregisterChild } from '../registry/children.ts'
import { bytesOf, DTYPE_NAMES } from '../registry/dtype.ts'
import { locationOf, type Entry } from '../registry/entry.ts'
import { unregisterAll } from '../registry/factories.ts'
import { factoryId, type Factory } from '../registry/factory.ts'
import { LOCATIONS, type Location } from '../registry/location.ts'
import { refreshPaths, refreshSubtree } from '../registry/refresh.ts'
import { EMPTY_REGISTRY, requireFactory, type Registry } from '../registry/registry.ts'
import { RegistryError } from '../registry/registryError.ts'
import { duplicate, moveTo } from '../registry/transfer.ts'
import { update } from '../registry/update.ts'
import {
  addFactory,
  move,
  register,
  relocate,
  rename,
  resize,
  setAlias,
  setDType,
  setPrecision,
  unregister,
} from '../registry/verbs.ts'
import { layoutOf, placementsOf, type ExtentRule } from './factoryLayout.ts'
import { F, precisions, registriesUnder, sizes } from './drafts.testing.ts'

/** The rules that the slow model knows. */
const RULES = ['elements', 'aligned'] as const

interface SlowPlace {
  readonly name: string
  readonly space: Location
  readonly start: number
  readonly end: number
  readonly host: string | null
}

/** Elements an entry takes in an arena, by whole bytes. */
function elementsOf(entry: Entry, factory: Factory, rule: ExtentRule): number {
  if (rule === 'elements' && entry.kind === 'buffer') return entry.size
  return Math.ceil((entry.size * bytesOf(entry.dtype)) / bytesOf(factory.precision))
}

/** The first element from `from` on whose byte is a multiple of the entry's width. */
function alignedFrom(from: number, entry: Entry, { factory, rule }: Asked): number {
  const unit = bytesOf(factory.precision)
  let start = from
  while (rule === 'aligned' && (start * unit) % Math.max(unit, bytesOf(entry.dtype)) !== 0) start++
  return start
}

interface Asked {
  readonly factory: Factory
  readonly rule: ExtentRule
}

/** The contract's four passes said once more, slowly: a list of places, searched by name. */
function slowLayout(asked: Asked): readonly SlowPlace[] {
  const { factory, rule } = asked
  const places: SlowPlace[] = []
  for (const location of LOCATIONS)
    for (const entry of factory.entries)
      if (entry.aliases === null && locationOf(entry) === location) own(entry)
  for (const entry of factory.entries) if (entry.aliases !== null) alias(entry, entry.aliases)
  return places

  function own(entry: Entry): void {
    const { name } = entry
    const space = locationOf(entry)
    const ends = places.filter((place) => place.space === space).map((place) => place.end)
    const start = space === 'local' ? 0 : alignedFrom(Math.max(0, ...ends), entry, asked)
    const length = space === 'local' ? Math.max(1, entry.size) : elementsOf(entry, factory, rule)
    places.push({ name, space, start, end: start + length, host: null })
  }

  function alias(entry: Entry, target: string): void {
    const host = places.find((place) => place.name === target)
    const guests = places.filter((place) => place.host === target).map((place) => place.end)
    const start = alignedFrom(Math.max(host?.start ?? 0, ...guests), entry, asked)
    const end = start + elementsOf(entry, factory, rule)
    const mayMove = entry.kind === 'buffer' || entry.of === 'shared'
    if (host?.space === 'shared' && end <= host.end && mayMove)
      places.push({ name: entry.name, space: 'shared', start, end, host: target })
    else own(entry)
  }
}

function fastLayout({ factory, rule }: Asked): readonly SlowPlace[] {
  return placementsOf(layoutOf(factory, rule)).map(({ entry, space, offset, extent, host }) => ({
    name: entry.name,
    space,
    start: offset,
    end: offset + extent,
    host,
  }))
}

/** Both layouts of one factory, in one order. */
function expectEqualLayouts(asked: Asked): void {
  const [fast, slow] = [fastLayout(asked), slowLayout(asked)]
  expect(fast.toSorted(byName)).toEqual(slow.toSorted(byName))
}

function byName(a: SlowPlace, b: SlowPlace): number {
  return a.name < b.name ? -1 : 1
}

test('the layout equals that of a slow model, written differently', () => {
  fc.assert(
    fc.property(registriesUnder(RULES), (registry) => {
      expectEqualLayouts({ factory: requireFactory(registry, F), rule: registry.extentRule })
    }),
    { numRuns: 6000 },
  )
})

type Step = (registry: Registry) => Registry

const TREE = ['f', 'g', 'h'].map(factoryId)
const owners = fc.constantFrom(...TREE)
const names = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') },
  fc.constantFrom('child_shared', '__proto__', 'a_buffer', ''),
)
const badSizes = fc.oneof({ weight: 9, arbitrary: sizes }, fc.constantFrom(-1, 0.5, Number.NaN))
const refs = fc.record({ factory: owners, name: names })

/** One operation of any kind, valid or not. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ id: owners, name: names, size: badSizes, location: fc.constantFrom(...LOCATIONS) })
    .map(
      ({ id, ...spec }): Step =>
        (r) =>
          register(r, id, spec),
    ),
  fc.tuple(refs, fc.constantFrom(...LOCATIONS)).map(
    ([ref, to]): Step =>
      (r) =>
        relocate(r, ref, to),
  ),
  fc.tuple(refs, badSizes).map(
    ([ref, size]): Step =>
      (r) =>
        resize(r, ref, size),
  ),
  fc.tuple(refs, names).map(
    ([ref, name]): Step =>
      (r) =>
        rename(r, ref, name),
  ),
  fc.tuple(refs, fc.option(names)).map(
    ([ref, name]): Step =>
      (r) =>
        setAlias(r, ref, name),
  ),
  fc.tuple(refs, fc.constantFrom(...DTYPE_NAMES)).map(
    ([ref, dtype]): Step =>
      (r) =>
        setDType(r, ref, dtype),
  ),
  fc.tuple(refs, fc.nat(6)).map(
    ([ref, position]): Step =>
      (r) =>
        move(r, ref, position),
  ),
  fc.tuple(refs, owners).map(
    ([ref, factory]): Step =>
      (r) =>
        moveTo(r, ref, { factory }),
  ),
  refs.map(
    (ref): Step =>
      (r) =>
        duplicate(r, ref),
  ),
  refs.map(
    (ref): Step =>
      (r) =>
        unregister(r, ref),
  ),
  fc.tuple(owners, precisions).map(
    ([id, to]): Step =>
      (r) =>
        setPrecision(r, id, to),
  ),
  fc.record({ parent: owners, child: owners, name: fc.constantFrom('child', 'other') }).map(
    (call): Step =>
      (r) =>
        registerChild(r, call),
  ),
  owners.map(
    (id): Step =>
      (r) =>
        unregisterChild(r, id, 'child'),
  ),
  owners.map(
    (id): Step =>
      (r) =>
        unregisterAll(r, id),
  ),
  owners.map(
    (id): Step =>
      (r) =>
        refreshPaths(r, [id]),
  ),
  owners.map(
    (id): Step =>
      (r) =>
        refreshSubtree(r, id),
  ),
  fc
    .tuple(owners, names, fc.constantFrom<unknown>(...LOCATIONS, 'nowhere'))
    .map(([id, name, to]): Step => (r) => {
      return update(
        r,
        id,
        new Map<string, unknown>([
          ['a_size', 3],
          [`${name}_location`, to],
        ]),
      ).registry
    }),
)

function deepFrozen(registry: Registry): Registry {
  for (const factory of registry.factories) {
    Object.freeze(factory.entries)
    Object.freeze(factory.children)
    Object.freeze(factory)
  }
  Object.freeze(registry.factories)
  return Object.freeze(registry)
}

const start = TREE.reduce((r, id) => addFactory(r, { id }), EMPTY_REGISTRY)

test('random sequences of 200 operations keep every layout equal to the slow model; a failed one changes nothing', () => {
  let failed = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...RULES),
      fc.array(steps, { minLength: 200, maxLength: 200, size: 'max' }),
      (extentRule, operations) => {
        let registry = deepFrozen({ ...start, extentRule })
        for (const operation of operations)
          try {
            registry = deepFrozen(operation(registry))
          } catch (error) {
            // Frozen values: whatever was refused can have changed nothing.
            expect(error).toBeInstanceOf(RegistryError)
            failed++
          }
        for (const factory of registry.factories) {
          expectEqualLayouts({ factory, rule: extentRule })
        }
        expect(rootsOf(registry)).toEqual([...registry.roots].toSorted())
      },
    ),
    { numRuns: 200 },
  )
  expect(failed).toBeGreaterThan(0)
})

/** The factories that no edge leads to, found without the registry's own index. */
function rootsOf(registry: Registry): readonly string[] {
  const held = new Set(registry.factories.flatMap((f) => f.children.map((edge) => edge.factory)))
  return registry.factories.flatMap((f) => (held.has(f.id) ? [] : [f.id])).toSorted()
}
