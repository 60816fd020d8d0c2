import type { Model } from '../document/model.ts'
import { emitCuda } from './cuda.ts'
import { CODE_TARGETS, type CodeTarget, type GeneratedCode } from './generated.ts'
import { emitCubie, emitNumba } from './numba.ts'
import { emitSettings } from './settings.ts'
import { emitWgsl } from './wgsl.ts'

const EMITTERS = {
  numba: emitNumba,
  cubie: emitCubie,
  cuda: emitCuda,
  wgsl: emitWgsl,
  settings: emitSettings,
} as const satisfies Record<CodeTarget, (model: Model) => GeneratedCode>

/** The layout of all factories of a model as text of one target: the same model gives the same text. */
export function emitCode(model: Model, target: CodeTarget): GeneratedCode {
  return EMITTERS[target](model)
}

export function isCodeTarget(value: unknown): value is CodeTarget {
  return CODE_TARGETS.some((target) => target === value)
}
