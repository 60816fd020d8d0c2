import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createInspector, DEFAULT_PREFERENCES } from './inspectorStore.ts'
import { SHOWN_AFTER_MS, type WorkContext } from './workActions.ts'

const OPEN = { kind: 'open', label: 'Opening a.json' } as const
const SAVE = { kind: 'export', label: 'Writing a.json' } as const

function inspector() {
  return createInspector({ verify: () => new Promise(() => {}), preferences: DEFAULT_PREFERENCES })
}

/** Work that ends when it is told to. */
function held() {
  let end: (value: string) => void = () => {}
  let fail: (error: Error) => void = () => {}
  let context: WorkContext | null = null
  const run = (given: WorkContext) => {
    context = given
    return new Promise<string>((resolve, reject) => {
      end = resolve
      fail = reject
    })
  }
  return {
    run,
    end: (value: string) => end(value),
    fail: (error: Error) => fail(error),
    onProgress: (done: number) => context?.onProgress(done),
    isAborted: () => context?.signal.aborted,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('short work is never shown', async () => {
  const { store, actions } = inspector()
  const job = held()
  const working = actions.work(OPEN, job.run)
  vi.advanceTimersByTime(SHOWN_AFTER_MS - 1)
  expect(store.getState().works).toEqual([])
  job.end('a')
  expect(await working).toEqual({ kind: 'done', value: 'a' })
  vi.advanceTimersByTime(SHOWN_AFTER_MS)
  expect(store.getState().works).toEqual([])
})

test('long work is shown with its progress until it ends', async () => {
  const { store, actions } = inspector()
  const job = held()
  const working = actions.work(OPEN, job.run)
  job.onProgress(0.25)
  vi.advanceTimersByTime(SHOWN_AFTER_MS)
  expect(store.getState().works).toMatchObject([{ ...OPEN, done: 0.25 }])
  job.onProgress(0.5)
  expect(store.getState().works).toMatchObject([{ ...OPEN, done: 0.5 }])
  job.end('a')
  await working
  expect(store.getState().works).toEqual([])
  job.onProgress(0.75)
  expect(store.getState().works).toEqual([])
})

test('a cancel ends it at once, says so, and what it gives later is dropped', async () => {
  const { store, actions } = inspector()
  const job = held()
  const working = actions.work(OPEN, job.run)
  vi.advanceTimersByTime(SHOWN_AFTER_MS)
  actions.cancelWork()
  expect(job.isAborted()).toBe(true)
  job.end('too late')
  expect(await working).toEqual({ kind: 'cancelled' })
  expect(store.getState().works).toEqual([])
  expect(store.getState().notice?.text).toBe('Cancelled: Opening a.json. Nothing was changed.')
})

test('later work of the same kind takes its place without a word; other work goes on', async () => {
  const { store, actions } = inspector()
  const [first, second, other] = [held(), held(), held()]
  const working = actions.work(OPEN, first.run)
  const saving = actions.work(SAVE, other.run)
  const again = actions.work(OPEN, second.run)
  expect(await working).toEqual({ kind: 'cancelled' })
  vi.advanceTimersByTime(SHOWN_AFTER_MS)
  expect(store.getState().works.map(({ kind }) => kind)).toEqual(['export', 'open'])
  second.end('b')
  other.end('c')
  expect(await again).toEqual({ kind: 'done', value: 'b' })
  expect(await saving).toEqual({ kind: 'done', value: 'c' })
  expect(store.getState().notice).toBeNull()
})

test('a failure is the caller’s, and nothing stays shown', async () => {
  const { store, actions } = inspector()
  const job = held()
  const working = actions.work(OPEN, job.run)
  vi.advanceTimersByTime(SHOWN_AFTER_MS)
  job.fail(new Error('no memory'))
  await expect(working).rejects.toThrow('no memory')
  expect(store.getState().works).toEqual([])
})
