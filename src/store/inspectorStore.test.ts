import { expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../core/document/model.ts'
import { mainKernelOf } from '../core/layout/kernelLayout.ts'
import { registerChild } from '../core/registry/children.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../core/registry/registry.ts'
import type { Verdict } from '../core/probe/verdict.ts'
import { addFactory, register, resize } from '../core/registry/verbs.ts'
import { createInspector, DEFAULT_PREFERENCES } from './inspectorStore.ts'
import { committedModel, shownModel } from './state.ts'
import type { Verifier } from './verifyActions.ts'

const LOOP = factoryId('loop')
const STEP = factoryId('step')
const DELTA = { factory: STEP, name: 'delta' }

function sample(): Model {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  registry = addFactory(registry, { id: 'step' })
  registry = register(registry, LOOP, { name: 'state', size: 4, location: 'shared' })
  registry = register(registry, STEP, { name: 'delta', size: 8, location: 'local' })
  registry = registerChild(registry, { parent: LOOP, child: STEP })
  return { ...EMPTY_MODEL, name: 'sample', registry }
}

const provenBy: Verifier = async (model, { layout }) => ({
  kind: 'proven',
  runner: 'emulated',
  adapter: null,
  program: 'table',
  memory: 'storage',
  lanes: 1,
  layout,
  registry: model.registry,
  milliseconds: 1,
  wordsChecked: 1,
  buffersChecked: 1,
})

function opened(verify: Verifier = provenBy) {
  const inspector = createInspector({ verify, preferences: DEFAULT_PREFERENCES })
  inspector.actions.open(sample())
  return inspector
}

function sharedOf(model: Model | null): number | undefined {
  return model === null ? undefined : mainKernelOf(model.registry)?.sharedElements
}

test('a drag shows the whole consequence, and leaves no trace when it is given up', () => {
  const { store, actions } = opened()
  const before = committedModel(store.getState())
  actions.beginDrag({ kind: 'buffers', refs: [DELTA] })
  actions.dragOver({ kind: 'memory', location: 'shared' })
  expect(sharedOf(shownModel(store.getState()))).toBe(12)
  expect(sharedOf(committedModel(store.getState()))).toBe(4)
  actions.cancelDrag()
  expect(shownModel(store.getState())).toBe(before)
  expect(store.getState().history?.steps).toHaveLength(1)
})

test('a drop commits the value that was previewed, as one named step', () => {
  const { store, actions } = opened()
  actions.beginDrag({ kind: 'buffers', refs: [DELTA] })
  actions.dragOver({ kind: 'memory', location: 'shared' })
  const preview = shownModel(store.getState())
  actions.drop()
  expect(committedModel(store.getState())).toBe(preview)
  expect(store.getState().history?.steps.at(-1)?.label).toBe('Move delta to shared')
  actions.undo()
  expect(sharedOf(committedModel(store.getState()))).toBe(4)
  actions.redo()
  expect(committedModel(store.getState())).toBe(preview)
})

test('a drop outside of every lane changes nothing', () => {
  const { store, actions } = opened()
  actions.beginDrag({ kind: 'buffers', refs: [DELTA] })
  actions.dragOver({ kind: 'memory', location: 'shared' })
  actions.dragOver(null)
  actions.drop()
  expect(store.getState().history?.steps).toHaveLength(1)
})

test('a refused edit says why and changes nothing', () => {
  const { store, actions } = opened()
  const before = store.getState().history
  const problem = actions.edit('Resize', (registry) => resize(registry, DELTA, -1))
  expect(problem).toMatch(/-1 must be a whole number/)
  expect(store.getState().history).toBe(before)
})

test('a verdict that was overtaken by a later run is dropped', async () => {
  const answers: ((verdict: Verdict) => void)[] = []
  const { store, actions } = opened(() => new Promise((resolve) => answers.push(resolve)))
  const first = actions.verify()
  const second = actions.verify()
  const model = committedModel(store.getState())
  if (model === null) throw new Error('nothing is open')
  const verdict = await provenBy(model, options)
  answers[0]?.({ ...verdict, milliseconds: 1000 })
  await first
  expect(store.getState().verification.kind).toBe('running')
  answers[1]?.(verdict)
  await second
  expect(store.getState().verification).toEqual({ kind: 'done', verdict })
})

const options = {
  layout: 'computed',
  runner: 'automatic',
  signal: { aborted: false, addEventListener: () => {}, removeEventListener: () => {} },
  onProgress: () => {},
} as const

test('live checking verifies every edit by the table kernel', async () => {
  const programs: (string | undefined)[] = []
  const { actions } = opened((model, given) => {
    programs.push(given.program)
    return provenBy(model, given)
  })
  actions.setLive(true)
  actions.select([DELTA])
  actions.moveSelection('shared')
  expect(programs).toEqual(['table', 'table'])
})

test('a check that could not begin says so, and the next one works', async () => {
  let isBroken = true
  const { store, actions } = opened((model, given) =>
    isBroken ? Promise.reject(new Error('no such chunk')) : provenBy(model, given),
  )
  await actions.verify()
  expect(store.getState().verification).toEqual({ kind: 'idle' })
  expect(store.getState().notice?.text).toMatch(/could not begin: no such chunk/)
  isBroken = false
  await actions.verify()
  expect(store.getState().verification.kind).toBe('done')
})

test('an edit, an undo and what is said of them are one change of the state each', () => {
  const { store, actions } = opened()
  let changes = 0
  store.subscribe(() => (changes += 1))
  actions.edit('Resize delta to 9', (registry) => resize(registry, DELTA, 9))
  expect([changes, store.getState().notice?.text]).toEqual([1, 'Resize delta to 9.'])
  actions.undo()
  expect([changes, store.getState().notice?.text]).toEqual([2, 'Undone: Resize delta to 9.'])
})

test('what the adapter grants is asked for once, and again only where asking failed', async () => {
  const granted = { maxComputeWorkgroupStorageSize: 32768, maxComputeInvocationsPerWorkgroup: 1024 }
  let asked = 0
  const { store, actions } = createInspector({
    verify: provenBy,
    preferences: DEFAULT_PREFERENCES,
    deviceLimits: () => {
      asked += 1
      return asked === 1 ? Promise.reject(new Error('not loaded')) : Promise.resolve(granted)
    },
  })
  actions.askDevice()
  actions.askDevice()
  await Promise.resolve()
  expect([asked, store.getState().deviceLimits]).toEqual([1, null])
  actions.askDevice()
  await Promise.resolve()
  expect([asked, store.getState().deviceLimits]).toEqual([2, granted])
  actions.askDevice()
  expect(asked).toBe(2)
})
