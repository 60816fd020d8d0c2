import {
  changedSettings,
  DRIVER_DECIDES,
  sharedTargetBytes,
  type LaunchSettings,
} from '../../../core/analysis/launch.ts'
import { figure } from '../../figures.ts'

/** One setting of the launch before and after. */
export interface SettingChange {
  readonly word: string
  readonly was: string
  readonly is: string
}

interface Words {
  readonly word: string
  /** `say` writes bytes. */
  readonly value: (settings: LaunchSettings, say: (bytes: number) => string) => string
}

const WORDS = {
  blockSize: { word: 'requested block', value: ({ blockSize }) => figure(blockSize) },
  runs: { word: 'runs', value: ({ runs }) => figure(runs) },
  registersPerThread: {
    word: 'registers',
    value: ({ registersPerThread }) => figure(registersPerThread),
  },
  target: { word: 'target', value: ({ target }) => target },
  optIn: { word: 'over 48 KiB', value: ({ optIn }) => (optIn ? 'allowed' : 'not allowed') },
  staticSharedBytes: {
    word: 'static shared',
    value: ({ staticSharedBytes }, say) => say(staticSharedBytes),
  },
  carveoutPercent: {
    word: 'carve-out',
    value: ({ carveoutPercent }) => carveoutWords(carveoutPercent),
  },
  barriers: { word: 'barriers', value: ({ barriers }) => figure(barriers) },
  sharedTargetBytes: {
    word: 'target per block',
    value: (settings, say) => {
      const bytes = sharedTargetBytes(settings)
      return bytes === Infinity ? 'none' : say(bytes)
    },
  },
} as const satisfies Record<keyof LaunchSettings, Words>

/** The settings that differ, in words; `say` writes bytes. */
export function settingChanges(
  before: LaunchSettings,
  after: LaunchSettings,
  say: (bytes: number) => string,
): readonly SettingChange[] {
  return changedSettings(before, after).map((setting) => ({
    word: WORDS[setting].word,
    was: WORDS[setting].value(before, say),
    is: WORDS[setting].value(after, say),
  }))
}

function carveoutWords(percent: number): string {
  return percent === DRIVER_DECIDES ? 'driver decides' : `${percent} %`
}
