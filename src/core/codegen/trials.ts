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
    const id = factoryId(`f ${f}`)
    const precision = random(3) === 0 ? 'float64' : 'float32'
    registry = addFactory(registry, { id, type: 'Trial', precision })
    registry = withTrialBuffers(registry, id, random)
    registry = withTrialChildren(registry, { id, children: ids, random })
    ids.push(id)
  }
  return { ...EMPTY_MODEL, name: `trial ${seed}`, registry: refreshPaths(registry, ids) }
}

function withTrialBuffers(registry: Registry, id: FactoryId, random: Random): Registry {
  const names: string[] = []
  let next = registry
  for (let count = random(7); count > 0; count--) {
    const name = pick(AWKWARD_NAMES, random) ?? 'x'
    if (names.includes(name)) continue
    const dtype = random(8) < 5 ? pick(DTYPE_NAMES, random) : undefined
    next = register(next, id, {
      name,
      size: random(3) === 0 ? 0 : random(12),
      location: pick(LOCATIONS, random) ?? 'local',
      persistent: random(5) === 0,
      aliases: random(3) === 0 ? (pick(names, random) ?? null) : null,
      ...(dtype === undefined ? {} : { dtype }),
    })
    names.push(name)
  }
  return next
}

interface TrialChildren {
  readonly id: FactoryId
  readonly children: readonly FactoryId[]
  readonly random: Random
}

/** Some of the factories so far become children, one in four of them under two names. */
function withTrialChildren(registry: Registry, { id, children, random }: TrialChildren): Registry {
  let next = registry
  for (const child of children.slice(random(children.length + 1)))
    for (let edges = random(4) === 0 ? 2 : 1; edges > 0; edges--)
      next = registerChild(next, { parent: id, child, name: `${edges}:${child}` })
  return next
}

type Random = (below: number) => number

function pick<T>(values: readonly T[], random: Random): T | undefined {
  return values[random(values.length)]
}

/** Whole numbers below a bound, the same for the same seed (a linear congruential generator). */
function randomNumbers(seed: number): Random {
  let state = (seed * 2654435761 + 1) >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
