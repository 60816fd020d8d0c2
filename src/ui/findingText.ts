import { sentenceText, type Sentence } from '../core/analysis/sentence.ts'
import type { Preferences } from '../store/state.ts'
import { figure, grouped, spelled } from './figures.ts'

/** A sentence of a finding, its sizes in the user's unit. */
export function findingText(message: Sentence, preferences: Preferences): string {
  const text = sentenceText(message, ({ bytes, elementBytes, plain }) => {
    const size = spelled(bytes, elementBytes, preferences)
    // Elements of two sizes are told apart by their bytes.
    return plain === 'both' && preferences.units === 'elements'
      ? `${size} (${figure(bytes, preferences.radix)} B)`
      : size
  })
  return grouped(text)
}
