import { expect, test, vi } from 'vitest'
import { EMPTY_MODEL, type Model } from '../../core/document/model.ts'
import { cancellation } from '../cancellation.ts'
import { presentOf, type History } from '../history.ts'
import { createInspector, DEFAULT_PREFERENCES } from '../inspectorStore.ts'
import { Autosave } from './autosave.ts'
import type { Shelf, ShelvedDocument } from './shelf.ts'

/** A browser with its shelf and its locks, for tabs to share. */
function browser() {
  const histories = new Map<string, History<Model>>()
  const documents = new Map<string, ShelvedDocument>()
  const locks = new Set<string>()
  let count = 0
  let isFull = false
  const loading = { wait: Promise.resolve() }
  const shelf: Shelf = {
    list: async () => [...documents.values()].reverse(),
    load: async (id) => {
      await loading.wait
      return histories.get(id) ?? null
    },
    save: async ({ id, history, now }) => {
      if (isFull) throw new Error('QuotaExceededError')
      histories.set(id, history)
      documents.delete(id)
      const { at, steps } = history
      const { name } = presentOf(history)
      documents.set(id, { id, name, savedAt: now, at, stepCount: steps.length })
    },
    remove: async (id) => {
      histories.delete(id)
      documents.delete(id)
    },
  }

  function tab(tabDocument: string | null = null) {
    const own = new Set<string>()
    const { store, actions } = createInspector({
      preferences: DEFAULT_PREFERENCES,
      verify: () => new Promise(() => {}),
      keeper: {
        isKept: (history) => autosave.isKept(history),
        settled: () => autosave.settled(),
      },
    })
    const remembered = { id: tabDocument }
    const autosave: Autosave = new Autosave({
      store,
      shelf,
      reopen: actions.reopen,
      newId: () => `document ${++count}`,
      now: () => count,
      hold: async (name) => {
        if (locks.has(name)) return false
        locks.add(name)
        own.add(name)
        return true
      },
      letGo: (name) => {
        if (own.delete(name)) locks.delete(name)
      },
      rememberTab: (id) => (remembered.id = id),
      tabDocument,
    })
    const kill = () => own.forEach((name) => locks.delete(name))
    return { store, actions, autosave, kill, remembered }
  }
  return { tab, histories, loading, fill: (full: boolean) => (isFull = full) }
}

const named = (name: string): Model => ({ ...EMPTY_MODEL, name })

test('a killed tab reopens as it was, history and present step included', async () => {
  const { tab } = browser()
  const first = tab()
  first.actions.open(named('a'))
  first.actions.editModel('Rename to b', (model) => ({ ...model, name: 'b' }))
  first.actions.editModel('Rename to c', (model) => ({ ...model, name: 'c' }))
  first.actions.undo()
  await first.autosave.settled()
  first.kill()
  const second = tab(first.remembered.id)
  await second.autosave.start()
  expect(second.store.getState().history).toEqual(first.store.getState().history)
})

test('two tabs never hold the same document', async () => {
  const { tab, histories } = browser()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  const second = tab()
  await second.autosave.start()
  expect(second.store.getState().history).toBeNull()
  expect(await second.autosave.openRecent('document 1')).toBe(false)
  second.actions.open(named('b'))
  second.actions.editModel('Rename', (model) => ({ ...model, name: 'bb' }))
  first.actions.editModel('Rename', (model) => ({ ...model, name: 'aa' }))
  await Promise.all([first.autosave.settled(), second.autosave.settled()])
  expect([...histories.values()].map((history) => presentOf(history).name).sort()).toEqual([
    'aa',
    'bb',
  ])
})

test('opening another document keeps the one before it on the shelf', async () => {
  const { tab } = browser()
  const { actions, autosave, store } = tab()
  actions.open(named('a'))
  actions.open(named('b'))
  await autosave.settled()
  const [, older] = await autosave.recent()
  expect(older?.name).toBe('a')
  expect(await autosave.openRecent(older?.id ?? '')).toBe(true)
  expect(store.getState().history?.steps[0]?.value.name).toBe('a')
})

test('a full storage is said once, work goes on, and what was missed is written later', async () => {
  const { tab, histories, fill } = browser()
  const { actions, autosave, store } = tab()
  fill(true)
  actions.open(named('a'))
  actions.editModel('Rename', (model) => ({ ...model, name: 'b' }))
  await autosave.settled()
  expect(store.getState().notice?.text).toMatch(/refuses to keep your work.*QuotaExceededError/)
  expect(histories.size).toBe(0)
  fill(false)
  actions.editModel('Rename', (model) => ({ ...model, name: 'c' }))
  await autosave.settled()
  expect([...histories.values()][0]?.steps.map((step) => step.value.name)).toEqual(['a', 'b', 'c'])
})

