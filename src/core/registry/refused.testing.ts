import { expect } from 'vitest'
import { registerChild } from './children.ts'
import type { BufferSpec } from './entry.ts'
import { addFactories } from './factories.ts'
import { factoryId } from './factory.ts'
import { EMPTY_REGISTRY, type Registry } from './registry.ts'
import { RegistryError, type RegistryErrorCode } from './registryError.ts'
import { registerAll } from './transfer.ts'
import { register } from './verbs.ts'

export const LOOP = factoryId('loop')
export const STEP = factoryId('step')
export const state = { factory: LOOP, name: 'state' }
export const spec: BufferSpec = { name: 'x', size: 1, location: 'shared' }

/** What is refused: its code, the verb, the value that is named, the way out that is told, and the call. */
export type Row = readonly [
  code: RegistryErrorCode,
  verb: string,
  value: unknown,
  mend: RegExp,
  operation: (registry: Registry) => unknown,
]

/** loop: state ← view, child_shared ← inside, child_persistent_local, child: step · step: state, alone */
export function base(): Registry {
  let registry = addFactories(EMPTY_REGISTRY, [{ id: 'loop' }, { id: 'step' }])
  registry = registerAll(registry, LOOP, [
    { name: 'state', size: 4, location: 'shared' },
    { name: 'view', size: 2, location: 'local', aliases: 'state' },
  ])
  registry = registerAll(registry, STEP, [
    { name: 'state', size: 4, location: 'shared' },
    { name: 'alone', size: 2, location: 'local' },
    { name: 'inner', size: 2, location: 'local', aliases: 'alone' },
  ])
  registry = registerChild(registry, { parent: LOOP, child: STEP })
  return register(registry, LOOP, {
    name: 'inside',
    size: 1,
    location: 'local',
    aliases: 'child_shared',
  })
}

/** One sentence that names the value and the way out, and nothing has changed. */
export function expectRefusal([code, , value, mend, operation]: Row): void {
  const registry = base()
  const before = JSON.stringify(registry)
  let error: unknown = null
  try {
    operation(registry)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(RegistryError)
  const refused = error as RegistryError
  expect([refused.name, refused.code, refused.value]).toEqual(['RegistryError', code, value])
  expect(refused.message).toMatch(mend)
  // One sentence, and nothing has changed.
  expect(refused.message).toMatch(/^[^\n]+\.$/)
  expect(JSON.stringify(registry)).toBe(before)
}

/** Where each code is tested: in refusedTrees.test.ts or refusedValues.test.ts. A new code does not compile until it stands here. */
const CODES: Readonly<Record<RegistryErrorCode, 'trees' | 'values'>> = {
  'unknown-factory': 'trees',
  'duplicate-factory': 'trees',
  'unknown-buffer': 'trees',
  'unknown-child': 'trees',
  'unknown-key': 'trees',
  'invalid-name': 'values',
  'duplicate-name': 'values',
  'invalid-size': 'values',
  'invalid-location': 'values',
  'invalid-dtype': 'values',
  'invalid-precision': 'values',
  'invalid-value': 'values',
  'alias-target-missing': 'trees',
  'alias-self': 'trees',
  'alias-target-in-use': 'trees',
  'region-fixed': 'trees',
  cycle: 'trees',
  'arena-too-large': 'trees',
  'tree-too-large': 'trees',
}

/** Every code that is tested there has a row, and no other. */
export function expectRowsOf(where: 'trees' | 'values', rows: readonly Row[]): void {
  const wanted = Object.entries(CODES).flatMap(([code, at]) => (at === where ? [code] : []))
  expect([...new Set(rows.map(([code]) => code))].toSorted()).toEqual(wanted.toSorted())
}
