import { afterAll, describe, expect, it, vi } from 'vitest'
import { EMPTY_MODEL, type Model } from '../core/document/model.ts'
import { faultSample, LOOP, OUTPUT, SOLVER, STEP } from '../core/probe/faultSample.ts'
import { computedNumbers, type LayoutNumbers, type SliceNumbers } from '../core/probe/numbers.ts'
import { probeTreeOf } from '../core/probe/tree.ts'
import { verifyNumbers } from '../core/probe/verify.ts'
import { registerChild } from '../core/registry/children.ts'
import type { FactoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { createDawnRunner } from './dawn.ts'

// A software adapter compiles slowly where the machine has other work.
vi.setConfig({ testTimeout: 120_000 })

const runner = await createDawnRunner()
afterAll(() => runner.close())

type Edit = (slice: SliceNumbers, name: string) => SliceNumbers | null

/** The sample's layout with every slice of some factories edited. */
function edited(model: Model, edits: ReadonlyMap<FactoryId, Edit>) {
  const tree = probeTreeOf(model.registry, LOOP)
  if (tree === null) throw new Error('no root')
  const factories = tree.factories.map(({ factory }) => factory)
  const numbers = computedNumbers(model, factories)
  const slices = new Map(numbers.slices)
  for (const { id, entries } of factories) {
    const edit = edits.get(id)
    if (edit === undefined) continue
    slices.set(
      id,
      (numbers.slices.get(id) ?? []).map((slice, at) =>
        slice === null ? null : edit(slice, entries[at]?.name ?? ''),
      ),
    )
  }
  return { tree, numbers: { ...numbers, slices } }
}

/** Offsets by name; everything else stays. */
function offsets(byName: Readonly<Record<string, number>>): Edit {
  const known = new Map(Object.entries(byName))
  return (slice, name) => ({ ...slice, offset: known.get(name) ?? slice.offset })
}

const everywhere = (edit: Edit) =>
  new Map([LOOP, STEP, SOLVER, OUTPUT].map((id): [FactoryId, Edit] => [id, edit]))
const inArena = (edit: (slice: SliceNumbers) => SliceNumbers): Edit => {
  return (slice) => (slice.space === 'local' ? slice : edit(slice))
}

/** Wrong in ways that the specification's list does not have. */
const TRICKS: readonly (readonly [string, ReadonlyMap<FactoryId, Edit>])[] = [
  [
    'a region one lower and its contents one higher: every address is right, the window is not',
    new Map([
      [STEP, offsets({ solver_shared: 7 })],
      [SOLVER, offsets({ x: 1, k: 3 })],
    ]),
  ],
  ['everything at 0', everywhere(inArena((slice) => ({ ...slice, offset: 0 })))],
  ['no layout at all', everywhere(() => null)],
  ['three rotated', new Map([[STEP, offsets({ s: 4, t: 0, solver_shared: 13, u: 8 })]])],
  [
    'two equal regions of different factories swapped',
    new Map([[LOOP, offsets({ a: 22, output_shared: 0 })]]),
  ],
  ['host and alias moved together', new Map([[LOOP, offsets({ b: 27, w: 27 })]])],
  ['an alias on another buffer of the same size', new Map([[LOOP, offsets({ w: 24 })]])],
  ['an offset that is no number', new Map([[LOOP, offsets({ b: NaN })]])],
  ['an offset without end', new Map([[LOOP, offsets({ b: Infinity })]])],
  [
    'an offset that wraps in 32 bits to the true one',
    new Map([[LOOP, offsets({ b: 2 ** 32 + 26 })]]),
  ],
  ['a negative offset', new Map([[STEP, offsets({ t: -4 })]])],
  ['an offset between two elements', new Map([[STEP, offsets({ t: 4.5 })]])],
  [
    'a region that wraps to the true start',
    new Map([[LOOP, offsets({ step_shared: 2 ** 32 + 3 })]]),
  ],
  ['an empty buffer far away', new Map([[LOOP, offsets({ z: 1000 })]])],
  [
    'half of every offset',
    everywhere(inArena((slice) => ({ ...slice, offset: slice.offset / 2 }))),
  ],
  [
    'shared and persistent exchanged',
    everywhere(
      inArena((slice) => ({
        ...slice,
        space: slice.space === 'shared' ? 'persistent_local' : 'shared',
      })),
    ),
  ],
  ['an array with an offset', new Map([[LOOP, offsets({ l: 1 })]])],
]

describe.each(['table', 'generated'] as const)('the %s kernel is not fooled by', (program) => {
  // A kernel of its own takes its time to compile: the ones where the code matters.
  const tricks = program === 'table' ? TRICKS : TRICKS.slice(0, 3)
  it.each(tricks)('%s', async (_, edits) => {
    const model = faultSample()
    const verdict = await verifyNumbers(model, runner, { program, ...edited(model, edits) })
    expect(verdict.kind).toBe('disproven')
    if (verdict.kind === 'disproven') expect(verdict.buffers.length).toBeGreaterThan(0)
  })
})

describe('a child under two names', () => {
  function twice(): Model {
    let registry = [LOOP, SOLVER].reduce((made, id) => addFactory(made, { id }), EMPTY_REGISTRY)
    registry = register(registry, SOLVER, { name: 'x', size: 3, location: 'shared' })
    registry = registerChild(registry, { parent: LOOP, child: SOLVER, name: 'first' })
    registry = registerChild(registry, { parent: LOOP, child: SOLVER, name: 'second' })
    return { ...EMPTY_MODEL, registry }
  }

  it.each([
    ['shares one window with itself', { second_shared: 0 }],
    ['has its two windows exchanged', { first_shared: 3, second_shared: 0 }],
  ])('is disproven where it %s', async (_, moved) => {
    const model = twice()
    const layout = edited(model, new Map([[LOOP, offsets(moved)]]))
    const verdict = await verifyNumbers(model, runner, { program: 'table', ...layout })
    expect(verdict).toMatchObject({ kind: 'disproven' })
  })
})

describe('numbers that are no counts', () => {
  it.each([
    ['stride', { strideWords: 0 }],
    ['stride', { strideWords: 0.5 }],
    ['persistent arena', { persistentElements: 0 }],
    ['shared arena', { sharedElements: 0 }],
  ] satisfies readonly [string, Partial<LayoutNumbers>][])(
    'a wrong %s is disproven',
    async (_, wrong) => {
      const model = faultSample()
      const { tree, numbers } = edited(model, new Map())
      const verdict = await verifyNumbers(model, runner, {
        program: 'table',
        tree,
        numbers: { ...numbers, ...wrong },
      })
      expect(['disproven', 'refused']).toContain(verdict.kind)
    },
  )
})
