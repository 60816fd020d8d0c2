import { expect, type Locator, type Page } from '@playwright/test'

/** Opens a sample from the empty page, by its button. */
export async function openSample(page: Page, name: RegExp): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name }).click()
  await expect(treeOf(page)).toBeVisible()
}

export function treeOf(page: Page): Locator {
  return page.getByRole('tree', { name: 'Factories and buffers' })
}

/** The row of a buffer or factory whose label begins so: "delta, shared". */
export function rowOf(page: Page, label: string): Locator {
  return page.getByRole('treeitem', { name: new RegExp(`^${label}`) }).first()
}

/** What the badge beside Verify says. */
export function verdictOf(page: Page): Locator {
  return page.getByRole('group', { name: 'Verification' }).getByRole('button').last()
}

/** What the page has said last. */
export function said(page: Page, text: string | RegExp): Locator {
  return page.getByRole('status').filter({ hasText: text })
}

/** The layout document as a person saves it. */
export async function exported(page: Page): Promise<string> {
  return downloaded(page, () => page.keyboard.press('Control+s'))
}

/** The text of the file that something a person does brings. */
export async function downloaded(page: Page, act: () => Promise<void>): Promise<string> {
  const waiting = page.waitForEvent('download')
  await act()
  const stream = await (await waiting).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks).toString('utf8')
}

/** Chooses a file in the dialog that something a person does opens. */
export async function chooseFile(
  page: Page,
  act: () => Promise<void>,
  file: { readonly name: string; readonly text: string },
): Promise<void> {
  const waiting = page.waitForEvent('filechooser')
  // The browser has heard that the dialog is waited for when it answers this.
  await page.evaluate(() => null)
  await act()
  const buffer = Buffer.from(file.text)
  await (await waiting).setFiles({ name: file.name, mimeType: 'application/json', buffer })
}

/** Puts a text on the page as Ctrl+V would. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, text)
}

/** Drops a file anywhere on the page. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([fileName, base64]) => {
      const data = new DataTransfer()
      const binary = atob(base64)
      const content = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
      data.items.add(new File([content], fileName))
      const target = document.body
      target.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true }))
      target.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  )
}
