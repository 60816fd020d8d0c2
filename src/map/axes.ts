import type { Location } from '../core/registry/location.ts'
import { domainEnd } from './axis.ts'
import { reachOf, type CapacityLine } from './capacity.ts'
import type { Scene } from './scene.ts'
import type { Window } from './window.ts'

/** What a lane's pixels are counted along. Lanes with the same `axis` zoom together. */
export interface LaneAxis {
  readonly axis: string
  readonly domain: Window
}

/** How much larger one arena may be before the other gets an axis of its own, to stay readable. */
const MOST_RATIO = 12

/** The domain of each lane: both arenas share one axis, so that their sizes can be compared by eye. */
export function axesOf(
  { lanes }: Scene,
  capacity: readonly CapacityLine[],
  elementBytes: number,
): Readonly<Record<Location, LaneAxis>> {
  const shared = reachOf(lanes.shared.endBytes, capacity)
  const persistent = lanes.persistent_local.endBytes
  const [low, high] = [Math.min(shared, persistent), Math.max(shared, persistent)]
  const local = { axis: 'local', domain: { from: 0, to: Math.max(1, lanes.local.endBytes) } }
  const axisOf = (axis: string, end: number): LaneAxis => ({
    axis,
    domain: { from: 0, to: domainEnd(end, elementBytes) },
  })
  if (low > 0 && high > low * MOST_RATIO)
    return {
      shared: axisOf('shared', shared),
      persistent_local: axisOf('persistent', persistent),
      local,
    }
  const both = axisOf('arenas', high)
  return { shared: both, persistent_local: both, local }
}
