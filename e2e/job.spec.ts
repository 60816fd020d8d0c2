import { expect, test } from '@playwright/test'
import { exported, openSample, paste, rowOf, said, treeOf, verdictOf } from './workbench.ts'

test('the main job by hand: open, drag, see, undo, verify, export', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  const row = rowOf(page, 'delta, local')
  const lane = page.locator('[data-lane="shared"]').first()
  await row.hover()
  await page.mouse.down()
  const box = await lane.boundingBox()
  if (box === null) throw new Error('no lane to drop on')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
  // The whole page shows the result while nothing is decided yet.
  await expect(page.getByText('Move delta to shared').first()).toBeVisible()
  await page.mouse.up()
  await expect(rowOf(page, 'delta, shared')).toBeVisible()

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(rowOf(page, 'delta, local')).toBeVisible()
  await page.getByRole('button', { name: 'Redo', exact: true }).click()

  await page.getByRole('button', { name: /^Verify/ }).click()
  await expect(verdictOf(page)).toContainText('Proven', { timeout: 30_000 })

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /Export the layout as JSON/ }).click()
  expect((await download).suggestedFilename()).toBe('radau_iia_5-n-32-float32.json')
})

test('Escape while dragging leaves no trace', async ({ page }) => {
  await openSample(page, /tsit5/)
  const row = rowOf(page, 'state, local')
  await row.hover()
  await page.mouse.down()
  const box = await page.locator('[data-lane="shared"]').first().boundingBox()
  if (box === null) throw new Error('no lane to drop on')
  await page.mouse.move(box.x + 40, box.y + 20, { steps: 4 })
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(rowOf(page, 'state, local')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
})

test('the main job by keyboard alone', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).fill('crank')
  await page.keyboard.press('Enter')
  const tree = treeOf(page)
  await expect(tree).toBeVisible()
  await tree.focus()
  await page.keyboard.type('stat')
  await page.keyboard.press('1')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(rowOf(page, 'state, local')).toBeVisible()
  await page.keyboard.press('Control+Shift+Z')
  await page.keyboard.press('Control+Enter')
  await expect(verdictOf(page)).toContainText('Proven', { timeout: 30_000 })
  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  expect((await download).suggestedFilename()).toMatch(/^crank_nicolson.*\.json$/)
})

test('the radio group moves what is selected, and says so', async ({ page }) => {
  await openSample(page, /tsit5/)
  await rowOf(page, 'error, local').click()
  await page.getByRole('radio', { name: /persistent/ }).check({ force: true })
  await expect(rowOf(page, 'error, persistent')).toBeVisible()
  await expect(said(page, 'Move error to persistent')).toBeAttached()
})

test('what is exported opens again to the same bytes', async ({ page }) => {
  await openSample(page, /tsit5/)
  const first = await exported(page)
  await paste(page, first)
  await expect(said(page, 'Opened tsit5')).toBeAttached()
  expect(await exported(page)).toBe(first)
})
