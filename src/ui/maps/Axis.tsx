import type { Preferences } from '../../store/state.ts'
import type { Window } from '../../map/window.ts'
import { inUnits } from '../figures.ts'

interface Props {
  readonly window: Window
  readonly ticks: readonly number[]
  readonly width: number
  readonly elementBytes: number
  readonly preferences: Preferences
}

/** Figures under the grid lines of a lane, in the user's units. */
export function Axis({ window, ticks, width, elementBytes, preferences }: Props) {
  const scale = width / (window.to - window.from)
  return (
    <svg className="axis" width={width} height="18" aria-hidden="true">
      {ticks.map((tick) => {
        const text = inUnits(tick, elementBytes, preferences)
        const { x, anchor } = placeOf((tick - window.from) * scale, text, width)
        return (
          <text key={tick} className="figure axis__figure" x={x} y="13" textAnchor={anchor}>
            {text}
          </text>
        )
      })}
    </svg>
  )
}

const LETTER_PIXELS = 6.4

/** Under its line; at either end of the lane within it. */
function placeOf(x: number, text: string, width: number) {
  const half = (text.length * LETTER_PIXELS) / 2
  if (x < half) return { x: 0, anchor: 'start' } as const
  return x + half > width
    ? ({ x: width, anchor: 'end' } as const)
    : ({ x, anchor: 'middle' } as const)
}
