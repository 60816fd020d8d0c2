import type { FactoryId } from '../registry/factory.ts'

/** The languages and forms that a layout is printed in. */
export const CODE_TARGETS = ['numba', 'cubie', 'cuda', 'wgsl', 'settings'] as const
export type CodeTarget = (typeof CODE_TARGETS)[number]

/** Text made from a layout: deterministic, every name escaped. */
export interface GeneratedCode {
  readonly target: CodeTarget
  /** A name to save it under, such as `layout.cuh`. */
  readonly fileName: string
  readonly text: string
  /** Which buffer a line is about, in line order, so that a selection finds its lines. */
  readonly owners: readonly LineOwner[]
}

export interface LineOwner {
  /** 1-based. */
  readonly line: number
  readonly factory: FactoryId
  /** Null for a line about the factory itself. */
  readonly buffer: string | null
}
