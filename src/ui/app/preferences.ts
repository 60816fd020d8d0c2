import { DEFAULT_PREFERENCES, type Inspector } from '../../store/inspectorStore.ts'
import type { Preferences } from '../../store/state.ts'
import { recall, remember } from './memory.ts'

const KEY = 'preferences'
const CHOICES = {
  units: ['elements', 'words', 'bytes'],
  radix: ['dec', 'hex'],
  theme: ['system', 'light', 'dark'],
} as const satisfies { readonly [K in keyof Preferences]: readonly Preferences[K][] }

/** The preferences of the last visit; what is missing or unknown is the default. */
export function rememberedPreferences(): Preferences {
  const kept = recall(KEY)
  const fields: readonly (readonly [string, unknown])[] =
    typeof kept === 'object' && kept !== null ? Object.entries(kept) : []
  const known = new Map(fields)
  const { units, radix, theme } = DEFAULT_PREFERENCES
  return {
    units: CHOICES.units.find((value) => value === known.get('units')) ?? units,
    radix: CHOICES.radix.find((value) => value === known.get('radix')) ?? radix,
    theme: CHOICES.theme.find((value) => value === known.get('theme')) ?? theme,
  }
}

/** Remembers every change of the preferences. */
export function rememberPreferences({ store }: Inspector): void {
  store.subscribe(({ preferences }, before) => {
    if (preferences !== before.preferences) remember(KEY, preferences)
  })
}
