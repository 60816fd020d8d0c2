import { describe, expect, test } from 'vitest'
import type { ExtentRule } from '../layout/factoryLayout.ts'
import { registerChild } from '../registry/children.ts'
import type { Precision } from '../registry/dtype.ts'
import type { Buffer, BufferSpec } from '../registry/entry.ts'
import { factoryId } from '../registry/factory.ts'
import { refreshSubtree } from '../registry/refresh.ts'
import { EMPTY_REGISTRY, pathDown, withFactories, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import { applyPlacement, cornerWithin, placementPlanOf, suggestedShared } from './placement.ts'
import { sharedWords, weightServed } from './placementOptions.ts'

const CAP = 12288
const ROOT = factoryId('f0')

function randomOf(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    below: (n: number) => Math.floor(next() * n),
    chance: (p: number) => next() < p,
    of: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
  }
}

type Random = ReturnType<typeof randomOf>

/** A tree of up to four factories with up to `most` free buffers, aliases, pins, groups and weights. */
function randomTree(random: Random, most: number): Registry {
  const extentRule: ExtentRule = random.of(['elements', 'aligned', 'guarded'])
  const count = 1 + random.below(4)
  const isMixed = random.chance(0.3)
  const precision: Precision = random.of(['float32', 'float64'])
  let registry: Registry = { ...EMPTY_REGISTRY, extentRule }
  for (let f = 0; f < count; f++) {
    const own = isMixed ? random.of(['float32', 'float64'] as const) : precision
    registry = addFactory(registry, { id: `f${f}`, precision: own })
  }
  let free = 1 + random.below(most)
  for (let f = count - 1; f >= 0; f--) {
    const names: string[] = []
    const buffers = f === 0 ? free : random.below(free + 1)
    for (let b = 0; b < buffers; b++) {
      const spec = randomBuffer(random, names)
      if (spec.pinned !== true) free--
      registry = register(registry, factoryId(`f${f}`), spec)
      names.push(spec.name)
    }
    const below = Array.from({ length: count }, (_, c) => c).filter((c) => c > f)
    for (const c of below.filter((_, i) => i === 0 || random.chance(0.3))) {
      const name = `c${c}`
      const aliases = names.length > 0 && random.chance(0.3) ? random.of(names) : null
      const [parent, child] = [factoryId(`f${f}`), factoryId(`f${c}`)]
      registry = registerChild(registry, { parent, child, name, aliases })
      names.push(`${name}_shared`)
    }
  }
  return { ...registry, roots: [ROOT] }
}

function randomBuffer(random: Random, names: readonly string[]): BufferSpec {
  const persistent = random.chance(0.1)
  const dtypes = ['float64', 'int32', 'float16'] as const
  return {
    name: `b${names.length}`,
    size: random.chance(0.1) ? 0 : 1 + random.below(12),
    location: random.of(['shared', 'local', 'persistent_local']),
    persistent,
    aliases: names.length > 0 && random.chance(0.35) ? random.of(names) : null,
    ...(random.chance(0.15) ? { dtype: random.of(dtypes) } : {}),
    pinned: random.chance(0.1),
    weight: random.chance(0.2) ? random.below(50) : null,
    group: random.chance(0.15) ? random.of(['g', 'h']) : null,
  }
}

/** The buffers that may move, those of one group together; none of a group with a pinned one. */
function movable(registry: Registry): readonly (readonly Buffer[])[] {
  const buffers = registry.factories.flatMap((factory) =>
    factory.entries.filter((entry): entry is Buffer => entry.kind === 'buffer'),
  )
  const held = new Set(buffers.flatMap((b) => (b.pinned && b.group !== null ? [b.group] : [])))
  const groups = [...new Set(buffers.map((b) => b.group))].filter((g) => g !== null && !held.has(g))
  const single = buffers.filter((b) => b.group === null && !b.pinned && b.size > 0)
  return [
    ...groups.map((group) => buffers.filter((b) => b.group === group)),
    ...single.map((b) => [b]),
  ]
}

function withPlaced(registry: Registry, moved: ReadonlyMap<Buffer, Buffer>): Registry {
  const factories = registry.factories.map((factory) => ({
    ...factory,
    entries: factory.entries.map((e) => (e.kind === 'buffer' ? (moved.get(e) ?? e) : e)),
  }))
  return refreshSubtree(withFactories(registry, factories), ROOT)
}

function served(registry: Registry): number {
  return pathDown(registry, [ROOT]).reduce((sum, at) => {
    const factory = registry.factories[at]
    return factory === undefined ? sum : sum + weightServed(factory, registry.extentRule)
  }, 0)
}

/** The heaviest placement for each number of words, all placements tried one after the other. */
function slowFront(registry: Registry) {
  const units = movable(registry)
  const best = new Map<number, number>()
  for (let subset = 0; subset < 2 ** units.length; subset++) {
    const moved = new Map<Buffer, Buffer>()
    units.forEach((unit, i) => {
      for (const buffer of unit) {
        const outside = buffer.persistent ? 'persistent_local' : 'local'
        const home = buffer.location === 'shared' ? outside : buffer.location
        moved.set(buffer, { ...buffer, location: (subset >> i) & 1 ? 'shared' : home })
      }
    })
    const next = withPlaced(registry, moved)
    const words = sharedWords(next, ROOT)
    best.set(words, Math.max(best.get(words) ?? -1, served(next)))
  }
  const front: { words: number; weight: number }[] = []
  for (const [words, weight] of [...best].sort((a, b) => a[0] - b[0]))
    if (weight > (front.at(-1)?.weight ?? -1)) front.push({ words, weight })
  return front
}

