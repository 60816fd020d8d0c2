import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { FindingId } from '../core/analysis/finding.ts'
import { edited } from '../core/document/edit.ts'
import { withLaunch, withRegistry, type Model } from '../core/document/model.ts'
import { bufferOf, type Entry } from '../core/registry/entry.ts'
import { entryOf, factoryId, withEntries, withEntry } from '../core/registry/factory.ts'
import { requireFactory, withFactory } from '../core/registry/registry.ts'
import { addFactory, relocate, resize, setDType } from '../core/registry/verbs.ts'
import { openText } from './open.ts'

const FOLDER = new URL('../../fixtures/cubie/', import.meta.url)
export const DUMPS = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))

/** The dumps that fixtures are made from, by what they show. */
export const RADAU = '0.9.0__firk_radau_iia_5__n32__float32.json'
const CRANK = '0.9.0__crank_nicolson__n32__float32.json'
const OLD = '0.3.1__dirk_l_stable_sdirk_4__n100__float32.json'
export const [LOOP, STEP] = ['loop', 'loop/algorithm'].map(factoryId) as [
  ReturnType<typeof factoryId>,
  ReturnType<typeof factoryId>,
]

function textOf(dump: string): string {
  return readFileSync(new URL(dump, FOLDER), 'utf8')
}

export function open(dump: string, phase = 'built', text = textOf(dump)): Model {
  const opened = openText(text, { phase })
  if (opened.kind === 'invalid') throw new Error(JSON.stringify(opened.problems))
  return opened.model
}

/** The model with one entry as a program might have recorded it, regions left as they were. */
function withRecorded(
  model: Model,
  at: { readonly factory: typeof LOOP; readonly name: string },
  change: (entry: Entry) => Entry,
): Model {
  const factory = requireFactory(model.registry, at.factory)
  const entry = entryOf(factory, at.name)
  if (entry === null) throw new Error(`no ${at.name}`)
  return withRegistry(model, withFactory(model.registry, withEntry(factory, change(entry))))
}

interface Case {
  readonly id: FindingId
  readonly model: () => Model
  readonly at: readonly [factory: string | null, entry: string | null]
}

