import { expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../core/document/model.ts'
import { mainKernelOf } from '../core/layout/kernelLayout.ts'
import { registerChild } from '../core/registry/children.ts'
import { factoryId, type FactoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY, factoryIn } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { createInspector, DEFAULT_PREFERENCES } from './inspectorStore.ts'
import { committedModel, shownModel, type Cargo, type InspectorState } from './state.ts'

const [LOOP, STEP, SOLVER, OUTPUT] = ['loop', 'step', 'solver', 'output'].map(factoryId) as [
  FactoryId,
  FactoryId,
  FactoryId,
  FactoryId,
]

/** loop holds step and output, step holds solver; each a shared buffer of its own. */
function sample(): Model {
  let registry = EMPTY_REGISTRY
  for (const id of [LOOP, STEP, SOLVER, OUTPUT]) {
    registry = addFactory(registry, { id })
    registry = register(registry, id, { name: `${id}_data`, size: 4, location: 'shared' })
  }
  registry = registerChild(registry, { parent: STEP, child: SOLVER, name: 'solver' })
  registry = registerChild(registry, { parent: LOOP, child: STEP, name: 'step' })
  registry = registerChild(registry, { parent: LOOP, child: OUTPUT, name: 'output' })
  return { ...EMPTY_MODEL, name: 'sample', registry }
}

function opened() {
  const verify = () => Promise.reject(new Error('nothing is verified here'))
  const inspector = createInspector({ verify, preferences: DEFAULT_PREFERENCES })
  inspector.actions.open(sample())
  return inspector
}

const SOLVER_CARRIED: Cargo = {
  kind: 'factory',
  refs: [{ factory: SOLVER, name: null }],
  from: { parent: STEP, name: 'solver' },
}

function childrenOf(model: Model | null, id: FactoryId): readonly string[] {
  const factory = model === null ? null : factoryIn(model.registry, id)
  return factory?.children.map((edge) => edge.factory) ?? []
}

function labelsOf(state: InspectorState): readonly string[] {
  return state.history?.steps.map((step) => step.label) ?? []
}

test('a factory is dragged under another: previewed whole, one step, undone to what was', () => {
  const { store, actions } = opened()
  const before = committedModel(store.getState())
  actions.beginDrag(SOLVER_CARRIED)
  actions.dragOver({ kind: 'place', place: { factory: OUTPUT, entry: null } })
  const preview = shownModel(store.getState())
  expect(childrenOf(preview, OUTPUT)).toEqual([SOLVER])
  expect(childrenOf(preview, STEP)).toEqual([])
  expect(committedModel(store.getState())).toBe(before)
  // The regions on both paths follow, so that the run needs as much as before.
  expect(preview === null ? null : mainKernelOf(preview.registry)?.sharedElements).toBe(16)
  actions.drop()
  expect(committedModel(store.getState())).toBe(preview)
  expect(labelsOf(store.getState())).toEqual(['Open sample', 'Move solver under output'])
  expect(store.getState().selection).toEqual([{ factory: SOLVER, name: null }])
  actions.undo()
  expect(committedModel(store.getState())).toBe(before)
})

test('a factory that is let go anywhere but on a factory leaves no trace', () => {
  const { store, actions } = opened()
  const before = committedModel(store.getState())
  for (const leave of [
    () => actions.dragOver({ kind: 'memory', location: 'shared' }),
    () => actions.dragOver(null),
    () => actions.cancelDrag(),
  ]) {
    actions.beginDrag(SOLVER_CARRIED)
    actions.dragOver({ kind: 'place', place: { factory: OUTPUT, entry: null } })
    leave()
    expect(shownModel(store.getState())).toBe(before)
    actions.drop()
    expect(labelsOf(store.getState())).toEqual(['Open sample'])
  }
})

test('back under its own parent nothing has changed, and nothing is a step', () => {
  const { store, actions } = opened()
  actions.beginDrag(SOLVER_CARRIED)
  actions.dragOver({ kind: 'place', place: { factory: STEP, entry: null } })
  actions.drop()
  expect(labelsOf(store.getState())).toEqual(['Open sample'])
})

test('what lies below a factory cannot hold it: why is said, once, and no trace is left', () => {
  const { store, actions } = opened()
  const before = committedModel(store.getState())
  actions.beginDrag({
    kind: 'factory',
    refs: [{ factory: STEP, name: null }],
    from: { parent: LOOP, name: 'step' },
  })
  actions.dragOver({ kind: 'place', place: { factory: SOLVER, entry: null } })
  const { notice } = store.getState()
  expect(notice?.tone).toBe('bad')
  expect(notice?.text).toContain('which is below it')
  actions.dragOver({ kind: 'place', place: { factory: SOLVER, entry: null } })
  expect(store.getState().notice).toBe(notice)
  expect(shownModel(store.getState())).toBe(before)
  actions.drop()
  expect(committedModel(store.getState())).toBe(before)
  expect(store.getState().drag).toBeNull()
})

test('a factory that is dropped on itself says so, and one that only begins there says nothing', () => {
  const { store, actions } = opened()
  const { notice } = store.getState()
  actions.beginDrag(SOLVER_CARRIED)
  actions.dragOver({ kind: 'place', place: { factory: SOLVER, entry: null } })
  expect(store.getState().notice).toBe(notice)
  actions.drop()
  expect(store.getState().notice?.text).toBe('"solver" cannot hang under itself.')
  expect(labelsOf(store.getState())).toEqual(['Open sample'])
})

test('without a pointer: buffers into another factory, a factory under another, or a root', () => {
  const { store, actions } = opened()
  actions.select([
    { factory: LOOP, name: 'loop_data' },
    { factory: STEP, name: 'step_data' },
  ])
  actions.moveSelectionInto(OUTPUT)
  expect(store.getState().selection).toEqual([
    { factory: OUTPUT, name: 'loop_data' },
    { factory: OUTPUT, name: 'step_data' },
  ])
  actions.select([{ factory: SOLVER, name: null }])
  actions.moveSelectionInto(LOOP)
  actions.moveSelectionInto(null)
  expect(committedModel(store.getState())?.registry.roots).toContain(SOLVER)
  actions.moveSelectionInto(OUTPUT)
  expect(labelsOf(store.getState()).slice(1)).toEqual([
    'Move loop_data and step_data to the end of output',
    'Move solver under loop',
    'Make solver a root',
    'Move solver under output',
  ])
})

test('a buffer whose name is taken there is refused, and stays', () => {
  const { store, actions } = opened()
  actions.select([{ factory: LOOP, name: 'loop_data' }])
  actions.edit('Add', (registry) =>
    register(registry, STEP, { name: 'loop_data', size: 1, location: 'local' }),
  )
  actions.moveSelectionInto(STEP)
  expect(store.getState().notice).toMatchObject({ tone: 'bad' })
  expect(labelsOf(store.getState())).toEqual(['Open sample', 'Add'])
})
