import { figure } from '../figures.ts'
import type { Preferences } from '../../store/state.ts'
import { plotOf, tickWords, type Mark, type Plot, type PlotBox, type PlotData } from './plot.ts'
import { useWidth } from './useWidth.ts'
import './StepChart.css'

interface Props {
  readonly data: PlotData
  /** What the chart says, in a sentence, for those who do not see it. */
  readonly description: string
  readonly xTitle: string
  readonly height: number
  readonly radix: Preferences['radix']
}

const MARGINS = { left: 40, right: 12, top: 22, bottom: 36 }

/** A figure against another one as steps, with the points that matter marked on it. */
export function StepChart({ data, description, xTitle, height, radix }: Props) {
  const [ref, width] = useWidth(700)
  const box: PlotBox = { width, height, ...MARGINS }
  const plot = plotOf(data, box)
  return (
    <div className="chart" ref={ref}>
      <svg width={width} height={height} role="img" aria-label={description}>
        <Axes plot={plot} box={box} radix={radix} xTitle={xTitle} />
        <path className="chart__line" d={plot.path} />
        {data.dots.map((dot, i) => (
          <circle key={i} className="chart__dot" cx={plot.x(dot.x)} cy={plot.y(dot.y)} r={1.75} />
        ))}
        {data.marks.map((mark) => (
          <MarkView key={mark.kind} mark={mark} plot={plot} width={width} />
        ))}
      </svg>
    </div>
  )
}

interface AxesProps {
  readonly plot: Plot
  readonly box: PlotBox
  readonly radix: Preferences['radix']
  readonly xTitle: string
}

function Axes({ plot, box, radix, xTitle }: AxesProps) {
  const base = box.height - box.bottom
  return (
    <g aria-hidden="true">
      {plot.yTicks.map((tick) => (
        <g key={tick}>
          <line
            className="chart__grid"
            x1={box.left}
            x2={box.width - box.right}
            y1={plot.y(tick)}
            y2={plot.y(tick)}
          />
          <text
            className="chart__tick"
            x={box.left - 8}
            y={plot.y(tick)}
            dy="0.33em"
            textAnchor="end"
          >
            {figure(tick)}
          </text>
        </g>
      ))}
      {plot.xTicks.map((tick) => {
        const text = figure(tick, radix)
        return (
          <text
            key={tick}
            className="chart__tick"
            y={base + 16}
            {...tickWords(plot.x(tick), text, box.width)}
          >
            {text}
          </text>
        )
      })}
      <text className="chart__title" x={box.width - box.right} y={base + 31} textAnchor="end">
        {xTitle}
      </text>
    </g>
  )
}

const ROOM_FOR_LABEL = 170

function MarkView({
  mark,
  plot,
  width,
}: {
  readonly mark: Mark
  readonly plot: Plot
  readonly width: number
}) {
  const x = plot.x(mark.x)
  const y = plot.y(mark.y)
  const isRight = x + ROOM_FOR_LABEL > width
  return (
    <g>
      {mark.kind === 'suggested' ? (
        <path className="chart__mark chart__mark--suggested" d={`M${x},${y - 6}l6,6l-6,6l-6,-6Z`} />
      ) : (
        <circle className={`chart__mark chart__mark--${mark.kind}`} cx={x} cy={y} r={5} />
      )}
      {mark.label !== '' && (
        <text
          className="chart__label"
          x={x + (isRight ? -10 : 10)}
          y={y - 9}
          textAnchor={isRight ? 'end' : 'start'}
        >
          {mark.label}
        </text>
      )}
    </g>
  )
}
