import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { openSample, rowOf } from './workbench.ts'

test('the palette hears what is typed right after its key', async ({ page }) => {
  await page.goto('/')
  // What may be asked for next is loaded when the page is idle.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('Palette')),
  )
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('new k')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'New kernel' })).toBeVisible()
})

test('every command of the palette runs', async ({ page }) => {
  test.slow()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await openSample(page, /crank_nicolson/)
  const options = page.getByRole('dialog', { name: 'Command palette' }).getByRole('option')
  await page.keyboard.press('Control+k')
  await expect(options.first()).toBeVisible()
  const count = await options.count()
  expect(count).toBeGreaterThan(35)
  await page.keyboard.press('Escape')
  let run = 0
  for (let i = 0; i < count; i++) {
    await recover(page)
    await page.keyboard.press('Control+k')
    const option = options.nth(i)
    if ((await option.getAttribute('aria-disabled')) === 'true') await page.keyboard.press('Escape')
    else {
      const title = await option.textContent()
      await option.click()
      run++
      // The link is made first, and then shown.
      if (title?.startsWith('Share') === true)
        await expect(page.getByRole('dialog', { name: 'Share by a link' })).toBeVisible()
      // A document that comes in closes what is open.
      const sample = /^Open the sample .*: (\w+)/.exec(title ?? '')?.[1]
      if (sample !== undefined)
        await expect(page.getByLabel('Name of the document')).toHaveValue(new RegExp(`^${sample}`))
    }
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  // Undo, redo and cancel may have nothing to do when their turn comes.
  expect(run).toBeGreaterThan(count - 4)
  expect(problems).toEqual([])
})

test('every listed shortcut is live', async ({ page }) => {
  await openSample(page, /tsit5/)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('3')
  await expect(rowOf(page, 'state, persistent')).toBeVisible()
  await page.keyboard.press('F2')
  await expect(page.getByLabel('New name of state')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+X')
  await expect(page.getByRole('radio', { name: 'hex' })).toBeChecked()
  await page.keyboard.press('Shift+U')
  await expect(page.getByRole('radio', { name: 'words', exact: true })).toBeChecked()
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('table').or(page.getByRole('grid')).first()).toBeVisible()
  await page.keyboard.press('Alt+8')
  await expect(page.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true')
})

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${scheme}`, async ({ page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: /radau/ }).click()
    await rowOf(page, 'state, local').click()
    expect(await violations(page)).toEqual([])
    await rowOf(page, 'loop, IVPLoop').click()
    for (const key of ['Alt+1', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+2']) {
      await page.keyboard.press(key)
      expect(await violations(page), key).toEqual([])
    }
    for (const key of ['Control+k', '?', 'Shift+K', 'Shift+O', 'Shift+S']) {
      await page.keyboard.press(key)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await violations(page), key).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
  })
}

/** What a command before closed or folded is there again, and a buffer is selected. */
async function recover(page: Page): Promise<void> {
  const sample = page.getByRole('button', { name: /^Implicit step/ })
  if (await sample.isVisible()) await sample.click()
  await page.keyboard.press('Shift+ArrowRight')
  await rowOf(page, 'loop, IVPLoop').click()
  await page.keyboard.press('ArrowDown')
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
}
