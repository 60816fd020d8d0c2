import { placeAll, type OrderPlace } from '../core/document/reorder.ts'
import { relocateAll } from '../core/document/edit.ts'
import type { EdgeRef } from '../core/registry/children.ts'
import type { FactoryId } from '../core/registry/factory.ts'
import { pathDown, structureOf, type Registry } from '../core/registry/registry.ts'
import { quoted, RegistryError } from '../core/registry/registryError.ts'
import { reparent } from '../core/registry/reparent.ts'
import type { BufferRef } from '../core/registry/verbs.ts'
import { moveLabel, parentLabel, placeLabel } from './moveLabel.ts'
import { selectedBuffers, type Cargo, type CargoTarget, type Drag, type Ref } from './state.ts'

export interface CargoMove {
  /** What the history calls it. */
  readonly label: string
  readonly verb: (registry: Registry) => Registry
}

function factoryCargo(registry: Registry, factory: FactoryId): Cargo {
  return {
    kind: 'factory',
    refs: [{ factory, name: null }],
    from: firstEdgeTo(registry, factory),
  }
}

/** What of a selection can move in the tree: its buffers, or where there are none its last factory. */
export function selectionCargo(registry: Registry, selection: readonly Ref[]): Cargo | null {
  const refs = selectedBuffers(selection)
  if (refs.length > 0) return { kind: 'buffers', refs }
  const last = selection.at(-1)
  return last === undefined ? null : factoryCargo(registry, last.factory)
}

/** What is selected after a cargo came to lie in a factory. */
export function carriedTo(cargo: Cargo, factory: FactoryId): readonly Ref[] {
  return cargo.kind === 'factory' ? cargo.refs : cargo.refs.map((ref) => ({ ...ref, factory }))
}

/** Whether a row is one of those that are dragged, where they were or where the preview has put them. */
export function isCarried({ cargo, target }: Drag, { factory, name }: Ref): boolean {
  const into = target?.kind === 'place' && cargo.kind === 'buffers' ? target.place.factory : null
  return cargo.refs.some(
    (ref) => ref.name === name && (ref.factory === factory || into === factory),
  )
}

/** What putting a cargo down there does; null where it cannot be put down. */
export function cargoMove(cargo: Cargo, target: CargoTarget): CargoMove | null {
  if (cargo.kind === 'factory') return factoryMove(cargo, target)
  const { refs } = cargo
  switch (target.kind) {
    case 'memory': {
      const { location } = target
      return {
        label: moveLabel(refs, location),
        verb: (registry) => relocateAll(registry, refs, location),
      }
    }
    case 'place':
      return placing(refs, target.place)
    case 'root':
      return null
  }
}

function factoryMove(
  { refs: [{ factory }], from }: Extract<Cargo, { kind: 'factory' }>,
  target: CargoTarget,
): CargoMove | null {
  switch (target.kind) {
    case 'memory':
      return null
    case 'place':
      return reparenting(factory, from, target.place.factory)
    case 'root':
      return from === null ? null : reparenting(factory, from, null)
  }
}

/** To the end of a factory; null stands for no factory, where only a factory can be. */
export function moveInto(cargo: Cargo, target: FactoryId | null): CargoMove | null {
  if (cargo.kind === 'factory') return reparenting(cargo.refs[0].factory, cargo.from, target)
  return target === null ? null : placing(cargo.refs, { factory: target, entry: null })
}

function placing(refs: readonly BufferRef[], place: OrderPlace): CargoMove {
  return { label: placeLabel(refs, place), verb: (registry) => placeAll(registry, refs, place) }
}

/** Hangs a factory under another; a `parent` that is null makes it a root. */
export function reparenting(
  child: FactoryId,
  from: EdgeRef | null,
  parent: FactoryId | null,
): CargoMove {
  const name = from?.name ?? child.split('/').at(-1) ?? 'child'
  return {
    label: parentLabel(child, parent),
    verb: (registry) => {
      if (parent !== null) assertOutside(registry, child, parent)
      return reparent(registry, { child, from, to: parent === null ? null : { parent, name } })
    },
  }
}

/** Said in the words of whoever carries it there. */
function assertOutside(registry: Registry, child: FactoryId, parent: FactoryId): void {
  if (child === parent)
    throw new RegistryError('cycle', child, `${quoted(child)} cannot hang under itself.`)
  const at = structureOf(registry).positions.get(parent) ?? -1
  if (pathDown(registry, [child]).includes(at))
    throw new RegistryError(
      'cycle',
      child,
      `${quoted(child)} cannot hang under ${quoted(parent)}, which is below it; move ${quoted(parent)} out first.`,
    )
}

/** The first edge that leads to a factory; null for a root. */
export function firstEdgeTo(registry: Registry, id: FactoryId): EdgeRef | null {
  const { positions, parents } = structureOf(registry)
  const above = parents[positions.get(id) ?? -1] ?? []
  const parent = registry.factories[Math.min(...above)]
  const edge = parent?.children.find((child) => child.factory === id)
  return parent === undefined || edge === undefined ? null : { parent: parent.id, name: edge.name }
}
