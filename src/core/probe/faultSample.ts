import { EMPTY_MODEL, type Model } from '../document/model.ts'
import { factoryId } from '../registry/factory.ts'
import { registerChild } from '../registry/children.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import type { Location } from '../registry/location.ts'

export const LOOP = factoryId('loop')
export const STEP = factoryId('step')
export const SOLVER = factoryId('solver')
export const OUTPUT = factoryId('output')

type Row = readonly [name: string, size: number, location: Location, aliases?: string]

/**
 * A small tree with one of everything: all three memories at every depth, empty buffers, an alias,
 * two equal neighbours, siblings, a grandchild. What faults are injected into.
 */
export function faultSample(): Model {
  let registry: Registry = EMPTY_REGISTRY
  for (const id of [LOOP, STEP, SOLVER, OUTPUT]) registry = addFactory(registry, { id })
  const add = (id: typeof LOOP, rows: readonly Row[]) => {
    for (const [name, size, location, aliases = null] of rows)
      registry = register(registry, id, { name, size, location, aliases })
  }
  add(SOLVER, [
    ['x', 2, 'shared'],
    ['k', 3, 'shared'],
    ['memory', 3, 'persistent_local'],
  ])
  add(STEP, [
    ['s', 4, 'shared'],
    ['t', 4, 'shared'],
    ['m', 5, 'local'],
    ['v', 3, 'persistent_local'],
  ])
  registry = registerChild(registry, { parent: STEP, child: SOLVER, name: 'solver' })
  add(STEP, [['u', 6, 'shared']])
  add(OUTPUT, [['o', 4, 'shared']])
  add(LOOP, [
    ['a', 3, 'shared'],
    ['z', 0, 'shared'],
    ['p', 2, 'persistent_local'],
    ['l', 4, 'local'],
  ])
  registry = registerChild(registry, { parent: LOOP, child: STEP, name: 'step' })
  registry = registerChild(registry, { parent: LOOP, child: OUTPUT, name: 'output' })
  add(LOOP, [
    ['q', 4, 'persistent_local'],
    ['b', 5, 'shared'],
    ['w', 2, 'shared', 'b'],
  ])
  return { ...EMPTY_MODEL, name: 'fault sample', registry }
}
