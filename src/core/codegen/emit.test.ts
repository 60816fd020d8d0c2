import { expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../document/model.ts'
import type { Entry } from '../registry/entry.ts'
import { bufferOf } from '../registry/entry.ts'
import { factoryId, factoryOf, type Factory } from '../registry/factory.ts'
import { LOCATIONS } from '../registry/location.ts'
import { EMPTY_REGISTRY } from '../registry/registry.ts'
import { emitCode, isCodeTarget } from './emit.ts'
import { CODE_TARGETS } from './generated.ts'
import { trialModel } from './trials.ts'

test.each(CODE_TARGETS)(
  '%s: the same model gives the same text, in ASCII, owners in line order',
  (target) => {
    for (let seed = 0; seed < 30; seed++) {
      const model = trialModel(seed, 'aligned')
      const code = emitCode(model, target)
      expect(emitCode(trialModel(seed, 'aligned'), target)).toEqual(code)
      expect(code.target).toBe(target)
      expect(code.text).toMatch(/^[\n -~]*\n$/)
      const lines = code.owners.map(({ line }) => line)
      expect(lines).toEqual(lines.toSorted((a, b) => a - b))
      expect(Math.max(0, ...lines)).toBeLessThan(code.text.split('\n').length)
    }
  },
)

test.each(CODE_TARGETS)('%s: every buffer owns a line that names or numbers it', (target) => {
  if (target === 'settings') return
  const model = trialModel(12, 'elements')
  const { owners } = emitCode(model, target)
  const owned = new Set(owners.map(({ factory, buffer }) => JSON.stringify([factory, buffer])))
  for (const factory of model.registry.factories)
    for (const entry of factory.entries)
      expect(owned).toContain(JSON.stringify([factory.id, entry.name]))
})

test.each(CODE_TARGETS)('%s: has a text for an empty registry', (target) => {
  expect(emitCode(EMPTY_MODEL, target).owners).toEqual([])
})

test.each(CODE_TARGETS)('%s: prints 10,000 buffers, and a chain of 10,000 factories', (target) => {
  const wide = emitCode(wideModel(10_000), target)
  expect(wide.owners.length).toBeGreaterThan(3000)
  expect(emitCode(deepModel(10_000), target).text.length).toBeGreaterThan(100)
})

/** One factory of many buffers, whose names all fold to the same identifier. */
function wideModel(count: number): Model {
  const entries = Array.from({ length: count }, (_, i): Entry => {
    const location = LOCATIONS[i % 3] ?? 'local'
    return bufferOf({ name: `${'ab'.repeat(40)} ${i}`, size: 3, location }, 'float32')
  })
  return modelOf([{ ...factoryOf({ id: 'loop' }), entries }])
}

/** A tree without width. */
function deepModel(depth: number): Model {
  const factories = Array.from({ length: depth }, (_, i): Factory => {
    const factory = factoryOf({ id: `f${i}` })
    const children = i + 1 < depth ? [{ name: 'child', factory: factoryId(`f${i + 1}`) }] : []
    return { ...factory, children }
  })
  return modelOf(factories)
}

function modelOf(factories: readonly Factory[]): Model {
  const roots = factories.slice(0, 1).map(({ id }) => id)
  return { ...EMPTY_MODEL, registry: { ...EMPTY_REGISTRY, factories, roots } }
}

test('knows its targets', () => {
  expect(CODE_TARGETS.every(isCodeTarget)).toBe(true)
  expect(['', 'python', '__proto__', 'constructor', null].some(isCodeTarget)).toBe(false)
})
