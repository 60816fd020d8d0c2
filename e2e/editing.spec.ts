import { expect, test, type Locator } from '@playwright/test'
import { openSample, rowOf, said, treeOf } from './workbench.ts'

test.beforeEach(async ({ page }) => {
  await openSample(page, /crank_nicolson/)
})

test('add, rename, resize, duplicate and delete by keyboard', async ({ page }) => {
  await rowOf(page, 'loop, IVPLoop').click()
  await page.keyboard.press('Insert')
  await page.getByLabel('New name of buffer').fill('scratch')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'scratch, local, 1 element')).toBeVisible()

  await page.getByLabel('Size', { exact: true }).fill('12')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'scratch, local, 12 elements')).toBeVisible()

  await treeOf(page).focus()
  await page.keyboard.press('Control+d')
  await expect(rowOf(page, 'scratch_copy, local, 12 elements')).toBeVisible()
  // What was made is selected, and when it is gone what stands beside it.
  await page.keyboard.press('Delete')
  await expect(rowOf(page, 'scratch_copy')).toHaveCount(0)
  await expect(rowOf(page, 'scratch')).toHaveAttribute('aria-selected', 'true')
  // Undo selects what it brings back, and where it takes a copy away, what that was copied from.
  await page.keyboard.press('Control+z')
  await expect(rowOf(page, 'scratch_copy')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+z')
  await expect(rowOf(page, 'scratch_copy')).toHaveCount(0)
  await expect(rowOf(page, 'scratch')).toHaveAttribute('aria-selected', 'true')
})

test('a wrong value says why beside its field and never reaches the model', async ({ page }) => {
  await rowOf(page, 'state, local').click()
  await page.getByLabel('Size', { exact: true }).fill('-3')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('-3 must be a whole number')
  await expect(rowOf(page, 'state, local, 32 elements')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Size', { exact: true })).toHaveValue('32')
  await page.getByLabel('Name', { exact: true }).fill('error')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('error')
})

test('type, alias, persistent and pin in the inspector', async ({ page }) => {
  await rowOf(page, 'state, local').click()
  await page.getByLabel('Type').selectOption('float64')
  await page.getByLabel('Alias of').selectOption('proposed_state')
  await page.getByRole('checkbox', { name: 'Must survive calls' }).check()
  await page.getByRole('checkbox', { name: 'Pinned' }).check()
  await page.getByRole('tab', { name: 'History' }).click()
  for (const step of ['Type of state: float64', 'state aliases proposed_state', 'Pin state'])
    await expect(page.getByText(step, { exact: true })).toBeVisible()
})

test('reorder by keys, and by dragging a row to the place of another', async ({ page }) => {
  await rowOf(page, 'proposed_state').click()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('treeitem').nth(1)).toHaveAccessibleName(/^proposed_state/)
  await rowOf(page, 'state, local').hover()
  await page.mouse.down()
  const first = await page.getByRole('treeitem').nth(1).boundingBox()
  if (first === null) throw new Error('the tree has no first row')
  await page.mouse.move(first.x + 60, first.y + 12, { steps: 5 })
  await page.mouse.up()
  await expect(page.getByRole('treeitem').nth(1)).toHaveAccessibleName(/^state/)
})

test('a buffer is dragged into another factory, and a factory gets another parent', async ({
  page,
}) => {
  const target = await rowOf(page, 'controller,').boundingBox()
  if (target === null) throw new Error('no controller')
  await rowOf(page, 'error, local').hover()
  await page.mouse.down()
  await page.mouse.move(target.x + 60, target.y + 12, { steps: 5 })
  await page.mouse.up()
  await expect(said(page, /Move error to the end of loop\/controller/)).toBeAttached()

  await rowOf(page, 'controller,').click()
  await page.getByLabel('Parent').selectOption({ label: 'loop/algorithm' })
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(
    page.getByText('Move loop/controller under loop/algorithm', { exact: true }),
  ).toBeVisible()
})

test('several buffers are selected with Shift and move together as one step', async ({ page }) => {
  await rowOf(page, 'state, local').click()
  await rowOf(page, 'parameters, local').click({ modifiers: ['Shift'] })
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('3 buffers')
  await treeOf(page).focus()
  await page.keyboard.press('1')
  await expect(said(page, /Move \w+, \w+ and \w+ to shared/)).toBeAttached()
  await expect(rowOf(page, 'proposed_state, shared')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(rowOf(page, 'state, local')).toBeVisible()
})

test('the row menu offers what the keys do', async ({ page }) => {
  await rowOf(page, 'state, local').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /Move to persistent/ }).click()
  await expect(rowOf(page, 'state, persistent')).toBeVisible()
})

test('the menu of a row, or of a segment, opens beside it: by its keys, and by a right click', async ({
  page,
}) => {
  const menu = page.getByRole('menu', { name: 'Actions for the selection' })
  const boxOf = async (target: Locator) => {
    const box = await target.boundingBox()
    if (box === null) throw new Error('it is not on the page')
    return box
  }
  const row = rowOf(page, 'proposed_state')
  await row.click()
  for (const keys of ['ContextMenu', 'Shift+F10']) {
    await treeOf(page).focus()
    await page.keyboard.press(keys)
    const [at, opened] = [await boxOf(row), await boxOf(menu)]
    expect(Math.abs(opened.y - at.y - at.height)).toBeLessThan(6)
    expect(Math.abs(opened.x - at.x - 40)).toBeLessThan(6)
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await expect(row).toHaveAttribute('aria-selected', 'true')
  }
  const map = page.getByRole('application', { name: /^Map of local/ })
  await map.focus()
  for (const keys of ['ContextMenu', 'Shift+F10']) {
    await page.keyboard.press(keys)
    const [at, opened] = [await boxOf(map), await boxOf(menu)]
    // The second of the wide arrays: far left of the middle of the map.
    expect(opened.x - at.x).toBeGreaterThan(at.width * 0.1)
    expect(opened.x - at.x).toBeLessThan(at.width * 0.25)
    await page.keyboard.press('Escape')
    await expect(map).toBeFocused()
  }
  const box = await boxOf(map)
  await map.click({ button: 'right', position: { x: 20, y: 12 } })
  await expect(rowOf(page, 'state, local')).toHaveAttribute('aria-selected', 'true')
  await menu.getByRole('menuitem', { name: /Move to shared/ }).click()
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  // Where nothing lies there is no menu.
  const shared = page.getByRole('application', { name: /^Map of shared/ })
  await shared.click({ button: 'right', position: { x: box.width - 4, y: 20 } })
  await expect(menu).toBeHidden()
})

test('search lights up matches, and Enter goes round', async ({ page }) => {
  await page.keyboard.press('Control+f')
  await page.keyboard.type('in:local size>=32')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/^state, local/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAccessibleName(
    /^proposed_state/,
  )
})

test('the tree follows the keys of its pattern', async ({ page }) => {
  await treeOf(page).focus()
  await page.keyboard.press('End')
  const last = await page.getByRole('treeitem', { selected: true }).getAttribute('aria-label')
  await page.keyboard.press('Home')
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/^loop/)
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('treeitem')).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/^state/)
  expect(last).not.toMatch(/^loop/)
})
