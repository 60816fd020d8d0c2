import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { EMPTY_MODEL, withRegistry, type Model } from '../document/model.ts'
import { layoutOf, placementsOf } from '../layout/factoryLayout.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { factoryId, type Factory, type RecordedLayout } from '../registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register, relocate } from '../registry/verbs.ts'
import { inexpressible } from './cubieSettings.ts'
import { emitSettings } from './settings.ts'
import { AWKWARD_NAMES, modelOfNames } from './trials.ts'

const LOOP = factoryId('loop')
const STEP = factoryId('loop/algorithm')

function modelOf(specs: readonly BufferSpec[], others: readonly BufferSpec[] = []): Model {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  for (const spec of specs) registry = register(registry, LOOP, spec)
  if (others.length > 0) registry = addFactory(registry, { id: STEP })
  for (const spec of others) registry = register(registry, STEP, spec)
  return { ...EMPTY_MODEL, name: 'x', registry }
}

/** The model as an import gives it: what is laid out now is what the program had. */
function imported(model: Model): Model {
  const factories = model.registry.factories.map((factory) => ({
    ...factory,
    recorded: recordOf(factory, model.registry),
  }))
  return { ...model, registry: { ...model.registry, factories } }
}

function recordOf(factory: Factory, { extentRule }: Registry): RecordedLayout {
  const layout = layoutOf(factory, extentRule)
  const placements = placementsOf(layout)
  const slicesIn = (space: string) =>
    placements
      .filter((placement) => placement.space === space)
      .map(({ entry, offset, extent }) => ({ name: entry.name, offset, extent }))
  return {
    shared: slicesIn('shared'),
    persistentLocal: slicesIn('persistent_local'),
    local: slicesIn('local').map(({ name, extent }) => ({ name, size: extent })),
    aggregates: { ...layout.aggregates, declaredLocal: 0 },
  }
}

function moved(model: Model, name: string, location: 'shared' | 'local' | 'persistent_local') {
  const factory = model.registry.factories.find(({ entries }) =>
    entries.some((e) => e.name === name),
  )
  if (factory === undefined) throw new Error(name)
  return withRegistry(model, relocate(model.registry, { factory: factory.id, name }, location))
}

