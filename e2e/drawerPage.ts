import { expect, type Locator, type Page } from '@playwright/test'
import { chooseFile, treeOf } from './workbench.ts'

export const TABS = ['Launch', 'Findings', 'Code', 'Verification', 'History'] as const

/** Opens a document of one factory through the file dialog, as a person would a file. */
export async function openDocument(page: Page, entries: readonly object[]): Promise<void> {
  await page.goto('/')
  await chooseFile(page, () => page.keyboard.press('Control+o'), fileOf(entries))
  await expect(treeOf(page)).toBeVisible()
}

export function fileOf(entries: readonly object[]) {
  const factories = [{ id: 'loop', type: 'Loop', precision: 'float32', entries, children: [] }]
  const document = {
    format: 'bufferscope-layout',
    version: 1,
    name: 'small',
    roots: ['loop'],
    factories,
  }
  return { name: 'small.json', text: JSON.stringify(document) }
}

export function buffer(name: string, size: number, more: object = {}) {
  return { kind: 'buffer', name, size, location: 'local', dtype: 'float32', ...more }
}

export function tab(page: Page, name: (typeof TABS)[number]): Locator {
  return page.getByRole('tab', { name: new RegExp(`^${name}`) })
}

/** Moves a buffer by its row and the keyboard, as `1`, `2` and `3` do. */
export async function moveToShared(page: Page, name: string): Promise<void> {
  await page
    .getByRole('treeitem', { name: new RegExp(`^${name}, local`) })
    .first()
    .click()
  await page.keyboard.press('1')
  await expect(
    page.getByRole('treeitem', { name: new RegExp(`^${name}, shared`) }).first(),
  ).toBeVisible()
}
