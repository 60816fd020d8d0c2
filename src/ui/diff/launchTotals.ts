import type { Preferences } from '../../store/state.ts'
import type { Cost } from '../../core/analysis/cost.ts'
import { figure } from '../figures.ts'

export interface LaunchTotal {
  readonly word: string
  readonly value: string
}

/** What one side's launch comes to, in the words of the launch cards; a dash where it has no kernel. */
export function launchTotals(
  cost: Cost | null,
  radix: Preferences['radix'],
): readonly LaunchTotal[] {
  const value = cost === null ? NO_KERNEL : valuesOf(cost, radix)
  return [
    { word: 'block', value: value.block },
    { word: 'shared per block', value: value.shared },
    { word: 'runs/SM', value: value.runs },
  ]
}

const NO_KERNEL = { block: '–', shared: '–', runs: '–' } as const

function valuesOf({ geometry, occupancy }: Cost, radix: Preferences['radix']) {
  if (geometry.kind === 'over-block-limit') return { block: 'none', shared: '–', runs: 'none' }
  return {
    block: figure(geometry.blockSize),
    shared: `${figure(geometry.dynamicSharedBytes, radix)} B`,
    runs: occupancy.kind === 'known' ? figure(occupancy.runsPerSM) : 'unknown',
  }
}
