import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { costOf, roomOf } from '../src/core/analysis/cost.ts'
import { findingsOf } from '../src/core/analysis/findings.ts'
import { measuredRulesOf } from '../src/core/analysis/measuredRule.ts'
import { costAfterMove, moveEffectsOf } from '../src/core/analysis/moveEffects.ts'
import { applyPlacement, placementPlanOf } from '../src/core/analysis/placement.ts'
import { planMs } from '../src/core/analysis/placementWork.ts'
import { edited } from '../src/core/document/edit.ts'
import { EMPTY_MODEL, withRegistry, type Model } from '../src/core/document/model.ts'
import { registerChild } from '../src/core/registry/children.ts'
import { factoryId } from '../src/core/registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../src/core/registry/registry.ts'
import {
  addFactory,
  register,
  relocate,
  resize,
  type BufferRef,
} from '../src/core/registry/verbs.ts'
import { openText } from '../src/formats/open.ts'
import { largeModel } from './largeModel.ts'

const FRAME_MS = 1000 / 60

/** Wall-clock time, and the processor time of the whole process, which other programs do not add to. */
interface Timing {
  readonly medianMs: number
  readonly p95Ms: number
  readonly cpuMs: number
}

/** Runs `work` on what `prepare` makes, which is not timed; a few runs before are not counted. */
function timed<T>(runs: number, prepare: (run: number) => T, work: (input: T) => void): Timing {
  const times: number[] = []
  const cpuTimes: number[] = []
  for (let run = -Math.ceil(runs / 4); run < runs; run++) {
    const input = prepare(run)
    const cpu = process.cpuUsage()
    const start = performance.now()
    work(input)
    if (run < 0) continue
    times.push(performance.now() - start)
    const { user, system } = process.cpuUsage(cpu)
    cpuTimes.push((user + system) / 1000)
  }
  times.sort((a, b) => a - b)
  cpuTimes.sort((a, b) => a - b)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { medianMs: at(0.5), p95Ms: at(0.95), cpuMs: cpuTimes[cpuTimes.length >> 1] ?? 0 }
}

function round(ms: number): number {
  return Number(ms.toFixed(3))
}

/** A tree with ten children a factory, entries spread evenly, every eighth one an alias. */
function treeOf(factories: number, perFactory: number): Registry {
  let registry: Registry = EMPTY_REGISTRY
  for (let f = 0; f < factories; f++) {
    registry = addFactory(registry, { id: `f${f}` })
    for (let b = 0; b < perFactory; b++)
      registry = register(registry, factoryId(`f${f}`), {
        name: `b${b}`,
        size: 1 + ((f * 7 + b * 5) % 13),
        location: b % 2 === 0 ? 'local' : 'persistent_local',
        aliases: b % 8 === 7 ? `b${b - 1}` : null,
      })
  }
  for (let f = factories - 1; f > 0; f--) {
    const [parent, child] = [factoryId(`f${Math.floor((f - 1) / 10)}`), factoryId(`f${f}`)]
    registry = registerChild(registry, { parent, child, name: `c${f}` })
  }
  return registry
}

function radau(): Model {
  const text = readFileSync('fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json', 'utf8')
  const opened = openText(text)
  if (opened.kind === 'invalid') throw new Error('the fixture does not open')
  return opened.model
}

function entriesOf(model: Model): number {
  return model.registry.factories.reduce((sum, factory) => sum + factory.entries.length, 0)
}

function analyse(model: Model): void {
  const cost = costOf(model)
  if (cost !== null) roomOf(cost)
  measuredRulesOf(model)
  findingsOf(model)
}

/** One drag over a lane: the edit, then all that the drawer and the strip show of it. */
function dragTiming(model: Model, ref: BufferRef): Timing {
  return timed(
    100,
    // Another size each time, so that no value was ever seen before.
    (run) => {
      const start = edited(model, (registry) => resize(registry, ref, 200 + run))
      analyse(start)
      return start
    },
    (start) => {
      const next = edited(start, (registry) => relocate(registry, ref, 'shared'))
      analyse(next)
    },
  )
}

test('all of the analysis within a frame while dragging', () => {
  const deep = withRegistry(EMPTY_MODEL, treeOf(1000, 8))
  const flat = withRegistry(EMPTY_MODEL, treeOf(1, 10_000))
  const cases = [
    ['radau_iia_5, n = 32', radau(), { factory: factoryId('loop/algorithm'), name: 'stage_state' }],
    ['1,000 factories', deep, { factory: factoryId('f999'), name: 'b0' }],
    ['one factory', flat, { factory: factoryId('f0'), name: 'b0' }],
  ] as const
  const rows = cases.map(([name, model, ref]) => {
    const { medianMs, p95Ms, cpuMs } = dragTiming(model, ref)
    return {
      model: name,
      entries: entriesOf(model),
      medianMs: round(medianMs),
      p95Ms: round(p95Ms),
      cpuMs: round(cpuMs),
    }
  })
  console.table(rows)
  for (const row of rows) expect(row.cpuMs).toBeLessThan(FRAME_MS)
})

