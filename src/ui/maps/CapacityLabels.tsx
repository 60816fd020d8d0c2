import type { CapacityLine } from '../../map/capacity.ts'
import { capacityLabels } from '../../map/capacityLabels.ts'
import type { Window } from '../../map/window.ts'
import type { Preferences } from '../../store/state.ts'
import { figure } from '../figures.ts'

interface Props {
  readonly lines: readonly CapacityLine[]
  readonly usedBytes: number
  readonly window: Window
  readonly width: number
  readonly preferences: Preferences
}

/** A row of its own above the map: what each capacity line stands for, in bytes as limits are told. */
export function CapacityLabels({ lines, usedBytes, window, width, preferences }: Props) {
  const bytesOf = (line: CapacityLine) => `${figure(line.bytes, preferences.radix)} B`
  const textOf = (line: CapacityLine) => `${bytesOf(line)} ${line.label}`
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
          <span className="figure">{bytesOf(line)}</span> {line.label}
        </p>
      ))}
    </div>
  )
}
