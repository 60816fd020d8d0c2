import { emitCode } from '../../../core/codegen/emit.ts'
import type { CodeTarget, GeneratedCode } from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'
import type { FilePort } from '../../commands/command.ts'
import { isLarge } from '../../documents/background/modelSlices.ts'

/** Null where it was given up. */
type Emitted = GeneratedCode | Promise<GeneratedCode | null>

const cache = new WeakMap<Model, Map<CodeTarget, Emitted>>()

/** The code of a model for a target, made once per model value; that of a large one comes later. */
export function emittedOf(model: Model, target: CodeTarget, emit: FilePort['emit']): Emitted {
  const perModel = cache.get(model) ?? new Map<CodeTarget, Emitted>()
  cache.set(model, perModel)
  const known = perModel.get(target)
  if (known !== undefined) return known
  const code = isLarge(model) ? emit(model, target) : emitCode(model, target)
  perModel.set(target, code)
  return code
}

/** Lets code that was given up be made after all. */
export function forgetEmitted(model: Model, target: CodeTarget): void {
  cache.get(model)?.delete(target)
}