test('a document that is open cannot be forgotten, a closed one can', async () => {
  const { tab, histories } = browser()
  const { actions, autosave } = tab()
  actions.open(named('a'))
  await autosave.settled()
  expect(await autosave.forget('document 1')).toBe(false)
  actions.close()
  await autosave.settled()
  await Promise.resolve()
  expect(await autosave.forget('document 1')).toBe(true)
  expect(histories.size).toBe(0)
})

test('a document that is left is let go only when all of it is written', async () => {
  const { tab, histories } = browser()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  first.actions.editModel('Rename', (model) => ({ ...model, name: 'aa' }))
  first.actions.close()
  const second = tab()
  expect(await second.autosave.openRecent('document 1')).toBe(false)
  await first.autosave.settled()
  await Promise.resolve()
  expect(await second.autosave.openRecent('document 1')).toBe(true)
  expect(second.store.getState().history).toEqual(histories.get('document 1'))
  expect(second.store.getState().history?.at).toBe(1)
})

const rename = (name: string) => (model: Model) => ({ ...model, name })

/** A browser that keeps "a", and whose next document takes until `arrive` to load. */
async function slowBrowser() {
  const { tab, loading } = browser()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  first.kill()
  let arrive = () => {}
  loading.wait = new Promise((resolve) => (arrive = resolve))
  return { tab, arrive: () => arrive() }
}

test('a document that is opened while the last one loads is not replaced by it', async () => {
  const { tab, arrive } = await slowBrowser()
  const { store, actions, autosave } = tab()
  const starting = autosave.start()
  await Promise.resolve()
  actions.open(named('b'))
  arrive()
  await starting
  expect(store.getState().history?.steps[0]?.value.name).toBe('b')
  // And nothing of it was kept from the next tab.
  expect(await tab().autosave.openRecent('document 1')).toBe(true)
})

test('loading that is given up leaves the page as it was, and the document to others', async () => {
  const { tab, arrive } = await slowBrowser()
  const { store, autosave } = tab()
  const { signal, abort } = cancellation()
  const starting = autosave.start(signal)
  await Promise.resolve()
  abort()
  arrive()
  await starting
  expect(store.getState().history).toBeNull()
  expect(await tab().autosave.openRecent('document 1')).toBe(true)
})

test('edits that are kept, or on their way to be, are left without a question', async () => {
  const { tab, histories } = browser()
  const { store, actions, autosave } = tab()
  actions.open(named('a'))
  actions.editModel('Rename', rename('aa'))
  actions.open(named('b'))
  await autosave.settled()
  await Promise.resolve()
  expect(store.getState().dialog).toBeNull()
  expect(store.getState().history?.steps[0]?.value.name).toBe('b')
  expect(histories.get('document 1')?.steps[1]?.value.name).toBe('aa')
})

test.each(['open', 'close', 'leave'] as const)(
  'edits that the browser refuses to keep are not left without asking: %s',
  async (way) => {
    const { tab, fill } = browser()
    const { store, actions, autosave } = tab()
    actions.open(named('a'))
    await autosave.settled()
    fill(true)
    actions.editModel('Rename', rename('aa'))
    await autosave.settled()
    const edited = store.getState().history
    if (way === 'open') actions.open(named('b'))
    else if (way === 'close') actions.close()
    else actions.leave(() => actions.reopen({ steps: [{ label: 'x', value: named('b') }], at: 0 }))
    await vi.waitFor(() => expect(store.getState().dialog).toMatchObject({ kind: 'unsaved' }))
    expect(store.getState().history).toBe(edited)
    const { dialog } = store.getState()
    if (dialog?.kind === 'unsaved') dialog.proceed()
    expect(store.getState().history).not.toBe(edited)
    expect(store.getState().dialog).toBeNull()
  },
)

test('a document that was opened and not edited is where it came from, and is left', async () => {
  const { tab, fill } = browser()
  const { store, actions, autosave } = tab()
  fill(true)
  actions.open(named('a'))
  await autosave.settled()
  actions.open(named('b'))
  expect(store.getState().history?.steps[0]?.value.name).toBe('b')
})
