import { expect, test } from '@playwright/test'

test('the page opens and says its name', async ({ page }) => {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto('/')
  await expect(page).toHaveTitle(/Bufferscope/)
  await expect(page.locator('#root')).not.toBeEmpty()
  expect(problems).toEqual([])
})

test('the browser gives a WebGPU adapter', async ({ page }) => {
  await page.goto('/')
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu.requestAdapter()
    return found === null ? null : found.info.vendor
  })
  expect(adapter).not.toBeNull()
})
