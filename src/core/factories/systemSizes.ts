import type { CompileSettings } from '../registry/cudaFactory.ts'
import { MAX_SIZE } from '../registry/entry.ts'

/** How large the system of equations is: numbers of values, each 0 to 2^31 - 1. */
export interface SystemSizes {
  readonly states: number
  readonly parameters: number
  readonly drivers: number
  readonly observables: number
}

const SIZES = ['states', 'parameters', 'drivers', 'observables'] as const

/** A system with these sizes, 0 where one is left out. */
export function systemSizes(sizes: Partial<SystemSizes>): SystemSizes {
  const { states = 0, parameters = 0, drivers = 0, observables = 0 } = sizes
  return { states, parameters, drivers, observables }
}

/** The sizes as compile settings. */
export function sizeSettings(sizes: Partial<SystemSizes>): readonly (readonly [string, unknown])[] {
  const all = systemSizes(sizes)
  return SIZES.map((name) => [name, all[name]])
}

/** The sizes that compile settings hold. */
export function sizesIn(settings: CompileSettings): SystemSizes {
  const read = (name: string) => {
    const value = settings.get(name)
    return typeof value === 'number' ? value : 0
  }
  return {
    states: read('states'),
    parameters: read('parameters'),
    drivers: read('drivers'),
    observables: read('observables'),
  }
}

/** Why a value cannot be one of the sizes; null where it can, or where the key is none of them. */
export function sizeProblem(key: string, value: unknown): string | null {
  if (!SIZES.some((name) => name === key)) return null
  const isSize =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_SIZE
  return isSize ? null : `must be a whole number from 0 to ${MAX_SIZE}`
}
