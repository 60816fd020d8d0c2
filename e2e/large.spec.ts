import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import {
  chooseFile,
  dropFile,
  exported,
  openSample,
  paste,
  rowOf,
  said,
  treeOf,
} from './workbench.ts'

/** A document that takes long to open: a megabyte and a half, in 60 factories of 100 buffers. */
function largeDocument(name = 'large', count = 60): string {
  const factories = Array.from({ length: count }, (_, at) => ({
    id: `factory/${at}`,
    type: 'Block',
    precision: 'float32',
    entries: Array.from({ length: 100 }, (__, i) => ({
      kind: 'buffer',
      name: `buffer_${i}_${'x'.repeat(200)}`,
      size: i,
      location: 'local',
    })),
    children: [],
  }))
  return JSON.stringify({
    format: 'bufferscope-layout',
    version: 1,
    name,
    extentRule: 'elements',
    roots: factories.map(({ id }) => id),
    factories,
  })
}

/** Keeps workers from answering, so that what they do takes as long as a test needs. */
async function holdWorkers(page: Page): Promise<void> {
  await page.route(/documentWorker.*\.js/, () => {})
}

async function edited(page: Page): Promise<string> {
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  return exported(page)
}

const progressOf = (page: Page) => page.getByRole('progressbar', { name: /^Opening/ })

test('a large file shows its progress, is cancelled by the button, and leaves the document', async ({
  page,
}) => {
  const before = await edited(page)
  await holdWorkers(page)
  await dropFile(page, 'big.json', Buffer.from(largeDocument()))
  await expect(progressOf(page)).toBeVisible()
  await expect(said(page, 'Opening big.json')).toBeAttached()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect((await new AxeBuilder({ page }).analyze()).violations, colorScheme).toEqual([])
  }
  // The page is not waiting: the document is there and can be worked on.
  await rowOf(page, 'state').click()
  await page.getByRole('button', { name: /^Cancel Esc/ }).click()
  await expect(progressOf(page)).toBeHidden()
  await expect(said(page, 'Cancelled: Opening big.json')).toBeAttached()
  expect(await exported(page)).toBe(before)
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeEnabled()
})

test('by keyboard: Escape cancels the opening, and the next one opens whole', async ({ page }) => {
  const before = await edited(page)
  await holdWorkers(page)
  const file = { name: 'big.json', text: largeDocument() }
  const choose = () => chooseFile(page, () => page.keyboard.press('Control+o'), file)
  await choose()
  await expect(progressOf(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(progressOf(page)).toBeHidden()
  expect(await exported(page)).toBe(before)
  await page.unrouteAll()
  await choose()
  await expect(page.getByLabel('Name of the document')).toHaveValue('large')
  const saved = JSON.parse(await exported(page)) as { factories: { entries: unknown[] }[] }
  expect(saved.factories.map(({ entries }) => entries.length)).toEqual(Array(60).fill(100))
})

test('of two files the one that was chosen last opens', async ({ page }) => {
  await page.goto('/')
  await holdWorkers(page)
  await dropFile(page, 'big.json', Buffer.from(largeDocument()))
  await expect(progressOf(page)).toBeVisible()
  await paste(
    page,
    largeDocument('small')
      .replace(/"factories":.*/, '"factories":[]}')
      .replace(/"roots":\[[^\]]*\]/, '"roots":[]'),
  )
  await expect(page.getByLabel('Name of the document')).toHaveValue('small')
  await expect(progressOf(page)).toBeHidden()
})

test('where no worker begins, a large file opens all the same', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.set(window, 'Worker', function refuse() {
      throw new DOMException('refused', 'SecurityError')
    })
  })
  await page.goto('/')
  await dropFile(page, 'big.json', Buffer.from(largeDocument()))
  await expect(treeOf(page)).toBeVisible()
  await expect(page.getByLabel('Name of the document')).toHaveValue('large')
})

test('a large file that is wrong says so, and leaves the document', async ({ page }) => {
  const before = await edited(page)
  const text = largeDocument().replace('"size":7,', '"size":-7,')
  await dropFile(page, 'wrong.json', Buffer.from(text))
  const dialog = page.getByRole('dialog', { name: 'wrong.json could not be opened' })
  await expect(dialog.getByRole('listitem').first()).toContainText('-7')
  await page.keyboard.press('Escape')
  expect(await exported(page)).toBe(before)
})

test('saving a large document and writing its code show their progress, and are cancelled', async ({
  page,
}) => {
  await page.goto('/')
  // So many that the browser keeps them in two parts.
  await dropFile(page, 'big.json', Buffer.from(largeDocument('large', 220)))
  await expect(page.getByLabel('Name of the document')).toHaveValue('large')
  await holdWorkers(page)
  const saved: string[] = []
  page.on('download', (download) => saved.push(download.suggestedFilename()))
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('progressbar', { name: 'Writing large.json' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('progressbar')).toBeHidden()
  await page.keyboard.press('Shift+S')
  await expect(page.getByRole('progressbar', { name: 'Making the link' })).toBeVisible()
  await page.getByRole('button', { name: /^Cancel Esc/ }).click()
  await expect(page.getByRole('progressbar')).toBeHidden()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('tab', { name: 'Code' }).click()
  const writing = page.getByRole('progressbar', { name: 'Writing the code' })
  await expect(writing).toBeVisible()
  await page.getByText('CUDA C++', { exact: true }).click()
  await page.getByText('Numba', { exact: true }).click()
  await expect(writing).toBeVisible()
  await expect(page.getByText('It is being written.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('It was not written.')).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Write it' }).click()
  await expect(page.getByText(/buffer_0_x+/).first()).toBeAttached()
  expect(saved).toEqual([])
  const whole = await exported(page)
  expect((JSON.parse(whole) as { factories: unknown[] }).factories).toHaveLength(220)
  await page.reload()
  await expect(page.getByLabel('Name of the document')).toHaveValue('large')
  expect(await exported(page)).toBe(whole)
})

test('a large document is compared with a step and with a file, whose reading is cancelled', async ({
  page,
}) => {
  await page.goto('/')
  await dropFile(page, 'big.json', Buffer.from(largeDocument()))
  await rowOf(page, 'buffer_7_').click()
  await page.keyboard.press('1')
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('button', { name: /^Compare with now: Open/ }).click()
  const table = page.getByRole('group', { name: 'Differences' })
  const row = table.getByRole('button', { name: /^buffer_7_x+ of factory.0: relocated/ })
  await expect(row).toBeVisible()
  await page.getByRole('checkbox', { name: 'Only changes' }).uncheck()
  await expect(table.getByRole('button', { name: /: unchanged,/ }).first()).toBeVisible()
  await holdWorkers(page)
  await page.getByLabel('File to compare with').setInputFiles({
    ...{ name: 'other.json', mimeType: 'application/json' },
    buffer: Buffer.from(largeDocument()),
  })
  await expect(page.getByRole('progressbar', { name: 'Reading other.json' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('progressbar')).toBeHidden()
  await expect(row).toBeAttached()
})
