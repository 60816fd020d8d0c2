import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { dropFile, exported, openSample, paste, rowOf, said, treeOf } from './workbench.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const BAD = readdirSync(join(FIXTURES, 'bad')).filter(
  (name) => name !== 'expected.json' && !name.endsWith('.md'),
)

test('every bad file leaves the open document as it was, and says what is wrong', async ({
  page,
}) => {
  test.slow()
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  const before = await exported(page)
  expect(BAD.length).toBeGreaterThan(40)
  for (const name of BAD) {
    await dropFile(page, name, readFileSync(join(FIXTURES, 'bad', name)))
    const dialog = page.getByRole('dialog', { name: `${name} could not be opened` })
    await expect(dialog.getByRole('listitem').first(), name).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  expect(await exported(page)).toBe(before)
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeEnabled()
})

test('a dump opens at its built phase, and offers the others', async ({ page }) => {
  await page.goto('/')
  const name = '0.9.0__firk_radau_iia_5__n32__float32.json'
  await dropFile(page, name, readFileSync(join(FIXTURES, 'cubie', name)))
  await expect(treeOf(page)).toBeVisible()
  const phase = page.getByRole('combobox', { name: 'Phase of the dump' })
  await expect(phase).toHaveValue('built')
  await page.reload()
  await expect(phase).toHaveValue('built')
  await phase.selectOption('all_shared_by_config')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
})

test('a document without a name is called after its file, and one that was pasted is untitled', async ({
  page,
}) => {
  await page.goto('/')
  const text = documentOf(['a']).replace('"name":"names",', '')
  await dropFile(page, 'my kernel.v2.json', Buffer.from(text))
  await expect(page.getByLabel('Name of the document')).toHaveValue('my kernel.v2')
  await paste(page, text)
  await expect(page.getByLabel('Name of the document')).toHaveValue('Untitled')
})

test('what was closed stays closed; a new tab shows what a closed tab had open, once', async ({
  page,
  context,
}) => {
  const start = (tab: Page) => tab.getByRole('button', { name: 'Open a file' })
  await openSample(page, /tsit5/)
  await page.keyboard.press('Shift+W')
  await expect(start(page)).toBeVisible()
  await page.reload()
  await expect(start(page)).toBeVisible()
  await page.getByRole('button', { name: /crank_nicolson/ }).click()
  await expect(treeOf(page)).toBeVisible()
  const beside = await context.newPage()
  await beside.goto('/')
  await expect(start(beside)).toBeVisible()
  await page.close()
  await beside.reload()
  await expect(beside.getByLabel('Name of the document')).toHaveValue(/crank_nicolson/)
})

test('names are data, whatever they hold', async ({ page }) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('dialog', (dialog) => problems.push(dialog.message()))
  await page.goto('/')
  const names = [
    '__proto__',
    'constructor',
    '<img src=x onerror=alert(1)>',
    '*/ #error',
    '"""); import os #',
    '🤯',
    'x'.repeat(256),
  ]
  await paste(page, documentOf(names))
  await expect(treeOf(page)).toBeVisible()
  for (const name of names) {
    const row = page.getByRole('treeitem').filter({ hasText: name })
    await row.click()
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(name)
  }
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('group', { name: 'Verification' })).toContainText('Proven', {
    timeout: 30_000,
  })
  const text = await exported(page)
  const saved = JSON.parse(text) as { factories: { entries: { name: string }[] }[] }
  expect(saved.factories[0]?.entries.map((entry) => entry.name)).toEqual(names)
  expect(problems).toEqual([])
})

test('a reload shows the document as it was, with its history', async ({ page }) => {
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await page.keyboard.press('3')
  await page.keyboard.press('Control+z')
  const before = await exported(page)
  await page.reload()
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  expect(await exported(page)).toBe(before)
  await page.keyboard.press('Control+y')
  await expect(rowOf(page, 'state, persistent')).toBeVisible()
})

