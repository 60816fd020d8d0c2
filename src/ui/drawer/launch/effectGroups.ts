import type { Cost } from '../../../core/analysis/cost.ts'
import type { MoveEffect } from '../../../core/analysis/moveEffects.ts'
import { tendencyOf } from '../../launchWords.ts'

/** Moves that are alike in what they give and take. */
export interface EffectGroup {
  readonly title: string
  readonly effects: readonly MoveEffect[]
}

/**
 * What leaves shared, by the runs that an SM gains; what enters it at no loss of runs, and what enters
 * it for fewer, largest buffers first. Groups without a move are left out.
 */
export function effectGroups(effects: readonly MoveEffect[], now: Cost): readonly EffectGroup[] {
  const out = effects.filter(({ from }) => from === 'shared')
  const into = effects.filter(({ from }) => from !== 'shared')
  const isCostly = ({ cost }: MoveEffect) => tendencyOf(now, cost) === 'fewer'
  const runs = ({ cost }: MoveEffect) => cost.runsPerSM ?? 0
  return [
    { title: 'Out of shared', effects: [...out].sort((a, b) => runs(b) - runs(a)) },
    {
      title: now.runsPerSM === null ? 'Into shared' : 'Into shared, with as many runs',
      effects: into.filter((effect) => !isCostly(effect)),
    },
    { title: 'Into shared, for fewer runs', effects: into.filter(isCostly) },
  ].filter((group) => group.effects.length > 0)
}
