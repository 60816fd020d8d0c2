import { expect, test, type Page } from '@playwright/test'
import { buffer, openDocument, tab } from './drawerPage.ts'
import { openSample, rowOf, said, verdictOf } from './workbench.ts'

type Gpu = 'none' | 'rejects' | 'hangs' | 'is lost'

/** A browser whose GPU does as it is told. */
async function withGpuThat(page: Page, how: Gpu): Promise<void> {
  await page.addInitScript((told) => {
    const real = navigator.gpu
    const requestAdapter = async () => {
      if (told === 'none') return null
      if (told === 'rejects') throw new Error('The GPU process is gone.')
      if (told === 'hangs') return new Promise<null>(() => {})
      const adapter = await real.requestAdapter()
      if (adapter === null) return null
      const request = adapter.requestDevice.bind(adapter)
      adapter.requestDevice = async (descriptor) => {
        const device = await request(descriptor)
        device.queue.submit = () => device.destroy()
        return device
      }
      return adapter
    }
    Object.defineProperty(navigator, 'gpu', { value: { requestAdapter } })
  }, how)
}

function panelOf(page: Page) {
  return page.getByRole('tabpanel', { name: 'Verification' })
}

async function chooseRunner(page: Page, words: string): Promise<void> {
  await tab(page, 'Verification').click()
  await panelOf(page).getByRole('combobox', { name: 'Runner' }).selectOption(words)
}

/** What no run has proven looks like no pass anywhere on the page. */
async function expectNoPass(page: Page): Promise<void> {
  await expect(page.locator('.verdict-badge--good, .verdict-badge--emulated')).toHaveCount(0)
  await expect(page.locator('.verdict[data-tone="proven"]')).toHaveCount(0)
  await expect(verdictOf(page)).not.toContainText(/Proven|Checked/)
}

test('unavailable: WebGPU alone without an adapter is no pass, and offers the emulation', async ({
  page,
}) => {
  await withGpuThat(page, 'none')
  await openSample(page, /tsit5/)
  await chooseRunner(page, 'WebGPU alone')
  await page.keyboard.press('Control+Enter')
  const panel = panelOf(page)
  await expect(panel.getByRole('heading', { name: 'Could not run' })).toBeVisible()
  await expect(panel).toContainText('WebGPU is here, and gives no adapter.')
  await expectNoPass(page)
  await panel.getByRole('button', { name: 'Emulate one lane here' }).press('Enter')
  await expect(panel.getByRole('heading', { name: 'Checked by emulation, one lane' })).toBeVisible()
  await expect(panel).toContainText('emulation in JavaScript, one lane')
  await expect(page.locator('.verdict-badge--good')).toHaveCount(0)
})

test('failed: an adapter that is refused says at which step, and can be asked again', async ({
  page,
}) => {
  await withGpuThat(page, 'rejects')
  await openSample(page, /tsit5/)
  await chooseRunner(page, 'WebGPU alone')
  await panelOf(page).getByRole('button', { name: 'Verify', exact: true }).click()
  const failed = panelOf(page).getByRole('heading', { name: 'Failed while asking for an adapter' })
  await expect(failed).toBeVisible()
  await expect(panelOf(page)).toContainText('The GPU process is gone.')
  await expect(verdictOf(page)).toContainText('Failed')
  await expectNoPass(page)
  await panelOf(page).getByRole('button', { name: 'Try again' }).click()
  await expect(failed).toBeVisible()
})

test('failed: an adapter that does not answer in ten seconds is given up', async ({ page }) => {
  await page.clock.install()
  await withGpuThat(page, 'hangs')
  await openSample(page, /tsit5/)
  await chooseRunner(page, 'WebGPU alone')
  await page.keyboard.press('v')
  await expect(panelOf(page).getByRole('progressbar', { name: 'Verification' })).toBeVisible()
  // The wait begins when the runner is loaded, which may be after the clock was first put on.
  await expect(async () => {
    await page.clock.runFor(10_100)
    const text = 'The adapter did not answer within 10 s.'
    await expect(panelOf(page)).toContainText(text, { timeout: 1000 })
  }).toPass()
  await expectNoPass(page)
})

