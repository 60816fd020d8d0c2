import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { factoryId } from '../../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import { PlacementClient, type Planning } from './placementClient.ts'
import type { Move } from './placementMoves.ts'
import type { PlacementAnswer, PlacementRequest } from './protocol.ts'

/** A worker that answers when it is told to. */
class HeldWorker extends EventTarget {
  static last: HeldWorker | null = null
  readonly asked: PlacementRequest[] = []
  constructor() {
    super()
    HeldWorker.last = this
  }
  postMessage(request: PlacementRequest): void {
    this.asked.push(request)
  }
  terminate(): void {
    HeldWorker.last = null
  }
}

const SUMMARY = {
  proved: true,
  weights: 'uniform',
  freeBuffers: 1,
  front: [],
  present: { words: 0, weight: 0 },
} as const

const MOVES: readonly Move[] = [{ factory: factoryId('loop'), name: 'state', to: 'shared' }]

beforeEach(() => vi.stubGlobal('Worker', HeldWorker))
afterEach(() => vi.unstubAllGlobals())

function begun(free: number) {
  const heard: Planning[] = []
  const client = new PlacementClient((planning) => heard.push(planning), free)
  client.plan(EMPTY_REGISTRY, 100)
  const worker = HeldWorker.last
  if (worker === null) throw new Error('no worker')
  const id = worker.asked[0]?.id ?? 0
  return {
    client,
    planned: () => heard.at(-1)?.planned,
    lastAsked: () => worker.asked.at(-1),
    count: () => worker.asked.length,
    answer: (answer: Partial<PlacementAnswer>) =>
      worker.dispatchEvent(new MessageEvent('message', { data: { id, ...answer } })),
  }
}

/** Planned, with the moves within what is free. */
function planned(free: number) {
  const at = begun(free)
  at.answer({ kind: 'plan', summary: SUMMARY })
  at.answer({ kind: 'moves', words: free, moves: MOVES })
  expect(at.planned()).toMatchObject({ words: free, moves: MOVES })
  return at
}

test('a plan shows no moves of another budget while those of the chosen one are made', () => {
  const { client, planned: now, lastAsked, answer } = planned(8)
  client.choose(4)
  expect(now()).toMatchObject({ words: 4, moves: [] })
  expect(lastAsked()).toMatchObject({ kind: 'moves', words: 4 })
  answer({ kind: 'moves', words: 8, moves: MOVES })
  expect(now()).toMatchObject({ words: 4, moves: [] })
  answer({ kind: 'moves', words: 4, moves: MOVES })
  expect(now()).toMatchObject({ words: 4, moves: MOVES })
})

test('the budget follows what is free, until one is chosen', () => {
  const { client, planned: now, lastAsked, count } = planned(8)
  client.setFree(12)
  expect(now()).toMatchObject({ words: 12, moves: [] })
  expect(lastAsked()).toMatchObject({ kind: 'moves', words: 12 })
  client.choose(4)
  const asked = count()
  client.setFree(16)
  expect(now()).toMatchObject({ words: 4 })
  expect(count()).toBe(asked)
})

test('what became free while a plan was made is the budget that its moves are asked for', () => {
  const { client, planned: now, lastAsked, count, answer } = begun(8)
  client.setFree(12)
  expect(count()).toBe(1)
  answer({ kind: 'plan', summary: SUMMARY })
  expect(lastAsked()).toMatchObject({ kind: 'moves', words: 12 })
  expect(now()).toMatchObject({ words: 12, moves: [] })
})
