import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'

test('the page offers the file that the bridge tests run', async ({ page }) => {
  await page.goto('/')
  const response = await page.request.get('bridge/bufferscope_dump.py')
  expect(response.status()).toBe(200)
  expect(await response.text()).toBe(readFileSync('bridge/bufferscope_dump.py', 'utf8'))
})
