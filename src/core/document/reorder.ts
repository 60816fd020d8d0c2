import { regionsOf, requireEdge, type EdgeRef } from '../registry/children.ts'
import { positionsOf, requireBuffer, withEntries, type FactoryId } from '../registry/factory.ts'
import { requireFactory, withFactory, type Registry } from '../registry/registry.ts'
import { moveTo } from '../registry/transfer.ts'
import { move, type BufferRef } from '../registry/verbs.ts'

/** A place in registration order: that of an entry, or the end of a factory (`entry` null). */
export interface OrderPlace {
  readonly factory: FactoryId
  readonly entry: string | null
}

/**
 * Puts buffers where an entry stands, side by side in the order in which they are given; that entry makes
 * room, downwards where the first of them comes from above it. Buffers of another factory move into
 * this one. Errors: those of `move` and `moveTo`.
 */
export function placeAll(
  registry: Registry,
  refs: readonly BufferRef[],
  place: OrderPlace,
): Registry {
  const target = requireFactory(registry, place.factory)
  const own = refs.filter((ref) => ref.factory === place.factory)
  const names = new Set(own.map((ref) => requireBuffer(target, ref.name).name))
  if (place.entry !== null && names.has(place.entry)) return registry
  const rest = target.entries.filter((entry) => !names.has(entry.name))
  const at = rest.findIndex((entry) => entry.name === place.entry)
  const start = at < 0 ? rest.length : at + (comesFromAbove(registry, own, place) ? 1 : 0)
  // The entries before the place stay before it, so each buffer in turn goes right behind the last.
  const before = new Set(rest.slice(0, start).map((entry) => entry.name))
  return refs.reduce((next, ref, i) => {
    const { entries } = requireFactory(next, place.factory)
    const isOwn = ref.factory === place.factory
    const others = isOwn ? entries.filter((entry) => entry.name !== ref.name) : entries
    const last = others.findLastIndex((entry) => before.has(entry.name))
    const position = i === 0 ? last + 1 : others.findIndex((e) => e.name === refs[i - 1]?.name) + 1
    return isOwn
      ? move(next, ref, position)
      : moveTo(next, ref, { factory: place.factory, position })
  }, registry)
}

/** Whether the first of a factory's own buffers stands before the entry that it is dropped on. */
function comesFromAbove(
  registry: Registry,
  own: readonly BufferRef[],
  { factory, entry }: OrderPlace,
): boolean {
  const positions = positionsOf(requireFactory(registry, factory))
  const [first] = own
  if (first === undefined || entry === null) return false
  return (positions.get(first.name) ?? 0) < (positions.get(entry) ?? 0)
}

/**
 * Moves buffers one position up (-1) or down (1) in registration order, each within its factory. Those at
 * an end stay, and those that would pass another of them stay behind it. Errors: those of `move`.
 */
export function stepAll(registry: Registry, refs: readonly BufferRef[], step: -1 | 1): Registry {
  const position = (ref: BufferRef) =>
    positionsOf(requireFactory(registry, ref.factory)).get(ref.name) ?? 0
  const keys = new Set(refs.map((ref) => `${ref.factory}\u0000${ref.name}`))
  // From the end that they move to, so that none is moved over by the next.
  const ordered = [...refs].sort((a, b) => step * (position(b) - position(a)))
  return ordered.reduce((next, ref) => {
    const { entries } = requireFactory(next, ref.factory)
    const at = entries.findIndex((entry) => entry.name === ref.name)
    const neighbour = entries[at + step]
    const isBlocked = neighbour === undefined || keys.has(`${ref.factory}\u0000${neighbour.name}`)
    return isBlocked ? next : move(next, ref, at + step)
  }, registry)
}

/**
 * Lets a child factory change places with the sibling before (-1) or behind it (1): in the tree, and its
 * regions with that one's in registration order. At an end it stays. Errors: unknown-factory, unknown-child.
 */
export function stepChild(registry: Registry, edge: EdgeRef, step: -1 | 1): Registry {
  const parent = requireFactory(registry, edge.parent)
  const at = parent.children.indexOf(requireEdge(parent, edge.name))
  const [child, sibling] = [parent.children[at], parent.children[at + step]]
  if (child === undefined || sibling === undefined) return registry
  const children = parent.children.with(at, sibling).with(at + step, child)
  const pair = step < 0 ? [child, sibling] : [sibling, child]
  const regions = pair.flatMap(({ name }) => regionsOf(parent, name))
  const places = new Set(regions.map((region) => positionsOf(parent).get(region.name)))
  let next = 0
  const entries = parent.entries.map((entry, i) =>
    places.has(i) ? (regions[next++] ?? entry) : entry,
  )
  return withFactory(registry, { ...withEntries(parent, entries), children })
}