test('a suggested placement for every budget', () => {
  const cases = [
    [20, 2],
    [200, 20],
    [2000, 1000],
  ] as const
  const rows = cases.map(([free, limitMs]) => {
    const base = treeOf(free / 10, 10)
    const prepare = (run: number) =>
      resize(base, { factory: factoryId('f0'), name: 'b0' }, 20 + Math.abs(run))
    let corners = 0
    const { medianMs, p95Ms, cpuMs } = timed(free === 2000 ? 10 : 40, prepare, (registry) => {
      const plan = placementPlanOf(registry, 12288)
      if (plan === null) throw new Error('no plan')
      expect(plan.freeBuffers).toBe(free)
      expect(plan.proved).toBe(true)
      corners = plan.front.length
    })
    const plan = placementPlanOf(base, 12288)
    const start = performance.now()
    if (plan !== null) applyPlacement(plan, 1000)
    const applyMs = performance.now() - start
    return {
      free,
      corners,
      medianMs: round(medianMs),
      p95Ms: round(p95Ms),
      cpuMs: round(cpuMs),
      applyMs: round(applyMs),
      limitMs,
    }
  })
  console.table(rows)
  for (const row of rows) expect(row.cpuMs).toBeLessThan(row.limitMs)
})

test('what one move would do: the table of the largest buffers, and the two moves of a selection', () => {
  const cases = [
    ['radau_iia_5, n = 32', radau(), { factory: factoryId('loop/algorithm'), name: 'stage_state' }],
    ['1,000 factories', largeModel(1000, 8), { factory: factoryId('f999'), name: 'b0' }],
    ['10,000 factories', largeModel(10_000, 8), { factory: factoryId('f9999'), name: 'b0' }],
    ['one factory', largeModel(1, 100_000), { factory: factoryId('f0'), name: 'b0' }],
  ] as const
  const rows = cases.map(([name, model, ref]) => {
    const prepare = (run: number) =>
      edited(model, (registry) => resize(registry, ref, 200 + Math.abs(run)))
    let tried = 0
    const table = timed(20, prepare, (next) => {
      tried = moveEffectsOf(next).effects.length
    })
    const selection = timed(20, prepare, (next) => {
      costAfterMove(next, [ref], 'shared')
      costAfterMove(next, [ref], 'persistent_local')
    })
    return {
      model: name,
      entries: entriesOf(model),
      tried,
      tableMs: round(table.medianMs),
      tableCpuMs: round(table.cpuMs),
      selectionMs: round(selection.medianMs),
    }
  })
  console.table(rows)
})

/** Buffers of one factory, `linked` of them at a time chained by aliases. */
function chainsOf(buffers: number, linked: number): Registry {
  return Array.from({ length: buffers }).reduce<Registry>(
    (next, _, b) =>
      register(next, factoryId('f0'), {
        name: `b${b}`,
        size: 1 + ((b * 37) % 60),
        location: 'local',
        aliases: b % linked === 0 ? null : `b${b - 1}`,
      }),
    addFactory(EMPTY_REGISTRY, { id: 'f0' }),
  )
}

test('what a plan takes, and what its work says', () => {
  const dump = (name: string) => {
    const opened = openText(readFileSync(`fixtures/cubie/${name}.json`, 'utf8'))
    if (opened.kind === 'invalid') throw new Error('the fixture does not open')
    return opened.model.registry
  }
  const cases = [
    ['tsit5, n = 100', dump('0.9.0__tsit5__n100__float64')],
    ['radau_iia_5, n = 32', dump('0.9.0__firk_radau_iia_5__n32__float32')],
    ['backwards_euler_pc, n = 3', dump('0.9.0__backwards_euler_pc__n3__float32')],
    ['400 buffers', chainsOf(400, 1)],
    ['1,000 buffers', chainsOf(1000, 1)],
    ['14 linked', chainsOf(14, 14)],
    ['14 times 10 linked', chainsOf(140, 10)],
    ['100 linked, not proved', chainsOf(100, 100)],
    ['1,000 entries, 100 factories', largeModel(100, 8).registry],
  ] as const
  const rows = cases.map(([name, registry]) => {
    const root = registry.factories.findLast(({ entries }) => entries.some((e) => e.size > 0))
    const entry = root?.entries.find(({ kind, size }) => kind === 'buffer' && size > 0)
    if (root === undefined || entry === undefined) throw new Error('nothing to resize')
    const ref = { factory: root.id, name: entry.name }
    const { medianMs, cpuMs } = timed(
      7,
      (run) => resize(registry, ref, entry.size + 8 + run),
      (next) => placementPlanOf(next, 12_288),
    )
    const workMs = planMs(registry, 12_288)
    return { name, workMs: round(workMs), medianMs: round(medianMs), cpuMs: round(cpuMs) }
  })
  console.table(rows)
})
