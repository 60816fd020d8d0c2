import { expect, test, type Page } from '@playwright/test'
import { exported, openSample, paste, rowOf, said, treeOf } from './workbench.ts'

test.beforeEach(async ({ page }) => {
  await openSample(page, /crank_nicolson/)
})

/** Presses a row and carries it over another; the hand still holds it. */
async function carry(page: Page, from: string, to: string): Promise<void> {
  await rowOf(page, from).hover()
  await page.mouse.down()
  const box = await rowOf(page, to).boundingBox()
  if (box === null) throw new Error(`no row ${to}`)
  await page.mouse.move(box.x + 60, box.y + 12, { steps: 5 })
}

function levelOf(page: Page, label: string) {
  return rowOf(page, label).getAttribute('aria-level')
}

test('a factory is dragged under another: previewed everywhere, left with Escape, dropped, undone', async ({
  page,
}) => {
  const before = await exported(page)
  const strip = page.getByRole('group', { name: 'What changes' })
  const arena = page.getByRole('application', { name: /^Map of persistent local/ })
  const total = await arena.getAttribute('aria-label')
  await carry(page, 'controller,', 'algorithm,')
  await expect(strip).toContainText('Move loop/controller under loop/algorithm')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(strip).toBeHidden()
  expect(await exported(page)).toBe(before)
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()

  await carry(page, 'controller,', 'algorithm,')
  await page.mouse.up()
  await expect(said(page, 'Move loop/controller under loop/algorithm')).toBeAttached()
  expect(await levelOf(page, 'controller,')).toBe('3')
  expect(await arena.getAttribute('aria-label')).toBe(total)
  await expect(rowOf(page, 'controller,')).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  expect(await levelOf(page, 'controller,')).toBe('2')
  expect(await exported(page)).toBe(before)
})

test('a factory is refused by what lies below it, by itself, and by no memory, and nothing is left', async ({
  page,
}) => {
  const before = await exported(page)
  await carry(page, 'algorithm,', 'linear_solver,')
  await expect(said(page, 'which is below it')).toBeAttached()
  await page.mouse.up()
  await carry(page, 'algorithm,', 'algorithm,')
  await page.mouse.up()
  await expect(said(page, 'cannot hang under itself')).toBeAttached()
  await rowOf(page, 'algorithm,').hover()
  await page.mouse.down()
  const lane = await page.locator('[data-lane="shared"]').first().boundingBox()
  if (lane === null) throw new Error('no lane')
  await page.mouse.move(lane.x + 40, lane.y + 10, { steps: 5 })
  await page.mouse.up()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  expect(await exported(page)).toBe(before)
})

test('a factory is dragged to the place of the roots: previewed, left with Escape, dropped', async ({
  page,
}) => {
  const zone = page.locator('.root-zone')
  const overZone = async () => {
    await rowOf(page, 'controller,').hover()
    await page.mouse.down()
    await page.mouse.move(200, 300, { steps: 2 })
    await expect(zone).toHaveText('Drop here to make it a root')
    const box = await zone.boundingBox()
    if (box === null) throw new Error('nowhere to drop a root')
    await page.mouse.move(box.x + 30, box.y + 8, { steps: 3 })
    await expect(zone).toHaveText('controller becomes a root')
    await expect(page.getByRole('group', { name: 'What changes' })).toContainText(
      'Make loop/controller a root',
    )
  }
  await overZone()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(zone).toBeHidden()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()

  await overZone()
  await page.mouse.up()
  await expect(said(page, 'Make loop/controller a root.')).toBeAttached()
  const root = rowOf(page, 'loop/controller,')
  await expect(root).toHaveAttribute('aria-level', '1')
  await expect(root).toHaveAttribute('aria-selected', 'true')
  // A root has no such place to go to, and goes back under a factory as any other does.
  await carry(page, 'loop/controller,', 'loop,')
  await expect(zone).toBeHidden()
  await page.mouse.up()
  await expect(rowOf(page, 'controller,')).toHaveAttribute('aria-level', '2')
})

