import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, expect, test } from 'vitest'
import { printModel } from '../src/core/document/toDocument.ts'
import { largeModel } from './largeModel.ts'
import {
  dragPreviews,
  freshPage,
  heapMegabytes,
  inBrowser,
  keysToLastChange,
  keysToPaint,
  loadTime,
  scrollFrames,
  starts,
  svgZoomFrames,
  zoomFrames,
} from './pageBrowser.ts'

const folder = mkdtempSync(join(tmpdir(), 'bufferscope-bench-'))
afterAll(() => rmSync(folder, { recursive: true }))

const KEYS = Array.from({ length: 36 }, (_, i) => String(1 + (i % 3)))
/** The first of them compile what the others measure. */
const WARM_UP = 6

function quantile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1)
}

function row(what: string, times: readonly number[]) {
  const settled = times.slice(WARM_UP)
  return { what, 'median, ms': quantile(settled, 0.5), '95 %, ms': quantile(settled, 0.95) }
}

/** Milliseconds of a loop that is always the same: shared machines are quicker at one hour than at another. */
function loopTime(): number {
  const started = performance.now()
  let state = 1
  for (let i = 0; i < 10_000_000; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
  }
  expect(state).not.toBe(0)
  return performance.now() - started
}

/** One document in a page of its own: loading, scrolling, zooming, moving, dragging. */
async function measured(browser: Browser, path: string) {
  const page = await freshPage(browser)
  const load = await loadTime(page, path)
  // Autosave and the drawers follow the first picture; the heap is that of a page at rest.
  await page.waitForTimeout(3000)
  const heap = await heapMegabytes(page)
  await page
    .getByRole('treeitem', { name: /^b\d+,|^delta,/ })
    .nth(4)
    .click()
  const moves = await keysToPaint(page, KEYS)
  const lasts = await keysToLastChange(page, KEYS)
  const drags = await dragPreviews(page, 30)
  const zooms = await zoomFrames(page)
  const scrolls = await scrollFrames(page)
  await page.context().close()
  console.table([
    { what: 'from choosing the file to its tree', 'median, ms': load.toFixed(0) },
    { what: 'heap at rest, MB', 'median, ms': heap.toFixed(0) },
    row(
      'a key that moves a buffer, to the painted page',
      moves.map(({ whole }) => whole),
    ),
    row(
      'the same without the wait for the next frame',
      moves.map(({ work }) => work),
    ),
    row('the same until the last change of the page', lasts),
    row('a drag that crosses into another lane, to the painted preview', drags),
    row('frame while the wheel zooms', zooms),
    row('frame while the tree scrolls', scrolls),
  ])
  return moves
}

for (const [factories, perFactory] of [
  [10, 10],
  [1000, 100],
  [1000, 1000],
] as const)
  test(`the page with ${factories} factories of ${perFactory} buffers`, async () => {
    const path = join(folder, 'large.json')
    writeFileSync(path, printModel(largeModel(factories, perFactory)))
    console.log(`load of the machine: ${loadavg()[0]?.toFixed(1) ?? ''}`)
    console.log(`speed of the machine: ${loopTime().toFixed(0)} ms for ten million steps`)
    const moves = await inBrowser((browser) => measured(browser, path))
    expect(moves).toHaveLength(KEYS.length)
  })

test('the first paint of the empty page, each time with nothing kept', async () => {
  await inBrowser(async (browser) => {
    // The first of them start the browser's own processes.
    const times = await starts(browser, 20 + WARM_UP)
    const painted = times.map(({ whole }) => whole)
    console.table([
      row(
        'first paint of the empty page',
        times.map(({ first }) => first),
      ),
      row('until all of it is painted', painted),
    ])
    expect(painted.every((time) => time > 0)).toBe(true)
  })
})

test('an SVG rectangle a buffer, as one would begin with d3', async () => {
  await inBrowser(async (browser) => {
    const rows = []
    for (const buffers of [1000, 10_000, 100_000])
      rows.push(row(`frame while zooming ${buffers}`, await svgZoomFrames(browser, buffers)))
    console.table(rows)
    expect(rows).toHaveLength(3)
  })
})
