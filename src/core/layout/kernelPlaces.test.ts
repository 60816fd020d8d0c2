import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Registry } from '../registry/registry.ts'
import { relocate, resize } from '../registry/verbs.ts'
import { histories, kernelOf, LOOP, STEP, tree } from './editedTrees.testing.ts'

test('places after an edit are those worked out from nothing', () => {
  fc.assert(
    fc.property(histories, (history) => {
      for (const registry of history)
        // A copy is another registry, of which nothing is known yet.
        expect(kernelOf(registry)).toEqual(kernelOf({ ...registry }))
    }),
  )
})

test('a place whose factory an edit leaves as it is stays the same object', () => {
  const registry = tree()
  const before = kernelOf(registry)
  const changed = (edited: Registry) =>
    kernelOf(edited).places.flatMap((place, i) => (place === before.places[i] ? [] : [i]))
  // root 0, loop 1, first 2, its leaf 3, second 4, its leaf 5, step 6, its leaf 7, leaf 8
  expect(changed(resize(registry, { factory: STEP, name: 'b1' }, 9))).toEqual([2, 4, 6])
})

test('what grows moves the windows behind it, and leaves the places of those as they are', () => {
  const registry = tree()
  const before = kernelOf(registry)
  const grown = kernelOf(relocate(registry, { factory: LOOP, name: 'b1' }, 'shared'))
  expect(grown.places.map((place, i) => place === before.places[i])).toEqual(
    grown.places.map(({ factory }) => factory.id !== LOOP),
  )
  const moved = before.starts.shared.map((start, i) => (grown.starts.shared[i] ?? 0) - start)
  // The four places in loop lie behind its b1; the root's regions are as they were until they are refreshed.
  expect([...moved]).toEqual([0, 0, 16, 16, 16, 16, 0, 0, 0])
})
