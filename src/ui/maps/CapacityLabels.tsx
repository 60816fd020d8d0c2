import type { CapacityLine } from '../../map/capacity.ts'
import { capacityLabels } from '../../map/capacityLabels.ts'
import type { Window } from '../../map/window.ts'
import type { Preferences } from '../../store/state.ts'
import { capacitySize, capacityWords } from './capacityWords.ts'

interface Props {
  readonly lines: readonly CapacityLine[]
  readonly usedBytes: number
  readonly window: Window
  readonly width: number
  readonly elementBytes: number
  readonly preferences: Preferences
}

/** A row of its own above the map: what each capacity line stands for, in the unit of the axis below. */
export function CapacityLabels(props: Props) {
  const { lines, usedBytes, window, width, elementBytes, preferences } = props
  const textOf = (line: CapacityLine) => capacityWords(line, elementBytes, preferences)
  const labels = capacityLabels(lines, { window, width, usedBytes, textOf })
  return (
    <div className="lane__labels">
      {labels.map(({ line, left, width: wide, side }) => (
        <p
          key={line.label}
          className="capacity"
          data-tone={line.tone}
          data-side={side}
          style={{ left, width: wide }}
        >
          <span className="figure">{capacitySize(line, elementBytes, preferences)}</span>{' '}
          {line.label}
        </p>
      ))}
    </div>
  )
}
