import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { launchGeometry, runGeometry } from '../core/analysis/launch.ts'
import { documentLayoutOf } from '../core/document/documentFactory.ts'
import { emitCode } from '../core/codegen/emit.ts'
import { withRegistry, type Model } from '../core/document/model.ts'
import { printDocument } from '../core/document/toDocument.ts'
import { mainKernelOf } from '../core/layout/kernelLayout.ts'
import { entryOf, factoryId, type RecordedLayout } from '../core/registry/factory.ts'
import { refreshSubtree } from '../core/registry/refresh.ts'
import { factoryIn } from '../core/registry/registry.ts'
import { relocate } from '../core/registry/verbs.ts'
import { openText } from './open.ts'

// Dumps that bridge/bufferscope_dump.py wrote of real solvers; bridge/golden_dumps.py makes them.
const FOLDER = new URL('../../fixtures/bridge/', import.meta.url)
const NAMES = readdirSync(FOLDER).filter((name) => /^\d/.test(name))

interface RawLaunch {
  readonly runs: number
  readonly blocksize: number
  readonly dynamic_shared_bytes: number
}
interface RawDump {
  readonly source: { readonly version: string; readonly layout_rule: string }
  readonly phases: readonly {
    readonly label: string
    readonly kernel: { readonly launch: readonly RawLaunch[] }
  }[]
}

const NOTHING: RecordedLayout = {
  shared: [],
  persistentLocal: [],
  local: [],
  aggregates: { shared: 0, local: 0, persistentLocal: 0, declaredLocal: 0 },
}

function textOf(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

function open(text: string, phase?: string): Model {
  const result = openText(text, { phase })
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems, null, 2))
  expect(result.notices).toEqual([])
  return result.model
}

function byName(layout: RecordedLayout | null) {
  const sorted = (list: readonly { readonly name: string }[]) =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : 1))
  if (layout === null) return null
  const { shared, persistentLocal, local, aggregates } = layout
  return [sorted(shared), sorted(persistentLocal), sorted(local), aggregates]
}

function bufferOf(model: Model, factory: string, name: string) {
  const owner = factoryIn(model.registry, factoryId(factory))
  return owner === null ? null : entryOf(owner, name)
}

test('there are dumps of three versions, each with the rule that its registry follows', () => {
  const rules = NAMES.map((name) => {
    const { source } = JSON.parse(textOf(name)) as RawDump
    expect(open(textOf(name)).registry.extentRule).toBe(source.layout_rule)
    return `${source.version} ${source.layout_rule}`
  })
  expect([...new Set(rules)].sort()).toEqual(['0.17.0 guarded', '0.3.1 elements', '0.9.0 aligned'])
})

describe.each(NAMES)('%s', (name) => {
  const text = textOf(name)
  const raw = JSON.parse(text) as RawDump

  test.each(raw.phases.map((phase) => phase.label))(
    'computes in phase %s what was recorded, and the launches that cubie gave',
    (label) => {
      const model = open(text, label)
      const { registry, launch } = model
      for (const factory of registry.factories) {
        // A child without registrations has no recorded layout; it needs nothing.
        const computed = byName(documentLayoutOf(registry, factory.id))
        expect(computed, factory.id).toEqual(byName(factory.recorded ?? NOTHING))
      }
      const kernel = mainKernelOf(registry)
      if (kernel === null) throw new Error('no kernel')
      const run = runGeometry(kernel.sharedElements, kernel.root.precision)
      const phase = raw.phases.find((one) => one.label === label)
      const launches = phase?.kernel.launch ?? []
      expect(launches).toHaveLength(3)
      for (const { runs, blocksize, dynamic_shared_bytes: bytes } of launches)
        expect(launchGeometry(run, { ...launch, runs })).toMatchObject({
          blockSize: blocksize,
          dynamicSharedBytes: bytes,
        })
    },
  )

  test('survives printing, protected ranges, setting keys and launch rule included', () => {
    for (const { label } of raw.phases) {
      const model = open(text, label)
      expect(open(printDocument(model))).toEqual(model)
    }
  })
})

test('nothing is left to refresh in a kernel that was just built', () => {
  for (const name of NAMES) {
    const { registry } = open(textOf(name))
    const [root] = registry.roots
    if (root === undefined) throw new Error('no root')
    expect(refreshSubtree(registry, root)).toBe(registry)
  }
})

test('each buffer has the setting that its owner reads, and is pinned where none moves it', () => {
  const model = open(textOf('0.17.0__ros3p__n10__float32__moved.json'))
  expect(bufferOf(model, 'loop/algorithm', 'stage_increment')).toMatchObject({
    settingKey: 'stage_store_location',
    location: 'shared',
    persistent: true,
    pinned: false,
  })
  expect(bufferOf(model, 'loop/algorithm', 'stage_rhs')).toMatchObject({
    settingKey: null,
    pinned: false,
  })
  expect(bufferOf(model, 'loop/initialiser', 'init_delta')).toMatchObject({
    pinned: true,
    fixed: true,
  })
  expect(bufferOf(model, 'loop', 'algorithm_shared')).toMatchObject({
    protected: [{ offset: 30, extent: 10 }],
  })
})

test('a buffer that no setting moves is a comment in the settings, not a key that cubie refuses', () => {
  const model = open(textOf('0.17.0__radau_iia_5__n40__float64.json'))
  const factory = factoryId('loop/algorithm')
  const registry = relocate(model.registry, { factory, name: 'error_solve_iters' }, 'shared')
  const moved = emitCode(withRegistry(model, registry), 'settings').text
  expect(moved).toContain('no setting moves it')
  expect(moved).not.toContain('error_solve_iters_location')
  expect(emitCode(model, 'settings').text).not.toContain('no setting moves it')
})

test('a device that was given more than 48 KiB for a block has opted in', () => {
  const text = textOf('0.17.0__ros3p__n10__float32__moved.json')
  expect(open(text).launch.optIn).toBe(false)
  const onDevice = text.replaceAll(
    '"hardware_limit_bytes": 49152',
    '"hardware_limit_bytes": 101376',
  )
  expect(onDevice).not.toBe(text)
  expect(open(onDevice).launch).toMatchObject({ optIn: true, sharedTargetBytes: null })
})

test('cubie 0.9.0 drops a buffer under its compiled step on update, and 0.17.0 does not', () => {
  const name = 'radau_iia_5__n40__float64.json'
  for (const phase of ['after_update_1', 'built_2']) {
    const old = open(textOf(`0.9.0__${name}`), phase)
    expect(bufferOf(old, 'loop/algorithm', 'cached_auxiliaries')).toMatchObject({
      size: 0,
      builtSize: 294,
    })
    const now = open(textOf(`0.17.0__${name}`), phase)
    expect(bufferOf(now, 'loop/algorithm', 'cached_auxiliaries')).toMatchObject({
      size: 294,
      builtSize: null,
    })
  }
})
