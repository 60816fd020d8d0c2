import type { Condition, RuleGroup } from '../../../core/analysis/measuredGates.ts'
import { figure } from '../../figures.ts'

export const GROUP_WORDS = {
  'state-pair': 'state pair',
  'work-group': 'work group',
  parameters: 'parameters',
} as const satisfies Record<RuleGroup, string>

/** A condition with how far it is from holding: "footprint 2 320 B, at least 3 584 B: 1 264 B short". */
export function conditionWords(condition: Condition): string {
  const { quantity, haveBytes, relation, thresholdBytes, holds, awayBytes } = condition
  const have = `${quantity} ${figure(haveBytes)} B, ${relation} ${figure(thresholdBytes)} B`
  if (holds) return have
  const away = relation === 'at least' ? 'short' : relation === 'exactly' ? 'off' : 'too much'
  return `${have}: ${figure(awayBytes)} B ${away}`
}
