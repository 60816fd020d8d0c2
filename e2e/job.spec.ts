import { expect, test, type Page } from '@playwright/test'

async function openSample(page: Page, name: RegExp): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name }).click()
  await expect(page.getByRole('tree', { name: 'Factories and buffers' })).toBeVisible()
}

/** What the badge beside Verify says. */
function verdictOf(page: Page) {
  return page.getByRole('group', { name: 'Verification' }).getByRole('button').last()
}

test('the main job by hand: open, drag, see, undo, verify, export', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  const row = page.getByRole('treeitem', { name: /^delta, local/ }).first()
  const lane = page.locator('[data-lane="shared"]').first()
  await row.hover()
  await page.mouse.down()
  const box = await lane.boundingBox()
  if (box === null) throw new Error('no lane to drop on')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
  // The whole page shows the result while nothing is decided yet.
  await expect(page.getByText('Move delta to shared').first()).toBeVisible()
  await page.mouse.up()
  await expect(page.getByRole('treeitem', { name: /^delta, shared/ }).first()).toBeVisible()

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByRole('treeitem', { name: /^delta, local/ }).first()).toBeVisible()
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
  const row = page.getByRole('treeitem', { name: /^state, local/ })
  await row.hover()
  await page.mouse.down()
  const box = await page.locator('[data-lane="shared"]').first().boundingBox()
  if (box === null) throw new Error('no lane to drop on')
  await page.mouse.move(box.x + 40, box.y + 20, { steps: 4 })
  await expect(page.getByRole('treeitem', { name: /^state, shared/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(page.getByRole('treeitem', { name: /^state, local/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
})

test('the main job by keyboard alone', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).fill('crank')
  await page.keyboard.press('Enter')
  const tree = page.getByRole('tree', { name: 'Factories and buffers' })
  await expect(tree).toBeVisible()
  await tree.focus()
  await page.keyboard.type('stat')
  await page.keyboard.press('1')
  await expect(page.getByRole('treeitem', { name: /^state, shared/ })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('treeitem', { name: /^state, local/ })).toBeVisible()
  await page.keyboard.press('Control+Shift+Z')
  await page.keyboard.press('Control+Enter')
  await expect(verdictOf(page)).toContainText('Proven', { timeout: 30_000 })
  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  expect((await download).suggestedFilename()).toMatch(/^crank_nicolson.*\.json$/)
})

test('the radio group moves what is selected, and says so', async ({ page }) => {
  await openSample(page, /tsit5/)
  await page.getByRole('treeitem', { name: /^error, local/ }).click()
  await page.getByRole('radio', { name: /persistent/ }).check({ force: true })
  await expect(page.getByRole('treeitem', { name: /^error, persistent/ })).toBeVisible()
  await expect(
    page.getByRole('status').filter({ hasText: 'Move error to persistent' }),
  ).toBeAttached()
})

test('what is exported opens again to the same bytes', async ({ page }) => {
  await openSample(page, /tsit5/)
  const first = await exported(page)
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, first)
  await expect(page.getByRole('status').filter({ hasText: 'Opened tsit5' })).toBeAttached()
  expect(await exported(page)).toBe(first)
})

async function exported(page: Page): Promise<string> {
  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  const stream = await (await download).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks).toString('utf8')
}
