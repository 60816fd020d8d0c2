import { expect, test, type Page } from '@playwright/test'
import { buffer, openDocument, tab } from './drawerPage.ts'
import { openSample } from './workbench.ts'

const LAUNCH = { name: 'Launch, exact' } as const

function card(page: Page, title: string) {
  return page
    .getByRole('list', LAUNCH)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
}

function undo(page: Page) {
  return page.getByRole('button', { name: 'Undo', exact: true })
}

test('launch by mouse: graphs are chosen, and a placement is applied as one step', async ({
  page,
}) => {
  await openSample(page, /radau_iia_5/)
  const cards = page.getByRole('list', { name: 'Launch, exact' })
  await expect(cards).toContainText('Free per run')
  await expect(
    page.getByRole('img', { name: /^Runs per SM against elements per run/ }),
  ).toBeVisible()
  await page.getByText('shared elements', { exact: true }).click()
  await expect(
    page.getByRole('img', { name: /^Warps per SM against shared elements a block/ }),
  ).toBeVisible()

  const apply = page.getByRole('button', { name: /^Apply: move \d+ buffers/ })
  await apply.click()
  await expect(page.getByRole('button', { name: 'Nothing to move' })).toBeDisabled()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(apply).toBeVisible()
})

test('what is set of the launch shows as it is set', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  const isTicked = await page
    .getByRole('checkbox', { name: 'Over 48 KiB' })
    .evaluate((box: HTMLInputElement) => {
      box.click()
      return box.checked
    })
  expect(isTicked).toBe(true)
})

test('launch by keyboard: a wrong figure says why and goes no further, a right one is a step', async ({
  page,
}) => {
  await openSample(page, /radau_iia_5/)
  const block = page.getByRole('textbox', { name: 'Block size' })
  await block.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('2048')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Block size must be a whole number from 1 to/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('32')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: 'Block' }).first()).toContainText(
    '32 threads',
  )
  await page.getByRole('combobox', { name: 'Target' }).selectOption('webgpu')
  await expect(page.getByText(/WebGPU publishes no SM data/)).toBeVisible()
  await tab(page, 'History').click()
  await expect(page.getByRole('button', { name: /Set target to WebGPU/ }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /Set block size to 32/ }).first()).toBeVisible()
})

test('static bytes, barriers and carve-out by keyboard: each is a step, and the cards follow', async ({
  page,
}) => {
  await openDocument(page, [buffer('state', 100, { location: 'shared' })])
  await expect(card(page, 'Runs per SM')).toContainText('192')
  await page.getByRole('button', { name: 'More…' }).press('Enter')
  const statics = page.getByRole('textbox', { name: 'Static shared' })
  await statics.fill('49153')
  await expect(page.getByText(/Static shared must be a whole number from 0 to/)).toBeVisible()
  await statics.press('Enter')
  await expect(undo(page)).toBeDisabled()
  await statics.fill('24000')
  await statics.press('Enter')
  await expect(card(page, 'Runs per SM')).toContainText('none launches')
  await expect(card(page, 'Shared per block')).toContainText(/6\W+000 static/)
  await undo(page).click()
  await expect(statics).toHaveValue('0')

  await page.getByRole('combobox', { name: 'Target' }).selectOption('12.0')
  const barriers = page.getByRole('textbox', { name: 'Barriers' })
  await barriers.fill('17')
  await expect(page.getByText('Barriers must be a whole number from 0 to 16.')).toBeVisible()
  await barriers.press('Escape')
  await barriers.fill('16')
  await barriers.press('Enter')
  await expect(card(page, 'Runs per SM')).toContainText('limited by barriers')

  await tab(page, 'History').click()
  await expect(page.getByRole('button', { name: /Set barriers to 16/ })).toBeVisible()
})

test('the carve-out is the driver’s in words, a percent when typed, and the driver’s again when emptied', async ({
  page,
}) => {
  await openDocument(page, [buffer('state', 100, { location: 'shared' })])
  await page.getByRole('button', { name: 'More…' }).click()
  const carveout = page.getByRole('textbox', { name: 'Carve-out' })
  await expect(carveout).toHaveValue('')
  await expect(carveout).toHaveAttribute('placeholder', 'driver decides')
  await carveout.fill('101')
  await expect(page.getByText(/from 0 to 100, or empty: driver decides/)).toBeVisible()
  await carveout.fill('20')
  await carveout.press('Enter')
  await expect(card(page, 'Runs per SM')).toContainText('64')
  await carveout.fill('')
  await carveout.press('Enter')
  await expect(card(page, 'Runs per SM')).toContainText('192')
  await undo(page).click()
  await expect(carveout).toHaveValue('20')
  await undo(page).click()
  await expect(carveout).toHaveValue('')
})

