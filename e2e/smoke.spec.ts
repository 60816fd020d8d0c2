import { expect, test } from '@playwright/test'

test('the page opens, and begins with the picture that its HTML holds', async ({ page }) => {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  const response = await page.goto('/')
  await expect(page).toHaveTitle(/Bufferscope/)
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
  const brand = await page.locator('.toolbar__brand').evaluate((element) => element.outerHTML)
  expect((await response?.text())?.replaceAll(/>\s+</g, '><')).toContain(brand)
  expect(problems).toEqual([])
})

test('before any module runs the toolbar is there, light or dark as was chosen', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  const root = page.locator('html')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'light' }).click()
  await expect(root).toHaveAttribute('data-theme', 'light')
  await page.route(/assets\/.*\.js$/, (route) => route.abort())
  await page.reload()
  await expect(root).toHaveAttribute('data-theme', 'light')
  await expect(page.getByRole('heading', { name: 'bufferscope' })).toBeVisible()
  await expect(page.getByRole('button')).toHaveCount(0)
  await page.evaluate(() => localStorage.setItem('bufferscope:preferences', '{'))
  await page.reload()
  await expect(root).toHaveAttribute('data-theme', 'dark')
})

test('the browser gives a WebGPU adapter', async ({ page }) => {
  await page.goto('/')
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu.requestAdapter()
    return found === null ? null : found.info.vendor
  })
  expect(adapter).not.toBeNull()
})
