import { create } from 'webgpu'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../document/model.ts'
import { EXTENT_RULES, layoutOf, placementsOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import { factoryId } from '../registry/factory.ts'
import { AWKWARD_NAMES, ILL_FORMED_TEXTS, modelOfNames, trialModel } from './trials.ts'
import { emitWgsl } from './wgsl.ts'

// Kept for as long as the device is used: Dawn ends the process where it is collected before.
let gpu: GPU | null = null
let device: GPUDevice

beforeAll(async () => {
  // Dawn's null backend compiles as any other, runs nothing, and needs no driver.
  gpu = create(['backend=null'])
  const adapter = await gpu.requestAdapter()
  if (adapter === null) throw new Error('Dawn gives no null adapter to compile WGSL with.')
  device = await adapter.requestDevice()
})

afterAll(() => {
  device.destroy()
  gpu = null
})

async function messagesOf(code: string): Promise<readonly string[]> {
  device.pushErrorScope('validation')
  const { messages } = await device.createShaderModule({ code }).getCompilationInfo()
  const error = await device.popErrorScope()
  expect(error === null).toBe(messages.length === 0)
  return messages.map(({ lineNum, message }) => `${lineNum}: ${message}`)
}

function illFormed(text: string): Model {
  const model = modelOfNames(['state', 'stage', 'error'])
  const [factory] = model.registry.factories
  if (factory === undefined) throw new Error('no factory')
  const renamed = { ...factory, id: factoryId(text), type: text }
  const registry = { ...model.registry, factories: [renamed], roots: [renamed.id] }
  return { ...model, name: text, registry }
}

test('the compiler that the tests use refuses what is no WGSL', async () => {
  expect(await messagesOf('fn f( {')).not.toEqual([])
})

test('prints a checked load and store for each buffer, its offset in words', () => {
  const text = emitWgsl(modelOfNames(['a', 'b', 'c', 'd'])).text
  expect(text).toContain(
    [
      '// f0_b3 is "d": shared [0:3], float32',
      'fn f0_b3_load(w: Windows, index: u32) -> f32 {',
      '  let at = shared_at(w, 0u, 3u, index, 3u);',
      '  if (at == NOWHERE) { return f32(); }',
      '  return bitcast<f32>(shared_words[at]);',
      '}',
      'fn f0_b3_store(w: Windows, index: u32, value: f32) {',
      '  let at = shared_at(w, 0u, 3u, index, 3u);',
      '  if (at != NOWHERE) { shared_words[at] = bitcast<u32>(value); }',
      '}',
    ].join('\n'),
  )
  expect(text).toContain('// Left out: it holds nothing.')
})

test('compiles for random trees under each rule', async () => {
  for (let seed = 0; seed < 40; seed++)
    for (const rule of EXTENT_RULES)
      expect(await messagesOf(emitWgsl(trialModel(seed, rule)).text)).toEqual([])
})

test('compiles with any name, and names stand in comments alone', async () => {
  const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
  const texts = [...ILL_FORMED_TEXTS, ...fc.sample(names, { numRuns: 60, seed: 5 })]
  const plain = codeOf(illFormed('loop'))
  for (const text of texts) {
    const model = illFormed(text)
    expect(await messagesOf(emitWgsl(model).text)).toEqual([])
    expect(codeOf(model)).toEqual(plain)
  }
  for (const model of [EMPTY_MODEL, modelOfNames(AWKWARD_NAMES)])
    expect(await messagesOf(emitWgsl(model).text)).toEqual([])
})

/** The text without its comments. */
function codeOf(model: Model): readonly string[] {
  return emitWgsl(model)
    .text.split('\n')
    .filter((line) => !line.startsWith('//'))
}

test('compiles where arenas and arrays are larger than WGSL may hold', async () => {
  const large = { size: 2 ** 31 - 1, dtype: 'float64' } as const
  const model = modelOfNames(['a', 'b', 'c'])
  const factories = model.registry.factories.map((factory) => ({
    ...factory,
    entries: factory.entries.map((entry) =>
      entry.kind === 'buffer' ? { ...entry, ...large } : entry,
    ),
  }))
  const registry = { ...model.registry, extentRule: 'aligned', factories } as const
  const { text } = emitWgsl({ ...model, registry })
  expect(await messagesOf(text)).toEqual([])
  expect(text.match(/^\/\/ Left out: .*$/gm)).toHaveLength(3)
})

test('the printed offsets and sizes are those of the layout', () => {
  for (let seed = 0; seed < 200; seed++) {
    const model = trialModel(seed, EXTENT_RULES[seed % 3] ?? 'elements')
    const { text } = emitWgsl(model)
    model.registry.factories.forEach((factory, f) => {
      const layout = layoutOf(factory, model.registry.extentRule)
      for (const { entry, index, space, offset } of placementsOf(layout)) {
        const name = `f${f}_b${index}`
        const printed = new RegExp(
          `^fn ${name}_load\\(.*\\n  let at = (\\w+)_at\\(w, (\\d+)u`,
          'm',
        ).exec(text)
        if (space === 'local' || entry.kind === 'child-region' || entry.size === 0)
          expect(printed).toBe(null)
        else {
          const words = (offset * bytesOf(factory.precision)) / 4
          const arena = space === 'shared' ? 'shared' : 'persistent'
          expect(printed?.slice(1)).toEqual([arena, String(words)])
        }
      }
    })
  }
})