function planOf(registry: Registry) {
  const plan = placementPlanOf(registry, CAP)
  if (plan === null) throw new Error('no plan')
  return plan
}

describe('suggested placement', () => {
  test('equals brute force for every budget on 2,000 random trees', () => {
    let aliased = 0
    let largest = 0
    for (let seed = 1; seed <= 2000; seed++) {
      const random = randomOf(seed)
      const registry = randomTree(random, seed % 400 === 0 ? 14 : seed % 40 === 0 ? 10 : 6)
      const plan = planOf(registry)
      expect(plan.proved).toBe(true)
      expect(plan.front, `seed ${seed}`).toEqual(slowFront(registry))
      aliased += Number(registry.factories.some((f) => f.entries.some((e) => e.aliases !== null)))
      largest = Math.max(largest, movable(registry).length)
    }
    expect(aliased).toBeGreaterThan(1000)
    expect(largest).toBeGreaterThanOrEqual(12)
  }, 120_000)

  test('applied at any corner gives that corner, and the present placement is below the front', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const registry = randomTree(randomOf(seed), 8)
      const plan = planOf(registry)
      for (const corner of plan.front) {
        const applied = applyPlacement(plan, corner.words)
        const got = { words: sharedWords(applied, ROOT), weight: served(applied) }
        expect(got, `seed ${seed}`).toEqual(corner)
        expect(planOf(applied).front).toEqual(plan.front)
        expect(planOf(applied).present).toEqual(corner)
      }
      // A group that is split now is better or worse than any placement that keeps it together.
      const isSplit = movable(registry).some((unit) => {
        return new Set(unit.map((buffer) => buffer.location === 'shared')).size > 1
      })
      const within = cornerWithin(plan, plan.present.words)
      if (!isSplit) expect(within?.weight).toBeGreaterThanOrEqual(plan.present.weight)
    }
  })

  test('gives the registry back where it is placed so already', () => {
    const registry = register(addFactory(EMPTY_REGISTRY, { id: 'f0' }), ROOT, {
      name: 'a',
      size: 3,
      location: 'shared',
    })
    expect(applyPlacement(planOf(registry), 3)).toBe(registry)
  })

  test('has no plan without a root, and one corner without buffers', () => {
    expect(placementPlanOf(EMPTY_REGISTRY, CAP)).toBeNull()
    const plan = planOf(addFactory(EMPTY_REGISTRY, { id: 'f0' }))
    expect(plan).toMatchObject({ front: [{ words: 0, weight: 0 }], freeBuffers: 0, proved: true })
    expect(suggestedShared(plan, 100)).toEqual([])
  })

  test('leaves pinned buffers where they are and moves a group as one', () => {
    let registry = addFactory(EMPTY_REGISTRY, { id: 'f0' })
    const specs = [
      { name: 'pinned', size: 4, location: 'local', pinned: true },
      { name: 'a', size: 3, location: 'local', group: 'g' },
      { name: 'b', size: 5, location: 'local', group: 'g' },
    ] as const
    for (const spec of specs) registry = register(registry, ROOT, spec)
    expect(planOf(registry).front).toEqual([
      { words: 0, weight: 0 },
      { words: 8, weight: 8 },
    ])
    expect(suggestedShared(planOf(registry), 7)).toEqual([])
    expect(suggestedShared(planOf(registry), 8).map((ref) => ref.name)).toEqual(['a', 'b'])
  })

  test('says what its weights are', () => {
    const base = addFactory(EMPTY_REGISTRY, { id: 'f0' })
    const a = { name: 'a', size: 2, location: 'local', weight: 9 } as const
    const withA = register(base, ROOT, a)
    expect(planOf(withA)).toMatchObject({ weights: 'accesses', front: [{}, { weight: 9 }] })
    expect(planOf(register(withA, ROOT, { ...a, name: 'b', weight: null })).weights).toBe('mixed')
    expect(planOf(register(base, ROOT, { ...a, weight: null })).weights).toBe('uniform')
  })

  test('is not proved where a component has more than 14 free buffers, and keeps its word all the same', () => {
    let registry = addFactory(EMPTY_REGISTRY, { id: 'f0' })
    registry = register(registry, ROOT, { name: 'host', size: 40, location: 'local' })
    for (let i = 0; i < 15; i++) {
      const spec = {
        name: `a${i}`,
        size: 3 + (i % 4),
        location: 'shared',
        aliases: 'host',
      } as const
      registry = register(registry, ROOT, spec)
    }
    const plan = planOf(registry)
    expect(plan.proved).toBe(false)
    for (const corner of plan.front) {
      const applied = applyPlacement(plan, corner.words)
      expect({ words: sharedWords(applied, ROOT), weight: served(applied) }).toEqual(corner)
    }
    expect(cornerWithin(plan, plan.present.words)?.weight).toBeGreaterThanOrEqual(
      plan.present.weight,
    )
  })
})