test('ptxas gives registers, barriers and static bytes as one step, and refuses what no program has', async ({
  page,
}) => {
  await openSample(page, /radau_iia_5/)
  await page.getByRole('button', { name: 'More…' }).click()
  await page.getByRole('button', { name: 'ptxas…' }).click()
  const text = page.getByRole('textbox', { name: /ptxas -v/ })
  const printed = (figures: string) =>
    `ptxas info    : Compiling entry function 'k' for 'sm_89'\nptxas info    : ${figures}\n`
  await text.fill(printed('Used 999 registers, used 1 barriers'))
  await expect(page.getByText('Registers must be a whole number from 1 to 255.')).toBeVisible()
  await text.fill(printed('Used 96 registers, used 2 barriers, 1024 bytes smem'))
  await page.getByRole('button', { name: 'Use 96 registers, 2 barriers' }).click()
  await expect(page.getByRole('textbox', { name: 'Registers' })).toHaveValue('96')
  await expect(page.getByRole('textbox', { name: 'Static shared' })).toHaveValue('1024')
  await expect(page.getByRole('textbox', { name: 'Barriers' })).toHaveValue('2')
  await undo(page).click()
  await expect(page.getByRole('textbox', { name: 'Registers' })).toHaveValue('64')
  await expect(page.getByRole('textbox', { name: 'Static shared' })).toHaveValue('0')
})

test('a run over 48 KiB may be allowed by its finding, as one step', async ({ page }) => {
  await openDocument(page, [buffer('state', 13_000, { location: 'shared' })])
  await expect(card(page, 'Block')).toContainText('none launches')
  await tab(page, 'Findings').click()
  const panel = page.getByRole('tabpanel', { name: /^Findings/ })
  await panel.getByRole('button', { name: 'Allow over 48 KiB' }).press('Enter')
  await expect(panel.getByText('over-block-limit')).toBeHidden()
  await tab(page, 'Launch').click()
  await expect(page.getByRole('checkbox', { name: 'Over 48 KiB' })).toBeChecked()
  await expect(card(page, 'Block')).toContainText('1 thread')
  await undo(page).click()
  await expect(card(page, 'Block')).toContainText('none launches')
})

test('sizes of the launch follow the unit and the radix', async ({ page }) => {
  await openDocument(page, [buffer('state', 100, { location: 'shared' })])
  await expect(card(page, 'Shared per block')).toContainText('6\u2009464 elements')
  await page.getByText('bytes', { exact: true }).click()
  await expect(card(page, 'Shared per block')).toContainText('25\u2009856 B')
  await expect(card(page, 'Bank conflicts')).toContainText('stride 404 B')
  await expect(page.getByRole('group', { name: 'Cost of the layout' })).toContainText('run 404 B')
  await expect(page.getByRole('img', { name: /^Runs per SM against bytes per run/ })).toBeVisible()
  await page.getByText('hex', { exact: true }).click()
  await expect(card(page, 'Shared per block')).toContainText('0x6500 B')
  await expect(card(page, 'Block')).toContainText('64 threads')
})

test('settings of the launch that differ are in the diff', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  const runs = page.getByRole('textbox', { name: 'Runs' })
  await runs.fill('32')
  await runs.press('Enter')
  await tab(page, 'History').click()
  await page.getByRole('button', { name: 'Compare with now: Open', exact: false }).click()
  await expect(page.getByText(/^runs before: 4\u2009096/)).toContainText('32')
  await page.getByRole('combobox', { name: 'Extents' }).selectOption('guarded')
  await expect(page.getByText(/^extents before: aligned/)).toContainText('guarded')
})

test('each memory in the inspector tells what the launch would be, and choosing it makes it so', async ({
  page,
}) => {
  await openDocument(page, [buffer('state', 100, { location: 'shared' }), buffer('delta', 32)])
  await page.getByRole('treeitem', { name: /^state, shared/ }).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const local = inspector.getByRole('radio', { name: /^local/ })
  await expect(local).toHaveAccessibleName(/more runs per SM 1\s024 runs\/SM · block 256 · run 0/)
  await local.press('Space')
  await expect(card(page, 'Runs per SM')).toContainText('1\u2009024')
  await expect(inspector.getByRole('radio', { name: /^shared/ })).toHaveAccessibleName(
    /fewer runs per SM 192 runs\/SM · block 64 · run 101/,
  )
  await expect(inspector.getByRole('radio', { name: /^persistent/ })).toHaveAccessibleName(
    /same launch/,
  )
})

