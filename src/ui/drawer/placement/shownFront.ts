import type { FrontPoint } from '../../../core/analysis/placement.ts'

/** What of a plan is drawn on the step chart: its corners, and the one that is chosen. */
export interface ShownFront {
  readonly corners: readonly FrontPoint[]
  readonly chosen: FrontPoint | null
}
