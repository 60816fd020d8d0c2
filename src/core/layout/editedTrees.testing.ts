import fc from 'fast-check'
import { registerChild, unregisterChild } from '../registry/children.ts'
import { PRECISIONS } from '../registry/dtype.ts'
import { setExtentRule } from '../registry/factories.ts'
import { factoryId, type FactoryId } from '../registry/factory.ts'
import { LOCATIONS } from '../registry/location.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { RegistryError } from '../registry/registryError.ts'
import {
  addFactory,
  register,
  relocate,
  resize,
  setAlias,
  setPrecision,
  unregister,
} from '../registry/verbs.ts'
import { EXTENT_RULES } from './factoryLayout.ts'
import { kernelLayoutOf, type KernelLayout } from './kernelLayout.ts'

const ROOT = factoryId('root')
export const LOOP = factoryId('loop')
export const STEP = factoryId('step')
const LEAF = factoryId('leaf')
const IDS = [ROOT, LOOP, STEP, LEAF]

/** root holds loop, step and leaf; loop holds step twice, step holds leaf: leaf stands in four places. */
export function tree(): Registry {
  let registry = EMPTY_REGISTRY
  for (const id of IDS) {
    registry = addFactory(registry, { id })
    for (const [i, location] of LOCATIONS.entries())
      registry = register(registry, id, { name: `b${i}`, size: 3 + i, location })
  }
  const hang = (parent: FactoryId, child: FactoryId, name: string) =>
    (registry = registerChild(registry, { parent, child, name }))
  hang(STEP, LEAF, 'leaf')
  hang(LOOP, STEP, 'first')
  hang(LOOP, STEP, 'second')
  hang(ROOT, LOOP, 'loop')
  hang(ROOT, STEP, 'step')
  hang(ROOT, LEAF, 'leaf')
  return registry
}

/** The kernel of the tree's root. */
export function kernelOf(registry: Registry): KernelLayout {
  const kernel = kernelLayoutOf(registry, ROOT)
  if (kernel === null) throw new Error('no root')
  return kernel
}

const ids = fc.constantFrom(...IDS)
const refs = fc.record({ factory: ids, name: fc.constantFrom('b0', 'b1', 'b2') })

const edits: fc.Arbitrary<(registry: Registry) => Registry> = fc.oneof(
  { weight: 5, arbitrary: relocations() },
  fc.tuple(refs, fc.nat(9)).map(([ref, size]) => {
    return (registry: Registry) => resize(registry, ref, size)
  }),
  fc.tuple(ids, fc.constantFrom(...PRECISIONS)).map(([id, precision]) => {
    return (registry: Registry) => setPrecision(registry, id, precision)
  }),
  refs.map((ref) => (registry: Registry) => setAlias(registry, ref, 'b0')),
  refs.map((ref) => (registry: Registry) => unregister(registry, ref)),
  refs.map(({ factory, name }) => (registry: Registry) => {
    return register(registry, factory, { name, size: 4, location: 'shared' })
  }),
  fc.constantFrom(...EXTENT_RULES).map((rule) => {
    return (registry: Registry) => setExtentRule(registry, rule)
  }),
  fc.constant((registry: Registry) => unregisterChild(registry, LOOP, 'first')),
  fc.constant((registry: Registry) => {
    return registerChild(registry, { parent: LOOP, child: STEP, name: 'first' })
  }),
)

function relocations() {
  return fc.tuple(refs, fc.constantFrom(...LOCATIONS)).map(([ref, location]) => {
    return (registry: Registry) => relocate(registry, ref, location)
  })
}

function tried(registry: Registry, edit: (registry: Registry) => Registry): Registry {
  try {
    return edit(registry)
  } catch (error) {
    if (error instanceof RegistryError) return registry
    throw error
  }
}

/** One to thirteen states of a tree, each an edit of one of the last three: what is undone is edited anew. */
export const histories: fc.Arbitrary<readonly Registry[]> = fc
  .array(fc.tuple(edits, fc.nat(2)), { maxLength: 12 })
  .map((steps) => {
    const first = tree()
    const history = [first]
    for (const [edit, back] of steps) history.push(tried(history.at(-1 - back) ?? first, edit))
    return history
  })
