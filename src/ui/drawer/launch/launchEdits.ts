import { DRIVER_DECIDES, type LaunchSettings } from '../../../core/analysis/launch.ts'
import type { PtxasFunction } from '../../../core/analysis/ptxas.ts'
import { MAX_BARRIERS, MAX_BLOCK_SIZE, SHARED_LIMIT_BYTES } from '../../../core/analysis/targets.ts'
import { figure } from '../../figures.ts'

/** The settings that are whole numbers, as fields name them and what they may be. */
export const NUMBER_SETTINGS = {
  blockSize: { label: 'Block size', digits: 4, least: 1, most: MAX_BLOCK_SIZE },
  runs: { label: 'Runs', digits: 6, least: 1, most: 2 ** 31 - 1 },
  registersPerThread: { label: 'Registers', digits: 3, least: 1, most: 255 },
  // No program has more of its own: static shared memory ends at 48 KiB on every target.
  staticSharedBytes: {
    label: 'Static shared',
    digits: 5,
    least: 0,
    most: SHARED_LIMIT_BYTES,
    unit: 'B',
  },
  barriers: { label: 'Barriers', digits: 2, least: 0, most: MAX_BARRIERS },
  carveoutPercent: {
    label: 'Carve-out',
    digits: 3,
    least: 0,
    most: 100,
    unit: '%',
    empty: { value: DRIVER_DECIDES, words: 'driver decides' },
  },
} as const satisfies Partial<Record<keyof LaunchSettings, NumberSetting>>

export type NumberSettingName = keyof typeof NUMBER_SETTINGS

export interface NumberSetting {
  readonly label: string
  /** How many digits the field is wide. */
  readonly digits: number
  readonly least: number
  readonly most: number
  /** Written behind the field. */
  readonly unit?: string
  /** What an empty field stands for, where it may be empty. */
  readonly empty?: { readonly value: number; readonly words: string }
}

export type ReadNumber =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'wrong'; readonly problem: string }

/** A typed number: decimal, with spaces between thousands if one likes, or hexadecimal after `0x`. */
export function readNumber(text: string, setting: NumberSetting): ReadNumber {
  const digits = text.replace(/[\s\u2009_]/g, '')
  if (digits === '' && setting.empty !== undefined)
    return { kind: 'number', value: setting.empty.value }
  const value = /^(\d+|0x[\da-f]+)$/i.test(digits) ? Number(digits) : NaN
  return checked(value, setting)
}

function checked(value: number, { label, least, most, empty }: NumberSetting): ReadNumber {
  if (value >= least && value <= most) return { kind: 'number', value }
  const orEmpty = empty === undefined ? '' : `, or empty: ${empty.words}`
  return {
    kind: 'wrong',
    problem: `${label} must be a whole number from ${least} to ${figure(most)}${orEmpty}.`,
  }
}

/** What the history calls a setting that was typed: "Set barriers to 2". */
export function settingLabel(name: NumberSettingName, value: number): string {
  const { label, unit, empty }: NumberSetting = NUMBER_SETTINGS[name]
  if (value === empty?.value) return `Set ${label.toLowerCase()}: ${empty.words}`
  return `Set ${label.toLowerCase()} to ${figure(value)}${unit === undefined ? '' : ` ${unit}`}`
}

/** What an assembler's figures of a function set, or why they cannot be a launch's. */
export type PtxasUse =
  | {
      readonly kind: 'settings'
      readonly change: Partial<LaunchSettings>
      /** "96 registers, 2 barriers, 1 024 B static shared" */
      readonly words: string
    }
  | { readonly kind: 'wrong'; readonly problem: string }

/** Registers, static shared bytes and barriers of a function; null where its registers are not said. */
export function ptxasUse(found: PtxasFunction): PtxasUse | null {
  const { registers, staticSharedBytes, barriers } = found
  if (registers === null) return null
  const figures = [
    ['registersPerThread', registers],
    ['staticSharedBytes', staticSharedBytes],
    ...(barriers === null ? [] : [['barriers', barriers] as const]),
  ] as const
  for (const [name, value] of figures) {
    const read = checked(value, NUMBER_SETTINGS[name])
    if (read.kind === 'wrong') return read
  }
  const words = [
    `${figure(registers)} registers`,
    ...(barriers === null
      ? []
      : [`${figure(barriers)} ${barriers === 1 ? 'barrier' : 'barriers'}`]),
    ...(staticSharedBytes === 0 ? [] : [`${figure(staticSharedBytes)} B static shared`]),
  ].join(', ')
  return { kind: 'settings', change: Object.fromEntries(figures), words }
}
