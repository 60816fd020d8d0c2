import { expect, test } from 'vitest'
import { registerChild } from '../core/registry/children.ts'
import { removeSubtree } from '../core/registry/factories.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../core/registry/registry.ts'
import { addFactory, register, unregister } from '../core/registry/verbs.ts'
import { besideGone, newIn, selectionAfter } from './selectionAfter.ts'

const [LOOP, STEP] = [factoryId('loop'), factoryId('step')]

/** loop with a, b, c, and step below it. */
function sample(): Registry {
  const empty = [LOOP, STEP].reduce((next, id) => addFactory(next, { id }), EMPTY_REGISTRY)
  const filled = ['a', 'b', 'c'].reduce(
    (next, name) => register(next, LOOP, { name, size: 1, location: 'local' }),
    empty,
  )
  return registerChild(filled, { parent: LOOP, child: STEP, name: 'step' })
}

function beside(...names: readonly string[]) {
  const before = sample()
  const after = names.reduce((next, name) => unregister(next, { factory: LOOP, name }), before)
  return besideGone({ before, after, side: 'behind' }, { factory: LOOP, name: names.at(-1) ?? '' })
}

test('behind a buffer that went comes the next, at the end the one before, and last the factory', () => {
  expect(beside('b')).toEqual([{ factory: LOOP, name: 'c' }])
  expect(beside('a', 'b')).toEqual([{ factory: LOOP, name: 'c' }])
  expect(beside('c')).toEqual([{ factory: LOOP, name: 'b' }])
  expect(beside('a', 'b', 'c')).toEqual([{ factory: LOOP, name: null }])
})

test('where a factory went, its parent is left; where nothing is left, nothing', () => {
  const before = sample()
  const gone = (id: typeof LOOP) =>
    besideGone(
      { before, after: removeSubtree(before, id), side: 'behind' },
      { factory: id, name: null },
    )
  expect(gone(STEP)).toEqual([{ factory: LOOP, name: null }])
  expect(gone(LOOP)).toEqual([])
})

const at = (name: string | null, factory = LOOP) => ({ factory, name })

test('what a step brought is selected: buffers, and of factories the topmost', () => {
  const full = sample()
  const thinned = ['a', 'c'].reduce((next, name) => unregister(next, { factory: LOOP, name }), full)
  expect(selectionAfter({ before: thinned, after: full, side: 'before' }, [at('b')])).toEqual([
    at('a'),
    at('c'),
  ])
  expect(newIn(removeSubtree(full, STEP), full)).toEqual([at(null, STEP)])
  expect(newIn(EMPTY_REGISTRY, full)).toEqual([at(null)])
})

test('where a step only took away, the selection keeps what is left, or goes to the side asked for', () => {
  const full = sample()
  const without = unregister(full, { factory: LOOP, name: 'b' })
  const change = { before: full, after: without, side: 'before' } as const
  expect(selectionAfter(change, [at('a'), at('b')])).toEqual([at('a')])
  expect(selectionAfter(change, [at('b')])).toEqual([at('a')])
  expect(selectionAfter({ ...change, side: 'behind' }, [at('b')])).toEqual([at('c')])
  const kept = [at('c')]
  expect(selectionAfter(change, kept)).toBe(kept)
})
