import type { CapacityLine } from '../../map/capacity.ts'
import type { Window } from '../../map/window.ts'
import type { Preferences } from '../../store/state.ts'
import { figure } from '../figures.ts'

interface Props {
  readonly lines: readonly CapacityLine[]
  /** Lines behind this lie in free space, and are labelled there; others above the map. */
  readonly usedBytes: number
  readonly window: Window
  readonly width: number
  readonly preferences: Preferences
}

const LABEL_PIXELS = 92

/** What each capacity line in sight stands for; bytes, since limits are told in bytes. */
export function CapacityLabels({ lines, usedBytes, window, width, preferences }: Props) {
  const scale = width / (window.to - window.from)
  const labels = lines.map((line) => {
    const x = (line.bytes - window.from) * scale
    if (x < 0 || x > width) return null
    const isNearEdge = x > width - LABEL_PIXELS
    return (
      <p
        key={line.label}
        className="capacity"
        data-tone={line.tone}
        data-passed={line.bytes < usedBytes ? '' : undefined}
        data-side={isNearEdge ? 'left' : 'right'}
        style={isNearEdge ? { right: width - x } : { left: x }}
      >
        <span className="figure">{figure(line.bytes, preferences.radix)} B</span>
        <span>{line.label}</span>
      </p>
    )
  })
  return <div className="lane__labels">{labels}</div>
}
