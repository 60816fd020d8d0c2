import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EMPTY_MODEL } from '../../core/document/model.ts'
import { createInspector, DEFAULT_PREFERENCES } from '../../store/inspectorStore.ts'
import type { FilePort } from './command.ts'
import { DOCUMENT_COMMANDS } from './documentCommands.ts'

/** An open document, and the link to it on its way until `arrive`. */
function sharing() {
  const { store, actions } = createInspector({
    preferences: DEFAULT_PREFERENCES,
    verify: () => new Promise(() => {}),
  })
  actions.open({ ...EMPTY_MODEL, name: 'a' })
  let arrive: (hash: string) => void = () => {}
  const hash = new Promise<string>((resolve) => (arrive = resolve))
  const files: Partial<FilePort> = { linkHash: () => hash }
  const share = DOCUMENT_COMMANDS.find((command) => command.id === 'share')
  share?.run({ actions, readState: store.getState, files: files as FilePort })
  return {
    store,
    actions,
    arrive: async () => {
      arrive('#a')
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
}

beforeEach(() => {
  vi.stubGlobal('location', { href: 'https://page.test/#old' })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('a link is shown when it is made', async () => {
  const { store, arrive } = sharing()
  await arrive()
  const { dialog } = store.getState()
  expect(dialog?.kind === 'share' ? dialog.link : '').toMatch(/^https:\/\/page\.test\/#a/)
})

test.each(['edited', 'closed', 'replaced'] as const)(
  'a link to a document that was %s meanwhile is not shown, which is said',
  async (way) => {
    const { store, actions, arrive } = sharing()
    if (way === 'edited') actions.editModel('Rename', (model) => ({ ...model, name: 'b' }))
    else if (way === 'closed') actions.close()
    else actions.open({ ...EMPTY_MODEL, name: 'b' })
    await arrive()
    expect(store.getState().dialog).toBeNull()
    expect(store.getState().notice?.text).toMatch(/link.*changed meanwhile/)
  },
)
