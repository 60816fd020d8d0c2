import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { buffer, moveToShared, openDocument, tab, TABS } from './drawerPage.ts'
import { openSample, paste } from './workbench.ts'

test('all parts of the page follow an edit, and agree after many quick ones', async ({ page }) => {
  await openDocument(page, [buffer('big', 20_000), buffer('small', 8, { location: 'shared' })])
  const told = async () => ({
    cards: await page.getByRole('list', { name: 'Launch, exact' }).innerText(),
    badge: await tab(page, 'Findings').innerText(),
    total: await page.getByTestId('total-shared').innerText(),
    overview: await page
      .locator('.minimap__canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()),
    move: await page.getByRole('group', { name: 'Move to' }).innerText(),
    dots: await page.getByRole('treeitem').getByRole('img').count(),
  })
  const settled = async () => {
    let last = await told()
    await expect(async () => {
      const before = last
      last = await told()
      expect(last).toEqual(before)
    }).toPass()
    return last
  }
  await page.getByRole('treeitem', { name: /^big/ }).click()
  const local = await settled()
  await page.keyboard.press('1')
  await expect(page.getByRole('list', { name: 'Launch, exact' })).not.toHaveText(local.cards)
  const shared = await settled()
  for (const part of ['cards', 'badge', 'total', 'overview', 'move'] as const)
    expect(shared[part]).not.toBe(local[part])
  for (let again = 0; again < 5; again++)
    for (const key of ['2', '1']) await page.keyboard.press(key)
  await expect.poll(told).toEqual(shared)
  await page.keyboard.press('2')
  await expect.poll(told).toEqual(local)
})

test('the tabs: arrows go round, Home and End to the ends, and the panel follows', async ({
  page,
}) => {
  await openSample(page, /tsit5/)
  await tab(page, 'Launch').focus()
  for (const name of [...TABS.slice(1), 'Launch'] as const) {
    await page.keyboard.press('ArrowRight')
    await expect(tab(page, name)).toBeFocused()
    await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tabpanel', { name: new RegExp(`^${name}`) })).toBeVisible()
  }
  await page.keyboard.press('End')
  await expect(tab(page, 'History')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(tab(page, 'Launch')).toBeFocused()
})

test('findings: the place selects, the fix mends in one step, and nothing to mend is said', async ({
  page,
}) => {
  await openDocument(page, [buffer('state', 4), buffer('kept', 8, { persistent: true })])
  await expect(tab(page, 'Findings')).toHaveAccessibleName('Findings 1 warning')
  await tab(page, 'Findings').click()
  const panel = page.getByRole('tabpanel', { name: /^Findings/ })
  await panel.getByRole('button', { name: /loop · kept/ }).click()
  await expect(page.getByRole('treeitem', { name: /^kept/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await panel.getByRole('button', { name: /Warnings/ }).click()
  await expect(panel.getByText('All findings are filtered out.')).toBeVisible()
  await panel.getByRole('button', { name: /Warnings/ }).press('Enter')
  await panel
    .getByRole('button', { name: /^Move kept to local$|^Move kept to persistent$/ })
    .press('Enter')
  await expect(panel.getByText('Nothing to mend')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(
    panel.getByRole('button', { name: /^Move kept to local$|^Move kept to persistent$/ }),
  ).toBeVisible()
})

test('a fix names what it moves: on its button, in its tooltip and in the history', async ({
  page,
}) => {
  const names = ['state', 'delta', 'error', 'work', 'kept']
  await openDocument(
    page,
    names.map((name) => buffer(name, 13_000, { location: 'shared' })),
  )
  await expect(tab(page, 'Findings')).toHaveAccessibleName('Findings 1 error')
  await tab(page, 'Findings').press('Enter')
  const panel = page.getByRole('tabpanel', { name: /^Findings/ })
  const fix = panel.getByRole('button', { name: 'Move state, delta and 3 more to local' })
  await expect(fix).toHaveAttribute(
    'title',
    'state of loop, delta of loop, error of loop, work of loop, kept of loop',
  )
  await fix.press('Enter')
  await expect(panel.getByText('Nothing to mend')).toBeVisible()
  await expect(tab(page, 'Findings')).toHaveAccessibleName('Findings')
  await tab(page, 'History').click()
  await expect(
    page.getByRole('button', { name: /Move state, delta and 3 more to local/ }).first(),
  ).toBeVisible()
})

test('code by mouse: a line selects its buffer, and a selection finds its lines', async ({
  page,
}) => {
  await openSample(page, /radau_iia_5/)
  await tab(page, 'Code').click()
  const code = page.getByRole('group', { name: 'Numba, code' })
  await moveToShared(page, 'delta')
  await expect(code.getByText('# "delta": shared [0:96], float32')).toBeVisible()
  await code.getByText('# "residual": local, 96 long, float32').click()
  await expect(page.getByRole('treeitem', { name: /^residual/ }).first()).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.getByText('CUDA C++', { exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Save / }).click()
  expect((await download).suggestedFilename()).toMatch(/\.cuh$/)
})

test('code by keyboard: targets, the walk from buffer to buffer, and copying', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSample(page, /tsit5/)
  await tab(page, 'Code').click()
  await page.getByRole('radio', { name: 'Numba' }).focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'cubie settings' })).toBeChecked()
  await page.getByRole('button', { name: 'Copy', exact: true }).press('Enter')
  await expect(page.getByText('cubie settings is on the clipboard.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('solver = Solver')
  await page.getByRole('radio', { name: 'cubie settings' }).press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Numba' })).toBeChecked()
  await page.getByRole('button', { name: 'Next buffer in the code' }).press('Enter')
  await page.getByRole('button', { name: 'Next buffer in the code' }).press('Enter')
  await expect(page.locator('[data-mark="selected"]').first()).toBeVisible()
})

test('verification: a verdict names who spoke, turns stale, and the recorded layout is another test', async ({
  page,
}) => {
  await openSample(page, /radau_iia_5/)
  await tab(page, 'Verification').click()
  const panel = page.getByRole('tabpanel', { name: 'Verification' })
  await expect(panel.getByText('Not verified yet')).toBeVisible()
  await panel.getByRole('combobox', { name: 'Program' }).selectOption('table')
  await panel.getByRole('button', { name: 'Verify', exact: true }).press('Enter')
  await expect(panel.getByRole('heading', { name: 'Proven by table' })).toBeVisible({
    timeout: 30_000,
  })
  await expect(panel.getByText('WebGPU', { exact: true })).toBeVisible()
  await expect(panel.getByText(/swiftshader/i)).toBeVisible()
  await panel.getByRole('button', { name: 'Show the kernel' }).click()
  await expect(panel.getByRole('group', { name: 'The kernel, WGSL' })).toBeVisible()

  await moveToShared(page, 'delta')
  await expect(panel.getByText('Stale.')).toBeVisible()
  await panel.getByText('recorded', { exact: true }).click()
  await panel.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(panel.getByRole('heading', { name: 'Disproven', exact: true })).toBeVisible({
    timeout: 30_000,
  })
  await page.getByRole('treeitem', { name: /^loop/ }).first().click()
  const faults = panel.getByRole('list', { name: 'Buffers disproven' })
  await faults.getByRole('button', { name: /· solver_shared$/ }).click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('solver')
})

test('verification: checking after every edit speaks by the table kernel', async ({ page }) => {
  await openSample(page, /tsit5/)
  await tab(page, 'Verification').click()
  const panel = page.getByRole('tabpanel', { name: 'Verification' })
  await panel.getByRole('checkbox', { name: 'Check after every edit' }).press('Space')
  await expect(panel.getByRole('heading', { name: 'Proven by table' })).toBeVisible({
    timeout: 30_000,
  })
  await moveToShared(page, 'state')
  await expect(panel.getByText('Stale.')).toBeHidden()
  await expect(panel.getByRole('heading', { name: 'Proven by table' })).toBeVisible()
})

test('history by mouse: a step is gone to, and compared with now', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  await moveToShared(page, 'delta')
  await moveToShared(page, 'residual')
  await tab(page, 'History').click()
  await page.getByRole('button', { name: 'Compare with now: Open', exact: false }).click()
  const row = page.getByRole('button', { name: /^delta of .*: relocated, then local/ })
  await expect(row).toBeVisible()
  await expect(page.getByRole('button', { name: / of .*: moved,/ })).toHaveCount(0)
  await page.getByRole('button', { name: /^show \d+ that follow/ }).click()
  await expect(page.getByRole('button', { name: / of .*: moved,/ }).first()).toBeVisible()
  await row.click()
  await expect(page.getByRole('treeitem', { name: /^delta/ }).first()).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.getByRole('checkbox', { name: 'Only changes' }).uncheck()
  await expect(page.getByRole('button', { name: /: unchanged,/ }).first()).toBeVisible()
  await page.getByRole('button', { name: /^1 ?Open/ }).click()
  await expect(page.getByRole('treeitem', { name: /^delta, local/ }).first()).toBeVisible()
})

test('history by keyboard: arrows and Enter go to a step', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  await moveToShared(page, 'delta')
  await tab(page, 'History').focus()
  await page.keyboard.press('Enter')
  const present = page.locator('[aria-current="step"]')
  await expect(present).toContainText('Move delta to shared')
  await present.focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('button', { name: /^1 ?Open/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: /^delta, local/ }).first()).toBeVisible()
})

test('an empty document, and a run over every limit, are said on every tab', async ({ page }) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await openDocument(page, [buffer('huge', 2_000_000, { location: 'shared' })])
  await expect(page.getByRole('list', { name: 'Launch, exact' })).toContainText('none launches')
  for (const name of TABS) await tab(page, name).click()
  await page.goto('/')
  const text =
    '{"format":"bufferscope-layout","version":1,"name":"empty","roots":[],"factories":[]}'
  await paste(page, text)
  await tab(page, 'Launch').click()
  await expect(page.getByText('Nothing to launch yet')).toBeVisible()
  for (const name of TABS) await tab(page, name).click()
  expect(problems).toEqual([])
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any drawer, ${theme}`, async ({ page }) => {
    test.slow()
    await openSample(page, /radau_iia_5/)
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemradio', { name: theme }).click()
    await moveToShared(page, 'delta')
    for (const name of TABS) {
      await tab(page, name).click()
      await expect(page.getByRole('tabpanel', { name: new RegExp(`^${name}`) })).not.toBeEmpty()
      if (name === 'Verification') {
        await page.getByText('recorded', { exact: true }).click()
        await page
          .getByRole('tabpanel')
          .getByRole('button', { name: 'Verify', exact: true })
          .click()
        await expect(page.getByRole('heading', { name: 'Disproven', exact: true })).toBeVisible({
          timeout: 30_000,
        })
      }
      const { violations } = await new AxeBuilder({ page }).include('.drawer').analyze()
      expect(violations, name).toEqual([])
    }
    await page.getByRole('button', { name: 'Compare with now: Open', exact: false }).click()
    await expect(page.getByRole('group', { name: 'Differences' })).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).include('.diff').analyze()
    expect(violations, 'Diff').toEqual([])
  })
}
