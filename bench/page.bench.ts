import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium, type Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { findChromium } from '../scripts/chromium.mjs'

const PORT = 4330
const FLAGS = ['--no-sandbox', '--enable-unsafe-webgpu', '--disable-background-networking']

/** Milliseconds from a key that moves the selected buffer to the second frame after it: drawn by then. */
async function moveToPaint(page: Page, key: string): Promise<number> {
  return page.evaluate(
    (pressed) =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        const target = document.activeElement ?? document.body
        target.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }))
        requestAnimationFrame(() =>
          requestAnimationFrame(() => resolve(performance.now() - started)),
        )
      }),
    key,
  )
}

/** Milliseconds between frames while the wheel zooms the shared lane. */
async function zoomFrames(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const canvas = document.querySelector('[data-lane="shared"] canvas')
        const box = canvas?.getBoundingClientRect()
        const frames: number[] = []
        let last = performance.now()
        function step(): void {
          const now = performance.now()
          frames.push(now - last)
          last = now
          if (frames.length > 90) {
            resolve(frames.slice(1))
            return
          }
          const options = {
            deltaY: frames.length % 60 < 30 ? -40 : 40,
            clientX: (box?.left ?? 0) + 200,
            clientY: (box?.top ?? 0) + 10,
          }
          canvas?.dispatchEvent(
            new WheelEvent('wheel', { ...options, bubbles: true, cancelable: true }),
          )
          requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
  )
}

function quantile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1)
}

test('the radau sample in a browser: a move to its paint, and frames while zooming', async () => {
  const vite = 'node_modules/vite/bin/vite.js'
  const server = spawn(process.execPath, [vite, 'preview', '--port', String(PORT), '--strictPort'])
  await once(server.stdout, 'data')
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`http://localhost:${PORT}/`)
    await page.getByRole('button', { name: /radau/ }).click({ timeout: 20_000 })
    await page
      .getByRole('treeitem', { name: /^delta/ })
      .first()
      .click({ timeout: 20_000 })
    const moves: number[] = []
    for (let i = 0; i < 30; i++) moves.push(await moveToPaint(page, i % 2 === 0 ? '1' : '2'))
    const frames = await zoomFrames(page)
    console.log(`move to paint, ms: median ${quantile(moves, 0.5)}, 95 % ${quantile(moves, 0.95)}`)
    console.log(`frame, ms: median ${quantile(frames, 0.5)}, 95 % ${quantile(frames, 0.95)}`)
    expect(moves).toHaveLength(30)
  } finally {
    await browser.close()
    server.kill()
  }
})
