import { hitAt, type Hit } from '../../map/hit.ts'
import { rowAt } from '../../map/rows.ts'
import type { SceneLane } from '../../map/scene.ts'
import type { Window } from '../../map/window.ts'
import type { LaneFault } from './faults.ts'

/** What lies under the pointer. */
export interface Aimed {
  readonly hit: Hit | null
  readonly fault: LaneFault | null
}

/** The same, and where the pointer is on the page. */
export interface Pointed extends Aimed {
  readonly x: number
  readonly y: number
}

interface View {
  readonly lane: SceneLane
  readonly window: Window
  /** CSS pixels that the window fills. */
  readonly width: number
  readonly faults: readonly LaneFault[]
}

/** Pixels by which a thin segment may be missed. */
const REACH_PIXELS = 2

/** The segment and the wrong word at a point of a lane, in CSS pixels from its top left. */
export function aimedAt(
  { lane, window, width, faults }: View,
  { x, y }: { readonly x: number; readonly y: number },
): Aimed {
  const at = rowAt(lane, y)
  if (at === null || width === 0) return { hit: null, fault: null }
  const bytesPerPixel = (window.to - window.from) / width
  const bytes = window.from + x * bytesPerPixel
  const tolerance = REACH_PIXELS * bytesPerPixel
  const isNear = (fault: LaneFault) =>
    fault.row === at.row &&
    bytes >= fault.startBytes - tolerance &&
    bytes < fault.endBytes + tolerance
  return { hit: hitAt(lane, { ...at, bytes, tolerance }), fault: faults.find(isNear) ?? null }
}
