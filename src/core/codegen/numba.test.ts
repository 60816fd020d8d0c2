import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../document/model.ts'
import { EXTENT_RULES, layoutOf, placementsOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import type { GeneratedCode } from './generated.ts'
import { emitCubie, emitNumba } from './numba.ts'
import { AWKWARD_NAMES, ILL_FORMED_TEXTS, modelOfNames, trialModel } from './trials.ts'

const folder = mkdtempSync(join(tmpdir(), 'bufferscope-numba-'))
const STAND_IN = join(import.meta.dirname, 'python')

/** What one allocator gave: bytes of its arena, or the length of its own array. */
interface Answer {
  readonly factory: string
  readonly name: string
  readonly space: string
  readonly firstByte: number | null
  readonly bytes: number
  readonly dtype: string
}

beforeAll(() => {
  const found = spawnSync('python3', ['--version'])
  if (found.status !== 0)
    throw new Error('No python3 on the PATH: generated Python is tested by running it.')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a program of the folder `python` on files of generated code, and reads the JSON that it prints. */
function python(program: string, codes: readonly GeneratedCode[], env: NodeJS.ProcessEnv): unknown {
  const files = codes.map((code, i) => {
    const file = join(folder, `layout_${i}.py`)
    writeFileSync(file, code.text)
    return file
  })
  const output = execFileSync('python3', [join(STAND_IN, program), ...files], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(output)
}

const STAND_IN_ENV = { PYTHONPATH: join(STAND_IN, 'stand_in') }

function run(codes: readonly GeneratedCode[]): readonly (readonly Answer[])[] {
  return python('run_allocators.py', codes, STAND_IN_ENV) as Answer[][]
}

/** The same answers, from the layout. `cutsViews`: a view is no longer than its buffer. */
function expected({ registry }: Model, cutsViews: boolean): readonly Answer[] {
  return registry.factories.flatMap((factory) =>
    placementsOf(layoutOf(factory, registry.extentRule)).map((placement): Answer => {
      const { entry, space, offset, extent } = placement
      const at = { factory: factory.id, name: entry.name, space }
      if (space === 'local')
        return {
          ...at,
          firstByte: null,
          bytes: extent * bytesOf(entry.dtype),
          dtype: entry.dtype,
        }
      const width = bytesOf(factory.precision)
      const honoured = registry.extentRule !== 'elements' || entry.kind === 'child-region'
      const dtype = honoured ? entry.dtype : factory.precision
      const whole = Math.floor((extent * width) / bytesOf(dtype)) * bytesOf(dtype)
      const own = entry.size * bytesOf(dtype)
      const bytes = cutsViews && dtype !== factory.precision ? Math.min(whole, own) : whole
      return { ...at, firstByte: offset * width, bytes, dtype }
    }),
  )
}

/** The founding specification's example: one buffer in each location. */
function workedExample(): Model {
  const loop = factoryId('loop')
  const specs = [
    { name: 'state', size: 32, location: 'shared' },
    { name: 'stage', size: 4, location: 'shared' },
    { name: 'step_size', size: 2, location: 'persistent_local' },
    { name: 'error', size: 0, location: 'local' },
  ] as const
  const registry = specs.reduce(
    (next, spec) => register(next, loop, spec),
    addFactory(EMPTY_REGISTRY, { id: 'loop', type: 'IVPLoop' }),
  )
  return { ...EMPTY_MODEL, registry }
}

function functionsIn({ text }: GeneratedCode): readonly string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, i) =>
    /^ {4}def/.test(line) && lines[i - 1]?.includes('@cuda.jit')
      ? [`${line.trim()} ${lines[i + 1]?.trim() ?? ''}`]
      : [],
  )
}

test("prints the founding specification's allocators, with the numbers in place", () => {
  expect(functionsIn(emitNumba(workedExample()))).toEqual([
    'def state_allocator(shared_scratch): return shared_scratch[0:32]',
    'def stage_allocator(shared_scratch): return shared_scratch[32:36]',
    'def step_size_allocator(persistent_local): return persistent_local[0:2]',
    'def error_allocator(): return cuda.local.array(1, numpy.float32)',
  ])
})

test("prints cubie's uniform form, (shared, persistent) -> array", () => {
  expect(functionsIn(emitCubie(workedExample()))).toEqual([
    'def state_allocator(shared, persistent): return shared[0:32]',
    'def stage_allocator(shared, persistent): return shared[32:36]',
    'def step_size_allocator(shared, persistent): return persistent[0:2]',
    'def error_allocator(shared, persistent): return cuda.local.array(1, numpy.float32)',
  ])
})

test('gives a module without allocators for an empty registry', () => {
  expect(run([emitNumba(EMPTY_MODEL), emitCubie(EMPTY_MODEL)])).toEqual([[], []])
})

test.each(EXTENT_RULES)(
  'gives, run by Python, the slices of the layout of random trees (%s)',
  (rule) => {
    const models = Array.from({ length: 50 }, (_, seed) => trialModel(seed, rule))
    expect(run(models.map(emitNumba))).toEqual(models.map((model) => expected(model, true)))
    expect(run(models.map(emitCubie))).toEqual(models.map((model) => expected(model, false)))
  },
)

test('gives, run by Python, the slices of factories with awkward names', () => {
  const models = [modelOfNames(AWKWARD_NAMES), ...ILL_FORMED_TEXTS.map(illFormed)]
  expect(run(models.map(emitNumba))).toEqual(models.map((model) => expected(model, true)))
})

/** A model whose document, factory and type have a text that no verb would take. */
function illFormed(text: string): Model {
  const model = modelOfNames(['state', 'stage'])
  const [factory] = model.registry.factories
  if (factory === undefined) throw new Error('no factory')
  const renamed = { ...factory, id: factoryId(text), type: text }
  return {
    ...model,
    name: text,
    registry: { ...model.registry, factories: [renamed], roots: [renamed.id] },
  }
}

test('holds nothing but allocators and tables for any name: no call, import or statement of its own', () => {
  const names = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), {
    minLength: 1,
    maxLength: 5,
  })
  const texts = fc.sample(names, { numRuns: 50, seed: 7 })
  const plain = modelOfNames(['state', 'stage', 'error'])
  const models = [
    modelOfNames(AWKWARD_NAMES),
    ...ILL_FORMED_TEXTS.map(illFormed),
    ...texts.flatMap((some) => some.map(illFormed)),
  ]
  const codes = [plain, ...models].flatMap((model) => [emitNumba(model), emitCubie(model)])
  const shapes = python('shape.py', codes, {}) as { nodes: string[]; strings: string[] }[]
  const [allowed] = shapes
  if (allowed === undefined) throw new Error('no shape')
  expect(allowed.nodes).toContain('Import numpy')
  for (const shape of shapes) expect(shape.nodes).toEqual(allowed.nodes)
  expect(shapes[2]?.strings).toEqual(expect.arrayContaining([...AWKWARD_NAMES]))
})

