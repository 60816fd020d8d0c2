import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Locator, type Page } from '@playwright/test'

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: /radau_iia_5/ }).click()
  await expect(sharedMap(page)).toBeVisible()
})

function mapNamed(page: Page, name: RegExp): Locator {
  return page.getByRole('region', { name: 'Memory maps' }).getByRole('application', { name })
}

function sharedMap(page: Page): Locator {
  return mapNamed(page, /^Map of shared/)
}

function viewNamed(page: Page, name: string): Locator {
  const group = page.getByRole('group', { name: 'View', exact: true })
  return group.getByRole('radio', { name, exact: true })
}

const localMap = (page: Page) => mapNamed(page, /^Map of local/)
const persistentMap = (page: Page) => mapNamed(page, /^Map of persistent local/)

/** What the inspector shows as selected is what the map says to a screen reader. */
function spoken(page: Page): Locator {
  return page.getByRole('region', { name: 'Memory maps' }).locator('[aria-live="polite"]')
}

function brush(page: Page): Locator {
  return page.getByRole('slider', { name: /memory in sight$/ })
}

async function boxOf(target: Locator) {
  const box = await target.boundingBox()
  if (box === null) throw new Error('it is not on the page')
  return box
}

/** Middle of the widest local array of the sample, cached_auxiliaries. */
async function overCachedAuxiliaries(page: Page) {
  const box = await boxOf(localMap(page))
  const tooltip = page.getByRole('tooltip')
  for (let share = 0.3; share < 0.8; share += 0.02) {
    const [x, y] = [box.x + box.width * share, box.y + box.height / 2]
    await page.mouse.move(x, y)
    if (await tooltip.filter({ hasText: 'cached_auxiliaries' }).isVisible()) return { x, y }
  }
  throw new Error('cached_auxiliaries is nowhere')
}

test('hovering a segment shows its path and bytes, and marks its row in the tree', async ({
  page,
}) => {
  await overCachedAuxiliaries(page)
  const tooltip = page.getByRole('tooltip')
  await expect(tooltip).toContainText('loop / algorithm / cached_auxiliaries')
  await expect(tooltip).toContainText('B')
  await page.mouse.move(5, 5)
  await expect(tooltip).toBeHidden()
})

test('a segment is dragged to another lane: previewed, left with Escape, then dropped', async ({
  page,
}) => {
  const from = await overCachedAuxiliaries(page)
  const strip = page.getByRole('group', { name: 'What changes' })
  const shared = await boxOf(sharedMap(page))
  const drag = async () => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(shared.x + 40, shared.y + 8, { steps: 5 })
    await expect(strip).toContainText('Move cached_auxiliaries to shared')
    await expect(strip).toContainText('Esc leaves it')
  }
  const total = await sharedMap(page).getAttribute('aria-label')
  await drag()
  await expect.poll(() => strip.ariaSnapshot()).toContain('was ')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(strip).toBeHidden()
  expect(await sharedMap(page).getAttribute('aria-label')).toBe(total)
  await drag()
  const previewed = await sharedMap(page).getAttribute('aria-label')
  await page.mouse.up()
  await expect(strip).toBeHidden()
  expect(await sharedMap(page).getAttribute('aria-label')).toBe(previewed)
  expect(previewed).not.toBe(total)
})

test('the wheel zooms about the pointer, empty space pans, 0 shows all', async ({ page }) => {
  const whole = await brush(page).getAttribute('aria-valuetext')
  const box = await boxOf(persistentMap(page))
  await page.mouse.move(box.x + box.width * 0.75, box.y + 10)
  await page.mouse.wheel(0, -400)
  await expect(brush(page)).not.toHaveAttribute('aria-valuetext', whole ?? '')
  const zoomed = await brush(page).getAttribute('aria-valuenow')
  await page.keyboard.press('-')
  await page.keyboard.press('+')
  const at = { x: box.x + box.width - 20, y: box.y + box.height - 4 }
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 200, at.y, { steps: 4 })
  await page.mouse.up()
  await expect(brush(page)).not.toHaveAttribute('aria-valuenow', zoomed ?? '')
  await page.keyboard.press('0')
  await expect(brush(page)).toHaveAttribute('aria-valuetext', whole ?? '')
})

