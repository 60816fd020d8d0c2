import { expect, test } from 'vitest'
import type { ElementRef, Verdict, WordFault } from '../../core/probe/verdict.ts'
import { registerChild } from '../../core/registry/children.ts'
import { factoryId } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { addFactory, register } from '../../core/registry/verbs.ts'
import { faultsOf, joinedFaults } from './faults.ts'

const [LOOP, SOLVER] = [factoryId('loop'), factoryId('solver')]

function registryOf() {
  let registry = addFactory(addFactory(EMPTY_REGISTRY, { id: 'loop' }), { id: 'solver' })
  registry = register(registry, SOLVER, { name: 'delta', size: 4, location: 'shared' })
  registry = register(registry, LOOP, { name: 'state', size: 4, location: 'shared' })
  return registerChild(registry, { parent: LOOP, child: SOLVER, name: 'solver' })
}

const PLACES = { state: 0, delta: 1 } as const

function element(buffer: keyof typeof PLACES, at: number, lane = 5): ElementRef {
  const place = PLACES[buffer]
  const factory = place === 0 ? LOOP : SOLVER
  return { place, path: 'a/b/c', factory, buffer, element: at, lane }
}

function disproven(words: readonly WordFault[]): Verdict {
  return {
    kind: 'disproven',
    buffers: [],
    words,
    wrongWords: words.length,
    wordsChecked: 8,
    runner: 'emulated',
    adapter: null,
    program: 'generated',
    memory: 'workgroup',
    lanes: 8,
    layout: 'computed',
    registry: registryOf(),
    milliseconds: 1,
  }
}

const FAULT: WordFault = {
  kind: 'foreign',
  arena: 'shared',
  lane: 5,
  word: 7,
  expected: element('delta', 3),
  found: element('state', 0),
  shift: null,
}

test('a wrong word lies at its address, in the row of the factory that expected it', () => {
  const verdict = disproven([FAULT, { ...FAULT, lane: 6 }])
  expect(faultsOf({ kind: 'done', verdict })).toEqual([
    {
      location: 'shared',
      row: 1,
      startBytes: 28,
      endBytes: 32,
      text: 'expected delta[3] of lane 5, found state[0]',
    },
  ])
})

test('every kind of wrong word says what was expected and what was found', () => {
  const text = (fault: Partial<WordFault>) =>
    faultsOf({ kind: 'done', verdict: disproven([{ ...FAULT, ...fault }]) })[0]?.text
  expect(text({ kind: 'never-written', found: null })).toBe(
    'expected delta[3] of lane 5, never written',
  )
  expect(text({ kind: 'wrong-lane', found: element('delta', 3, 6) })).toBe(
    'expected delta[3] of lane 5, found delta[3] of lane 6',
  )
  expect(text({ kind: 'unexpected-write', expected: null })).toBe(
    'expected nothing for lane 5, found state[0] of lane 5',
  )
  expect(text({ kind: 'canary-overwritten', expected: null, found: null })).toBe(
    'a word between the runs was overwritten by lane 5',
  )
})

test('there are no faults before a verdict, nor after one that proves the layout', () => {
  expect(faultsOf({ kind: 'idle' })).toEqual([])
})

test('wrong words side by side are marked as one stretch, in each row by itself', () => {
  const at = (row: number, startBytes: number) => ({
    ...{ location: 'shared' as const, row, startBytes, endBytes: startBytes + 4, text: '' },
  })
  expect(joinedFaults([at(1, 4), at(0, 12), at(0, 4), at(0, 0)])).toEqual([
    { row: 0, startBytes: 0, endBytes: 8 },
    { row: 0, startBytes: 12, endBytes: 16 },
    { row: 1, startBytes: 4, endBytes: 8 },
  ])
})