/** The two calls, without their comments. */
function callsOf(model: Model): string {
  const { text } = emitSettings(model)
  return text
    .replace(/^#.*\n/gm, '')
    .trim()
    .replace(/\n+/g, '\n')
}

const A: BufferSpec = { name: 'a', size: 4, location: 'local' }
const P: BufferSpec = { name: 'p', size: 2, location: 'persistent_local', persistent: true }

test('sets nothing for an empty model, and for a program that was not changed', () => {
  expect(callsOf(EMPTY_MODEL)).toBe('solver = Solver(system)')
  expect(callsOf(imported(modelOf([A, P])))).toBe('solver = Solver(system)')
})

test('sets what was moved, under the key that drives it', () => {
  const model = imported(modelOf([A, { ...P, settingKey: 'timestep_memory_location' }]))
  const changed = moved(moved(model, 'a', 'shared'), 'p', 'shared')
  expect(callsOf(changed)).toBe(
    [
      'solver = Solver(system, **{',
      '    "a_location": "shared",',
      '    "timestep_memory_location": "shared",',
      '})',
      'solver.update({',
      '    "a_location": "shared",',
      '    "timestep_memory_location": "shared",',
      '})',
    ].join('\n'),
  )
})

test('a buffer that the program had in shared goes back to local by its setting', () => {
  const model = imported(modelOf([{ ...A, location: 'shared' }, P]))
  expect(callsOf(moved(model, 'a', 'local'))).toBe(
    [
      'solver = Solver(system, **{',
      '    "a_location": "local",',
      '})',
      'solver.update({',
      '    "a_location": "local",',
      '})',
    ].join('\n'),
  )
})

test('a new solver needs what a program has in shared already, an update does not', () => {
  const model = imported(modelOf([{ ...A, location: 'shared' }]))
  expect(callsOf(model)).toBe('solver = Solver(system, **{\n    "a_location": "shared",\n})')
})

test("local is cubie's word for a persistent buffer that is not shared", () => {
  const model = imported(modelOf([{ ...P, location: 'shared' }]))
  expect(callsOf(moved(model, 'p', 'persistent_local'))).toContain('"p_location": "local"')
  expect(inexpressible(moved(model, 'p', 'persistent_local'))).toEqual([])
})

test('an alias in its host needs no setting; on its own again, it has one', () => {
  const host: BufferSpec = { name: 'host', size: 8, location: 'shared' }
  const model = imported(modelOf([host, { ...A, aliases: 'host' }]))
  expect(callsOf(model)).not.toContain('a_location')
  const alone = moved(model, 'host', 'local')
  expect(callsOf(alone)).toContain('"a_location": "local"')
  expect(callsOf(moved(alone, 'a', 'shared'))).toContain('"a_location": "shared"')
})

test('a placement that cubie cannot express is a comment, and is told', () => {
  const model = imported(modelOf([A, P]))
  expect(inexpressible(model)).toEqual([])
  const cases = [
    [moved(model, 'a', 'persistent_local'), 'a', 'would be local'],
    [moved(model, 'p', 'local'), 'p', 'never in local'],
    [
      withRegistry(model, register(model.registry, LOOP, { ...A, name: 'new' })),
      'new',
      'has no buffer of this name',
    ],
  ] as const
  for (const [changed, buffer, reason] of cases) {
    const [found, ...rest] = inexpressible(changed)
    expect(rest).toEqual([])
    expect(found).toMatchObject({ factory: LOOP, buffer })
    expect(found?.reason).toContain(reason)
    expect(emitSettings(changed).text).toContain(`# "${buffer}" of "loop": ${found?.reason ?? ''}`)
    expect(callsOf(changed)).toBe('solver = Solver(system)')
  }
})

test('persistent_local without a flag is expressible where nothing was imported', () => {
  expect(inexpressible(modelOf([{ ...P, persistent: false }]))).toEqual([])
})

test('one setting that drives two buffers cannot part them', () => {
  const lu: BufferSpec = { name: 'lu_factor', size: 4, location: 'local' }
  const model = imported(modelOf([lu], [lu]))
  const apart = moved(model, 'lu_factor', 'shared')
  expect(callsOf(apart)).toBe('solver = Solver(system)')
  expect(inexpressible(apart)).toMatchObject([{ factory: LOOP, buffer: 'lu_factor' }])
  expect(inexpressible(apart)[0]?.reason).toBe(
    'the setting "lu_factor_location" drives "lu_factor" of "loop/algorithm", too, which is to stay local.',
  )
  const together = relocate(apart.registry, { factory: STEP, name: 'lu_factor' }, 'shared')
  expect(inexpressible(withRegistry(apart, together))).toEqual([])
  expect(callsOf(withRegistry(apart, together))).toContain('"lu_factor_location": "shared"')
})

test('each setting is owned by its buffer', () => {
  const { text, owners } = emitSettings(modelOf([{ ...A, location: 'shared' }]))
  const lines = text.split('\n')
  expect(owners.map(({ line, buffer }) => [lines[line - 1]?.trim(), buffer])).toEqual([
    ['"a_location": "shared",', 'a'],
    ['"a_location": "shared",', 'a'],
  ])
})

test('awkward names are keys of a Python dict, and nothing else', () => {
  const model = modelOfNames(AWKWARD_NAMES)
  const program = `
import ast, json, sys
tree = ast.parse(sys.stdin.buffer.read())
calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
kinds = sorted({type(node).__name__ for node in ast.walk(tree)})
keys = [key.value for call in calls for arg in [*call.args, *[k.value for k in call.keywords]] if isinstance(arg, ast.Dict) for key in arg.keys]
print(json.dumps([[ast.unparse(call.func) for call in calls], kinds, keys]))`
  const { stdout, stderr } = spawnSync('python3', ['-c', program], {
    input: emitSettings(model).text,
  })
  expect(stderr.toString()).toBe('')
  const [calls, kinds, keys] = JSON.parse(stdout.toString()) as [string[], string[], string[]]
  expect(calls.toSorted()).toEqual(['Solver', 'solver.update'])
  expect(kinds).toEqual(
    [
      'Assign',
      'Attribute',
      'Call',
      'Constant',
      'Dict',
      'Expr',
      'Load',
      'Module',
      'Name',
      'Store',
    ].concat('keyword'),
  )
  const shared =
    model.registry.factories[0]?.entries.filter(
      (entry) => entry.kind === 'buffer' && entry.location === 'shared',
    ) ?? []
  const wanted = shared.map(({ name }) => `${name}_location`)
  expect(keys).toEqual([...wanted, ...wanted])
})
