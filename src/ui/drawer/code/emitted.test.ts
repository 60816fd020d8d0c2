import { expect, test } from 'vitest'
import type { CodeTarget, GeneratedCode } from '../../../core/codegen/generated.ts'
import { EMPTY_MODEL, withRegistry, type Model } from '../../../core/document/model.ts'
import { bufferOf } from '../../../core/registry/entry.ts'
import { factoryId, withEntries } from '../../../core/registry/factory.ts'
import { EMPTY_REGISTRY, requireFactory, withFactory } from '../../../core/registry/registry.ts'
import { addFactory } from '../../../core/registry/verbs.ts'
import { createInspector, DEFAULT_PREFERENCES } from '../../../store/inspectorStore.ts'
import { emittedOf, forgetEmitted, writeCode } from './emitted.ts'

function modelOf(buffers: number): Model {
  const base = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  const entries = Array.from({ length: buffers }, (_, i) =>
    bufferOf({ name: `b${i}`, size: 1, location: 'local' }, 'float32'),
  )
  const loop = requireFactory(base, factoryId('loop'))
  return withRegistry(EMPTY_MODEL, withFactory(base, withEntries(loop, entries)))
}

function codeOf(target: CodeTarget): GeneratedCode {
  return { target, fileName: target, text: target, owners: [] }
}

/** The page's way to write code: one at a time by the store's rule, each done when it is told to. */
function port() {
  const preferences = DEFAULT_PREFERENCES
  const { actions } = createInspector({ verify: () => new Promise(() => {}), preferences })
  const ends = new Map<CodeTarget, () => void>()
  let begun = 0
  return {
    begun: () => begun,
    end: (target: CodeTarget) => ends.get(target)?.(),
    emit: async (_: Model, target: CodeTarget) => {
      begun++
      const worked = await actions.work(
        { kind: 'code', label: 'Writing the code' },
        () => new Promise<GeneratedCode>((done) => ends.set(target, () => done(codeOf(target)))),
      )
      return worked.kind === 'done' ? worked.value : null
    },
  }
}

test('code that other code took the place of is not given up: it is written on the way back', async () => {
  const model = modelOf(5001)
  const { emit, end, begun } = port()
  const numba = writeCode(model, 'numba', emit)
  const cuda = writeCode(model, 'cuda', emit)
  await numba
  expect(emittedOf(model, 'numba')).toBeUndefined()
  end('cuda')
  await cuda
  expect(emittedOf(model, 'cuda')).toEqual(codeOf('cuda'))
  const again = writeCode(model, 'numba', emit)
  end('numba')
  await again
  expect(emittedOf(model, 'numba')).toEqual(codeOf('numba'))
  expect(begun()).toBe(3)
})

test('code that is being written is waited for, not begun anew', async () => {
  const model = modelOf(5001)
  const { emit, end, begun } = port()
  const both = [writeCode(model, 'wgsl', emit), writeCode(model, 'wgsl', emit)]
  end('wgsl')
  await Promise.all(both)
  expect(begun()).toBe(1)
  expect(emittedOf(model, 'wgsl')).toEqual(codeOf('wgsl'))
})

test('code that the person gave up stays given up until it is asked for', async () => {
  const model = modelOf(5001)
  await writeCode(model, 'numba', () => Promise.resolve(null))
  expect(emittedOf(model, 'numba')).toBeNull()
  forgetEmitted(model, 'numba')
  expect(emittedOf(model, 'numba')).toBeUndefined()
})

test('the code of a small model is there at once, the same for the same model', () => {
  const model = modelOf(3)
  const code = emittedOf(model, 'cuda')
  expect(code?.text).toContain('b2')
  expect(emittedOf(model, 'cuda')).toBe(code)
})
