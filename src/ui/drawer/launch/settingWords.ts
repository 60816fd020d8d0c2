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
  readonly value: (settings: LaunchSettings) => string
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
    value: ({ staticSharedBytes }) => bytesWords(staticSharedBytes),
  },
  carveoutPercent: {
    word: 'carve-out',
    value: ({ carveoutPercent }) => carveoutWords(carveoutPercent),
  },
  barriers: { word: 'barriers', value: ({ barriers }) => figure(barriers) },
  sharedTargetBytes: {
    word: 'target per block',
    value: (settings) => bytesWords(sharedTargetBytes(settings)),
  },
} as const satisfies Record<keyof LaunchSettings, Words>

/** The settings that differ, in words; figures in bytes, as they are typed. */
export function settingChanges(
  before: LaunchSettings,
  after: LaunchSettings,
): readonly SettingChange[] {
  return changedSettings(before, after).map((setting) => ({
    word: WORDS[setting].word,
    was: WORDS[setting].value(before),
    is: WORDS[setting].value(after),
  }))
}

function carveoutWords(percent: number): string {
  return percent === DRIVER_DECIDES ? 'driver decides' : `${percent} %`
}

function bytesWords(bytes: number): string {
  return bytes === Infinity ? 'none' : `${figure(bytes)} B`
}
