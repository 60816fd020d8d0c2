import { roomOf, stepsOf, type Cost } from '../../../core/analysis/cost.ts'
import { runGeometry } from '../../../core/analysis/launch.ts'
import type { FrontPoint } from '../../../core/analysis/placement.ts'
import { stepAt, type RunsPerSmStep } from '../../../core/analysis/runsPerSm.ts'
import { bytesOf } from '../../../core/registry/dtype.ts'
import type { Preferences } from '../../../store/state.ts'
import type { Mark, PlotData, Point } from '../../chart/plot.ts'
import { figure, spelled, unitBytes } from '../../figures.ts'

/** Bytes per run that are shown at least, and how much is shown beyond the farthest mark. */
const LEAST_BYTES = 1024
const BEYOND = 1.6

export interface RunsChartOptions {
  readonly preferences: Preferences
  /** Corners of the suggested placements. */
  readonly front: readonly Point[]
  /** The corner that is chosen. */
  readonly suggested: Point | null
}

/** Runs per SM against bytes per run: the steps, where the layout stands, and where it stood. */
export function runsChartOf(
  cost: Cost,
  before: Cost,
  { preferences, front, suggested }: RunsChartOptions,
): PlotData {
  const each = bytesOf(cost.precision)
  const now = standing(cost)
  const was = standing(before)
  const hasMoved = was.x !== now.x || was.y !== now.y
  const marks: Mark[] = [
    ...(hasMoved ? [{ ...was, kind: 'before', label: '' } as const] : []),
    ...(suggested === null || suggested.x === now.x
      ? []
      : [{ ...suggested, kind: 'suggested', label: '' } as const]),
    {
      ...now,
      kind: 'now',
      label: `${spelled(now.x, each, preferences)}, ${figure(now.y)} runs`,
    },
  ]
  const xEnd = endOf(stepsOf(cost), marks)
  return inUnitsOf({ steps: pointsOf(stepsOf(cost)), marks, dots: front, xEnd }, each, preferences)
}

/** Where a corner of the front stands on the chart: bytes with padding, and the runs that still fit. */
export function frontPoint({ words }: FrontPoint, cost: Cost): Point {
  const { precision } = cost
  const elements = Math.ceil(words / (precision === 'float64' ? 2 : 1))
  return {
    x: runGeometry(elements, precision).bytesPerRun,
    y: stepAt(stepsOf(cost), elements)?.runsPerSM ?? 0,
  }
}

/** A plot whose x are bytes, in the user's unit. */
export function inUnitsOf(data: PlotData, elementBytes: number, { units }: Preferences): PlotData {
  const divisor = unitBytes(elementBytes, units)
  const scaled = <T extends Point>(point: T): T => ({ ...point, x: point.x / divisor })
  return {
    steps: data.steps.map(scaled),
    marks: data.marks.map(scaled),
    dots: data.dots.map(scaled),
    xEnd: data.xEnd / divisor,
  }
}

/** What the chart is drawn against: "elements per run". */
export function perRun({ units }: Preferences): string {
  return `${units} per run`
}

/** The chart in a sentence. */
export function runsChartSentence(cost: Cost, before: Cost, preferences: Preferences): string {
  const say = (bytes: number) => spelled(bytes, bytesOf(cost.precision), preferences)
  const now = standing(cost)
  const was = standing(before)
  const from = was.x === now.x ? '' : `, before the move ${was.y} runs at ${say(was.x)}`
  const next = roomOf(cost)?.next
  const then =
    next === undefined ? '' : ` It falls to ${next.runsPerSM} at ${say(next.bytesPerRun)}.`
  return `Runs per SM against ${perRun(preferences)}: ${now.y} runs at ${say(now.x)}${from}.${then}`
}

function standing({ run, runsPerSM }: Cost): Point {
  return { x: run.bytesPerRun, y: runsPerSM ?? 0 }
}

function pointsOf(steps: readonly RunsPerSmStep[]): readonly Point[] {
  return steps.map(({ bytesPerRun, runsPerSM }) => ({ x: bytesPerRun, y: runsPerSM }))
}

/** Room beyond what is marked, but none beyond where nothing launches. */
function endOf(steps: readonly RunsPerSmStep[], shown: readonly Point[]): number {
  const farthest = shown.reduce((most, point) => Math.max(most, point.x), 0)
  const wanted = Math.max(LEAST_BYTES, farthest * BEYOND)
  const last = steps.at(-1)?.bytesPerRun ?? wanted
  return Math.max(farthest, Math.min(wanted, last * 1.05))
}
