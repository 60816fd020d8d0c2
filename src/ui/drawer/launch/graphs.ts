import type { Cost } from '../../../core/analysis/cost.ts'
import {
  occupancySeries,
  type Graph,
  type OccupancySeries,
} from '../../../core/analysis/occupancySeries.ts'
import type { PlotData } from '../../chart/plot.ts'
import { figure } from '../../figures.ts'
import type { Preferences } from '../../../store/state.ts'

/** The calculator's three graphs, and what their axes count. */
export const GRAPHS = {
  blockSize: 'threads a block',
  registers: 'registers per thread',
  sharedBytes: 'shared bytes a block',
} as const satisfies Record<keyof OccupancySeries, string>

export type GraphName = keyof typeof GRAPHS

const cache = new WeakMap<Cost, { readonly series: OccupancySeries | null }>()

/** Warps per SM against one of the three; null where nothing launches or the target has no SM data. */
export function graphOf(cost: Cost, name: GraphName): Graph | null {
  const known = cache.get(cost)
  if (known !== undefined) return known.series?.[name] ?? null
  const series = occupancySeries(cost, cost.run)
  cache.set(cost, { series })
  return series?.[name] ?? null
}

export function graphData({ points, present }: Graph, radix: Preferences['radix']): PlotData {
  return {
    steps: points.map(({ x, warps }) => ({ x, y: warps })),
    marks: [
      {
        x: present.x,
        y: present.warps,
        kind: 'now',
        label: `${figure(present.x, radix)}, ${figure(present.warps)} warps`,
      },
    ],
    dots: [],
    xEnd: points.at(-1)?.x ?? 0,
  }
}

export function graphSentence({ points, present }: Graph, name: GraphName): string {
  const most = points.reduce((top, point) => Math.max(top, point.warps), 0)
  return `Warps per SM against ${GRAPHS[name]}: ${present.warps} warps at ${present.x}, the most anywhere is ${most}.`
}
