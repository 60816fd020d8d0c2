import { factoryIn, type Registry } from '../../core/registry/registry.ts'
import { positionsOf } from '../../core/registry/factory.ts'
import type { BufferRef } from '../../core/registry/verbs.ts'
import type { Hit } from '../../map/hit.ts'
import { regionSpotsOf, spotsOf, type Spot } from '../../map/locate.ts'
import type { Scene } from '../../map/scene.ts'
import { sameRef, selectedBuffers, type Cargo, type Ref } from '../../store/state.ts'

/** Where things are drawn that a person points at; a factory is drawn as its regions. */
export function spotsOfRefs(scene: Scene, refs: readonly Ref[]): readonly Spot[] {
  return refs.flatMap(({ factory, name }) =>
    name === null ? regionSpotsOf(scene, factory) : spotsOf(scene, factory, name),
  )
}

/** The thing that a segment stands for. */
export function refOf(scene: Scene, hit: Hit): Ref | null {
  const factory = scene.places[hit.place]?.factory
  const entry = factory?.entries[hit.entry]
  return factory === undefined || entry === undefined
    ? null
    : { factory: factory.id, name: entry.name }
}

/** What a menu is about that is asked for at a thing: the whole selection where it is part of it. */
export function withRef(selection: readonly Ref[], ref: Ref): readonly Ref[] {
  return selection.some((other) => sameRef(other, ref)) ? selection : [ref]
}

/** Whether a segment is a buffer, which a press drags; a region is pressed to pan. */
export function isBufferAt(scene: Scene, hit: Hit | null): boolean {
  if (hit === null) return false
  return scene.places[hit.place]?.factory.entries[hit.entry]?.kind === 'buffer'
}

/** What a press on a segment drags: the whole selection where it is part of it; no region ever. */
export function draggedBy(registry: Registry, ref: Ref, selection: readonly Ref[]): Cargo {
  const buffers = selectedBuffers(withRef(selection, ref))
  return {
    kind: 'buffers',
    refs: buffers.filter(({ factory, name }) => isBuffer(registry, factory, name)),
  }
}

function isBuffer(registry: Registry, id: BufferRef['factory'], name: string): boolean {
  const factory = factoryIn(registry, id)
  const at = factory === null ? undefined : positionsOf(factory).get(name)
  return at !== undefined && factory?.entries[at]?.kind === 'buffer'
}
