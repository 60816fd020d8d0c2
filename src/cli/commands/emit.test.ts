import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inexpressible } from '../../core/codegen/cubieSettings.ts'
import { emitCode } from '../../core/codegen/emit.ts'
import { CODE_TARGETS } from '../../core/codegen/generated.ts'
import { withRegistry, type Model } from '../../core/document/model.ts'
import { layoutOf, placementsOf } from '../../core/layout/factoryLayout.ts'
import type { Buffer } from '../../core/registry/entry.ts'
import { refreshPaths } from '../../core/registry/refresh.ts'
import { relocate, type BufferRef } from '../../core/registry/verbs.ts'
import { openText } from '../../formats/open.ts'
import type { Io } from '../io.ts'
import { run } from '../run.ts'

const FOLDER = 'fixtures/cubie'
const RADAU = readFileSync(`${FOLDER}/0.9.0__firk_radau_iia_5__n32__float32.json`, 'utf8')

/** Runs the command on a text as standard input. */
async function emit(text: string, ...args: readonly string[]) {
  const found = { out: '', err: '', code: -1 }
  const io: Io = {
    read: async () => ({ kind: 'bytes', bytes: new TextEncoder().encode(text) }),
    out: async (part) => void (found.out += part),
    err: async (part) => void (found.err += part),
  }
  found.code = await run(['emit', '-', ...args], io)
  return found
}

function opened(text: string, phase?: string): Model {
  const result = openText(text, { phase })
  if (result.kind !== 'ok') throw new Error(JSON.stringify(result.problems))
  return result.model
}

test.each(CODE_TARGETS)('prints the code of target %s, nothing else', async (target) => {
  const { out, err, code } = await emit(RADAU, '--target', target)
  expect({ err, code }).toEqual({ err: '', code: 0 })
  expect(out).toBe(emitCode(opened(RADAU), target).text)
})

test('prints the code of another phase', async () => {
  const { out } = await emit(RADAU, '--target', 'settings', '--phase', 'state_pair_shared')
  expect(out).toContain('"state_location": "shared"')
})

test.each([[[]], [['--target', 'python']], [['--target', '__proto__']], [['--target']]])(
  'refuses %j as wrong usage, and names the targets',
  async (args) => {
    const { out, err, code } = await emit(RADAU, ...args)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toMatch(/numba, cubie, cuda, wgsl, settings|argument missing/)
  },
)

test('refuses what is no layout', async () => {
  expect(await emit('{}', '--target', 'cuda')).toMatchObject({ out: '', code: 2 })
})

/** The pairs of the last call that the text makes: `solver.update({...})`. */
function updatesIn(text: string): readonly (readonly [string, string])[] {
  const call = text.slice(text.indexOf('solver.update({'))
  return [...call.matchAll(/^ {4}"(\w+)": "(shared|local)",$/gm)].map((match) => {
    const [, key = '', value = ''] = match
    return [key, value]
  })
}

/** What cubie does with settings: every buffer of the key moves, a persistent one that is local persists. */
function withSettings(model: Model, updates: ReturnType<typeof updatesIn>): Model {
  let { registry } = model
  const wanted = new Map(updates)
  for (const { ref, buffer } of buffersOf(model)) {
    const value = wanted.get(keyOf(buffer))
    if (value === undefined) continue
    const away = buffer.persistent ? 'persistent_local' : 'local'
    registry = relocate(registry, ref, value === 'shared' ? 'shared' : away)
  }
  return refreshed(withRegistry(model, registry))
}

function buffersOf({ registry }: Model): readonly { ref: BufferRef; buffer: Buffer }[] {
  return registry.factories.flatMap((factory) =>
    factory.entries.flatMap((entry) =>
      entry.kind === 'buffer'
        ? [{ ref: { factory: factory.id, name: entry.name }, buffer: entry }]
        : [],
    ),
  )
}

function refreshed(model: Model): Model {
  const ids = model.registry.factories.map(({ id }) => id)
  return withRegistry(model, refreshPaths(model.registry, ids))
}

function placesOf({ registry }: Model) {
  return registry.factories.map((factory) => {
    const layout = layoutOf(factory, registry.extentRule)
    const places = placementsOf(layout).map(({ entry, space, offset, extent }) => {
      return [entry.name, space, offset, extent]
    })
    return { id: factory.id, aggregates: layout.aggregates, places }
  })
}

test.each(readdirSync(FOLDER))(
  '%s: settings bring a program as it was to the layout that was made of it',
  (file) => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8')
    const phases = ['built', 'all_shared_by_buffer_name', 'state_pair_shared']
    for (const phase of phases) {
      const model = opened(text, phase)
      expect(emitCode(model, 'settings').text).toContain('# Nothing differs')
      for (let round = 0; round < 8; round++) {
        const changed = fiveMoved(model, round)
        expect(inexpressible(changed)).toEqual([])
        const updates = updatesIn(emitCode(changed, 'settings').text)
        expect(placesOf(withSettings(model, updates))).toEqual(placesOf(changed))
      }
    }
  },
)

/** The model with five settings changed, each for all buffers that it drives, as cubie would have it. */
function fiveMoved(model: Model, round: number): Model {
  const buffers = buffersOf(model)
  const keys = [...new Set(buffers.map(({ buffer }) => keyOf(buffer)))]
  let { registry } = model
  for (let i = 0; i < 5; i++) {
    const key = keys[(round * 7 + i * 5) % keys.length]
    const driven = buffers.filter(({ buffer }) => keyOf(buffer) === key)
    const toShared = driven.some(({ buffer }) => buffer.location !== 'shared')
    for (const { ref, buffer } of driven) {
      const away = buffer.persistent ? 'persistent_local' : 'local'
      registry = relocate(registry, ref, toShared ? 'shared' : away)
    }
  }
  return refreshed(withRegistry(model, registry))
}

function keyOf({ settingKey, name }: Buffer): string {
  return settingKey ?? `${name}_location`
}

test('two buffers of one name cannot part in cubie: a comment says so', () => {
  const model = opened(RADAU)
  const solver = model.registry.factories.find(({ entries }) =>
    entries.some(({ name }) => name === 'lu_factor'),
  )
  if (solver === undefined) throw new Error('no lu_factor')
  const ref = { factory: solver.id, name: 'lu_factor' }
  const changed = withRegistry(model, relocate(model.registry, ref, 'shared'))
  expect(inexpressible(changed)).toHaveLength(1)
  expect(emitCode(changed, 'settings').text).toContain('the setting "lu_factor_location" drives')
})
