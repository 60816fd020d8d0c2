import { expect, test } from 'vitest'
import { cancellation } from '../cancellation.ts'
import { browser, gate, named, rename } from './browser.testing.ts'

/** Ends when all that can be done without waiting is done: loading stands at the gate. */
const begun = () => new Promise((resolve) => setTimeout(resolve))

/** A browser that keeps "a", and whose next document takes until `arrive` to load. */
async function slowBrowser() {
  const { tab, loading } = browser()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  first.kill()
  const { wait, open } = gate()
  loading.wait = wait
  return { tab, loading, arrive: open }
}

test('a document that is opened while the last one loads is not replaced by it', async () => {
  const { tab, arrive } = await slowBrowser()
  const { store, actions, autosave } = tab()
  const starting = autosave.start()
  await begun()
  actions.open(named('b'))
  arrive()
  await starting
  expect(store.getState().history?.steps[0]?.value.name).toBe('b')
  // And nothing of it was kept from the next tab.
  expect(await tab().autosave.openRecent('document 1')).toBe('shown')
})

test('loading that is given up leaves the page as it was, and the document to others', async () => {
  const { tab, arrive } = await slowBrowser()
  const { store, autosave } = tab()
  const { signal, abort } = cancellation()
  const starting = autosave.start(signal)
  await begun()
  abort()
  arrive()
  await starting
  expect(store.getState().history).toBeNull()
  expect(await tab().autosave.openRecent('document 1')).toBe('shown')
})

test('a document that is loaded twice at once is held when the first of them is given up', async () => {
  const { tab, loading, arrive } = await slowBrowser()
  const { store, autosave } = tab()
  const { signal, abort } = cancellation()
  const starting = autosave.start(signal)
  await begun()
  const later = gate()
  loading.wait = later.wait
  const opening = autosave.openRecent('document 1')
  await begun()
  abort()
  arrive()
  await starting
  later.open()
  expect(await opening).toBe('shown')
  expect(store.getState().history?.steps[0]?.value.name).toBe('a')
  expect(await tab().autosave.openRecent('document 1')).toBe('elsewhere')
})

test('a document that is gone back to while it is written is held', async () => {
  const { tab, saving } = browser()
  const { store, actions, autosave } = tab()
  actions.open(named('a'))
  await autosave.settled()
  const { wait, open } = gate()
  saving.wait = wait
  actions.editModel('Rename', rename('aa'))
  actions.reopen({ steps: [{ label: 'Open b', value: named('b') }], at: 0 })
  const opening = autosave.openRecent('document 1')
  open()
  expect(await opening).toBe('shown')
  expect(store.getState().history?.steps.at(-1)?.value.name).toBe('aa')
  expect(await tab().autosave.openRecent('document 1')).toBe('elsewhere')
})

test('a document that is being loaded cannot be forgotten', async () => {
  const { tab, arrive } = await slowBrowser()
  const { autosave } = tab()
  const opening = autosave.openRecent('document 1')
  expect(await autosave.forget('document 1')).toBe(false)
  arrive()
  expect(await opening).toBe('shown')
})

test('a document that is gone, or that the browser refuses to read, is said to be that', async () => {
  const { tab, loading } = browser()
  const first = tab()
  first.actions.open(named('a'))
  await first.autosave.settled()
  first.kill()
  const { autosave } = tab()
  expect(await autosave.openRecent('document 2')).toBe('gone')
  loading.isRefused = true
  expect(await autosave.openRecent('document 1')).toBe('unreadable')
  loading.isRefused = false
  // And it was let go.
  expect(await tab().autosave.openRecent('document 1')).toBe('shown')
})
