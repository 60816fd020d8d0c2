import type { CapacityLine } from '../../map/capacity.ts'
import type { Preferences } from '../../store/state.ts'
import { shortSize } from '../figures.ts'

/** How much fits below a line, in the unit of the axis; what fits is whole bytes. */
export function capacitySize(
  line: CapacityLine,
  elementBytes: number,
  preferences: Preferences,
): string {
  return shortSize(Math.floor(line.bytes), elementBytes, preferences)
}

/** "291 full warps": the size and what it stands for. */
export function capacityWords(
  line: CapacityLine,
  elementBytes: number,
  preferences: Preferences,
): string {
  return `${capacitySize(line, elementBytes, preferences)} ${line.label}`
}
