import { bisectLeft } from 'd3-array'
import { SPACES } from '../core/layout/factoryLayout.ts'
import { regionPositionsOf, startBytesOf, type KernelPlace } from '../core/layout/kernelPlaces.ts'
import { bytesOf } from '../core/registry/dtype.ts'
import { positionsOf, type FactoryId } from '../core/registry/factory.ts'
import { ARENA_LOCATIONS, type Location } from '../core/registry/location.ts'
import { segmentIntervals, type Scene, type SceneLane } from './scene.ts'
import { trackOf } from './track.ts'

/** Where an entry is drawn. */
export interface Spot {
  readonly location: Location
  readonly row: number
  readonly place: number
  readonly entry: number
  /** 0 for storage of its own, 1 and more for aliases. */
  readonly level: number
  readonly startBytes: number
  readonly endBytes: number
}

const placesByFactory = new WeakMap<Scene['shape'], ReadonlyMap<FactoryId, number[]>>()

/** The places of a factory in a scene: one for each path that leads to it. */
export function placesOf(scene: Scene, factory: FactoryId): readonly number[] {
  const known = placesByFactory.get(scene.shape)
  if (known !== undefined) return known.get(factory) ?? []
  const places = new Map<FactoryId, number[]>()
  for (const [at, place] of scene.places.entries()) {
    const list = places.get(place.factory.id)
    if (list === undefined) places.set(place.factory.id, [at])
    else list.push(at)
  }
  placesByFactory.set(scene.shape, places)
  return places.get(factory) ?? []
}

/** Everywhere that an entry of a factory is drawn: once for each place of the factory. */
export function spotsOf(scene: Scene, factory: FactoryId, name: string): readonly Spot[] {
  return placesOf(scene, factory).flatMap((at) => {
    const place = scene.places[at]
    const entry = place === undefined ? undefined : positionsOf(place.factory).get(name)
    return entry === undefined ? [] : (spotOf(scene, { place: at, entry }) ?? [])
  })
}

/** Where the regions of a factory are drawn in its parents; none for a root, which has no region. */
export function regionSpotsOf(scene: Scene, factory: FactoryId): readonly Spot[] {
  return placesOf(scene, factory).flatMap((at) => {
    const child = scene.places[at]
    const parent = scene.places[child?.parent ?? -1]
    if (parent === undefined || child?.path === undefined || child.path === null) return []
    const regions = regionPositionsOf(parent.factory).get(child.path.name)
    return ARENA_LOCATIONS.flatMap((of) => {
      const spot = spotOf(scene, { place: parent.index, entry: regions?.[of] ?? -1 })
      return spot === null || spot.endBytes === spot.startBytes ? [] : spot
    })
  })
}

/** Where one entry of one place is drawn; null for a place or an entry that is not there. */
export function spotOf(
  scene: Scene,
  { place: at, entry }: { readonly place: number; readonly entry: number },
): Spot | null {
  const place = scene.places[at]
  const location = SPACES[place?.layout.spaces[entry] ?? -1]
  if (place === undefined || location === undefined) return null
  if (location === 'local') return localSpot(scene.lanes.local, at, entry)
  const elementBytes = bytesOf(place.factory.precision)
  const startBytes =
    startBytesOf(scene, place, location) + (place.layout.offsets[entry] ?? 0) * elementBytes
  const endBytes = startBytes + (place.layout.extents[entry] ?? 0) * elementBytes
  const level = aliasLevelOf(place, entry)
  return { location, row: place.depth, place: at, entry, level, startBytes, endBytes }
}

function localSpot(lane: SceneLane, at: number, entry: number): Spot | null {
  const members = lane.rows[0]?.layers[0]
  const place = lane.places[at]
  if (members === undefined || place === undefined) return null
  const member = indexIn(members.places, at)
  const segments = trackOf(place.layout, 'local').levels[0]
  if (segments === undefined || member < 0) return null
  const k = indexIn(segments.entries, entry)
  if (k < 0) return null
  const intervals = segmentIntervals(segments, members.starts[member] ?? 0, lane.gapBytes)
  const [startBytes, endBytes] = [intervals.startAt(k), intervals.endAt(k)]
  return { location: 'local', row: 0, place: at, entry, level: 0, startBytes, endBytes }
}

function aliasLevelOf(place: KernelPlace, entry: number): number {
  let level = 0
  let host = place.layout.hosts[entry] ?? -1
  while (host >= 0 && level <= place.layout.hosts.length) {
    level += 1
    host = place.layout.hosts[host] ?? -1
  }
  return level
}

/** Index of a value in a sorted array; -1 where it is not in it. */
function indexIn(sorted: Int32Array, value: number): number {
  const at = bisectLeft(sorted, value)
  return sorted[at] === value ? at : -1
}