test('while something is dragged near its edge, the tree scrolls by itself', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 480 })
  const tree = treeOf(page)
  const box = await tree.boundingBox()
  if (box === null) throw new Error('no tree')
  const scrolled = () => tree.evaluate((element) => element.scrollTop)
  await rowOf(page, 'proposed_state,').hover()
  await page.mouse.down()
  await page.mouse.move(box.x + 90, box.y + box.height / 2, { steps: 3 })
  expect(await scrolled()).toBe(0)
  // The pointer rests at the edge, and the last factory comes under it.
  await page.mouse.move(box.x + 90, box.y + box.height - 6, { steps: 2 })
  const end = await tree.evaluate((element) => element.scrollHeight - element.clientHeight)
  await expect.poll(scrolled).toBeGreaterThan(end - 2)
  const strip = page.getByRole('group', { name: 'What changes' })
  await expect(strip).toContainText('Move proposed_state to the ')
  // Where the preview has put it, it is no place for itself.
  await expect(strip).not.toContainText('place of proposed_state')
  await page.mouse.move(box.x + 90, box.y + 4, { steps: 2 })
  await expect.poll(scrolled).toBe(0)
  await page.mouse.move(box.x + 90, box.y + box.height - 6, { steps: 2 })
  await expect.poll(scrolled).toBeGreaterThan(end - 2)
  await page.mouse.up()
  await expect(said(page, /^Move proposed_state to the (end|place) of .*\.$/)).toBeAttached()
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAccessibleName(
    /^proposed_state/,
  )
  expect(await scrolled()).toBeGreaterThan(end - 60)
})

test('while something is dragged near the edge of the maps, they scroll by themselves', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 480 })
  const maps = page.locator('.maps__body')
  const box = await maps.boundingBox()
  if (box === null) throw new Error('no maps')
  const scrolled = () => maps.evaluate((element) => element.scrollTop)
  await rowOf(page, 'proposed_state,').hover()
  await page.mouse.down()
  await page.mouse.move(box.x + 90, box.y + box.height / 2, { steps: 3 })
  expect(await scrolled()).toBe(0)
  // The pointer rests, and the last memory comes under it.
  await page.mouse.move(box.x + 90, box.y + box.height - 6, { steps: 2 })
  await expect.poll(scrolled).toBeGreaterThan(40)
  await page.mouse.move(box.x + 90, box.y + 4, { steps: 2 })
  await expect.poll(scrolled).toBe(0)
  await page.keyboard.press('Escape')
  await page.mouse.move(box.x + 90, box.y + box.height - 6, { steps: 2 })
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)))
  expect(await scrolled()).toBe(0)
  await page.mouse.up()
})

test('a drag ends with its own drop, whatever a map that goes has carried before', async ({
  page,
}) => {
  const boxOf = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox()
    if (box === null) throw new Error(`no ${selector}`)
    return box
  }
  const [local, shared] = [
    await boxOf('[data-lane="local"] canvas'),
    await boxOf('[data-lane="shared"]'),
  ]
  await page.mouse.move(local.x + 60, local.y + local.height / 2)
  await page.mouse.down()
  await page.mouse.move(shared.x + 40, shared.y + 10, { steps: 4 })
  await page.mouse.up()
  // The maps show the kernel of what is selected: as a root it has maps of its own, and those are gone.
  await rowOf(page, 'controller,').click()
  await rowOf(page, 'controller,').hover()
  await page.mouse.down()
  await page.mouse.move(200, 300, { steps: 2 })
  const zone = await boxOf('.root-zone')
  await page.mouse.move(zone.x + 30, zone.y + 8, { steps: 3 })
  await expect(page.locator('.root-zone')).toHaveText('controller becomes a root')
  await page.mouse.up()
  await expect(said(page, 'Make loop/controller a root.')).toBeAttached()
})

