import { sameLaunch, type LaunchSettings } from '../../../core/analysis/launch.ts'
import { MAX_BLOCK_SIZE } from '../../../core/analysis/targets.ts'
import type { Model } from '../../../core/document/model.ts'
import { figure } from '../../figures.ts'

/** The settings that are whole numbers, as fields name them and what they may be. */
export const NUMBER_SETTINGS = {
  blockSize: { label: 'Block size', digits: 4, least: 1, most: MAX_BLOCK_SIZE },
  runs: { label: 'Runs', digits: 6, least: 1, most: 2 ** 31 - 1 },
  registersPerThread: { label: 'Registers', digits: 3, least: 1, most: 255 },
} as const satisfies Partial<Record<keyof LaunchSettings, NumberSetting>>

export interface NumberSetting {
  readonly label: string
  /** How many digits the field is wide. */
  readonly digits: number
  readonly least: number
  readonly most: number
}

export type ReadNumber =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'wrong'; readonly problem: string }

/** A typed number: decimal, with spaces between thousands if one likes, or hexadecimal after `0x`. */
export function readNumber(text: string, { label, least, most }: NumberSetting): ReadNumber {
  const digits = text.replace(/[\s\u2009_]/g, '')
  const value = /^(\d+|0x[\da-f]+)$/i.test(digits) ? Number(digits) : NaN
  if (value >= least && value <= most) return { kind: 'number', value }
  return {
    kind: 'wrong',
    problem: `${label} must be a whole number from ${least} to ${figure(most)}.`,
  }
}

/** The model with other launch settings; itself where they are the ones it has. */
export function withLaunch(model: Model, change: Partial<LaunchSettings>): Model {
  const launch = { ...model.launch, ...change }
  return sameLaunch(launch, model.launch) ? model : { ...model, launch }
}
