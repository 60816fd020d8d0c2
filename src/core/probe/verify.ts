import type { Model } from '../document/model.ts'
import type { FactoryId } from '../registry/factory.ts'
import { dumpShapeOf, unfinishedLanes } from './dump.ts'
import { generateKernel } from './generatedKernel.ts'
import { judge } from './judge.ts'
import { computedNumbers, recordedNumbers, type LayoutNumbers } from './numbers.ts'
import { planProbe, type Planned, type ProbePlan, type SharedMemory } from './plan.ts'
import {
  refusalOf,
  type CancelSignal,
  type DeviceLimits,
  type KernelRunner,
  type ProbeProgram,
  type RunOutcome,
  type RunnerReady,
  type RunProgress,
} from './runner.ts'
import { TABLE_LANES, tableKernel } from './tableKernel.ts'
import { probeTreeOf, type ProbeTree } from './tree.ts'
import type { LayoutUnderTest, RefusalOffer, Verdict, VerdictSource } from './verdict.ts'

/** Buffers up to which a kernel is generated unless told: a hundred compile in seconds. */
export const GENERATED_BUFFERS = 100
const LANES = 8

export interface VerifyOptions {
  readonly layout?: LayoutUnderTest
  /** By default "generated" up to GENERATED_BUFFERS buffers, else "table". */
  readonly program?: 'generated' | 'table'
  /** Where a generated kernel keeps the shared arena; the table keeps it in storage always. */
  readonly memory?: SharedMemory
  /** The root to verify; by default the first. */
  readonly root?: FactoryId
  readonly signal?: CancelSignal
  /** Share of the way, 0 to 1. What lies behind is known, what a compiler still needs is not. */
  readonly onProgress?: (done: number) => void
}

/** How far a check is when it comes to each step; compiling is most of the first one. */
const SHARES = {
  plan: 0.02,
  device: 0.05,
  compile: 0.1,
  interpret: 0.1,
  run: 0.85,
  read: 0.95,
  judge: 0.97,
} as const satisfies Record<RunProgress | 'plan' | 'judge', number>

const NEVER: CancelSignal = {
  aborted: false,
  addEventListener: () => {},
  removeEventListener: () => {},
}

/** Proves or disproves a model's layout by running it. Never throws; every outcome is a verdict. */
export async function verify(
  model: Model,
  runner: KernelRunner,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const root = options.root ?? model.registry.roots[0]
  const tree = root === undefined ? null : probeTreeOf(model.registry, root)
  const layout = options.layout ?? 'computed'
  if (tree === null) {
    const empty = { ...options, program: 'table' } as const
    return {
      ...sourceOf(model, runner, empty),
      kind: 'unavailable',
      reason: 'There is no factory to verify.',
    }
  }
  const factories = tree.factories.map(({ factory }) => factory)
  const numbers =
    layout === 'computed' ? computedNumbers(model, factories) : recordedNumbers(model, factories)
  const program = options.program ?? (buffersOf(tree) <= GENERATED_BUFFERS ? 'generated' : 'table')
  if (numbers === null) {
    const reason = 'The document holds no recorded layout to verify.'
    return { ...sourceOf(model, runner, { ...options, program }), kind: 'unavailable', reason }
  }
  return verifyNumbers(model, runner, { ...options, layout, program, tree, numbers })
}

export interface VerifyNumbers extends VerifyOptions {
  readonly program: 'generated' | 'table'
  readonly tree: ProbeTree
  readonly numbers: LayoutNumbers
  /** Changes the program before it runs: what tests break the code with, where the numbers are true. */
  readonly alter?: (program: ProbeProgram, plan: ProbePlan) => ProbeProgram
}

/** As `verify`, with the numbers of the layout given: what tests change one of. */
export async function verifyNumbers(
  model: Model,
  runner: KernelRunner,
  options: VerifyNumbers,
): Promise<Verdict> {
  const started = Date.now()
  const source = sourceOf(model, runner, options)
  const { lanes, adapter, said } = await attempt(runner, options, source.memory)
  return { ...source, lanes, adapter, milliseconds: Date.now() - started, ...said }
}

interface Attempt {
  readonly lanes: number
  readonly adapter: string | null
  readonly said: Said
}

