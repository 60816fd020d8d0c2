import { printDocumentParts } from '../../core/document/toDocument.ts'
import { EXIT, type Io } from '../io.ts'
import { openInput } from '../openInput.ts'
import { refuseUsage, usageOf } from '../usage.ts'

/** Parts of a document that are written at once: a few hundred kilobytes. */
const PARTS_AT_ONCE = 8192

/** `layout FILE [--phase L]`: the layout document of any input. */
export async function runLayout(args: readonly string[], io: Io): Promise<number> {
  const usage = usageOf(args, { phase: { type: 'string' } })
  if (usage.kind === 'wrong') return refuseUsage(io, 'layout', usage.message)
  const [file = '-'] = usage.files
  const model = await openInput(io, { file, phase: usage.values.phase })
  if (model === null) return EXIT.badInput
  const parts = printDocumentParts(model)
  for (let at = 0; at < parts.length; at += PARTS_AT_ONCE)
    await io.out(parts.slice(at, at + PARTS_AT_ONCE).join(''))
  return EXIT.good
}
