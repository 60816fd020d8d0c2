import { max } from 'd3-array'
import { scaleLinear, type ScaleLinear } from 'd3-scale'
import { curveStepAfter, line } from 'd3-shape'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A point that is told apart: where one stands, where one stood, what is suggested. */
export interface Mark extends Point {
  readonly kind: 'now' | 'before' | 'suggested'
  /** Said beside the point; empty for a mark that needs no words. */
  readonly label: string
}

/** What a step chart shows. Each point of `steps` holds until the next one. */
export interface PlotData {
  readonly steps: readonly Point[]
  readonly marks: readonly Mark[]
  /** Dots joined by no line, such as a front of alternatives. */
  readonly dots: readonly Point[]
  /** The last x that is drawn. */
  readonly xEnd: number
}

export interface PlotBox {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Everything that is drawn, in pixels of the box. */
export interface Plot {
  readonly x: ScaleLinear<number, number>
  readonly y: ScaleLinear<number, number>
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
  /** SVG path data of the step line. */
  readonly path: string
}

const PX_PER_X_TICK = 110
const PX_PER_Y_TICK = 26

/** Scales, ticks and path of a step chart. */
export function plotOf({ steps, marks, dots, xEnd }: PlotData, box: PlotBox): Plot {
  const top = max([...steps, ...marks, ...dots], (point) => (point.x <= xEnd ? point.y : 0)) ?? 0
  const x = scaleLinear([0, Math.max(1, xEnd)], [box.left, box.width - box.right])
  const yTickCount = Math.max(2, Math.floor((box.height - box.top - box.bottom) / PX_PER_Y_TICK))
  const y = scaleLinear([0, Math.max(1, top)], [box.height - box.bottom, box.top]).nice(yTickCount)
  const xTickCount = Math.max(2, Math.floor((box.width - box.left - box.right) / PX_PER_X_TICK))
  const path = line<Point>()
    .x((point) => x(point.x))
    .y((point) => y(point.y))
    .curve(curveStepAfter)
  return {
    x,
    y,
    xTicks: x.ticks(xTickCount),
    yTicks: y.ticks(yTickCount).filter(Number.isInteger),
    path: path(drawnSteps(steps, xEnd)) ?? '',
  }
}

/** The steps up to `xEnd`, the last one drawn out to it. */
function drawnSteps(steps: readonly Point[], xEnd: number): Point[] {
  const seen = steps.filter((step) => step.x <= xEnd)
  const last = seen.at(-1)
  return last === undefined ? [] : [...seen, { x: xEnd, y: last.y }]
}

/** Pixels of a digit of the ticks. */
const DIGIT = 7

/** Where the words of a tick at `x` stand: below it, and never past the chart's `end`. */
export function tickWords(
  x: number,
  text: string,
  end: number,
): { readonly x: number; readonly textAnchor: 'middle' | 'end' } {
  const isCut = x + (text.length * DIGIT) / 2 > end
  return isCut ? { x: end, textAnchor: 'end' } : { x, textAnchor: 'middle' }
}
