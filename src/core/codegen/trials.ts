import { EMPTY_MODEL, type Model } from '../document/model.ts'
import type { ExtentRule } from '../layout/factoryLayout.ts'
import { registerChild } from '../registry/children.ts'
import { DTYPE_NAMES } from '../registry/dtype.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { factoryId, type FactoryId } from '../registry/factory.ts'
import { LOCATIONS } from '../registry/location.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'

/** Names that break or inject where they are not escaped; all but the last few are names the registry takes. */
export const AWKWARD_NAMES: readonly string[] = [
  '"""); import os #',
  "'''); import os #",
  '*/ #error injected',
  '/* open',
  '// comment \\',
  'ends in a backslash \\',
  'ends in a trigraph ??/',
  '??/',
  '\\u0022); import os #',
  '\\N{QUOTATION MARK}',
  '__proto__',
  'constructor',
  'toString',
  '__init__',
  '__x',
  '_',
  'class',
  'def',
  'None',
  'return',
  'float',
  'namespace',
  'std',
  'NULL',
  'linux',
  'errno',
  'threadIdx',
  'offset',
  'extent',
  'size',
  'get',
  'element',
  'shared',
  'persistent',
  'shared_scratch',
  'numpy',
  'cuda',
  'coding: utf-7',
  '3d',
  '0',
  'a b',
  'a-b',
  'a_b',
  'a_b_2',
  'a.b',
  'état',
  'Ωmega',
  '状态',
  '😀',
  '😀😀',
  'e\u0301',
  'line\u2028separator',
  'paragraph\u2029separator',
  'bidi\u202Eoverride',
  'zero\u200Bwidth',
  '\uFEFFbom',
  '{0}${x}%s`backtick`',
  'x'.repeat(256),
]

/** What only an id, a type or a document's name could hold, where a file was not checked. */
export const ILL_FORMED_TEXTS: readonly string[] = [
  'new\nline',
  'carriage\rreturn',
  'next\u0085line',
  'vertical\u000Btab and form\u000Cfeed',
  'nul\u0000',
  'half \uD800 pair',
  '\uDC00',
  'coding: utf-7',
  '\\',
  '*/\n#error injected',
  '"""\nimport os\n"""',
]

/** A model of one factory whose buffers have these names, in turns in the three locations. */
export function modelOfNames(names: readonly string[], labels = { id: 'loop', name: 'x' }): Model {
  const distinct = [...new Set(names)]
  const specs = distinct.map((name, i) => {
    const location = LOCATIONS[i % 3] ?? 'local'
    return { name, size: i % 4, location } satisfies BufferSpec
  })
  const registry = specs.reduce(
    (next, spec) => register(next, factoryId(labels.id), spec),
    addFactory(EMPTY_REGISTRY, { id: labels.id, type: distinct[0] ?? 'Loop' }),
  )
  return { ...EMPTY_MODEL, name: labels.name, registry }
}

/** A random tree with aliases, all dtypes, both precisions, shared children and zero sizes. */
export function trialModel(seed: number, rule: ExtentRule): Model {
  const random = randomNumbers(seed)
  let registry: Registry = { ...EMPTY_REGISTRY, extentRule: rule }
  const ids: FactoryId[] = []
  const count = 1 + random(5)
  for (let f = 0; f < count; f++) {
    const id = `f ${f}`
    const precision = random(3) === 0 ? 'float64' : 'float32'
    registry = addFactory(registry, { id, type: 'Trial', precision })
    const factory = factoryId(id)
    const names: string[] = []
    for (let b = random(7); b > 0; b--) {
      const name = AWKWARD_NAMES[random(AWKWARD_NAMES.length)] ?? 'x'
      if (names.includes(name)) continue
      registry = register(registry, factory, {
        name,
        size: random(3) === 0 ? 0 : random(12),
        location: LOCATIONS[random(3)] ?? 'local',
        dtype: DTYPE_NAMES[random(8)] ?? precision,
        aliases: random(3) === 0 ? (names[random(names.length || 1)] ?? null) : null,
      })
      names.push(name)
    }
    for (const child of ids.slice(random(ids.length + 1)))
      for (let edges = 1 + (random(4) === 0 ? 1 : 0); edges > 0; edges--)
        registry = registerChild(registry, {
          parent: factory,
          child,
          name: `${edges}:${child}`,
        })
    ids.push(factory)
  }
  return { ...EMPTY_MODEL, name: `trial ${seed}`, registry: refreshPaths(registry, ids) }
}

/** Whole numbers below a bound, the same for the same seed (a linear congruential generator). */
function randomNumbers(seed: number): (below: number) => number {
  let state = (seed * 2654435761 + 1) >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
