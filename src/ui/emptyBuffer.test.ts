import { expect, test } from 'vitest'
import { layoutOf, placementOf } from '../core/layout/factoryLayout.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY, requireFactory } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import type { Location } from '../core/registry/location.ts'
import { emptyNote } from './emptyBuffer.ts'

function placed(size: number, location: Location) {
  const id = factoryId('loop')
  const registry = register(addFactory(EMPTY_REGISTRY, { id }), id, { name: 'x', size, location })
  const placement = placementOf(layoutOf(requireFactory(registry, id), 'elements'), 'x')
  if (placement === null) throw new Error('x has no place')
  return placement
}

test('what is said of an empty buffer is what its layout does', () => {
  const local = placed(0, 'local')
  expect(local.extent).toBe(1)
  expect(emptyNote(local.entry, local.space)).toContain('one element')
  for (const location of ['shared', 'persistent_local'] as const) {
    const placement = placed(0, location)
    expect(placement.extent).toBe(0)
    expect(emptyNote(placement.entry, placement.space)).toContain('takes no room')
  }
})

test('of a buffer that holds something nothing is said', () => {
  const { entry, space } = placed(1, 'local')
  expect(emptyNote(entry, space)).toBeNull()
})
