import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { findingsOf } from '../core/analysis/findings.ts'
import { EMPTY_MODEL, type Model } from '../core/document/model.ts'
import { verify } from '../core/probe/verify.ts'
import type { Verdict } from '../core/probe/verdict.ts'
import { registerChild } from '../core/registry/children.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { openText } from '../formats/open.ts'
import { createDawnRunner } from './dawn.ts'

// A software adapter compiles slowly where the machine has other work.
vi.setConfig({ testTimeout: 120_000 })

const runner = await createDawnRunner()
afterAll(() => runner.close())

const FILES = readdirSync('fixtures/cubie').filter((name) => name.endsWith('.json'))
const RADAU = '0.9.0__firk_radau_iia_5__n32__float32.json'

function opened(file: string, phase = 'built'): Model {
  const result = openText(readFileSync(`fixtures/cubie/${file}`, 'utf8'), { phase })
  if (result.kind !== 'ok') throw new Error(JSON.stringify(result.problems))
  return result.model
}

function faultsOf(verdict: Verdict) {
  return verdict.kind === 'disproven' ? verdict.buffers : []
}

describe('real kernels', () => {
  it('there are 20', () => expect(FILES).toHaveLength(20))

  it.each(FILES)('%s is proven as it was built, computed and recorded', async (file) => {
    const model = opened(file)
    for (const layout of ['computed', 'recorded'] as const) {
      const verdict = await verify(model, runner, { layout, program: 'table' })
      expect({ kind: verdict.kind, faults: faultsOf(verdict) }).toEqual({
        kind: 'proven',
        faults: [],
      })
    }
    const verdict = await verify(model, runner, { program: 'generated' })
    expect({ kind: verdict.kind, faults: faultsOf(verdict) }).toEqual({
      kind: 'proven',
      faults: [],
    })
  })
})

describe.each(['generated', 'table'] as const)(
  'defects of real programs, the %s kernel',
  (program) => {
    it('persistent local without a parent that provides it', async () => {
      const model = opened(RADAU)
      const kernel = model.recordedKernel ?? { sharedElements: 0, persistentLocalElements: 0 }
      const none = { ...model, recordedKernel: { ...kernel, persistentLocalElements: 0 } }
      // Shown as an error of the configuration, and on the device a bounded failure, never silence.
      const shown = findingsOf(none).filter((finding) => finding.id === 'arena-too-short')
      expect(shown.map((finding) => finding.severity)).toEqual(['error'])
      const verdict = await verify(none, runner, { layout: 'recorded', program })
      expect(verdict.kind).toBe('disproven')
      expect(faultsOf(verdict).map((fault) => fault.buffer)).toContain('stage_increment')
    })

    it('a persistent arena sized from the plain local total ends too early', async () => {
      const model = opened(RADAU)
      const kernel = model.recordedKernel ?? { sharedElements: 0, persistentLocalElements: 0 }
      const short: Model = {
        ...model,
        recordedKernel: { ...kernel, persistentLocalElements: 64 },
      }
      const verdict = await verify(short, runner, { layout: 'recorded', program })
      expect(faultsOf(verdict)).toContainEqual(
        expect.objectContaining({ buffer: null, kind: 'arena' }),
      )
      expect(faultsOf(verdict)).toContainEqual(
        expect.objectContaining({
          buffer: 'stage_increment',
          kind: 'past-arena',
          message: expect.stringContaining('past the end of the persistent arena') as string,
        }),
      )
      if (verdict.kind !== 'disproven') return
      expect(verdict.words[0]).toMatchObject({
        kind: 'canary-overwritten',
        arena: 'persistent_local',
      })
    })

    it('a region recorded before the grandchild registered is overrun, and both are named', async () => {
      const [loop, step, solver] = [factoryId('loop'), factoryId('step'), factoryId('solver')]
      let registry = [loop, step, solver].reduce(
        (made, id) => addFactory(made, { id }),
        EMPTY_REGISTRY,
      )
      registry = register(registry, step, { name: 'stage', size: 4, location: 'shared' })
      registry = registerChild(registry, { parent: loop, child: step, name: 'step' })
      registry = register(registry, loop, { name: 'state', size: 3, location: 'shared' })
      registry = register(registry, solver, { name: 'residual', size: 3, location: 'shared' })
      registry = registerChild(registry, { parent: step, child: solver, name: 'solver' })
      const verdict = await verify({ ...EMPTY_MODEL, registry }, runner, { program })
      const faults = faultsOf(verdict)
      expect(faults).toContainEqual(
        expect.objectContaining({ buffer: 'step_shared', kind: 'size' }),
      )
      expect(faults).toContainEqual(
        expect.objectContaining({
          path: 'loop/step',
          buffer: 'solver_shared',
          kind: 'past-window',
        }),
      )
      expect(faults).toContainEqual(
        expect.objectContaining({
          path: 'loop/step/solver',
          buffer: 'residual',
          message: expect.stringContaining('state[') as string,
        }),
      )
      expect(faults).toContainEqual(
        expect.objectContaining({
          path: 'loop',
          buffer: 'state',
          message: expect.stringContaining('residual[') as string,
        }),
      )
    })

    it('a buffer that shrank to 0 while its old window is in use tramples what follows', async () => {
      const model = opened(RADAU, 'all_shared_by_buffer_name')
      const verdict = await verify(model, runner, { program })
      expect(faultsOf(verdict)).toContainEqual(
        expect.objectContaining({ buffer: 'cached_auxiliaries', kind: 'past-slice' }),
      )
    })
  },
)