test('refuses to import when a slice of it was changed by hand', () => {
  const { text, ...code } = emitNumba(workedExample())
  const changes = [
    ['shared_scratch[32:36]', 'shared_scratch[31:35]'],
    ['shared_scratch[32:36]', 'shared_scratch[32:37]'],
    ['persistent_local[0:2]', 'persistent_local[0:1]'],
    ['"stage", "shared", 32, 4', '"stage", "shared", 31, 4'],
    ['numpy.float32,\n        36, 2, 1', 'numpy.float32,\n        37, 2, 1'],
    ['"error", "local", 0, 1, numpy.float32, 1', '"error", "local", 0, 2, numpy.float32, 2'],
  ] as const
  for (const [from, to] of changes) {
    const changed = { ...code, text: text.replace(from, to) }
    expect(changed.text).not.toBe(text)
    expect(() => run([changed])).toThrow('AssertionError')
  }
})

test('names the owner of each line of an allocator', () => {
  const { text, owners } = emitNumba(workedExample())
  const lines = text.split('\n')
  const ofStage = owners.filter((owner) => owner.buffer === 'stage')
  expect(ofStage.map(({ line }) => lines[line - 1]?.trim())).toEqual([
    '# "stage": shared [32:36], float32',
    '@cuda.jit(device=True, inline="always")',
    'def stage_allocator(shared_scratch):',
    'return shared_scratch[32:36]',
    '"stage": stage_allocator,',
    '("stage", "shared", 32, 4, numpy.float32, 4, 4, None),',
  ])
})

test('gives the same text for the same model', () => {
  const once = emitNumba(trialModel(3, 'aligned')).text
  expect(emitNumba(trialModel(3, 'aligned')).text).toBe(once)
})

test("runs in a kernel of Numba's CUDA simulator, where Numba is installed", () => {
  const found = spawnSync('python3', ['-c', 'import numba, numba.cuda'])
  if (found.status !== 0) {
    expect(found.stderr.toString()).toMatch(/No module named|Error/)
    console.info('Numba is not installed: its output ran with a stand-in for cuda only.')
    return
  }
  const models = [workedExample(), ...[1, 2, 5, 8].map((seed) => trialModel(seed, 'guarded'))]
  const env = { NUMBA_ENABLE_CUDASIM: '1' }
  const answers = python('run_in_numba.py', models.map(emitNumba), env)
  expect(answers).toEqual(models.map((model) => expected(model, true)))
  const uniform = python('run_in_numba.py', models.map(emitCubie), env)
  expect(uniform).toEqual(models.map((model) => expected(model, false)))
  console.info('Numba is installed: its output ran in the CUDA simulator, too.')
})
