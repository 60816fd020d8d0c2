import { mainKernelOf } from '../layout/kernelLayout.ts'
import type { Model } from '../document/model.ts'
import { FINDING_SEVERITIES, type Finding, type FindingId } from './finding.ts'
import { launchGeometry, runGeometry } from './launch.ts'

const known = new WeakMap<Model, readonly Finding[]>()

/** All findings about a model, computed once per model value. */
export function findingsOf(model: Model): readonly Finding[] {
  const found = known.get(model)
  if (found !== undefined) return found
  const findings = computeFindings(model)
  known.set(model, findings)
  return findings
}

function computeFindings(model: Model): readonly Finding[] {
  const kernel = mainKernelOf(model.registry)
  if (kernel === null) return []
  const run = runGeometry(kernel.sharedElements, kernel.root.precision)
  const launch = launchGeometry(run, model.launch)
  if (launch.kind === 'over-block-limit')
    return [
      ofKernel(
        'over-block-limit',
        `A single run needs ${launch.needBytes} B of shared memory, and a block may have ${launch.limitBytes} B; move buffers out of shared.`,
      ),
    ]
  if (launch.warning === null) return []
  return [
    ofKernel(
      launch.warning,
      `The block of ${launch.blockSize} runs takes ${launch.dynamicSharedBytes} B of shared memory; move buffers out of shared.`,
    ),
  ]
}

function ofKernel(id: FindingId, message: string): Finding {
  return {
    id,
    severity: FINDING_SEVERITIES[id],
    factory: null,
    entry: null,
    message,
    fix: null,
  }
}
