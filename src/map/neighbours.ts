import { regionPositionsOf } from '../core/layout/kernelPlaces.ts'
import type { Hit } from './hit.ts'
import { intervalAt } from './intervals.ts'
import { spotOf, type Spot } from './locate.ts'
import { memberIntervals } from './members.ts'
import type { Scene, SceneLane } from './scene.ts'
import { trackOf } from './track.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The segment that an arrow key leads to: left and right along a row, up to the region, down into it. */
export function neighbourOf(scene: Scene, spot: Spot, direction: Direction): Hit | null {
  const lane = scene.lanes[spot.location]
  switch (direction) {
    case 'left':
      return beside(lane, spot, -1)
    case 'right':
      return beside(lane, spot, 1)
    case 'up':
      return regionAbove(scene, spot)
    case 'down':
      return firstInside(scene, spot)
  }
}

/** The first segment of a lane, or null for an empty one. */
export function firstIn(lane: SceneLane): Hit | null {
  const place = lane.rows[0]?.layers[0]?.places[0]
  return place === undefined ? null : endOfPlace(lane, place, 1)
}

function beside(lane: SceneLane, spot: Spot, by: 1 | -1): Hit | null {
  const place = lane.places[spot.place]
  const track = place === undefined ? null : trackOf(place.layout, lane.location)
  const next = stepIn(track?.levels[spot.level]?.entries, spot.entry, by)
  if (next !== null) return { place: spot.place, entry: next }
  for (const members of lane.rows[spot.row]?.layers ?? []) {
    const other = stepIn(members.places, spot.place, by)
    if (other !== null) return endOfPlace(lane, other, by)
  }
  return null
}

/** The value before or behind another one; null at the ends, and for one that is not there. */
function stepIn(values: Int32Array | undefined, value: number, by: 1 | -1): number | null {
  const at = values?.indexOf(value) ?? -1
  return at < 0 ? null : (values?.[at + by] ?? null)
}

/** The first segment of a place going right, the last one going left. */
function endOfPlace(lane: SceneLane, place: number, by: 1 | -1): Hit | null {
  const layout = lane.places[place]?.layout
  const entries = layout === undefined ? null : trackOf(layout, lane.location).levels[0]?.entries
  const entry = by === 1 ? entries?.[0] : entries?.at(-1)
  return entry === undefined ? null : { place, entry }
}

function regionAbove(scene: Scene, spot: Spot): Hit | null {
  const place = scene.places[spot.place]
  if (place === undefined || spot.location === 'local') return null
  const parent = scene.places[place.parent]
  if (parent === undefined || place.path === null) return null
  const entry = regionPositionsOf(parent.factory).get(place.path.name)?.[spot.location] ?? -1
  return entry < 0 ? null : { place: parent.index, entry }
}

function firstInside(scene: Scene, spot: Spot): Hit | null {
  const lane = scene.lanes[spot.location]
  if (scene.places[spot.place]?.factory.entries[spot.entry]?.kind !== 'child-region') return null
  for (const members of lane.rows[spot.row + 1]?.layers ?? []) {
    const at = intervalAt(memberIntervals(members), spot.startBytes)
    const place = members.places[at]
    if (place !== undefined && scene.places[place]?.parent === spot.place)
      return endOfPlace(lane, place, 1)
  }
  return null
}

/** As `spotOf`, for a segment that was hit. */
export function spotAt(scene: Scene, hit: Hit | null): Spot | null {
  return hit === null ? null : spotOf(scene, hit)
}
