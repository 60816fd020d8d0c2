import { expect, test, vi } from 'vitest'
import { presentOf } from '../history.ts'
import { browser, gate, named, rename } from './browser.testing.ts'

type Tab = ReturnType<ReturnType<typeof browser>['tab']>

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

test('a large document is painted before it is written, once', async () => {
  const { tab, painting } = browser()
  const { store, actions, autosave } = tab()
  const shown = gate()
  painting.wait = shown.wait
  actions.open(named('a'))
  actions.editModel('Rename to b', (model) => ({ ...model, name: 'b' }))
  const isKept = () => autosave.isKept(store.getState().history ?? raise())
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isKept()).toBe(false)
  const recent = autosave.recent()
  shown.open()
  expect((await recent).map(({ name }) => name)).toEqual(['b'])
  expect(isKept()).toBe(true)
  // What is written once is not waited for again.
  painting.wait = gate().wait
  actions.editModel('Rename to c', (model) => ({ ...model, name: 'c' }))
  await autosave.settled()
  expect(isKept()).toBe(true)
})

/** The name of what a tab shows that remembers so. */
async function shownBy({ autosave, store }: Tab): Promise<string | null> {
  await autosave.start()
  return store.getState().history?.steps[0]?.value.name ?? null
}

test('until a new document is kept, a killed tab reopens the one before it', async () => {
  const { tab, painting } = browser()
  const other = tab()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  other.actions.open(named('of another tab, saved last'))
  await other.autosave.settled()
  other.kill()
  painting.wait = gate().wait
  first.actions.open(named('b'))
  await new Promise((resolve) => setTimeout(resolve))
  expect(first.autosave.hasKept()).toBe(false)
  first.kill()
  expect(await shownBy(tab(first.remembered.id))).toBe('a')
})

test('where a new document is refused, a killed tab reopens the one before it, and no other tab has it', async () => {
  const { tab, fill, documents } = browser()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  fill(true)
  first.actions.open(named('b'))
  first.actions.open(named('c'))
  await first.autosave.settled()
  expect(first.autosave.hasKept()).toBe(false)
  expect(await tab().autosave.openRecent('document 1')).toBe('elsewhere')
  first.kill()
  const second = tab(first.remembered.id)
  expect(await shownBy(second)).toBe('a')
  // With the first step that is kept it is left, as it would have been before.
  second.actions.open(named('d'))
  await second.autosave.settled()
  fill(false)
  second.actions.editModel('Rename', rename('dd'))
  await vi.waitFor(() => expect(documents.get('document 1')?.isOpen).toBe(false))
  expect(second.remembered.id).toBe('document 4')
  expect(second.autosave.hasKept()).toBe(true)
  await vi.waitFor(async () => expect(await tab().autosave.openRecent('document 1')).toBe('shown'))
})

test('what was left for a refused document is shown again by the same tab, and stays open', async () => {
  const { tab, fill, documents } = browser()
  const { actions, autosave } = tab()
  actions.open(named('a'))
  await autosave.settled()
  fill(true)
  actions.open(named('b'))
  expect(await autosave.openRecent('document 1')).toBe('shown')
  await autosave.settled()
  expect(documents.get('document 1')?.isOpen).toBe(true)
  expect(await tab().autosave.openRecent('document 1')).toBe('elsewhere')
})

function raise(): never {
  throw new Error('nothing is open')
}

test('the phases of a dump are there after a reload, and in the list of recent documents', async () => {
  const { tab } = browser()
  const { actions, autosave, kill, remembered } = tab()
  const source = { text: '{}', phases: ['constructed', 'built'], phase: 'built' }
  actions.open(named('a'), { source })
  actions.open(named('b'), { source: { text: '', phases: [], phase: null } })
  await autosave.settled()
  kill()
  const second = tab(remembered.id)
  await second.autosave.start()
  expect(second.store.getState().source).toBeNull()
  expect(await second.autosave.openRecent('document 1')).toBe('shown')
  expect(second.store.getState().source).toEqual(source)
})

test('a new tab shows the last document that was not closed, and no older one after it', async () => {
  const { tab } = browser()
  for (const name of ['a', 'b', 'c']) {
    const { actions, autosave, kill } = tab()
    actions.open(named(name))
    if (name === 'c') actions.close()
    await autosave.settled()
    kill()
  }
  const shown = async (remembered: string | null = null) => {
    const { autosave, store } = tab(remembered)
    await autosave.start()
    return store.getState().history?.steps[0]?.value.name ?? null
  }
  expect(await shown()).toBe('b')
  expect(await shown()).toBeNull()
  // Where it was remembered, it is shown all the same: a browser that begins anew restores its tabs.
  expect(await shown('document 1')).toBe('a')
})

test('a document that was taken off the shelf last is the one that a new tab shows', async () => {
  const { tab } = browser()
  const first = tab()
  first.actions.open(named('a'))
  first.actions.open(named('b'))
  await first.autosave.openRecent('document 1')
  await first.autosave.settled()
  first.kill()
  const second = tab()
  await second.autosave.start()
  expect(second.store.getState().history?.steps[0]?.value.name).toBe('a')
})

test('a document of before it was written whether one is open is shown by a new tab', async () => {
  const { tab, documents } = browser()
  const { actions, autosave, kill } = tab()
  actions.open(named('a'))
  await autosave.settled()
  kill()
  for (const { id, name, savedAt, at, stepCount } of [...documents.values()])
    documents.set(id, { id, name, savedAt, at, stepCount })
  const second = tab()
  await second.autosave.start()
  expect(second.store.getState().history?.steps[0]?.value.name).toBe('a')
})

test('a document that is chosen while a new tab passes it over is open', async () => {
  const { tab, documents, loading, holding } = browser()
  for (const name of ['a', 'b']) {
    const { actions, autosave, kill } = tab()
    actions.open(named(name))
    await autosave.settled()
    kill()
  }
  const { store, autosave } = tab()
  const [loaded, held] = [gate(), gate()]
  const stop = store.subscribe(() => {
    // The tab shows b; a is read for the person, and the tab that would pass it over waits for its lock.
    stop()
    loading.wait = loaded.wait
    void autosave.openRecent('document 1')
    holding.wait = held.wait
  })
  const started = autosave.start()
  await vi.waitFor(() => expect(holding.wait).toBe(held.wait))
  loaded.open()
  await vi.waitFor(() => expect(store.getState().history?.steps[0]?.value.name).toBe('a'))
  held.open()
  await started
  await autosave.settled()
  expect(documents.get('document 1')?.isOpen).toBe(true)
  expect(documents.get('document 2')?.isOpen).toBe(false)
})

test('two tabs never hold the same document', async () => {
  const { tab, histories } = browser()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  const second = tab()
  await second.autosave.start()
  expect(second.store.getState().history).toBeNull()
  expect(await second.autosave.openRecent('document 1')).toBe('elsewhere')
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
  expect(await autosave.openRecent(older?.id ?? '')).toBe('shown')
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
  expect(await second.autosave.openRecent('document 1')).toBe('elsewhere')
  await first.autosave.settled()
  // Closed when it was written, which is written, too.
  await vi.waitFor(async () => expect(await second.autosave.openRecent('document 1')).toBe('shown'))
  expect(second.store.getState().history).toEqual(histories.get('document 1'))
  expect(second.store.getState().history?.at).toBe(1)
})
