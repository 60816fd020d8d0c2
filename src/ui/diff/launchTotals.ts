import type { Preferences } from '../../store/state.ts'
import type { Cost } from '../../core/analysis/cost.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { figure, spelled } from '../figures.ts'

export interface LaunchTotal {
  readonly word: string
  readonly value: string
}

/** What one side's launch comes to, in the words of the launch cards; a dash where it has no kernel. */
export function launchTotals(cost: Cost | null, preferences: Preferences): readonly LaunchTotal[] {
  const value = cost === null ? NO_KERNEL : valuesOf(cost, preferences)
  return [
    { word: 'block', value: value.block },
    { word: 'shared per block', value: value.shared },
    { word: 'runs/SM', value: value.runs },
  ]
}

const NO_KERNEL = { block: '–', shared: '–', runs: '–' } as const

function valuesOf({ geometry, occupancy, precision }: Cost, preferences: Preferences) {
  if (geometry.kind === 'over-block-limit') return { block: 'none', shared: '–', runs: 'none' }
  return {
    block: figure(geometry.blockSize),
    shared: spelled(geometry.dynamicSharedBytes, bytesOf(precision), preferences),
    runs: occupancy.kind === 'known' ? figure(occupancy.runsPerSM) : 'unknown',
  }
}
