import type { LineOwner } from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'
import { generateKernel } from '../../../core/probe/generatedKernel.ts'
import { computedNumbers, recordedNumbers } from '../../../core/probe/numbers.ts'
import { planProbe } from '../../../core/probe/plan.ts'
import { tableKernel } from '../../../core/probe/tableKernel.ts'
import { probeTreeOf } from '../../../core/probe/tree.ts'
import type { Verdict } from '../../../core/probe/verdict.ts'

/** The program of a verdict; the same text that was run, since generating is deterministic. */
export interface ProbeProgramText {
  readonly wgsl: string
  readonly lines: readonly LineOwner[]
}

/** Lanes that a program is shown with where none ran. */
const USUAL_LANES = 8
const cache = new WeakMap<Verdict, ProbeProgramText>()

/** The text that a verdict is about, made again from what it verified; null where it had no program. */
export function probeTextOf(verdict: Verdict, present: Model): ProbeProgramText | null {
  const known = cache.get(verdict)
  if (known !== undefined) return known
  const model = { ...present, registry: verdict.registry }
  const [root] = model.registry.roots
  const tree = root === undefined ? null : probeTreeOf(model.registry, root)
  if (tree === null) return null
  const factories = tree.factories.map(({ factory }) => factory)
  const numbers =
    verdict.layout === 'computed'
      ? computedNumbers(model, factories)
      : recordedNumbers(model, factories)
  if (numbers === null) return null
  const maxLanes = verdict.lanes === 0 ? USUAL_LANES : verdict.lanes
  const planned = planProbe(tree, { numbers, maxLanes, sharedBytes: Number.MAX_SAFE_INTEGER })
  if (planned.kind === 'refused') return null
  const program =
    verdict.program === 'table'
      ? tableKernel(planned.plan)
      : generateKernel(planned.plan, verdict.memory)
  const text = { wgsl: program.wgsl, lines: program.lines }
  cache.set(verdict, text)
  return text
}
