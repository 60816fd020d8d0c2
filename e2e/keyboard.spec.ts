import { expect, test } from '@playwright/test'
import { downloaded, exported, openSample, rowOf, said, treeOf } from './workbench.ts'

test.beforeEach(async ({ page }) => {
  await openSample(page, /crank_nicolson/)
  await treeOf(page).focus()
})

test('by keyboard: a factory is added, named, deleted, and the step undone and done again', async ({
  page,
}) => {
  await page.keyboard.type('contr')
  await page.keyboard.press('Shift+N')
  await page.getByLabel('New name of factory').fill('inner')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'inner,')).toHaveAttribute('aria-level', '3')
  await expect(treeOf(page)).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(rowOf(page, 'inner,')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(rowOf(page, 'inner,')).toBeVisible()
  await page.keyboard.press('Control+y')
  await expect(rowOf(page, 'inner,')).toHaveCount(0)
})

test('by keyboard: a factory is duplicated and moved in order, and a key that cannot act says why', async ({
  page,
}) => {
  await page.keyboard.type('contr')
  await page.keyboard.press('Control+d')
  await expect(rowOf(page, 'controller_copy,')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(said(page, 'Move controller_copy up.')).toBeAttached()
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(said(page, 'controller_copy cannot go further down.')).toBeAttached()
  await page.keyboard.press('1')
  await expect(said(page, 'Move to shared: select a buffer first.')).toBeAttached()
  await page.keyboard.press('Home')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(said(page, 'loop is a root, and roots have no order.')).toBeAttached()
})

test('by keyboard: renamed, pinned, persistent, and the menu of a row', async ({ page }) => {
  await page.keyboard.type('err')
  await page.keyboard.press('F2')
  await page.getByLabel('New name of error').fill('defect')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+P')
  await page.keyboard.press('Shift+T')
  await expect(page.getByRole('checkbox', { name: 'Pinned' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Must survive calls' })).toBeChecked()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(said(page, 'Move defect down.')).toBeAttached()
})

test('by keyboard: type and alias by the fields of the inspector', async ({ page }) => {
  await page.keyboard.type('err')
  await page.getByLabel('Type').focus()
  await page.keyboard.type('float64')
  await expect(said(page, 'Type of error: float64.')).toBeAttached()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Alias of')).toBeFocused()
  await page.keyboard.type('state')
  await expect(said(page, 'error aliases state.')).toBeAttached()
})

test('by keyboard: rows are selected with Shift and move together', async ({ page }) => {
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('1')
  await expect(said(page, /Move \w+, \w+ and \w+ to shared\./)).toBeAttached()
  await page.keyboard.press('Control+d')
  await expect(said(page, 'Duplicate 3 buffers.')).toBeAttached()
})

test('by keyboard: the selection is fitted, panned, and all is shown again', async ({ page }) => {
  const brush = page.getByRole('slider', { name: /memory in sight$/ })
  const whole = (await brush.getAttribute('aria-valuetext')) ?? ''
  await page.keyboard.type('prev')
  // In the tree a letter alone goes to the next name.
  await page.keyboard.press('Shift+F')
  await expect(brush).not.toHaveAttribute('aria-valuetext', whole)
  const fitted = (await brush.getAttribute('aria-valuetext')) ?? ''
  await page.getByRole('application', { name: /^Map of persistent local/ }).focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(brush).not.toHaveAttribute('aria-valuetext', fitted)
  await page.keyboard.press('0')
  await expect(brush).toHaveAttribute('aria-valuetext', whole)
})

test('by keyboard: every view, the table sorted and filtered, and the row selected everywhere', async ({
  page,
}) => {
  await page.keyboard.type('err')
  await page.keyboard.press('1')
  await page.keyboard.press('Alt+1')
  await expect(page.getByText('this factory’s own offsets').first()).toBeVisible()
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('application', { name: /^Map of a block/ })).toBeVisible()
  await page.keyboard.press('Alt+2')
  await expect(page.getByText('one run’s slice of the block')).toBeVisible()
  await page.keyboard.press('Alt+4')
  const table = page.getByRole('grid', { name: 'Buffers' })
  await table.getByRole('button', { name: 'Buffer', exact: true }).press('Enter')
  await expect(table.getByRole('row').nth(1)).toContainText('accept_step')
  await page.getByRole('searchbox', { name: 'Filter the table' }).focus()
  await page.keyboard.type('solver')
  await table.focus()
  await page.keyboard.press('End')
  const last = rowOf(page, 'temp, local')
  await expect(last).toHaveAttribute('aria-selected', 'true')
})

test('by keyboard: compared with a step and with what the program recorded', async ({ page }) => {
  await page.keyboard.type('err')
  await page.keyboard.press('1')
  await page.keyboard.press('Alt+5')
  const choice = page.getByRole('combobox', { name: 'Compare with' })
  await choice.focus()
  await page.keyboard.type('1. Open')
  const differences = page.getByRole('group', { name: 'Differences' })
  await expect(differences.getByRole('button', { name: /^error of .*: relocated/ })).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(choice).toHaveValue('recorded')
  await expect(differences.getByRole('button', { name: /^error of/ }).first()).toBeVisible()
})

test('by keyboard: theme and units from the palette, a link from its key', async ({ page }) => {
  const run = async (words: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Command palette' }).fill(words)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await run('Theme: dark')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await run('Units: bytes')
  await expect(page.getByRole('radio', { name: 'bytes', exact: true })).toBeChecked()
  const before = await exported(page)
  expect(await downloaded(page, () => run('map as SVG'))).toContain('<svg')
  await page.keyboard.press('Shift+S')
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await page.keyboard.press('Escape')
  await page.goto('/')
  await page.goto(link)
  await page.reload()
  await expect(page.getByRole('treeitem').first()).toBeVisible()
  expect(await exported(page)).toBe(before)
})