/** One fixture for each finding: a real defect, or a real dump with one recorded figure changed. */
export const CASES: readonly Case[] = [
  {
    id: 'inexpressible-placement',
    at: [LOOP, 'state'],
    model: () => {
      const ref = { factory: LOOP, name: 'state' }
      return edited(open(RADAU), (registry) => relocate(registry, ref, 'persistent_local'))
    },
  },
  {
    id: 'arena-too-short',
    at: [null, null],
    model: () => {
      const raw = JSON.parse(textOf(RADAU)) as { phases: { label: string; kernel: object }[] }
      for (const phase of raw.phases)
        phase.kernel = { ...phase.kernel, persistent_local_elements: 2 }
      return open(RADAU, 'built', JSON.stringify(raw))
    },
  },
  {
    id: 'arena-too-short',
    at: ['loop/algorithm', 'previous_step_size'],
    model: () => {
      const raw = JSON.parse(textOf(RADAU)) as {
        phases: { groups: { id: string; totals: { persistent: number } }[] }[]
      }
      for (const phase of raw.phases)
        for (const group of phase.groups) if (group.id === STEP) group.totals.persistent = 97
      return open(RADAU, 'built', JSON.stringify(raw))
    },
  },
  {
    id: 'stale-child-region',
    at: ['loop', 'algorithm_persistent'],
    model: () =>
      withRecorded(open(RADAU), { factory: LOOP, name: 'algorithm_persistent' }, (entry) => ({
        ...entry,
        size: entry.size - 1,
      })),
  },
  {
    id: 'shrunk-after-build',
    at: ['loop/algorithm', 'cached_auxiliaries'],
    model: () => open(RADAU, 'state_pair_shared'),
  },
  {
    id: 'misaligned-window',
    at: ['loop', 'algorithm_persistent'],
    model: () =>
      edited(open(RADAU), (registry) =>
        setDType(
          relocate(registry, { factory: LOOP, name: 'dt' }, 'persistent_local'),
          { factory: STEP, name: 'stage_increment' },
          'float64',
        ),
      ),
  },
  {
    id: 'over-block-limit',
    at: [null, null],
    model: () =>
      edited(open(RADAU), (registry) =>
        resize(
          relocate(registry, { factory: LOOP, name: 'state' }, 'shared'),
          { factory: LOOP, name: 'state' },
          12289,
        ),
      ),
  },
  {
    id: 'over-registers',
    at: [null, null],
    model: () => withLaunch(open(RADAU), { blockSize: 1024, registersPerThread: 128 }),
  },
  {
    id: 'over-threads',
    at: [null, null],
    model: () => withLaunch(open(RADAU), { blockSize: 2048, registersPerThread: 16 }),
  },
  {
    id: 'over-webgpu-limit',
    at: [null, null],
    model: () => withLaunch(open(RADAU), { target: 'webgpu', blockSize: 512 }),
  },
  {
    id: 'bad-region',
    at: ['loop', 'controller_persistent'],
    model: () =>
      withRecorded(open(RADAU), { factory: LOOP, name: 'controller_persistent' }, (entry) =>
        entry.kind === 'buffer' ? entry : { ...entry, child: 'ghost' },
      ),
  },
  { id: 'below-warp', at: [null, null], model: () => open(RADAU, 'all_shared_by_buffer_name') },
  {
    id: 'over-target',
    at: [null, null],
    model: () => open('0.9.0__rosenbrock_rodas3p__n10__float64.json', 'all_shared_by_config'),
  },
  {
    id: 'persistent-in-local',
    at: ['loop/algorithm', 'previous_step_size'],
    model: () =>
      edited(open(RADAU), (registry) =>
        relocate(registry, { factory: STEP, name: 'previous_step_size' }, 'local'),
      ),
  },
  {
    id: 'dtype-not-honoured',
    at: ['loop', 'proposed_counters'],
    model: () =>
      edited(open(OLD), (registry) =>
        relocate(registry, { factory: LOOP, name: 'proposed_counters' }, 'shared'),
      ),
  },
  {
    id: 'setting-key-without-effect',
    at: ['loop/algorithm', 'error'],
    model: () => {
      const model = open(CRANK)
      // The program accepts cn_dxdt_location and ignores it: dxdt_location drives cn_dxdt.
      const step = requireFactory(model.registry, STEP)
      expect(entryOf(step, 'cn_dxdt')).toMatchObject({ settingKey: 'dxdt_location' })
      const error = bufferOf(
        { name: 'error', size: 1, location: 'local', settingKey: 'cn_dxdt_location' },
        'float32',
      )
      const next = withEntries(step, [...step.entries, error])
      return withRegistry(model, withFactory(model.registry, next))
    },
  },
  {
    id: 'unknown-alias-target',
    at: ['loop/algorithm', 'cn_dxdt'],
    model: () =>
      withRecorded(open(CRANK), { factory: STEP, name: 'cn_dxdt' }, (entry) => ({
        ...entry,
        aliases: 'nobody',
      })),
  },
  {
    id: 'sized-after-construction',
    at: ['loop/algorithm', 'cached_auxiliaries'],
    model: () => open(RADAU),
  },
  {
    id: 'orphan-factory',
    at: [null, null],
    model: () => open('0.3.1__rosenbrock_ros3p__n3__float32.json', 'constructed'),
  },
  {
    id: 'orphan-factory',
    at: ['lost', null],
    model: () => {
      const model = open(OLD)
      const registry = addFactory(model.registry, { id: 'lost' })
      return withRegistry(model, { ...registry, roots: [LOOP] })
    },
  },
  {
    id: 'double-child',
    at: ['loop/algorithm', 'solver_shared'],
    model: () => open('0.9.0__backwards_euler_pc__n3__float32.json'),
  },
  {
    id: 'double-child',
    at: ['loop', 'twin_shared'],
    model: () => {
      const model = open(OLD)
      const loop = requireFactory(model.registry, LOOP)
      const edge = { name: 'twin', factory: STEP }
      const regions = loop.entries.flatMap((entry) =>
        entry.kind === 'child-region' && entry.child === 'algorithm'
          ? [
              {
                ...entry,
                child: 'twin',
                name: entry.of === 'shared' ? 'twin_shared' : 'twin_persistent',
              },
            ]
          : [],
      )
      const next = withEntries({ ...loop, children: [...loop.children, edge] }, [
        ...loop.entries,
        ...regions,
      ])
      return withRegistry(model, withFactory(model.registry, next))
    },
  },
  { id: 'alias-without-effect', at: ['loop/algorithm', 'cn_dxdt'], model: () => open(CRANK) },
  {
    id: 'alias-moved-location',
    at: ['loop/algorithm', 'cn_dxdt'],
    model: () => open(CRANK, 'all_shared_by_buffer_name'),
  },
  {
    id: 'bank-conflict',
    at: [null, null],
    model: () => open('0.9.0__tsit5__n100__float64.json', 'state_pair_shared'),
  },
]