test('failed: a device that is lost twice says so; by default one lane is emulated then', async ({
  page,
}) => {
  await withGpuThat(page, 'is lost')
  await openSample(page, /tsit5/)
  await page.keyboard.press('v')
  await expect(said(page, /One lane is emulated on this processor instead/)).toBeAttached()
  await expect(verdictOf(page)).toContainText('Checked by emulation')
  await chooseRunner(page, 'WebGPU alone')
  await page.keyboard.press('v')
  await expect(
    panelOf(page).getByRole('heading', { name: 'Failed because the device was lost' }),
  ).toBeVisible()
  await expectNoPass(page)
})

test('cancelled: by the button and by Escape while it runs, and nothing is known then', async ({
  page,
}) => {
  await withGpuThat(page, 'hangs')
  await openSample(page, /tsit5/)
  await tab(page, 'Verification').click()
  const cancelled = panelOf(page).getByRole('heading', { name: 'Cancelled' })
  const group = page.getByRole('group', { name: 'Verification' })
  await group.getByRole('button', { name: /^Verify/ }).click()
  await group.getByRole('button', { name: /^Cancel/ }).click()
  await expect(cancelled).toBeVisible()
  await expectNoPass(page)
  await panelOf(page).getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(verdictOf(page)).toContainText('Running')
  await page.keyboard.press('Escape')
  await expect(cancelled).toBeVisible()
  await expect(verdictOf(page)).toContainText('Cancelled')
  await expectNoPass(page)
})

test('refused: a shared arena that no workgroup holds is checked over storage, and told apart', async ({
  page,
}) => {
  await openDocument(page, [buffer('huge', 40_000, { location: 'shared' })])
  await page.keyboard.press('v')
  await expect(verdictOf(page)).toContainText('Refused')
  await expectNoPass(page)
  await verdictOf(page).click()
  const panel = panelOf(page)
  await expect(panel.getByRole('heading', { name: 'Refused before it ran' })).toBeVisible()
  await panel.getByRole('button', { name: 'Check over storage memory' }).press('Enter')
  await expect(panel).toContainText('that a workgroup can hold it is not proven', {
    timeout: 30_000,
  })
})

test('the emulation is chosen, named in the verdict, and marked stale by an edit', async ({
  page,
}) => {
  await openSample(page, /tsit5/)
  await chooseRunner(page, 'emulated on this processor')
  await panelOf(page).getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(verdictOf(page)).toContainText('Checked by emulation')
  await expect(panelOf(page).getByText('emulation', { exact: true })).toBeVisible()
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(verdictOf(page)).toContainText('Stale: was checked by emulation')
  await expect(page.locator('.verdict-badge--emulated')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).fill('emulation')
  await page.keyboard.press('Enter')
  await expect(verdictOf(page)).toContainText('Checked by emulation')
  await expect(verdictOf(page)).not.toContainText('Stale')
})

test('a long emulation leaves the page to the hand, says how far it is, and ends with Escape', async ({
  page,
}) => {
  const entries = Array.from({ length: 3000 }, (_, i) => buffer(`b${i}`, 200))
  await openDocument(page, entries)
  await chooseRunner(page, 'emulated on this processor')
  await page.keyboard.press('Shift+V')
  const progress = panelOf(page).getByRole('progressbar', { name: 'Verification' })
  await expect
    .poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value))
    .toBeGreaterThan(0.12)
  // The page still does what it is asked.
  await rowOf(page, 'b7, local').click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('b7')
  await expect(verdictOf(page)).toContainText('Running')
  await page.keyboard.press('Escape')
  await expect(verdictOf(page)).toContainText('Cancelled', { timeout: 1000 })
  await expect(page.getByRole('treeitem', { name: /^b7,/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
})
