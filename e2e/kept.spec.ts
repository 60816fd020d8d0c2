import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

const FIXTURES = join(import.meta.dirname, '../fixtures')

/** A small layout document of one factory. */
function documentNamed(name: string): string {
  const entry = { kind: 'buffer', name: 'lone', size: 3, location: 'shared' }
  const factory = { id: 'f', type: 'F', precision: 'float32', entries: [entry], children: [] }
  return JSON.stringify({
    format: 'bufferscope-layout',
    version: 1,
    name,
    extentRule: 'elements',
    roots: ['f'],
    factories: [factory],
  })
}

async function refuseStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError')
    }
  })
}

async function edit(page: Page): Promise<void> {
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
}

async function linkOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share by a link' }).click()
  return page.getByRole('textbox', { name: 'Link' }).inputValue()
}

const nameOf = (page: Page) => page.getByLabel('Name of the document')

async function openFromMenu(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('menuitem', { name }).click()
}

/** Every way in that puts another document in the place of the open one. */
const WAYS: readonly (readonly [string, RegExp, (page: Page) => Promise<void>])[] = [
  [
    'a dropped file',
    /^dropped$/,
    (page) => dropFile(page, 'd.json', Buffer.from(documentNamed('dropped'))),
  ],
  ['a pasted text', /^pasted$/, (page) => paste(page, documentNamed('pasted'))],
  [
    'a chosen file',
    /^chosen$/,
    async (page) => {
      const file = { name: 'c.json', text: documentNamed('chosen') }
      await chooseFile(page, () => page.keyboard.press('Control+o'), file)
    },
  ],
  ['a sample', /crank_nicolson/, (page) => openFromMenu(page, /crank_nicolson/)],
  [
    'a new kernel',
    /dormand_prince/,
    async (page) => {
      await page.keyboard.press('Shift+K')
      await page.getByRole('button', { name: 'Make the kernel' }).click()
    },
  ],
  [
    'a link followed in this tab',
    /^linked$/,
    async (page) => {
      const other = await page.context().newPage()
      await other.goto('/')
      await paste(other, documentNamed('linked'))
      await expect(nameOf(other)).toHaveValue('linked')
      const link = await linkOf(other)
      await other.close()
      await page.evaluate((address) => {
        location.hash = new URL(address).hash
      }, link)
    },
  ],
]

test('whatever way another document comes in, what was edited is among the recent ones', async ({
  page,
}) => {
  await openSample(page, /tsit5/)
  await edit(page)
  const before = await exported(page)
  for (const [way, name, enter] of WAYS) {
    await enter(page)
    await expect(nameOf(page), way).toHaveValue(name)
    await page.keyboard.press('Shift+O')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^tsit5/ })
      .click()
    await expect(nameOf(page), way).toHaveValue(/^tsit5/)
    await expect(rowOf(page, 'state, shared'), way).toBeVisible()
    expect(await exported(page), way).toBe(before)
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeEnabled()
  }
})

test('where nothing is kept, it is asked, whatever way another document comes in', async ({
  page,
}) => {
  await refuseStorage(page)
  await openSample(page, /tsit5/)
  await edit(page)
  const before = await exported(page)
  const question = page.getByRole('dialog', { name: 'Your work is kept nowhere' })
  for (const [way, , enter] of WAYS) {
    await enter(page)
    await expect(question, way).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    expect(await exported(page), way).toBe(before)
  }
  await paste(page, documentNamed('pasted'))
  await expect(question).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await question.getByRole('button', { name: 'Give it up' }).click()
  await expect(nameOf(page)).toHaveValue('pasted')
})

test('another phase of a dump, and closing, leave what was edited among the recent ones', async ({
  page,
}) => {
  await page.goto('/')
  const file = '0.9.0__firk_radau_iia_5__n32__float32.json'
  await dropFile(page, file, readFileSync(join(FIXTURES, 'cubie', file)))
  const phase = page.getByRole('combobox', { name: 'Phase of the dump' })
  await expect(phase).toHaveValue('built')
  const name = await nameOf(page).inputValue()
  await rowOf(page, 'delta').click()
  await page.keyboard.press('F2')
  await page.keyboard.type('delta_edited')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'delta_edited')).toBeVisible()
  await phase.selectOption('all_shared_by_config')
  await expect(rowOf(page, 'delta_edited')).toBeHidden()
  await page.keyboard.press('Shift+W')
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
  await page.keyboard.press('Shift+O')
  const recent = page.getByRole('dialog').getByRole('button').filter({ hasText: '2 steps' })
  await expect(recent).toContainText(name)
  await recent.click()
  await expect(rowOf(page, 'delta_edited')).toBeVisible()
})

test('where nothing is kept, it is asked before closing', async ({ page }) => {
  await refuseStorage(page)
  await openSample(page, /tsit5/)
  await edit(page)
  await page.keyboard.press('Shift+W')
  const question = page.getByRole('dialog', { name: 'Your work is kept nowhere' })
  const waiting = page.waitForEvent('download')
  await question.getByRole('button', { name: 'Export it' }).click()
  expect((await waiting).suggestedFilename()).toMatch(/\.json$/)
  await page.keyboard.press('Escape')
  await expect(rowOf(page, 'state, shared')).toBeVisible()
})

test('a link shows the view, the factory and the selection of who made it', async ({
  page,
  context,
}) => {
  await openSample(page, /radau/)
  await rowOf(page, 'delta').click()
  await page.keyboard.press('Alt+4')
  const link = await linkOf(page)
  const other = await context.newPage()
  await other.goto(link)
  await expect(other.getByRole('treeitem', { selected: true })).toHaveAttribute(
    'aria-label',
    /^delta/,
  )
  await expect(other.getByRole('radio', { name: 'Table' })).toBeChecked()
  expect(other.url()).not.toContain('selected')
  // What a link says wrongly is as if it said nothing.
  const wrong = await context.newPage()
  await wrong.goto(link.replace(/view=\w+/, 'view=x').replace(/selected=[^&]+/, 'selected=%5B1%5D'))
  await expect(treeOf(wrong)).toBeVisible()
  await expect(wrong.getByRole('treeitem', { selected: true })).toHaveCount(0)
  await expect(wrong).toHaveURL(/^[^#]*$/)
})

test('a link stays in the address until its document is kept', async ({ page, context }) => {
  await openSample(page, /tsit5/)
  const link = await linkOf(page)
  const other = await context.newPage()
  await refuseStorage(other)
  await other.goto(link)
  await expect(said(other, 'refuses to keep your work')).toBeAttached()
  await other.reload()
  await expect(treeOf(other)).toBeVisible()
})

test('a link that would fill the memory is refused', async ({ page }) => {
  await page.goto('/')
  const bomb = await page.evaluate(async () => {
    const zeros = new Blob(Array(257).fill(new Uint8Array(2 ** 20)))
    const packed = zeros.stream().pipeThrough(new CompressionStream('deflate-raw'))
    const bytes = new Uint8Array(await new Response(packed).arrayBuffer())
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  })
  expect(bomb.length).toBeLessThan(500_000)
  await page.evaluate((packed) => {
    location.hash = `#layout=${packed}`
  }, bomb)
  await expect(said(page, 'unpacks to more than')).toBeAttached({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
})
