import { expect, test, type Page } from '@playwright/test'
import { buffer, openDocument, tab, TABS } from './drawerPage.ts'
import { rowOf } from './workbench.ts'

/** All that is said on the page: its texts, and the names and titles of what has none; spaces are spaces. */
async function saidOn(page: Page): Promise<string> {
  const said = await page.evaluate(() =>
    [
      document.body.innerText,
      ...[...document.querySelectorAll('[aria-label], [title], [aria-valuetext]')].flatMap(
        (element) =>
          ['aria-label', 'title', 'aria-valuetext'].map((name) => element.getAttribute(name) ?? ''),
      ),
    ].join('\n'),
  )
  return said.replaceAll('\u2060', '').replaceAll('\u2009', ' ')
}

async function expectSaid(page: Page, text: string | RegExp): Promise<void> {
  await expect.poll(() => saidOn(page)).toMatch(text)
}

/** A run of 13,001 elements with its padding: over what a block may have, and with a child region that is stale. */
async function openOver(page: Page): Promise<void> {
  await openDocument(page, [
    buffer('state', 13_000, { location: 'shared' }),
    buffer('kept', 8, { persistent: true, builtSize: 24 }),
  ])
}

/** What each unit calls the same sizes: the run, the limit of a block, and the largest buffer. */
const SIZES = {
  elements: {
    run: '13 001 elements',
    limit: '12 288 elements',
    line: '12 288',
    state: '13 000 elements',
  },
  words: { run: '13 001 words', limit: '12 288 words', line: '12 288 w', state: '13 000 words' },
  bytes: { run: '52 004 B', limit: '49 152 B', line: '49 152 B', state: '52 000 B' },
} as const

/** Sizes in units that were not chosen; "32 KiB target" is a name, and a budget of elements is a weight. */
const OTHERS = {
  elements: /\d (?:B|w|words?)\b/,
  words: /\d (?:B|elements?)\b(?! \(uniform)/,
  bytes: /\d (?:w|words?|elements?)\b(?! \(uniform)/,
} as const

for (const units of ['elements', 'words', 'bytes'] as const)
  test(`in ${units}, every size of the page is told so: maps, findings, launch, history, diff`, async ({
    page,
  }) => {
    await openOver(page)
    await page.getByRole('group', { name: 'Units' }).getByText(units, { exact: true }).click()
    const { run, limit, line, state } = SIZES[units]
    await tab(page, 'Findings').click()
    await expectSaid(page, `needs ${run} of shared memory, and a block may have ${limit}, so`)
    await expectSaid(page, `takes ${state} of it`)
    await expectSaid(page, new RegExp(`${line}\\s+block limit`))
    await expectSaid(
      page,
      new RegExp(`Map of shared, .*, [\\d ]+ ${units === 'bytes' ? 'B' : units} over the line`),
    )
    await expect(rowOf(page, `state, shared, ${state}`)).toBeVisible()
    await rowOf(page, 'kept').click()
    for (const name of TABS) {
      await tab(page, name).click()
      await expect(page.getByRole('tabpanel', { name: new RegExp(`^${name}`) })).not.toBeEmpty()
      if (name !== 'Code') expect(await saidOn(page), name).not.toMatch(OTHERS[units])
    }
    await rowOf(page, 'state').click()
    await page.keyboard.press('2')
    await page.getByRole('button', { name: 'Compare with now: Open', exact: false }).click()
    await expect(page.getByRole('group', { name: 'Differences' })).toBeVisible()
    expect(await saidOn(page), 'diff').not.toMatch(OTHERS[units])
  })

test('by keyboard: the unit and the radix change findings and capacity lines at once', async ({
  page,
}) => {
  await openOver(page)
  await tab(page, 'Findings').click()
  await page.keyboard.press('Shift+U')
  await page.keyboard.press('Shift+U')
  await page.keyboard.press('Shift+X')
  await expectSaid(page, 'needs 0xcb24 B of shared memory, and a block may have 0xc000 B, so')
  await expectSaid(page, /0xc000 B\s+block limit/)
})
