import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { registerChild } from '../registry/children.ts'
import type { DType, Precision } from '../registry/dtype.ts'
import { clearParent, unregisterAll } from '../registry/factories.ts'
import { factoryId, type FactoryId } from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'
import { EMPTY_REGISTRY, factoryIn, requireFactory, type Registry } from '../registry/registry.ts'
import { RegistryError } from '../registry/registryError.ts'
import { update } from '../registry/update.ts'
import {
  addFactory,
  register,
  resize,
  setAlias,
  setPrecision,
  type BufferRef,
} from '../registry/verbs.ts'
import { layoutOf, placementsOf, type ExtentRule } from './factoryLayout.ts'
import { declaredLocalElements } from './kernelLayout.ts'

interface Options {
  readonly aliases?: string
  readonly persistent?: boolean
  readonly dtype?: DType
}
interface CaseEntry extends Options {
  readonly name: string
  readonly size: number
  readonly location: 'shared' | 'local'
}
type Op = readonly [string, string, ...unknown[]]
interface Answer {
  readonly entries: readonly {
    readonly name: string
    readonly size: number
    readonly dtype: string
  }[]
  readonly shared_layout: Readonly<Record<string, readonly number[]>>
  readonly persistent_layout: Readonly<Record<string, readonly number[]>>
  readonly local_sizes: Readonly<Record<string, number>>
  readonly totals: Readonly<Record<string, number>>
}
interface Result {
  readonly op_results: readonly unknown[]
  readonly owners: Readonly<Record<string, Answer | null>>
}
interface Case extends Readonly<Record<ExtentRule, Result>> {
  readonly case: {
    readonly id: string
    readonly precision: Precision
    readonly entries?: readonly CaseEntry[]
    readonly ops?: readonly Op[]
  }
}

const { cases } = JSON.parse(readFileSync('fixtures/semantics-cases.json', 'utf8')) as {
  readonly cases: readonly Case[]
}

/** Where our contract differs on purpose, each has a test of its own below. */
const DEPARTURES = new Set([
  'update_buffer_bad_alias_then_partial_layout',
  'child_cycle',
  'alias_after_relocation',
  'errors',
  'precision_change',
])

function empty(rule: ExtentRule): Registry {
  return { ...EMPTY_REGISTRY, extentRule: rule }
}

function withOwner(registry: Registry, id: string, precision: Precision): Registry {
  const known = factoryIn(registry, factoryId(id)) !== null
  return known ? registry : addFactory(registry, { id, precision })
}

function registered(registry: Registry, owner: string, entry: CaseEntry): Registry {
  const persistent = entry.persistent ?? false
  const location: Location =
    entry.location === 'local' && persistent ? 'persistent_local' : entry.location
  return register(registry, factoryId(owner), { ...entry, location, persistent })
}

function withEntriesOf(registry: Registry, { precision, entries = [] }: Case['case']): Registry {
  if (entries.length === 0) return registry
  return entries.reduce(
    (next, entry) => registered(next, 'root', entry),
    addFactory(registry, { id: 'root', precision }),
  )
}

/** What the named program answers about one owner, of ours. */
function answerOf(registry: Registry, id: FactoryId): Answer {
  const factory = requireFactory(registry, id)
  const layout = layoutOf(factory, registry.extentRule)
  const shared: Record<string, number[]> = {}
  const persistent: Record<string, number[]> = {}
  const local: Record<string, number> = {}
  for (const { entry, space, offset, extent } of placementsOf(layout))
    if (space === 'local') local[entry.name] = extent
    else (space === 'shared' ? shared : persistent)[entry.name] = [offset, offset + extent]
  return {
    entries: factory.entries.map(({ name, size, dtype }) => ({ name, size, dtype })),
    shared_layout: shared,
    persistent_layout: persistent,
    local_sizes: local,
    totals: {
      shared: layout.aggregates.shared,
      local: layout.aggregates.local,
      persistent: layout.aggregates.persistentLocal,
      declared_local: declaredLocalElements(registry, id),
    },
  }
}

function expected(answer: Answer): Answer {
  const { shared_layout, persistent_layout, local_sizes, totals } = answer
  const entries = answer.entries.map(({ name, size, dtype }) => ({ name, size, dtype }))
  return { entries, shared_layout, persistent_layout, local_sizes, totals }
}

/** One operation of the fixture, with what it answers. */
function perform(registry: Registry, op: Op, precision: Precision): [Registry, unknown] {
  const [kind, owner, ...rest] = op
  const id = factoryId(owner)
  switch (kind) {
    case 'register': {
      const [name, size, location, options] = rest as [string, number, 'shared' | 'local', Options]
      const known = withOwner(registry, owner, precision)
      return [registered(known, owner, { name, size, location, ...options }), null]
    }
    case 'child': {
      const [child, name] = rest as [string, string]
      const known = withOwner(registry, owner, precision)
      const regions = { shared: `${name}_shared`, persistent_local: `${name}_persistent` }
      const call = { parent: id, child: factoryId(child), name, regions }
      return [registerChild(known, call), [regions.shared, regions.persistent_local]]
    }
    case 'update': {
      const done = update(registry, id, rest[0] as Record<string, unknown>)
      return [done.registry, [...done.recognised]]
    }
    case 'clear_own':
      return [unregisterAll(registry, id), null]
    case 'clear_parent':
      return [clearParent(registry, id), null]
    case 'query':
      return [registry, isEmpty(registry, id) ? null : answerOf(registry, id)]
    default:
      throw new Error(`unknown operation ${kind}`)
  }
}

function isEmpty(registry: Registry, id: FactoryId): boolean {
  return factoryIn(registry, id)?.entries.length === 0
}

