import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createDawnRunner } from '../src/cli/dawn.ts'
import { EMPTY_MODEL, withRegistry, type Model } from '../src/core/document/model.ts'
import { dumpShapeOf } from '../src/core/probe/dump.ts'
import { judge } from '../src/core/probe/judge.ts'
import { computedNumbers } from '../src/core/probe/numbers.ts'
import { planProbe } from '../src/core/probe/plan.ts'
import type { KernelRunner } from '../src/core/probe/runner.ts'
import { tableKernel } from '../src/core/probe/tableKernel.ts'
import { probeTreeOf } from '../src/core/probe/tree.ts'
import { verify, type VerifyOptions } from '../src/core/probe/verify.ts'
import { registerChild } from '../src/core/registry/children.ts'
import { factoryId } from '../src/core/registry/factory.ts'
import { LOCATIONS } from '../src/core/registry/location.ts'
import { refreshPaths } from '../src/core/registry/refresh.ts'
import { EMPTY_REGISTRY, type Registry } from '../src/core/registry/registry.ts'
import { addFactory, register, resize } from '../src/core/registry/verbs.ts'
import { openText } from '../src/formats/open.ts'

/** Factories of five buffers each, ten children a factory, every memory in turn. */
function modelOf(buffers: number, salt = 0): Model {
  let registry: Registry = EMPTY_REGISTRY
  const factories = Math.ceil(buffers / 5)
  for (let f = 0; f < factories; f++) {
    const id = factoryId(`f${f}`)
    registry = addFactory(registry, { id })
    for (let b = 0; b < 5; b++)
      registry = register(registry, id, {
        name: `b${b}`,
        size: 1 + ((f * 7 + b * 5 + salt) % 13),
        location: LOCATIONS[(f + b) % 3] ?? 'shared',
      })
  }
  for (let f = factories - 1; f > 0; f--) {
    const [parent, child] = [factoryId(`f${Math.floor((f - 1) / 10)}`), factoryId(`f${f}`)]
    registry = registerChild(registry, { parent, child, name: `c${f}` })
  }
  return { ...EMPTY_MODEL, name: 'bench', registry }
}

function radau(): Model {
  const text = readFileSync('fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json', 'utf8')
  const opened = openText(text)
  if (opened.kind === 'invalid') throw new Error('the fixture does not open')
  return opened.model
}

interface Timing {
  readonly wall: number
  readonly cpu: number
}

async function time(work: () => unknown): Promise<Timing> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}

function median(timings: readonly Timing[]): Timing {
  const middle = (of: keyof Timing) =>
    timings.map((timing) => timing[of]).sort((a, b) => a - b)[timings.length >> 1] ?? 0
  return { wall: middle('wall'), cpu: middle('cpu') }
}

async function prove(model: Model, runner: KernelRunner, options: VerifyOptions): Promise<void> {
  const { kind } = await verify(model, runner, options)
  if (kind !== 'proven') throw new Error(kind)
}

/** The first verdict on a new device that is open already, and the median of those that follow. */
async function firstAndNext(
  model: (run: number) => Model,
  options: VerifyOptions,
): Promise<{ readonly first: Timing; readonly next: Timing }> {
  const firsts: Timing[] = []
  const nexts: Timing[] = []
  for (let run = 0; run < 5; run++) {
    const runner = await createDawnRunner()
    await runner.open(new AbortController().signal)
    const made = model(run)
    firsts.push(await time(() => prove(made, runner, options)))
    for (let i = 0; i < 10; i++) nexts.push(await time(() => prove(made, runner, options)))
    runner.close()
  }
  return { first: median(firsts), next: median(nexts) }
}

const rows: object[] = []

function report(what: string, { wall, cpu }: Timing, atMost: number): void {
  const round = (ms: number) => Number(ms.toFixed(1))
  rows.push({ what, 'wall ms': round(wall), 'processor ms': round(cpu), 'at most': atMost })
}

test('verification', async () => {
  const small = await firstAndNext((run) => modelOf(20, run), { program: 'generated' })
  report('20 buffers, generated, first', small.first, 1000)
  report('20 buffers, generated, again', small.next, 20)
  const sample = await firstAndNext(() => radau(), { program: 'generated' })
  report('radau sample, generated, first', sample.first, 5000)
  report('radau sample, generated, again', sample.next, 100)
  const large = await firstAndNext((run) => modelOf(1000, run), { program: 'table' })
  report('1,000 buffers, table, first', large.first, 2000)
  report('1,000 buffers, table, again', large.next, 50)
  expect(rows).toHaveLength(6)
})

test('a live check after an edit', async () => {
  const runner = await createDawnRunner()
  let model = modelOf(20)
  const times: Timing[] = []
  for (let i = 0; i < 60; i++) {
    const ref = { factory: factoryId('f0'), name: 'b0' }
    const timing = await time(async () => {
      const edited = resize(model.registry, ref, 2 + (i % 7))
      model = withRegistry(model, refreshPaths(edited, [ref.factory]))
      await prove(model, runner, { program: 'table' })
    })
    if (i >= 10) times.push(timing)
  }
  runner.close()
  report('20 buffers, edit and live check by table', median(times), 10)
  expect(times).toHaveLength(50)
})

test.each([1000, 5000])('what the page does itself, %i buffers', async (buffers) => {
  const model = modelOf(buffers)
  const plans: Timing[] = []
  const judges: Timing[] = []
  for (let i = 0; i < 10; i++) {
    const { registry } = modelOf(buffers, i)
    const planned = await timePlan({ ...model, registry })
    plans.push(planned.timing)
    const dump = new Uint32Array(dumpShapeOf(planned.plan).words)
    let since = performance.now()
    let longest = 0
    const rest = async () => {
      longest = Math.max(longest, performance.now() - since)
      await Promise.resolve()
      since = performance.now()
    }
    await judge(planned.plan, dump, rest)
    judges.push({ wall: Math.max(longest, performance.now() - since), cpu: 0 })
  }
  report(`${buffers} buffers, plan and tables`, median(plans), 50)
  report(`${buffers} buffers, judging a dump all wrong, longest piece`, median(judges), 50)
  expect(plans).toHaveLength(10)
})

async function timePlan(model: Model) {
  let made: ReturnType<typeof planProbe> | null = null
  const timing = await time(() => {
    const tree = probeTreeOf(model.registry, factoryId('f0'))
    if (tree === null) throw new Error('no root')
    const factories = tree.factories.map(({ factory }) => factory)
    const numbers = computedNumbers(model, factories)
    made = planProbe(tree, { numbers, maxLanes: 8, sharedBytes: 2 ** 26 })
    if (made.kind === 'planned') tableKernel(made.plan)
  })
  const planned = made as ReturnType<typeof planProbe> | null
  if (planned?.kind !== 'planned') throw new Error('refused')
  return { plan: planned.plan, timing }
}

test('the figures', () => {
  console.table(rows)
  expect(rows.length).toBeGreaterThan(0)
})
