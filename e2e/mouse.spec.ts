import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { chooseFile, downloaded, exported, openSample, rowOf, said, treeOf } from './workbench.ts'

test.beforeEach(async ({ page }) => {
  await openSample(page, /crank_nicolson/)
})

test('by mouse: a buffer is added, named, sized, duplicated and deleted', async ({ page }) => {
  await rowOf(page, 'controller,').click()
  await page.getByRole('button', { name: 'Add a buffer' }).click()
  await page.getByLabel('New name of buffer').fill('scratch')
  // Leaving the field keeps the old name; the field of the inspector keeps the new one.
  await page.getByLabel('Name', { exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill('scratch')
  await page.getByLabel('Size', { exact: true }).click()
  await page.getByLabel('Size', { exact: true }).fill('12')
  await page.getByRole('heading', { name: 'scratch' }).click()
  const row = rowOf(page, 'scratch, local, 12 elements')
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await rowOf(page, 'scratch_copy, local, 12').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Delete/ }).click()
  await expect(rowOf(page, 'scratch_copy')).toHaveCount(0)
  await row.dblclick()
  await expect(page.getByLabel('New name of scratch')).toBeFocused()
})

test('by mouse: a wrong size says why, and is not left behind', async ({ page }) => {
  await rowOf(page, 'state, local').click()
  await page.getByLabel('Size', { exact: true }).fill('2.5')
  await page.getByRole('heading', { name: 'state' }).click()
  await expect(page.getByRole('alert')).toContainText('2.5')
  await expect(rowOf(page, 'state, local, 32 elements')).toBeVisible()
})

test('by mouse: a factory is added below another, named and deleted with all below it', async ({
  page,
}) => {
  await rowOf(page, 'controller,').click()
  await page.getByRole('button', { name: 'Add a child' }).click()
  await page.getByLabel('New name of factory').fill('inner')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'inner,')).toHaveAttribute('aria-level', '3')
  await rowOf(page, 'controller,').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect(page.getByRole('treeitem', { name: /^inner,/ })).toHaveCount(2)
  await rowOf(page, 'controller_copy,').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Move up in order/ }).click()
  await expect(said(page, 'Move controller_copy up.')).toBeAttached()
  await rowOf(page, 'controller_copy,').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Delete/ }).click()
  await rowOf(page, 'controller,').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Delete/ }).click()
  await expect(rowOf(page, 'controller,')).toHaveCount(0)
  await expect(rowOf(page, 'inner,')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(rowOf(page, 'inner,')).toBeVisible()
  await expect(rowOf(page, 'controller,')).toHaveAttribute('aria-selected', 'true')
})

test('by mouse: the row menu moves in order, pins, and sends to another factory', async ({
  page,
}) => {
  const menu = async (item: RegExp) => {
    await rowOf(page, 'error, local').click({ button: 'right' })
    await page.getByRole('menuitem', { name: item }).click()
  }
  await menu(/^Move up in order/)
  await menu(/^Pin or unpin/)
  await menu(/^Persistent or not/)
  await menu(/^Move into another factory/)
  await page.getByRole('option', { name: 'loop/controller' }).click()
  await page.getByRole('tab', { name: 'History' }).click()
  for (const step of [
    'Move error up',
    'Pin error',
    'Persistent: error',
    'Move error to the end of loop/controller',
  ])
    await expect(page.getByText(step, { exact: true })).toBeVisible()
})

test('by mouse: every view is one click away, and the row that is pointed at is marked everywhere', async ({
  page,
}) => {
  const views = page.getByRole('group', { name: 'View', exact: true })
  await views.getByText('Factory', { exact: true }).click()
  await expect(page.getByText('this factory’s own offsets').first()).toBeVisible()
  await rowOf(page, 'error, local').click()
  await page.getByRole('group', { name: 'Move to' }).getByText('shared').click()
  await views.getByText('Block', { exact: true }).click()
  await expect(page.getByRole('application', { name: /^Map of a block/ })).toBeVisible()
  await views.getByText('Diff', { exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Compare with' })).toBeVisible()
  await views.getByText('Table', { exact: true }).click()
  const tableRow = page.getByRole('grid').getByRole('row').filter({ hasText: 'delta' })
  await tableRow.hover()
  await expect(rowOf(page, 'delta, local')).toHaveClass(/row--hovered/)
  await rowOf(page, 'residual, local').hover()
  await expect(rowOf(page, 'delta, local')).not.toHaveClass(/row--hovered/)
  await tableRow.click()
  await expect(rowOf(page, 'delta, local')).toHaveAttribute('aria-selected', 'true')
  await views.getByText('Run', { exact: true }).click()
  const map = page.getByRole('application', { name: /^Map of persistent local/ })
  await map.hover({ position: { x: 20, y: 60 } })
  await expect(rowOf(page, 'prev_theta, persistent')).toHaveClass(/row--hovered/)
  await map.click({ position: { x: 20, y: 60 } })
  await expect(rowOf(page, 'prev_theta, persistent')).toHaveAttribute('aria-selected', 'true')
})

test('by mouse: units, radix, theme, palette and shortcuts stand in the toolbar', async ({
  page,
}) => {
  await rowOf(page, 'parameters, local').click()
  const bytes = page.getByRole('complementary', { name: 'Inspector' }).getByText('12 B')
  await page.getByRole('group', { name: 'Units' }).getByText('bytes').click()
  await expect(bytes.first()).toBeVisible()
  await page.getByRole('group', { name: 'Radix' }).getByText('hex').click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('0xc B')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'Command palette' }).click()
  await page.getByRole('option', { name: /^Collapse all factories/ }).click()
  await expect(page.getByRole('treeitem')).toHaveCount(1)
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Move into another factory')
  await sheet.getByRole('button', { name: 'Close' }).click()
  await expect(sheet).toBeHidden()
  await page.getByRole('button', { name: 'What the marks mean' }).click()
  const marks = page.getByRole('dialog', { name: 'What the marks mean' })
  for (const said of ['An alias', 'Padding', 'Coloured by bank', 'A limit', 'Memory of a child'])
    await expect(marks).toContainText(said)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+H')
  await expect(marks).toBeVisible()
})

test('by mouse: search, then a click on a match', async ({ page }) => {
  await page.getByRole('searchbox', { name: /Find|Search/ }).click()
  await page.keyboard.type('theta')
  await expect(rowOf(page, 'prev_theta')).toHaveClass(/row--match/)
  await rowOf(page, 'prev_theta').click()
  await expect(page.getByRole('heading', { name: 'prev_theta' })).toBeVisible()
})

test('by mouse: the document is closed, opened again from the list, and exported in every form', async ({
  page,
}) => {
  const before = await exported(page)
  const menu = async (button: string, item: RegExp) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await menu('Open', /^Close the document/)
  await page.getByRole('button', { name: 'Open recent' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^crank_nicolson/ })
    .click()
  await expect(treeOf(page)).toBeVisible()
  expect(await downloaded(page, () => menu('Export', /^Export the layout as JSON/))).toBe(before)
  const svg = await downloaded(page, () => menu('Export', /as SVG/))
  expect(svg).toContain('prev_theta')
  await menu('Export', /^Show code/)
  await expect(page.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true')
})

test('by mouse: a file is chosen by the button of the empty page', async ({ page }) => {
  const text = await exported(page)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  const open = page.getByRole('menuitem', { name: /^Open a file/ })
  await chooseFile(page, () => open.click(), { name: 'again.json', text })
  await expect(said(page, 'Opened crank_nicolson')).toBeAttached()
})