describe.each(['elements', 'aligned'] as const)('under the rule %s', (rule) => {
  const plain = cases.filter(({ case: { id } }) => !DEPARTURES.has(id))
  test('14 cases are not departures', () => expect(plain).toHaveLength(14))

  test.each(plain.map((row) => [row.case.id, row] as const))('%s', (_, row) => {
    let registry = withEntriesOf(empty(rule), row.case)
    const answers = row[rule]
    for (const [i, op] of (row.case.ops ?? []).entries()) {
      const [next, answer] = perform(registry, op, row.case.precision)
      const wanted = answers.op_results[i]
      const isQuery = op[0] === 'query' && wanted !== null
      expect(answer).toEqual(isQuery ? expected(wanted as Answer) : wanted)
      registry = next
    }
    for (const [owner, answer] of Object.entries(answers.owners)) {
      const id = factoryId(owner)
      if (answer === null) expect(factoryIn(registry, id)?.entries).toEqual([])
      else expect(answerOf(registry, id)).toEqual(expected(answer))
    }
  })
})

describe.each(['elements', 'aligned'] as const)('departures under the rule %s', (rule) => {
  const o = factoryId('o')
  const base = addFactory(empty(rule), { id: 'o' })
  const ref = (name: string): BufferRef => ({ factory: o, name })
  const codeOf = (operation: () => unknown): string => {
    try {
      operation()
    } catch (error) {
      if (error instanceof RegistryError) return error.code
      throw error
    }
    return 'none'
  }

  test('alias_after_relocation: x_size is recognised, and x no longer fits its host', () => {
    let registry = register(base, o, { name: 'work', size: 8, location: 'local' })
    registry = register(registry, o, { name: 'x', size: 3, location: 'local', aliases: 'work' })
    const updates = { work_location: 'shared', unknown_location: 'shared', x_size: 9 }
    const done = update(registry, o, updates)
    expect([...done.recognised]).toEqual(['work_location', 'x_size'])
    const { shared_layout, local_sizes } = answerOf(done.registry, o)
    expect({ shared_layout, local_sizes }).toEqual({
      shared_layout: { work: [0, 8] },
      local_sizes: { x: 9 },
    })
  })

  test('errors: persistent_local is a location, and an invalid value of an unknown key is nothing', () => {
    const at = (name: string, size: number, more: Options = {}) =>
      register(base, o, { name, size, location: 'shared', ...more })
    expect(codeOf(() => at('', 1))).toBe('invalid-name')
    expect(codeOf(() => at('a', 1, { aliases: 'a' }))).toBe('alias-self')
    expect(codeOf(() => at('b', 1, { aliases: 'nope' }))).toBe('alias-target-missing')
    expect(codeOf(() => at('c', -1))).toBe('invalid-size')
    expect(codeOf(() => at('e', 1.5))).toBe('invalid-size')
    const registry = at('ok', 1)
    const lost = update(registry, o, { nobuffer_location: 'bogus' })
    expect([lost.registry, lost.recognised.size]).toEqual([registry, 0])
    const moved = update(registry, o, { ok_location: 'persistent_local' }).registry
    expect(answerOf(moved, o).persistent_layout).toEqual({ ok: [0, 1] })
    expect(codeOf(() => resize(registry, ref('ok'), -3))).toBe('invalid-size')
    expect(codeOf(() => resize(registry, ref('nobuf'), 3))).toBe('unknown-buffer')
    expect(resize(registry, ref('ok'), 1)).toBe(registry)
  })

  test('update_buffer_bad_alias_then_partial_layout: the change is refused, the layout whole', () => {
    let registry = register(base, o, { name: 'a', size: 4, location: 'shared' })
    registry = register(registry, o, { name: 'b', size: 2, location: 'shared' })
    registry = register(registry, o, { name: 'c', size: 2, location: 'local', aliases: 'a' })
    expect(codeOf(() => setAlias(registry, ref('b'), 'ghost'))).toBe('alias-target-missing')
    expect(answerOf(registry, o).shared_layout).toEqual({ a: [0, 4], b: [4, 6], c: [0, 2] })
  })

  test('child_cycle: the edge that would close it is refused, and clearing ends', () => {
    const [a, b] = [factoryId('a'), factoryId('b')]
    let registry = addFactory(addFactory(empty(rule), { id: 'a' }), { id: 'b' })
    registry = register(registry, a, { name: 'x', size: 3, location: 'shared' })
    registry = register(registry, b, { name: 'y', size: 2, location: 'shared' })
    registry = registerChild(registry, { parent: a, child: b, name: 'b' })
    expect(codeOf(() => registerChild(registry, { parent: b, child: a, name: 'a' }))).toBe('cycle')
    expect(answerOf(registry, a).shared_layout).toEqual({ x: [0, 3], b_shared: [3, 5] })
    const cleared = clearParent(registry, a)
    expect([isEmpty(cleared, a), isEmpty(cleared, b)]).toEqual([true, true])
  })

  test('precision_change: a precision acts at once, a default dtype was resolved at registration', () => {
    let registry = register(base, o, { name: 'a', size: 3, location: 'shared' })
    registry = register(registry, o, { name: 'b', size: 3, location: 'shared' })
    registry = setPrecision(registry, o, 'float64')
    const both = { elements: { a: [0, 3], b: [3, 6] }, aligned: { a: [0, 2], b: [2, 4] } }
    expect(answerOf(registry, o).shared_layout).toEqual(both[rule])
    registry = register(registry, o, { name: 'a', size: 3, location: 'shared' })
    const later = { elements: { a: [0, 3], b: [3, 6] }, aligned: { a: [0, 3], b: [3, 5] } }
    expect(answerOf(registry, o).shared_layout).toEqual(later[rule])
  })
})
