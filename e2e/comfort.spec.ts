import { expect, test, type Page } from '@playwright/test'
import { buffer, openDocument, tab } from './drawerPage.ts'
import { exported, openSample, paste, rowOf, said } from './workbench.ts'

/** Where a share of a lane's width lies on the page, in its row of that number. */
async function pointIn(page: Page, map: RegExp, [share, y]: readonly [number, number]) {
  const box = await page.getByRole('application', { name: map }).boundingBox()
  if (box === null) throw new Error('the map is not on the page')
  return { x: box.x + box.width * share, y: box.y + y }
}

test('a pinch zooms the map about the pointer, and not the page', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  const brush = page.getByRole('slider', { name: /memory in sight$/ })
  const whole = (await brush.getAttribute('aria-valuetext')) ?? ''
  const { x, y } = await pointIn(page, /^Map of persistent/, [0.5, 10])
  await page.mouse.move(x, y)
  // What a browser makes of two fingers on a touchpad.
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -60)
  await page.keyboard.up('Control')
  await expect(brush).not.toHaveAttribute('aria-valuetext', whole)
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1)
})

test('what a map draws is also said: an alias and its host, a limit that is passed, an empty buffer', async ({
  page,
}) => {
  await openDocument(page, [
    buffer('work', 600, { location: 'shared' }),
    buffer('part', 600, { location: 'shared', aliases: 'work' }),
    buffer('none', 0),
    buffer('one', 1),
  ])
  const tooltip = page.getByRole('tooltip')
  await expect(rowOf(page, 'loop, Loop, needs 600 elements of shared memory')).toBeVisible()
  await expect(
    page.getByRole('application', {
      name: /^Map of shared, 600, 216 elements over the line “full warps”/,
    }),
  ).toBeVisible()
  const shared = await pointIn(page, /^Map of shared/, [0.02, 8])
  await page.mouse.move(shared.x, shared.y)
  await expect(tooltip).toContainText(
    'Reaches 216 elements over the line “full warps” at 384 elements.',
  )
  const texts = new Set<string>()
  for (let y = 4; y < 60; y += 4) {
    await page.mouse.move(shared.x, shared.y + y - 8)
    if (await tooltip.isVisible()) texts.add((await tooltip.innerText()).replaceAll('\n', ' '))
  }
  expect([...texts].join('; ')).toMatch(/loop \/ part .*lies in\s+work/)
  const local = await pointIn(page, /^Map of local/, [0.1, 12])
  await page.mouse.move(local.x, local.y)
  await expect(tooltip).toContainText('declared with one element')
  await rowOf(page, 'none, local, 0').click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(
    'Its local array is declared with one element',
  )
})

test('a drawer that cannot be loaded says so, and is there when it is tried again', async ({
  page,
}) => {
  await page.route(/HistoryTab.*\.js/, (route) => route.abort())
  await openSample(page, /tsit5/)
  await tab(page, 'History').click()
  await expect(page.getByText('This drawer could not be loaded')).toBeVisible()
  await page.unroute(/HistoryTab.*\.js/)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('button', { name: /^1 ?Open/ })).toBeVisible()
})

test('where the storage is full, it is said, work goes on, and the export holds all of it', async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  })
  await openSample(page, /tsit5/)
  await expect(said(page, 'refuses to keep your work; export it')).toBeAttached()
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  const saved = JSON.parse(await exported(page)) as {
    factories: { entries: { name: string; location?: string }[] }[]
  }
  const entries = saved.factories.flatMap((factory) => factory.entries)
  expect(entries.find(({ name }) => name === 'state')).toMatchObject({ location: 'shared' })
})

test('a document too large for a link says so, and offers a file instead', async ({ page }) => {
  await page.goto('/')
  await paste(page, manyNames(60_000))
  await expect(rowOf(page, 'loop, Loop')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Share by a link' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share by a link' })
  await expect(dialog).toContainText('browsers open at most', { timeout: 30_000 })
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export a file instead' }).press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.json$/)
})

test('under reduced motion nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openSample(page, /tsit5/)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
      return (
        transitionDuration.split(', ').some((time) => time !== '0s') ||
        animationName !== 'none' ||
        scrollBehavior === 'smooth'
      )
    }),
  )
  expect(moving).toEqual([])
})

test('a screen reader hears what is done, undone, refused and found', async ({ page }) => {
  await openSample(page, /crank_nicolson/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(said(page, 'Move state to shared.')).toBeAttached()
  await page.keyboard.press('Control+z')
  await expect(said(page, 'Undone: Move state to shared.')).toBeAttached()
  await page.keyboard.press('F2')
  await page.getByLabel('New name of state').fill('error')
  await page.keyboard.press('Enter')
  await expect(said(page, /"error"/)).toBeAttached()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+4')
  await page.getByRole('searchbox', { name: 'Filter the table' }).fill('solver')
  await expect(said(page, /\d+ of \d+ buffers/)).toBeAttached()
})

/** Names that compress badly. */
function manyNames(count: number): string {
  let seed = 1
  const entries = Array.from({ length: count }, (_, i) => {
    let name = `b${i}_`
    while (name.length < 40) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      name += seed.toString(36)
    }
    return buffer(name, 1)
  })
  const factories = [{ id: 'loop', type: 'Loop', precision: 'float32', entries, children: [] }]
  return JSON.stringify({
    format: 'bufferscope-layout',
    version: 1,
    name: 'large',
    roots: ['loop'],
    factories,
  })
}
