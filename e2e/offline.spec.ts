import { expect, test } from '@playwright/test'
import { openSample, rowOf } from './workbench.ts'

test.use({ serviceWorkers: 'allow' })

test('after the first visit the page works without a network', async ({ page, context }) => {
  await page.goto('/')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true)
  await context.setOffline(true)
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
})

test('the page can be installed', async ({ page }) => {
  await page.goto('/')
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')
    const response = await fetch(link?.href ?? '')
    return (await response.json()) as { name: string; icons: unknown[]; display: string }
  })
  expect(manifest).toMatchObject({ name: 'Bufferscope', display: 'standalone' })
  expect(manifest.icons.length).toBeGreaterThan(0)
})
