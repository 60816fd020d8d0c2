import { expect, test } from '@playwright/test'
import { buffer, fileOf, moveToShared, openDocument, tab } from './drawerPage.ts'
import { chooseFile, openSample } from './workbench.ts'

test('a diff with another file lists what changed, and what the two are set to', async ({
  page,
}) => {
  await openDocument(page, [
    ...[buffer('state', 4), buffer('gone', 8, { location: 'shared' }), buffer('calm', 3)],
    buffer('kept', 5, { dtype: 'float64' }),
  ])
  await page.getByText('Diff', { exact: true }).click()
  const open = page.getByRole('button', { name: 'Open a file…' })
  const other = fileOf([
    ...[buffer('state', 6), buffer('new', 2, { location: 'shared' }), buffer('quiet', 3)],
    buffer('kept', 5, { persistent: true }),
  ])
  await chooseFile(page, () => open.click(), other)
  const table = page.getByRole('group', { name: 'Differences' })
  await expect(table.getByRole('button', { name: /^state of loop: resized/ })).toBeVisible()
  await expect(table.getByRole('button', { name: /^gone of loop: added/ })).toBeVisible()
  await expect(table.getByRole('button', { name: /^new of loop: removed/ })).toBeVisible()
  await expect(
    table.getByRole('button', { name: /^calm of loop: renamed from quiet/ }),
  ).toBeVisible()
  const row = (words: RegExp) => expect(table.getByRole('button', { name: words })).toBeAttached()
  await row(/^kept of loop: type, small.json float32, now float64/)
  await row(/^kept of loop: must survive, small.json yes, now no/)
  // All three memories: of the local arrays, the bytes of their own types.
  const totals = page.locator('.arena-diff__total')
  await expect(totals).toHaveText([/before: 2 → 8/, /persistent 0/, /before: 14 → 17/])
  await expect(
    page.getByRole('img', { name: /^local: small.json 14 elements, now 17 elements/ }),
  ).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Compare with' })).toHaveValue('this file')
  await page.getByRole('button', { name: 'Swap', exact: true }).click()
  await expect(table.getByRole('button', { name: /^gone of loop: removed/ })).toBeVisible()
  await expect(table.getByRole('button', { name: /^new of loop: added/ })).toBeVisible()
  await expect(page.getByText(/before: now/)).toBeVisible()
})

test('a diff at 1280 by 720 shows each place whole, and its last row is reached', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  const late = Array.from({ length: 9 }, (_, at) =>
    buffer(`work_${at}`, 1000, { location: 'persistent_local' }),
  )
  await openDocument(page, [buffer('first', 12_345, { location: 'persistent_local' }), ...late])
  await page.getByRole('treeitem', { name: /^first/ }).click()
  await page.keyboard.press('2')
  await tab(page, 'History').click()
  await page.getByRole('button', { name: 'Compare with now: Open', exact: false }).click()
  await page.getByRole('button', { name: /^show \d+ that follow/ }).click()
  const row = page.getByRole('button', { name: /^work_8 of loop: moved/ })
  await row.scrollIntoViewIfNeeded()
  await expect(row).toBeInViewport({ ratio: 1 })
  const cut = await page
    .locator('.diff-row__side')
    .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length)
  expect(cut).toBe(0)
})

test('what the program recorded is compared by mouse, and follows an edit', async ({ page }) => {
  await openSample(page, /radau_iia_5/)
  await page.getByText('Diff', { exact: true }).click()
  const choice = page.getByRole('combobox', { name: 'Compare with' })
  await choice.selectOption('what the program recorded')
  await expect(page.getByText('The two layouts are equal')).toBeVisible()
  await expect(page.getByText('no entry changed')).toBeVisible()
  await moveToShared(page, 'delta')
  const table = page.getByRole('group', { name: 'Differences' })
  const row = table.getByRole('button', { name: /^delta of .*: relocated, recorded local 96/ })
  await expect(row).toBeVisible()
  await expect(page.locator('.arena-diff__total').first()).toHaveText(/before: 0 → 96/)
  await expect(page.getByRole('button', { name: 'Swap', exact: true })).toBeHidden()
  await row.click()
  await expect(page.getByRole('treeitem', { name: /^delta, shared/ }).first()).toHaveAttribute(
    'aria-selected',
    'true',
  )
})