test('a segment is carried on where its preview leaves the block empty', async ({ page }) => {
  const entry = { kind: 'buffer', name: 'alone', size: 8, location: 'shared', dtype: 'float32' }
  const factory = { type: 'Loop', precision: 'float32', children: [] }
  const factories = [
    { ...factory, id: 'first', entries: [entry] },
    { ...factory, id: 'second', entries: [] },
  ]
  const document = { format: 'bufferscope-layout', version: 1, name: 'two', factories }
  await paste(page, JSON.stringify({ ...document, roots: ['first', 'second'] }))
  await page.getByRole('radio', { name: 'Block', exact: true }).check({ force: true })
  const box = await page.getByRole('application', { name: /^Map of a block/ }).boundingBox()
  if (box === null) throw new Error('no block')
  await page.mouse.move(box.x + box.width / 2, box.y + 5)
  await page.mouse.down()
  const second = await rowOf(page, 'second,').boundingBox()
  if (second === null) throw new Error('no row')
  await page.mouse.move(second.x + 60, second.y + 12, { steps: 5 })
  const strip = page.getByRole('group', { name: 'What changes' })
  await expect(page.getByText('No run holds anything in shared memory.')).toBeVisible()
  await expect(strip).toContainText('Move alone to the end of second')
  await page.mouse.up()
  await expect(said(page, 'Move alone to the end of second.')).toBeAttached()
})

test('by keyboard a factory hangs under another, and becomes a root', async ({ page }) => {
  await treeOf(page).focus()
  await page.keyboard.type('contr')
  await page.keyboard.press('Shift+M')
  const dialog = page.getByRole('dialog', { name: 'Move under another factory' })
  await dialog.getByRole('combobox').fill('solver')
  await expect(dialog.getByRole('option')).toHaveText([
    'loop/algorithm/solver',
    'loop/algorithm/solver/linear_solver',
  ])
  await page.keyboard.press('Enter')
  await expect(said(page, 'Move loop/controller under loop/algorithm/solver.')).toBeAttached()
  expect(await levelOf(page, 'controller,')).toBe('4')
  await page.keyboard.press('Shift+M')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(said(page, 'Make loop/controller a root.')).toBeAttached()
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await levelOf(page, 'controller,')).toBe('2')
})

test('several buffers go into another factory: by dragging, and by keyboard', async ({ page }) => {
  await rowOf(page, 'dt, local').click()
  await rowOf(page, 'accept_step, local').click({ modifiers: ['Control'] })
  await carry(page, 'dt, local', 'controller,')
  await page.mouse.up()
  await expect(said(page, /Move \w+ and \w+ to the end of loop\/controller/)).toBeAttached()
  expect(await levelOf(page, 'accept_step, local')).toBe('3')

  await treeOf(page).focus()
  await page.keyboard.press('Shift+M')
  await page.getByRole('combobox', { name: 'Factories' }).fill('initial')
  await page.keyboard.press('Enter')
  await expect(said(page, /Move \w+ and \w+ to the end of loop\/initialiser/)).toBeAttached()
  await expect(rowOf(page, 'dt, local')).toHaveAttribute('aria-selected', 'true')
})

test('a buffer is refused where its name is taken, and says why', async ({ page }) => {
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('Shift+M')
  await page.getByRole('combobox', { name: 'Factories' }).fill('controller')
  await page.keyboard.press('Enter')
  await rowOf(page, 'loop, IVPLoop').click()
  await page.keyboard.press('Insert')
  await page.getByLabel('New name of buffer').fill('state')
  await page.keyboard.press('Enter')
  await rowOf(page, 'loop, IVPLoop').click()
  await carry(page, 'state, local, 1', 'controller,')
  await expect(said(page, /holds "state" already/)).toBeAttached()
  await page.mouse.up()
  expect(await levelOf(page, 'state, local, 1')).toBe('2')
})