async function attempt(
  runner: KernelRunner,
  options: VerifyNumbers,
  memory: SharedMemory,
): Promise<Attempt> {
  const { signal = NEVER, onProgress = () => {} } = options
  const ready = await runner.open(signal)
  if (ready.kind !== 'ready') return { lanes: 0, adapter: null, said: unready(ready) }
  const { adapter } = ready
  onProgress(SHARES.plan)
  const planned = planFor(options, memory, { runner, limits: ready.limits })
  if (planned.kind === 'refused')
    return { lanes: 0, adapter, said: { ...planned, offer: offerFor(options, planned.limit) } }
  const { plan } = planned
  await runner.pause()
  const { lanes } = plan
  // Making a plan and making its program are each a piece that a page can wait for.
  const whole = programOf(plan, options.program, memory)
  const program = options.alter?.(whole, plan) ?? whole
  const refusal = refusalOf(program.needs, ready.limits)
  if (refusal !== null)
    return { lanes, adapter, said: { ...refusal, offer: offerFor(options, refusal.limit) } }
  const outcome = await runner.run(program, {
    signal,
    onProgress: (step, share = 0) =>
      onProgress(SHARES[step] + share * (SHARES.read - SHARES[step])),
  })
  onProgress(SHARES.judge)
  return { lanes, adapter, said: await verdictOf({ plan, program, options, runner }, outcome) }
}

function unready(ready: Exclude<RunnerReady, { readonly kind: 'ready' }>): Said {
  return ready.kind === 'failed' ? { ...ready, factory: null, buffer: null } : ready
}

interface Device {
  readonly runner: KernelRunner
  readonly limits: DeviceLimits
}

function planFor(
  { tree, numbers }: VerifyNumbers,
  memory: SharedMemory,
  { runner, limits }: Device,
): Planned {
  const maxLanes = Math.min(LANES, TABLE_LANES, runner.maxLanes, limits.invocations)
  const sharedBytes = memory === 'workgroup' ? limits.workgroupBytes : limits.storageBytes / 2
  return planProbe(tree, { numbers, maxLanes, sharedBytes })
}

function programOf(
  plan: ProbePlan,
  kind: ProbeProgram['kind'],
  memory: SharedMemory,
): ProbeProgram {
  return kind === 'table' ? tableKernel(plan) : generateKernel(plan, memory)
}

function offerFor({ program }: VerifyNumbers, limit: string): RefusalOffer | null {
  if (program === 'table') return null
  if (limit.includes('shared memory')) return 'storage-memory'
  return limit.includes('private') ? 'table' : null
}

function sourceOf(
  model: Model,
  runner: KernelRunner,
  options: VerifyOptions & Pick<VerifyNumbers, 'program'>,
): VerdictSource {
  return {
    runner: runner.name,
    adapter: null,
    program: options.program,
    memory: options.program === 'table' ? 'storage' : (options.memory ?? 'workgroup'),
    lanes: 0,
    layout: options.layout ?? 'computed',
    registry: model.registry,
    milliseconds: 0,
  }
}

interface Ran {
  readonly plan: ProbePlan
  readonly program: ProbeProgram
  readonly options: VerifyNumbers
  readonly runner: KernelRunner
}

/** The part of a verdict that is about the outcome. */
type Said = Verdict extends infer V
  ? V extends VerdictSource
    ? Omit<V, keyof VerdictSource>
    : never
  : never

async function verdictOf(
  { plan, program, options, runner }: Ran,
  outcome: RunOutcome,
): Promise<Said> {
  switch (outcome.kind) {
    case 'ran':
      return judged(plan, outcome.words, runner)
    case 'refused':
      return { ...outcome, offer: offerFor(options, outcome.limit) }
    case 'failed': {
      const about = program.lines.findLast(({ line }) => line === outcome.line)
      return { ...outcome, factory: about?.factory ?? null, buffer: about?.buffer ?? null }
    }
    case 'unavailable':
    case 'cancelled':
      return outcome
  }
}

/** A dump that not every lane finished proves nothing, whatever it holds. */
async function judged(plan: ProbePlan, words: Uint32Array, { pause }: KernelRunner): Promise<Said> {
  const shape = dumpShapeOf(plan)
  const unfinished = unfinishedLanes(words, shape)
  if (words.length === shape.words && unfinished.length === 0) return judge(plan, words, pause)
  return {
    kind: 'failed',
    stage: 'readback',
    message: `${plan.lanes - unfinished.length} of ${plan.lanes} lanes came to the end; the run proves nothing.`,
    line: null,
    factory: null,
    buffer: null,
  }
}

/** Buffers at all places: what decides whether a kernel can be generated. */
function buffersOf(tree: ProbeTree): number {
  const counts: number[] = []
  for (const { entries, children } of tree.factories) {
    let count = entries.filter(({ entry }) => entry.kind === 'buffer').length
    for (const child of children) count += counts[child.factory] ?? 0
    counts.push(count)
  }
  return counts.at(-1) ?? 0
}
