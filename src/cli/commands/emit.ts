import { emitCode } from '../../core/codegen/emit.ts'
import { CODE_TARGETS } from '../../core/codegen/generated.ts'
import { EXIT, type Io } from '../io.ts'
import { openInput } from '../openInput.ts'
import { oneOf, refuseUsage, usageOf } from '../usage.ts'

/** `emit FILE --target numba|cubie|cuda|wgsl|settings [--phase L]`: code made from the layout. */
export async function runEmit(args: readonly string[], io: Io): Promise<number> {
  const usage = usageOf(args, { target: { type: 'string' }, phase: { type: 'string' } })
  if (usage.kind === 'wrong') return refuseUsage(io, 'emit', usage.message)
  const target = oneOf(CODE_TARGETS, usage.values.target ?? '')
  if (target === null)
    return refuseUsage(io, 'emit', `--target must be one of ${CODE_TARGETS.join(', ')}.`)
  const [file = '-'] = usage.files
  const model = await openInput(io, { file, phase: usage.values.phase })
  if (model === null) return EXIT.badInput
  await io.out(emitCode(model, target).text)
  return EXIT.good
}
