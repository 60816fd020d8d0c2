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
      {ticks.map((tick) => (
        <text key={tick} className="figure axis__figure" x={(tick - window.from) * scale} y="13">
          {inUnits(tick, elementBytes, preferences)}
        </text>
      ))}
    </svg>
  )
}
