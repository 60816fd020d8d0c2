import { faultSample } from '../core/probe/faultSample.ts'
import { injectedFaults } from '../core/probe/injectedFaults.ts'
import { verify, verifyNumbers, type VerifyNumbers } from '../core/probe/verify.ts'
import { createWebGpuRunner } from './webgpuRunner.ts'

/** What a browser said about one injected fault, and what it had to say; plain data, for a test to compare. */
export interface FaultReport {
  readonly name: string
  readonly kind: string
  readonly adapter: string | null
  readonly said: readonly object[]
  readonly expected: readonly object[]
}

/** Proves the sample and then injects every kind of fault: what the browser tests run in an empty page. */
export async function proveFaults(
  program: VerifyNumbers['program'],
): Promise<readonly FaultReport[]> {
  const runner = createWebGpuRunner(navigator.gpu)
  const truth = await verify(faultSample(), runner, { program })
  const reports: FaultReport[] = [
    { name: 'none', kind: truth.kind, adapter: truth.adapter, said: [], expected: [] },
  ]
  for (const { name, expected, ...fault } of injectedFaults()) {
    const verdict = await verifyNumbers(fault.model, runner, { program, ...fault })
    const said = verdict.kind === 'disproven' ? verdict.buffers : []
    reports.push({
      name,
      kind: verdict.kind,
      adapter: verdict.adapter,
      said: said.map(({ buffer, kind, shift, other }) => {
        return { buffer, kind, shift, other: other?.buffer ?? null }
      }),
      expected,
    })
  }
  runner.close()
  return reports
}
