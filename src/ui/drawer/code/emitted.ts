import { emitCode } from '../../../core/codegen/emit.ts'
import type { CodeTarget, GeneratedCode } from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'
import type { FilePort } from '../../commands/command.ts'
import { isLarge } from '../../documents/background/largeModel.ts'

/** Code; null where it was given up, undefined where it is not written yet. */
export type Emitted = GeneratedCode | null | undefined

const cache = new WeakMap<Model, Map<CodeTarget, GeneratedCode | null>>()

/** What is known of a model's code for a target. That of a small model is made here, once per model value. */
export function emittedOf(model: Model, target: CodeTarget): Emitted {
  const known = cache.get(model)?.get(target)
  if (known !== undefined || isLarge(model)) return known
  return kept(model, target, emitCode(model, target))
}

interface Writing {
  readonly model: Model
  readonly target: CodeTarget
  readonly code: Promise<GeneratedCode | null>
}

/** One is written at a time: the next one takes its place. */
let writing: Writing | null = null

/**
 * Has the code of a large model written; what is being written already is waited for. Code that other
 * code took the place of was not given up by anyone, and stays unwritten.
 */
export async function writeCode(
  model: Model,
  target: CodeTarget,
  emit: FilePort['emit'],
): Promise<void> {
  const isSame = writing?.model === model && writing.target === target
  const mine = isSame && writing !== null ? writing : { model, target, code: emit(model, target) }
  writing = mine
  const code = await mine.code
  if (code !== null || writing === mine) kept(model, target, code)
  if (writing === mine) writing = null
}

/** Lets code that was given up be written after all. */
export function forgetEmitted(model: Model, target: CodeTarget): void {
  cache.get(model)?.delete(target)
}

function kept(model: Model, target: CodeTarget, code: GeneratedCode | null): GeneratedCode | null {
  const perModel = cache.get(model) ?? new Map<CodeTarget, GeneratedCode | null>()
  cache.set(model, perModel)
  perModel.set(target, code)
  return code
}
