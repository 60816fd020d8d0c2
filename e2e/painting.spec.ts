import { expect, test, type Page } from '@playwright/test'
import { openSample, treeOf } from './workbench.ts'

/** The picture of a map, as it is now. */
function pictureOf(page: Page): Promise<string> {
  return page
    .getByRole('application', { name: /^Map of local/ })
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
}

test('maps are drawn in the theme that was chosen while no document was open', async ({ page }) => {
  const command = async (words: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill(words)
    await page.keyboard.press('Enter')
  }
  await openSample(page, /crank_nicolson/)
  await page.waitForFunction(() => document.fonts.status === 'loaded')
  const light = await pictureOf(page)
  await command('close')
  await expect(treeOf(page)).toBeHidden()
  await command('dark')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: /crank_nicolson/ }).click()
  await expect(treeOf(page)).toBeVisible()
  expect(await pictureOf(page)).not.toBe(light)
})

test('names are measured anew when their face is there', async ({ page }) => {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route(/\.woff2$/, async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/', { waitUntil: 'commit' })
  await page.getByRole('button', { name: /crank_nicolson/ }).click()
  await expect(treeOf(page)).toBeVisible()
  const without = await pictureOf(page)
  release()
  await page.waitForFunction(() => document.fonts.status === 'loaded')
  await expect.poll(() => pictureOf(page)).not.toBe(without)
  const late = await pictureOf(page)
  await page.reload()
  await page.waitForFunction(() => document.fonts.status === 'loaded')
  await expect.poll(() => pictureOf(page)).toBe(late)
})

test('maps are drawn anew on a screen of another density', async ({ page }) => {
  // No browser that draws nowhere tells of one: its word and its figure are put in its place.
  await page.addInitScript(() => {
    const told = window.matchMedia.bind(window)
    window.matchMedia = (query) => {
      const list = told(query)
      if (query.includes('resolution'))
        addEventListener('other-screen', () => list.dispatchEvent(new Event('change')))
      return list
    }
  })
  await openSample(page, /crank_nicolson/)
  const map = page.getByRole('application', { name: /^Map of local/ })
  const density = () =>
    map.evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.clientWidth)
  expect(await density()).toBeCloseTo(1, 2)
  await page.evaluate(() => {
    Object.defineProperty(window, 'devicePixelRatio', { value: 2 })
    dispatchEvent(new Event('other-screen'))
  })
  await expect.poll(density).toBeCloseTo(2, 2)
})
