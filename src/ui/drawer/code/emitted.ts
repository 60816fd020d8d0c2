import { emitCode } from '../../../core/codegen/emit.ts'
import type { CodeTarget, GeneratedCode } from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'

const cache = new WeakMap<Model, Map<CodeTarget, GeneratedCode>>()

/** The code of a model for a target, made once per model value. */
export function emittedOf(model: Model, target: CodeTarget): GeneratedCode {
  const perModel = cache.get(model) ?? new Map<CodeTarget, GeneratedCode>()
  cache.set(model, perModel)
  const known = perModel.get(target)
  if (known !== undefined) return known
  const code = emitCode(model, target)
  perModel.set(target, code)
  return code
}
