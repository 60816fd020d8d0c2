import { expect, test } from '@playwright/test'
import { exported, openSample, rowOf, verdictOf } from './workbench.ts'

test('nothing on the page goes against its Content-Security-Policy', async ({ page }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).origin))
  await page.addInitScript(() => {
    const violations: string[] = []
    Object.defineProperty(window, 'violations', { value: violations })
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
    )
  })
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click({ button: 'right' })
  await page.keyboard.press('Escape')
  for (const key of ['Control+k', '?', 'Shift+K', 'Shift+S', 'Shift+O']) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  for (const key of ['Alt+1', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+2', 'Alt+7', 'Alt+8', 'Alt+9'])
    await page.keyboard.press(key)
  await page.keyboard.press('Control+Enter')
  await expect(verdictOf(page)).toContainText('Proven', { timeout: 30_000 })
  expect(await page.evaluate(() => Reflect.get(window, 'violations') as string[])).toEqual([])
  // Nothing is uploaded, and nothing comes from elsewhere.
  const own = new URL(page.url()).origin
  expect([...new Set(requests)].filter((origin) => origin !== own && origin !== 'null')).toEqual([])
})

test('a script in the page is refused', async ({ page }) => {
  await page.goto('/')
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "ran"'
    document.body.append(script)
    await new Promise((resolve) => setTimeout(resolve, 50))
    return document.title
  })
  expect(ran).toBe('Bufferscope')
})

test('a mistake of the page keeps the document, and offers to take it away', async ({ page }) => {
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  const before = await exported(page)
  await page.evaluate(() => {
    HTMLCanvasElement.prototype.getContext = () => {
      throw new Error('The canvas is gone')
    }
  })
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('alert')).toContainText('The canvas is gone')
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export the layout' }).click()
  const stream = await (await waiting).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer))
  expect(Buffer.concat(chunks).toString('utf8')).toBe(before)
})

test('a part that could not be loaded is there at the next try', async ({ page }) => {
  await page.route(/NewKernel/, (route) => route.abort())
  await page.goto('/')
  await page.getByRole('button', { name: 'New kernel' }).click()
  await expect(page.getByRole('alert')).toContainText('The page made a mistake')
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Show it again' }).click()
  await page.getByRole('button', { name: 'New kernel' }).click()
  await expect(page.getByRole('dialog', { name: 'New kernel' })).toBeVisible()
})
