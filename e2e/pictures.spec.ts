import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { dropFile, openSample, paste, rowOf, verdictOf } from './workbench.ts'

/** What differs from run to run: the time a verdict took. */
const CHANGING = ['.verdict-badge__note']

async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
  })
  await page.mouse.move(720, 3)
  await expect(page.locator('.notice[data-shown="true"]')).toHaveCount(0, { timeout: 15_000 })
}

async function picture(page: Page, name: string): Promise<void> {
  await settled(page)
  await expect(page).toHaveScreenshot(`${name}.png`, {
    mask: CHANGING.map((selector) => page.locator(selector)),
  })
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

test('empty page', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
  await picture(page, 'empty')
})

test('small tree', async ({ page }) => {
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await picture(page, 'small')
})

test('deep tree with aliases', async ({ page }) => {
  await page.goto('/')
  await paste(page, DEEP)
  await rowOf(page, 'x, local').click()
  await picture(page, 'deep-aliases')
})

test('over the limit', async ({ page }) => {
  await openSample(page, /tsit5/)
  await rowOf(page, 'state, local').click()
  await page.keyboard.press('1')
  await page.getByLabel('Size', { exact: true }).fill('20000')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: /Findings/ }).click()
  await picture(page, 'over-limit')
})

test('failed verification', async ({ page }) => {
  const file = join(
    import.meta.dirname,
    '../fixtures/cubie/0.9.0__crank_nicolson__n32__float32.json',
  )
  const text = readFileSync(file, 'utf8').replaceAll('"persistent": 2', '"persistent": 1')
  await page.goto('/')
  await dropFile(page, 'short.json', Buffer.from(shiftedSharedSlice(text)))
  await page.getByRole('tab', { name: 'Verification' }).click()
  await page.getByRole('radio', { name: /recorded/i }).check({ force: true })
  await page.keyboard.press('Control+Enter')
  await expect(verdictOf(page)).toContainText('Disproven', { timeout: 30_000 })
  await page.getByRole('tab', { name: /Findings/ }).click()
  await picture(page, 'disproven')
})

test('dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openSample(page, /radau/)
  await rowOf(page, 'delta, local').click()
  await page.keyboard.press('1')
  await picture(page, 'dark')
})

test('forced colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await openSample(page, /radau/)
  await rowOf(page, 'delta, local').click()
  await page.keyboard.press('1')
  await picture(page, 'forced-colours')
})

test('200 % zoom', async ({ page }) => {
  // Zoom halves the pixels that a page has.
  await page.setViewportSize({ width: 720, height: 450 })
  await openSample(page, /radau/)
  await rowOf(page, 'state, local').click()
  await picture(page, 'zoom-200')
})

/** The first slice of a recorded persistent layout, one element further. */
function shiftedSharedSlice(text: string): string {
  const dump = JSON.parse(text) as {
    phases: { label: string; groups: { persistent_layout: Record<string, number[]> }[] }[]
  }
  const built = dump.phases.find((phase) => phase.label === 'built')
  for (const group of built?.groups ?? []) {
    const found = Object.entries(group.persistent_layout).find(([, [a = 0, b = 0]]) => b > a)
    if (found === undefined || group === built?.groups[0]) continue
    group.persistent_layout[found[0]] = found[1].map((edge) => edge + 1)
    break
  }
  return JSON.stringify(dump)
}

const DEEP = JSON.stringify({
  format: 'bufferscope-layout',
  version: 1,
  name: 'aliases, four levels',
  extentRule: 'elements',
  roots: ['a'],
  factories: ['a', 'b', 'c', 'd'].map((id, depth, all) => {
    const child = all[depth + 1]
    return {
      id,
      type: `Level${depth}`,
      precision: 'float32',
      entries: [
        { kind: 'buffer', name: 'work', size: 40, location: 'shared' },
        { kind: 'buffer', name: 'x', size: 16, location: 'local', aliases: 'work' },
        { kind: 'buffer', name: 'y', size: 12, location: 'shared', aliases: 'work' },
        { kind: 'buffer', name: 'z', size: 20, location: 'persistent_local', aliases: 'work' },
        ...(child === undefined
          ? []
          : [
              {
                kind: 'child-region',
                name: 'child_shared',
                child: 'child',
                of: 'shared',
                size: 40 * (3 - depth),
              },
              {
                kind: 'child-region',
                name: 'child_persistent_local',
                child: 'child',
                of: 'persistent_local',
                size: 20 * (3 - depth),
              },
            ]),
      ],
      children: child === undefined ? [] : [{ name: 'child', factory: child }],
    }
  }),
})
