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

test.describe('by touch', () => {
  test.use({ hasTouch: true })

  test('two fingers zoom the map about their middle, and one pans it', async ({ page }) => {
    await openSample(page, /radau_iia_5/)
    const brush = page.getByRole('slider', { name: /memory in sight$/ })
    const sight = async () => {
      const [from = NaN, to = NaN] = ((await brush.getAttribute('aria-valuetext')) ?? '')
        .split(' to ')
        .map(Number)
      return { from, middle: (from + to) / 2, width: to - from }
    }
    const fingers = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: [number, number][]) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: at.map(([x, y], id) => ({ x, y, id })),
      })
    const whole = await sight()
    const { x, y } = await pointIn(page, /^Map of persistent/, [0.25, 10])
    await touch('touchStart', [x - 40, y], [x + 40, y])
    for (let step = 1; step <= 6; step++)
      await touch('touchMove', [x - 40 - step * 10, y], [x + 40 + step * 10, y])
    await touch('touchEnd')
    await expect.poll(async () => (await sight()).width / whole.width).toBeCloseTo(0.4, 1)
    const pinched = await sight()
    // The byte between the fingers stays between them, a quarter of the way along.
    expect(pinched.from + pinched.width / 4).toBeCloseTo(whole.width / 4, -0.5)
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1)

    await touch('touchStart', [x, y])
    for (let step = 1; step <= 6; step++) await touch('touchMove', [x - step * 20, y])
    await touch('touchEnd')
    await expect.poll(async () => (await sight()).middle).toBeGreaterThan(pinched.middle)
    expect((await sight()).width).toBeCloseTo(pinched.width, 0)

    // One finger on a buffer carries it; with a second one it is a pinch, and nothing was carried.
    const local = await pointIn(page, /^Map of local/, [0.2, 12])
    const strip = page.getByRole('group', { name: 'What changes' })
    await touch('touchStart', [local.x, local.y])
    await touch('touchMove', [local.x + 12, local.y])
    await expect(strip).toBeVisible()
    await touch('touchStart', [local.x + 12, local.y], [local.x + 80, local.y])
    await expect(strip).toBeHidden()
    await touch('touchEnd')
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  })
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
