import { EMPTY_MODEL, type Model } from '../document/model.ts'
import { registerChild, regionsOf } from '../registry/children.ts'
import { DTYPE_NAMES } from '../registry/dtype.ts'
import { factoryId, type FactoryId } from '../registry/factory.ts'
import { LOCATIONS } from '../registry/location.ts'
import { EMPTY_REGISTRY, requireFactory, type Registry } from '../registry/registry.ts'
import { addFactory, register, setAlias } from '../registry/verbs.ts'
import type { LayoutNumbers, SliceNumbers } from './numbers.ts'

/** Whole numbers from 0 to below `bound`, the same ones for the same seed. */
export type Random = (bound: number) => number

/** Marsaglia's xorshift, 32 bits. Source: G. Marsaglia, "Xorshift RNGs", 2003. */
export function randomOf(seed: number): Random {
  let state = (seed + 1) * 0x9e3779b1 || 1
  const next = (bound: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * bound)
  }
  for (let warm = 0; warm < 8; warm++) next(1)
  return next
}

/**
 * A random tree of up to 40 buffers: every location, dtype, precision and extent rule, empty buffers,
 * aliases of buffers and of regions, and children under two names.
 */
export function randomModel(random: Random): Model {
  let registry: Registry = {
    ...EMPTY_REGISTRY,
    extentRule: random(2) === 0 ? 'elements' : 'aligned',
  }
  const mixed = random(3) === 0
  const precision = random(4) === 0 ? 'float64' : 'float32'
  const ids: FactoryId[] = []
  let left = 1 + random(40)
  const factories = 1 + random(6)
  for (let at = 0; at < factories; at++) {
    const id = factoryId(`f${at}`)
    const own = mixed && random(2) === 0 ? 'float64' : precision
    registry = addFactory(registry, { id, precision: own })
    const count = at === factories - 1 ? left : random(left + 1)
    left -= count
    const before = random(count + 1)
    registry = withBuffers(registry, id, { from: 0, to: before, random })
    registry = withChildren(registry, id, { ids, random, isRoot: at === factories - 1 })
    registry = withBuffers(registry, id, { from: before, to: count, random })
    ids.push(id)
  }
  return { ...EMPTY_MODEL, name: 'random', registry }
}

function withBuffers(
  registry: Registry,
  id: FactoryId,
  { from, to, random }: { readonly from: number; readonly to: number; readonly random: Random },
): Registry {
  let next = registry
  for (let at = from; at < to; at++) {
    const names = requireFactory(next, id).entries.map(({ name }) => name)
    const location = LOCATIONS[random(3)] ?? 'shared'
    const aliases =
      names.length > 0 && random(4) === 0 ? (names[random(names.length)] ?? null) : null
    const dtype = random(3) === 0 ? DTYPE_NAMES[random(5)] : undefined
    next = register(next, id, {
      name: `b${at}`,
      size: random(6) === 0 ? 0 : 1 + random(12),
      location,
      aliases,
      ...(dtype === undefined ? {} : { dtype }),
    })
  }
  return next
}

/** Up to two edges to earlier factories; the root takes all that nobody holds. */
function withChildren(
  registry: Registry,
  id: FactoryId,
  {
    ids,
    random,
    isRoot,
  }: { readonly ids: readonly FactoryId[]; readonly random: Random; readonly isRoot: boolean },
): Registry {
  let next = registry
  const orphans = isRoot ? registry.roots.filter((root) => root !== id) : []
  const chosen = Array.from({ length: random(3) }, () => ids[random(ids.length)] ?? id)
  for (const [at, child] of [...orphans, ...chosen].entries()) {
    if (child === id) continue
    const name = `c${at}`
    next = registerChild(next, { parent: id, child, name })
    const host = requireFactory(next, id).entries[0]
    const region = regionsOf(requireFactory(next, id), name).find(({ of }) => of === 'shared')
    if (random(4) === 0 && host !== undefined && region !== undefined && host.name !== region.name)
      next = setAlias(next, { factory: id, name: region.name }, host.name)
  }
  return next
}

export interface Mutant {
  /** Which number was changed, and by how much. */
  readonly what: string
  readonly numbers: LayoutNumbers
}

/** The same layout with one number changed. */
export function mutantOf(numbers: LayoutNumbers, random: Random): Mutant {
  const spots = spotsOf(numbers)
  const by = random(2) === 0 ? 1 : -1
  const step = by * (1 + (random(3) === 0 ? random(9) : 0))
  const spot = spots[random(spots.length)]
  if (spot === undefined) throw new RangeError('a layout has numbers')
  const value = spot.value + step < 0 ? spot.value + 1 : spot.value + step
  return { what: `${spot.what} ${spot.value} -> ${value}`, numbers: spot.set(value) }
}

interface Spot {
  readonly what: string
  readonly value: number
  readonly set: (value: number) => LayoutNumbers
}

/** Every number of a layout. */
function spotsOf(numbers: LayoutNumbers): readonly Spot[] {
  const spots: Spot[] = (['sharedElements', 'persistentElements', 'strideWords'] as const).map(
    (what) => ({ what, value: numbers[what], set: (value) => ({ ...numbers, [what]: value }) }),
  )
  for (const [id, row] of numbers.slices)
    row.forEach((slice, at) => {
      if (slice === null) return
      const put = (changed: SliceNumbers): LayoutNumbers => {
        const next = row.map((old, i) => (i === at ? changed : old))
        return { ...numbers, slices: new Map(numbers.slices).set(id, next) }
      }
      const where = `${id}[${at}] ${slice.space}`
      const { offset, extent } = slice
      spots.push({
        what: `${where} extent`,
        value: extent,
        set: (value) => put({ ...slice, extent: value }),
      })
      // An array of its own has a length and no offset.
      if (slice.space !== 'local')
        spots.push({
          what: `${where} offset`,
          value: offset,
          set: (value) => put({ ...slice, offset: value }),
        })
    })
  return spots
}