test('the brush of the minimap pans by hand and by keys', async ({ page }) => {
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await expect(brush(page)).not.toHaveAttribute('aria-valuenow', '0')
  await brush(page).focus()
  await page.keyboard.press('Home')
  await expect(brush(page)).toHaveAttribute('aria-valuenow', '0')
  const box = await boxOf(brush(page))
  await page.mouse.move(box.x + box.width * 0.2, box.y + 8)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.4, box.y + 8, { steps: 4 })
  await page.mouse.up()
  await expect(brush(page)).not.toHaveAttribute('aria-valuenow', '0')
})

test('by keys: from segment to segment, into a region and out of it', async ({ page }) => {
  await persistentMap(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(spoken(page)).toContainText('algorithm')
  await page.keyboard.press('ArrowDown')
  await expect(spoken(page)).toContainText('solver_persistent')
  await page.keyboard.press('ArrowRight')
  await expect(spoken(page)).toContainText('stage_increment')
  await expect(page.getByRole('treeitem', { name: /^stage_increment/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('ArrowUp')
  await expect(spoken(page)).toContainText('algorithm')
  await page.keyboard.press('ArrowRight')
  const whole = await brush(page).getAttribute('aria-valuetext')
  await page.keyboard.press('Enter')
  await expect(brush(page)).not.toHaveAttribute('aria-valuetext', whole ?? '')
  await page.keyboard.press('Backspace')
  await expect(brush(page)).toHaveAttribute('aria-valuetext', whole ?? '')
})

test('in the factory view a region is entered and left, and the breadcrumb leads back', async ({
  page,
}) => {
  const crumbs = page.getByRole('navigation', { name: 'Place in the tree' })
  await viewNamed(page, 'Factory').check({ force: true })
  await persistentMap(page).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(crumbs.getByRole('button', { name: 'algorithm' })).toHaveAttribute(
    'aria-current',
    'location',
  )
  const box = await boxOf(persistentMap(page))
  await page.mouse.dblclick(box.x + 3, box.y + 12)
  await persistentMap(page).focus()
  await page.keyboard.press('Backspace')
  await crumbs.getByRole('button', { name: 'loop' }).click()
  await expect(crumbs.getByRole('button', { name: 'loop' })).toHaveAttribute(
    'aria-current',
    'location',
  )
})

test('views are switched by arrows; the block shows stride and banks', async ({ page }) => {
  const group = page.getByRole('group', { name: 'View', exact: true })
  await group.getByRole('radio', { name: 'Run' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(group.getByRole('radio', { name: 'Block' })).toBeChecked()
  await page.getByRole('treeitem', { name: /^delta, local/ }).click()
  await page.keyboard.press('1')
  await expect(
    page.getByRole('application', { name: /^Map of a block: .* runs, stride/ }),
  ).toBeVisible()
  await page.getByRole('checkbox', { name: 'Colour by bank' }).check()
  const box = await boxOf(page.getByRole('application', { name: /^Map of a block/ }))
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await expect(page.getByRole('tooltip')).toContainText(/run 1, word .*, bank \d+/)
})

test('the table sorts, filters and selects', async ({ page }) => {
  await viewNamed(page, 'Table').check({ force: true })
  const table = page.getByRole('grid', { name: 'Buffers' })
  await table.getByRole('button', { name: 'Size' }).click()
  await table.getByRole('button', { name: 'Size' }).click()
  await expect(table.getByRole('columnheader', { name: 'Size' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await expect(table.getByRole('row').nth(1)).toContainText('cached_auxiliaries')
  await page.getByRole('searchbox', { name: 'Filter the table' }).fill('solver delta')
  await expect(table.getByRole('row')).toHaveCount(2)
  await table.focus()
  await page.keyboard.press('Home')
  await expect(table.getByRole('row').nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('treeitem', { name: /^delta/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
})

for (const view of ['Factory', 'Run', 'Block', 'Table'] as const)
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing in the view ${view}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await viewNamed(page, view).check({ force: true })
      await page.getByRole('treeitem', { name: /^delta/ }).click()
      const { violations } = await new AxeBuilder({ page })
        .include('section[aria-label="Memory maps"]')
        .analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    })

test('the map is exported as SVG from the palette and as PNG from the menu', async ({ page }) => {
  const svg = page.waitForEvent('download')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).fill('map as SVG')
  await page.keyboard.press('Enter')
  expect((await svg).suggestedFilename()).toMatch(/^radau_iia_5.*\.svg$/)
  const png = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Export the map as PNG' }).click()
  const file = await png
  expect(file.suggestedFilename()).toMatch(/^radau_iia_5.*\.png$/)
  expect(
    readFileSync(await file.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
})