test('two tabs never hold one document, and both survive', async ({ page, context }) => {
  await openSample(page, /tsit5/)
  const other = await context.newPage()
  await other.goto('/')
  await expect(other.getByRole('button', { name: 'Open a file' })).toBeVisible()
  await other.getByRole('button', { name: /crank_nicolson/ }).click()
  await rowOf(other, 'state, local').click()
  for (const key of ['1', '2', '3', '1']) {
    await rowOf(page, 'state').click()
    await page.keyboard.press(key)
    await rowOf(other, 'state').click()
    await other.keyboard.press(key)
  }
  await page.reload()
  await other.reload()
  await expect(page.getByLabel('Name of the document')).toHaveValue(/tsit5/)
  await expect(other.getByLabel('Name of the document')).toHaveValue(/crank_nicolson/)
  await expect(rowOf(page, 'state, shared')).toBeVisible()
  await expect(rowOf(other, 'state, shared')).toBeVisible()
})

test('recent documents are opened again, and forgotten', async ({ page }) => {
  await openSample(page, /tsit5/)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('menuitem', { name: /crank_nicolson/ }).click()
  await expect(page.getByLabel('Name of the document')).toHaveValue(/crank_nicolson/)
  await page.keyboard.press('Shift+O')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^tsit5/ })
    .click()
  await expect(page.getByLabel('Name of the document')).toHaveValue(/tsit5/)
  await page.keyboard.press('Shift+O')
  const forget = page.getByRole('button', { name: /^Forget crank/ })
  await forget.click()
  await expect(forget).toBeHidden()
})

test('a link holds the whole layout', async ({ page, context }) => {
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  const before = await exported(page)
  await page.getByRole('button', { name: 'Share by a link' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  const other = await context.newPage()
  await other.goto(link)
  await expect(rowOf(other, 'state, shared')).toBeVisible()
  expect(await exported(other)).toBe(before)
  expect(other.url()).not.toContain('#layout')
})

test('a link that was cut says so and opens nothing', async ({ page }) => {
  await page.goto('/#layout=q1bKzEvLV7JSyk')
  await expect(said(page, 'cut or changed')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
})

test('where storage is refused, it is said, and work goes on', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError')
    }
  })
  await openSample(page, /tsit5/)
  await expect(said(page, 'refuses to keep your work')).toBeAttached()
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
})

test('a new kernel is made by a small form', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'New kernel' }).click()
  await expect(page.getByLabel('States')).toBeFocused()
  // What stands in a field is selected, so that typing replaces it.
  await page.keyboard.type('-1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('"-1"')
  await page.getByLabel('States').fill('6')
  await page.getByLabel('Begin with').selectOption('backward_euler')
  await page.getByRole('button', { name: 'Make the kernel' }).click()
  await expect(rowOf(page, 'linear_solver, LinearSolver')).toBeVisible()
  // One that was planned by hand begins with nothing.
  await page.keyboard.press('Shift+K')
  await page.getByLabel('Begin with').selectOption('nothing')
  await expect(page.getByLabel('States')).toHaveCount(0)
  await page.getByRole('button', { name: 'Make the kernel' }).click()
  await expect(page.getByRole('treeitem')).toHaveCount(1)
  await page.keyboard.press('Insert')
  await page.keyboard.type('scratch')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'scratch, local')).toBeVisible()
})

function documentOf(names: readonly string[]): string {
  const entries = names.map((name, i) => ({
    kind: 'buffer',
    name,
    size: 3 + i,
    location: ['shared', 'local', 'persistent_local'][i % 3],
  }))
  const factory = { id: 'loop', type: '<b>Loop</b>', precision: 'float32', entries, children: [] }
  return JSON.stringify({
    format: 'bufferscope-layout',
    version: 1,
    name: 'names',
    extentRule: 'elements',
    roots: ['loop'],
    factories: [factory],
  })
}
