import type { Condition, RuleGroup } from '../../../core/analysis/measuredGates.ts'
import type { Preferences } from '../../../store/state.ts'
import { spelled } from '../../figures.ts'

export const GROUP_WORDS = {
  'state-pair': 'state pair',
  'work-group': 'work group',
  parameters: 'parameters',
} as const satisfies Record<RuleGroup, string>

/** A condition with how far it is from holding: "footprint 2 320 B, at least 3 584 B: 1 264 B short". */
export function conditionWords(
  condition: Condition,
  itemBytes: number,
  preferences: Preferences,
): string {
  const { quantity, haveBytes, relation, thresholdBytes, holds, awayBytes } = condition
  // How large an element is says nothing in elements.
  const units = quantity === 'element' ? 'bytes' : preferences.units
  const say = (bytes: number) => spelled(bytes, itemBytes, { ...preferences, units })
  const have = `${quantity} ${say(haveBytes)}, ${relation} ${say(thresholdBytes)}`
  if (holds) return have
  const away = relation === 'at least' ? 'short' : relation === 'exactly' ? 'off' : 'too much'
  return `${have}: ${say(awayBytes)} ${away}`
}
