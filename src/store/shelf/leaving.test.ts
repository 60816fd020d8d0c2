import { expect, test, vi } from 'vitest'
import { isUnkept } from '../documentActions.ts'
import { browser, gate, named, rename } from './browser.testing.ts'

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

test('an edit that is made while the one before it is written is kept, and left without a question', async () => {
  const { tab, histories, saving } = browser()
  const { store, actions, autosave } = tab()
  actions.open(named('a'))
  await autosave.settled()
  const { wait, open } = gate()
  saving.wait = wait
  actions.editModel('Rename', rename('aa'))
  actions.open(named('b'))
  actions.editModel('Rename', rename('aaa'))
  open()
  await vi.waitFor(() => expect(store.getState().history?.steps[0]?.value.name).toBe('b'))
  expect(store.getState().dialog).toBeNull()
  expect(histories.get('document 1')?.steps[2]?.value.name).toBe('aaa')
})

test('an edit that is made meanwhile and refused is asked about', async () => {
  const { tab, saving, fill } = browser()
  const { store, actions, autosave } = tab()
  actions.open(named('a'))
  await autosave.settled()
  const { wait, open } = gate()
  saving.wait = wait
  actions.editModel('Rename', rename('aa'))
  const first = autosave.settled()
  actions.open(named('b'))
  actions.editModel('Rename', rename('aaa'))
  open()
  await first
  fill(true)
  await vi.waitFor(() => expect(store.getState().dialog).toMatchObject({ kind: 'unsaved' }))
  expect(store.getState().history?.at).toBe(2)
})

test('edits would be lost while they are written, and where they are refused', async () => {
  const { tab, saving, fill } = browser()
  const { store, actions, autosave } = tab()
  const isLost = () => isUnkept(store.getState().history, autosave)
  expect(isLost()).toBe(false)
  const { wait, open } = gate()
  saving.wait = wait
  actions.open(named('a'))
  expect(isLost()).toBe(false)
  actions.editModel('Rename', rename('aa'))
  expect(isLost()).toBe(true)
  open()
  await autosave.settled()
  expect(isLost()).toBe(false)
  fill(true)
  actions.editModel('Rename', rename('aaa'))
  await autosave.settled()
  expect(isLost()).toBe(true)
})
