import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FINDING_SEVERITIES, type FindingId } from '../core/analysis/finding.ts'
import { findingsOf } from '../core/analysis/findings.ts'
import { edited } from '../core/document/edit.ts'
import { withRegistry, type Model } from '../core/document/model.ts'
import { bufferOf, type Entry } from '../core/registry/entry.ts'
import { entryOf, factoryId, withEntries, withEntry } from '../core/registry/factory.ts'
import { requireFactory, withFactory, type Registry } from '../core/registry/registry.ts'
import { addFactory, relocate, resize, setDType } from '../core/registry/verbs.ts'
import { openText } from './open.ts'

const FOLDER = new URL('../../fixtures/cubie/', import.meta.url)
const DUMPS = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))

/** The dumps that fixtures are made from, by what they show. */
const RADAU = '0.9.0__firk_radau_iia_5__n32__float32.json'
const CRANK = '0.9.0__crank_nicolson__n32__float32.json'
const OLD = '0.3.1__dirk_l_stable_sdirk_4__n100__float32.json'
const [LOOP, STEP] = ['loop', 'loop/algorithm'].map(factoryId) as [
  ReturnType<typeof factoryId>,
  ReturnType<typeof factoryId>,
]

function textOf(dump: string): string {
  return readFileSync(new URL(dump, FOLDER), 'utf8')
}

function open(dump: string, phase = 'built', text = textOf(dump)): Model {
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
const CASES: readonly Case[] = [
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

/** What no edit of the registry mends: facts about another program. */
const WITHOUT_FIX: readonly FindingId[] = ['arena-too-short', 'sized-after-construction']

function placesOf(model: Model, id: FindingId) {
  return findingsOf(model).flatMap((f) => (f.id === id ? [[f.factory, f.entry]] : []))
}

describe('findings in dumps', () => {
  test('every finding of the table has a fixture', () => {
    const ids = new Set(CASES.map((c) => c.id))
    expect(ids).toEqual(new Set(Object.keys(FINDING_SEVERITIES)))
  })

  test.each(CASES)('$id fires exactly once, at $at', ({ id, model, at }) => {
    const made = model()
    expect(placesOf(made, id)).toEqual([at])
    const finding = findingsOf(made).find((f) => f.id === id)
    expect(finding?.severity).toBe(FINDING_SEVERITIES[id])
    expect(finding?.message).toMatch(/^[^\n]{40,400}\.$/)
  })

  test.each(CASES)(
    '$id at $at is cleared by its fix, and no error comes of it',
    ({ id, model }) => {
      const made = model()
      const fix = findingsOf(made).find((f) => f.id === id)?.fix ?? null
      const hasFix =
        !WITHOUT_FIX.includes(id) && made.unreachable.length * Number(id === 'orphan-factory') === 0
      expect(fix !== null).toBe(hasFix)
      if (fix === null) return
      const mended = withRegistry(made, fix.apply(made.registry))
      expect(placesOf(mended, id)).toEqual([])
      const errors = (of: Model) => findingsOf(of).filter((f) => f.severity === 'error').length
      expect(errors(mended)).toBeLessThanOrEqual(errors(made))
      expect(edited(made, fix.apply).registry).toEqual(mended.registry)
    },
  )

  test.each(DUMPS)('no error and no warning in the healthy kernel %s', (dump) => {
    const found = findingsOf(open(dump)).filter((f) => f.severity !== 'info')
    expect(found.filter((f) => f.id !== 'below-warp' && f.id !== 'over-target')).toEqual([])
  })

  test('an edit makes only the findings of its path anew', () => {
    const model = open(RADAU)
    const before = findingsOf(model)
    const next = edited(model, (registry: Registry) =>
      relocate(
        registry,
        { factory: factoryId('loop/initialiser'), name: 'init_increment' },
        'shared',
      ),
    )
    const after = findingsOf(next)
    const kept = after.filter((f) => f.factory === STEP && f.id === 'alias-without-effect')
    for (const finding of kept) expect(before).toContain(finding)
    expect(findingsOf(next)).toBe(after)
  })
})