test('the table of moves tells what each would do, and its button does exactly that', async ({
  page,
}) => {
  await openDocument(page, [
    buffer('state', 100, { location: 'shared' }),
    buffer('delta', 300),
    buffer('flag', 1),
    buffer('held', 50, { pinned: true }),
  ])
  const section = page.getByRole('region', { name: 'One move' })
  const row = (name: string) => section.getByRole('row', { name: new RegExp(`^${name} `) })
  await expect(section.getByText('Out of shared')).toBeVisible()
  await expect(row('state')).toContainText('1\u2009024')
  await expect(row('flag')).toContainText('192')
  await expect(row('held')).toHaveCount(0)
  await expect(row('delta').getByRole('img', { name: 'fewer runs per SM' })).toBeVisible()
  await row('state').getByRole('button', { name: 'Move state to local' }).press('Enter')
  await expect(card(page, 'Runs per SM')).toContainText('1\u2009024')
  await expect(page.getByRole('treeitem', { name: /^state, local/ })).toBeVisible()
  await undo(page).click()
  await row('delta').getByRole('button', { name: 'delta', exact: true }).click()
  await expect(page.getByRole('treeitem', { name: /^delta, local/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await row('delta').getByRole('button', { name: 'Move delta to shared' }).click()
  await expect(page.getByRole('treeitem', { name: /^delta, shared/ })).toBeVisible()
})

test('a large tree is planned in a worker, on request, and its placement applied', async ({
  page,
}) => {
  const entries = Array.from({ length: 5100 }, (_, i) => buffer(`b${i}`, 1))
  await openDocument(page, entries)
  const section = page.getByRole('region', { name: 'Suggested placement' })
  await section.getByRole('button', { name: 'Plan placements' }).press('Enter')
  await section.getByRole('slider', { name: 'Budget a run' }).press('End')
  await section.getByRole('button', { name: 'Apply: move 5100 buffers' }).click()
  await expect(page.getByRole('treeitem', { name: /^b0, shared/ })).toBeVisible()
  await expect(section.getByText('The layout has changed since it was planned.')).toBeVisible()
})

test('a plan that takes long shows how far it is, and is left by Cancel', async ({ page }) => {
  // Twenty sets of fourteen linked buffers: minutes of work, were it not left.
  const entries = Array.from({ length: 280 }, (_, i) =>
    buffer(`b${i}`, 3 + ((i * 37) % 60), { aliases: i % 14 === 0 ? null : `b${i - 1}` }),
  )
  await openDocument(page, entries)
  const section = page.getByRole('region', { name: 'Suggested placement' })
  const progress = section.getByRole('progressbar', { name: 'Planning placements' })
  await section.getByRole('button', { name: 'Plan placements' }).click()
  await expect(progress).toBeVisible()
  await expect(progress).toHaveAttribute('value', /^0\.\d+$/)
  // The page goes on meanwhile.
  await page.getByRole('treeitem', { name: /^b0, local/ }).click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('b0')
  await section.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(progress).toBeHidden()
  await expect(section.getByText(/is planned on request/)).toBeVisible()
  await page.getByRole('treeitem', { name: /^b0, local/ }).press('1')
  await expect(page.getByRole('treeitem', { name: /^b0, shared/ })).toBeVisible()
  await section.getByRole('button', { name: 'Plan placements' }).press('Enter')
  await expect(progress).toBeVisible()
  await section.getByRole('button', { name: 'Cancel' }).click()
  await expect(section.getByRole('button', { name: 'Plan placements' })).toBeVisible()
})

test('a plan of moderate length follows each edit without being asked for', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  const section = page.getByRole('region', { name: 'Suggested placement' })
  await expect(section.getByText(/now 0 in 0 elements/)).toBeVisible()
  await page.getByRole('treeitem', { name: /^delta, local/ }).click()
  await page.keyboard.press('1')
  await expect(section.getByText(/now 96 in 96 elements/)).toBeVisible()
  await expect(section.getByRole('button', { name: /^Apply: move/ })).toBeEnabled()
})

test('for WebGPU the map has a line of what every device grants, and of what this one does', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const limits = {
      maxComputeWorkgroupStorageSize: 20_480,
      maxComputeInvocationsPerWorkgroup: 256,
    }
    const gpu = { requestAdapter: () => Promise.resolve({ limits }) }
    Object.defineProperty(navigator, 'gpu', { value: gpu })
  })
  await openDocument(page, [buffer('state', 6000, { location: 'shared' })])
  const maps = page.getByRole('region', { name: 'Memory maps' })
  await expect(maps.getByText('this device')).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Target' }).selectOption('webgpu')
  await expect(maps.getByText('WebGPU default')).toBeVisible()
  await expect(maps.getByText('this device')).toBeVisible()
})
