import type { Cost } from '../../../core/analysis/cost.ts'
import {
  occupancySeries,
  type Graph,
  type OccupancySeries,
} from '../../../core/analysis/occupancySeries.ts'
import type { PlotData } from '../../chart/plot.ts'
import { bytesOf } from '../../../core/registry/dtype.ts'
import { figure, inUnits, spelled } from '../../figures.ts'
import { inUnitsOf } from './runsChart.ts'
import type { Preferences } from '../../../store/state.ts'

export type GraphName = keyof OccupancySeries

/** What the axis of a graph counts. */
export function axisTitle(name: GraphName, { units }: Preferences): string {
  switch (name) {
    case 'blockSize':
      return 'threads a block'
    case 'registers':
      return 'registers per thread'
    case 'sharedBytes':
      return `shared ${units} a block`
  }
}

const cache = new WeakMap<Cost, { readonly series: OccupancySeries | null }>()

/** Warps per SM against one of the three; null where nothing launches or the target has no SM data. */
export function graphOf(cost: Cost, name: GraphName): Graph | null {
  const known = cache.get(cost)
  if (known !== undefined) return known.series?.[name] ?? null
  const series = occupancySeries(cost, cost.run)
  cache.set(cost, { series })
  return series?.[name] ?? null
}

/** The graph of one of the three; bytes are in the user's unit, threads and registers are counts. */
export function graphData(
  { points, present }: Graph,
  name: GraphName,
  { cost, preferences }: { readonly cost: Cost; readonly preferences: Preferences },
): PlotData {
  const each = bytesOf(cost.precision)
  const isBytes = name === 'sharedBytes'
  const at = isBytes ? inUnits(present.x, each, preferences) : figure(present.x)
  const data: PlotData = {
    steps: points.map(({ x, warps }) => ({ x, y: warps })),
    marks: [
      {
        x: present.x,
        y: present.warps,
        kind: 'now',
        label: `${at}, ${figure(present.warps)} warps`,
      },
    ],
    dots: [],
    xEnd: points.at(-1)?.x ?? 0,
  }
  return isBytes ? inUnitsOf(data, each, preferences) : data
}

export function graphSentence(
  { points, present }: Graph,
  name: GraphName,
  { cost, preferences }: { readonly cost: Cost; readonly preferences: Preferences },
): string {
  const most = points.reduce((top, point) => Math.max(top, point.warps), 0)
  const at =
    name === 'sharedBytes'
      ? spelled(present.x, bytesOf(cost.precision), preferences)
      : figure(present.x)
  return `Warps per SM against ${axisTitle(name, preferences)}: ${present.warps} warps at ${at}, the most anywhere is ${most}.`
}
