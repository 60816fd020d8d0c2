import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { dropFile, openSample, rowOf, verdictOf } from './workbench.ts'

const DUMP = join(
  import.meta.dirname,
  '../fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json',
)

interface Dump {
  phases: { label: string; groups: { id: string; persistent_layout: Record<string, number[]> }[] }[]
}

test('a recorded layout with one offset shifted turns red, and names its buffer', async ({
  page,
}) => {
  const dump = JSON.parse(readFileSync(DUMP, 'utf8')) as Dump
  const built = dump.phases.find((phase) => phase.label === 'built')
  const layout = built?.groups.find((group) => group.id === 'loop/algorithm')?.persistent_layout
  const slice = layout?.['stage_increment']
  if (layout === undefined || slice === undefined) throw new Error('the dump has no such slice')
  layout['stage_increment'] = slice.map((edge) => edge + 1)
  await page.goto('/')
  await dropFile(page, 'shifted.json', Buffer.from(JSON.stringify(dump)))
  await page.getByRole('tab', { name: 'Verification' }).click()
  await page.getByRole('radio', { name: /recorded/i }).check({ force: true })
  await page
    .getByRole('button', { name: /^Verify/ })
    .first()
    .click()
  await expect(verdictOf(page)).toContainText('Disproven', { timeout: 30_000 })
  await expect(page.getByRole('tabpanel')).toContainText('stage_increment')
  await expect(page.getByRole('img', { name: /^disproven/ }).first()).toBeAttached()
  await expectRedWord(page, 'stage_increment')
})

test('without an adapter the page says so, emulates one lane, and never shows a pass of a GPU', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'gpu', {
      value: { requestAdapter: async () => null, getPreferredCanvasFormat: () => 'bgra8unorm' },
    })
  })
  await openSample(page, /tsit5/)
  await page.keyboard.press('v')
  await expect(verdictOf(page)).toContainText('Checked by emulation', { timeout: 30_000 })
  await expect(verdictOf(page)).not.toContainText('Proven')
})

test('a verdict on an older layout is shown as stale', async ({ page }) => {
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('v')
  await expect(verdictOf(page)).toContainText('Proven', { timeout: 30_000 })
  await page.keyboard.press('1')
  await expect(verdictOf(page)).toContainText('Stale')
})

test('live checking verifies after each edit', async ({ page }) => {
  await openSample(page, /tsit5/)
  await page.keyboard.press('Shift+L')
  await expect(verdictOf(page)).toContainText('Proven', { timeout: 30_000 })
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  await expect(verdictOf(page)).toContainText('Proven')
})

/** The red word of the map says what it is, too. */
async function expectRedWord(page: Page, buffer: string): Promise<void> {
  const box = await page.getByRole('application', { name: /^Map of persistent/ }).boundingBox()
  if (box === null) throw new Error('no map')
  const fault = page.getByRole('tooltip').filter({ hasText: /expected .* found|never written/ })
  for (let x = 2; x < 40 && !(await fault.isVisible()); x += 2)
    for (let y = 8; y < box.height && !(await fault.isVisible()); y += 14)
      await page.mouse.move(box.x + x, box.y + y)
  await expect(fault).toContainText(buffer)
}
