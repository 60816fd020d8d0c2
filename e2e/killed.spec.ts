import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { openSample, rowOf } from './workbench.ts'

/** `npm run soak` plays the long forms. */
const IS_SOAK = process.env['BUFFERSCOPE_SOAK'] !== undefined
const KILLS = IS_SOAK ? 50 : 4
const TWO_TABS_MS = IS_SOAK ? 60_000 : 4_000

const PLACES = ['shared', 'local', 'persistent'] as const

/** Ends a tab's process, as the system would. */
async function kill(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  void page.goto('chrome://crash').catch(() => {})
  await crashed
  await page.close()
}

async function reopened(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/')
  await expect(rowOf(page, 'state')).toBeVisible()
  return page
}

test(`a tab killed at ${KILLS} random moments reopens at its last step`, async ({
  page,
  context,
}) => {
  test.setTimeout(KILLS * 20_000)
  await openSample(page, /tsit5/)
  let tab = page
  let present = 1
  for (let round = 0; round < KILLS; round++) {
    const edits = 1 + ((round * 7) % 5)
    await rowOf(tab, 'state').click()
    for (let edit = 0; edit < edits; edit++) {
      present = (present + 1) % PLACES.length
      await tab.keyboard.press(String(present + 1))
      await expect(rowOf(tab, `state, ${PLACES[present] ?? ''}`)).toBeVisible()
    }
    // From at once to long after; what was on its way for a tenth of a second is on the shelf.
    const waited = (round * 37) % 200
    await tab.waitForTimeout(waited)
    await kill(tab)
    tab = await reopened(context)
    const label = (await rowOf(tab, 'state').getAttribute('aria-label')) ?? ''
    const found = PLACES.findIndex((place) => label.startsWith(`state, ${place}`))
    const before = (present + PLACES.length - 1) % PLACES.length
    expect(waited > 100 ? [present] : [present, before], `round ${round}: ${label}`).toContain(
      found,
    )
    present = found
  }
})

test('two tabs edit side by side, and both documents survive', async ({ page, context }) => {
  test.setTimeout(TWO_TABS_MS + 60_000)
  await openSample(page, /tsit5/)
  const other = await context.newPage()
  await openSample(other, /crank_nicolson/)
  const end = Date.now() + TWO_TABS_MS
  let present = 1
  while (Date.now() < end) {
    present = (present + 1) % PLACES.length
    for (const tab of [page, other]) {
      await rowOf(tab, 'state').click()
      await tab.keyboard.press(String(present + 1))
      await expect(rowOf(tab, `state, ${PLACES[present] ?? ''}`)).toBeVisible()
    }
  }
  for (const [tab, name] of [
    [page, /tsit5/],
    [other, /crank_nicolson/],
  ] as const) {
    await tab.waitForTimeout(200)
    await tab.reload()
    await expect(tab.getByLabel('Name of the document')).toHaveValue(name)
    await expect(rowOf(tab, `state, ${PLACES[present] ?? ''}`)).toBeVisible()
  }
})
