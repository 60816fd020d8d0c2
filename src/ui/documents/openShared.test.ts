import { afterEach, expect, test, vi } from 'vitest'
import { browser, gate, named, rename } from '../../store/shelf/browser.testing.ts'
import { openShared } from './openShared.ts'
import { hashOf } from './shareLink.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A tab at an address with a hash; the document of a link is called as the link's text. */
function tabAt(hash: string) {
  const place = { hash, pathname: '/', search: '' }
  vi.stubGlobal('location', place)
  vi.stubGlobal('history', { replaceState: () => (place.hash = '') })
  const shelf = browser()
  const tab = shelf.tab()
  const open = async (input: Blob) => tab.actions.open(named(await input.text()))
  const follow = () => openShared({ openShared: open }, tab, tab.autosave)
  return { ...shelf, ...tab, place, follow }
}

const nameOf = ({ store }: Pick<ReturnType<typeof tabAt>, 'store'>) =>
  store.getState().history?.steps[0]?.value.name

/** All that waits for what is written now, and for what comes of it. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 10))

test('the address is cleared of a link when its document is kept', async () => {
  const tab = tabAt(await hashOf('linked'))
  const written = gate()
  tab.saving.wait = written.wait
  await tab.follow()
  await rest()
  expect(nameOf(tab)).toBe('linked')
  expect(tab.place.hash).not.toBe('')
  written.open()
  await vi.waitFor(() => expect(tab.place.hash).toBe(''))
})

test('a link that cannot be kept stays, until a step of its document is', async () => {
  const tab = tabAt(await hashOf('linked'))
  tab.fill(true)
  await tab.follow()
  tab.actions.editModel('Rename', rename('refused'))
  await rest()
  expect(tab.place.hash).not.toBe('')
  tab.fill(false)
  tab.actions.editModel('Rename', rename('kept'))
  await vi.waitFor(() => expect(tab.place.hash).toBe(''))
})

test.each(['open', 'close'] as const)(
  'a link is cleared when its document is left before it is kept: %s',
  async (way) => {
    const tab = tabAt(await hashOf('linked'))
    tab.saving.wait = gate().wait
    await tab.follow()
    if (way === 'open') tab.actions.open(named('another'))
    else tab.actions.close()
    await vi.waitFor(() => expect(tab.place.hash).toBe(''))
  },
)

test('a link that is asked about first is cleared at once: the answer may be no', async () => {
  const tab = tabAt('')
  tab.fill(true)
  tab.actions.open(named('a'))
  tab.actions.editModel('Rename', rename('aa'))
  await tab.autosave.settled()
  tab.place.hash = await hashOf('linked')
  await tab.follow()
  await vi.waitFor(() => expect(tab.store.getState().dialog).toMatchObject({ kind: 'unsaved' }))
  expect(tab.place.hash).toBe('')
  expect(nameOf(tab)).toBe('a')
})

test('a link that was cut, and one that came meanwhile', async () => {
  const tab = tabAt('#layout=cut')
  await tab.follow()
  expect(tab.store.getState().notice?.text).toMatch('does not hold a whole layout')
  expect(tab.place.hash).toBe('')
  tab.place.hash = await hashOf('linked')
  const following = tab.follow()
  tab.place.hash = '#layout=later'
  await following
  await rest()
  expect(nameOf(tab)).toBe('linked')
  expect(tab.place.hash).toBe('#layout=later')
})
