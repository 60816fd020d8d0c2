import fc from 'fast-check'
import { DTYPE_NAMES, PRECISIONS, type Precision } from '../registry/dtype.ts'
import type { BufferSpec } from '../registry/entry.ts'
import { factoryId } from '../registry/factory.ts'
import { LOCATIONS } from '../registry/location.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register, setAlias } from '../registry/verbs.ts'
import type { ExtentRule } from './factoryLayout.ts'

/** The one factory of a random registry. */
export const F = factoryId('f')

export const precisions = fc.constantFrom(...PRECISIONS)
export const sizes = fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, fc.nat(100_000))

interface Draft extends Required<Pick<BufferSpec, 'name' | 'size' | 'location' | 'dtype'>> {
  readonly target: number | null
}

/** Random buffers, not yet registered. */
const drafts: fc.Arbitrary<Draft> = fc.record({
  name: fc.constant(''),
  size: sizes,
  location: fc.constantFrom(...LOCATIONS),
  dtype: fc.constantFrom(...DTYPE_NAMES),
  target: fc.option(fc.nat(20), { nil: null }),
})

/** Random registries of one factory, each under one of these rules. */
export function registriesUnder(rules: readonly ExtentRule[]): fc.Arbitrary<Registry> {
  return fc
    .record({
      precision: precisions,
      rule: fc.constantFrom(...rules),
      buffers: fc.array(drafts, { maxLength: 12 }),
    })
    .map(({ precision, rule, buffers }) => built(precision, rule, buffers))
}

/** Buffers b0, b1, …; an alias asks for any of them, later ones included. */
function built(precision: Precision, rule: ExtentRule, buffers: readonly Draft[]): Registry {
  let registry = addFactory({ ...EMPTY_REGISTRY, extentRule: rule }, { id: 'f', precision })
  for (const [i, { size, location, dtype }] of buffers.entries())
    registry = register(registry, F, { name: `b${i}`, size, location, dtype })
  for (const [i, { target }] of buffers.entries())
    if (target !== null && target < buffers.length && target !== i)
      registry = setAlias(registry, { factory: F, name: `b${i}` }, `b${target}`)
  return registry
}
