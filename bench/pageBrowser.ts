import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium, type Browser, type Page } from '@playwright/test'
import { findChromium } from '../scripts/chromium.mjs'

const PORT = 4330
const FLAGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
]

/** The built page in a browser of its own; both end with `work`. */
export async function inBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const vite = 'node_modules/vite/bin/vite.js'
  const server = spawn(process.execPath, [vite, 'preview', '--port', String(PORT), '--strictPort'])
  await once(server.stdout, 'data')
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
  try {
    return await work(browser)
  } finally {
    await browser.close()
    server.kill()
  }
}

/** A page as it is first seen. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`http://localhost:${PORT}/`)
  await page.getByRole('button', { name: 'Open a file' }).waitFor()
  return page
}

/** Milliseconds from choosing a file to the frame that shows its tree. */
export async function loadTime(page: Page, path: string): Promise<number> {
  const waiting = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a file' }).click()
  const chooser = await waiting
  const started = performance.now()
  await chooser.setFiles(path)
  await page.waitForFunction(() => document.querySelector('[role="treeitem"]') !== null, null, {
    polling: 'raf',
    timeout: 300_000,
  })
  return performance.now() - started
}

/** Megabytes of JavaScript's heap after a collection. */
export async function heapMegabytes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { gc } = globalThis as unknown as { gc: () => void }
    gc()
    const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } }
    return memory.usedJSHeapSize / 1e6
  })
}

/** How a page starts that nothing was kept for, in milliseconds and as the browser has it. */
export interface Start {
  /** Until the first picture that shows anything. */
  readonly first: number
  /** Until the empty page is painted, with all its words. */
  readonly whole: number
}

export async function starts(browser: Browser, count: number): Promise<readonly Start[]> {
  const times: Start[] = []
  for (let i = 0; i < count; i++) {
    const page = await freshPage(browser)
    const last = (type: string) => page.evaluate(lastEntry, type)
    await page.evaluate(() => document.fonts.ready)
    await page.waitForTimeout(100)
    times.push({ first: await last('paint'), whole: await last('largest-contentful-paint') })
    await page.context().close()
  }
  return times
}

/** When the last entry of a type was, of those until now. */
function lastEntry(type: string): Promise<number> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)
    })
    observer.observe({ type, buffered: true })
  })
}

/** One change of the page, in milliseconds. */
export interface ToPaint {
  /** From the event until the frame that shows it has left the main thread. */
  readonly whole: number
  /** The same without the idle wait for the display's next frame. */
  readonly work: number
}

/** Keys pressed at any moment of a frame, each until it is painted. */
export async function keysToPaint(
  page: Page,
  keys: readonly string[],
): Promise<readonly ToPaint[]> {
  const times: ToPaint[] = []
  for (const key of keys)
    times.push(
      await page.evaluate(async (pressed) => {
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 30))
        const started = performance.now()
        const target = document.activeElement ?? document.body
        target.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }))
        // React renders in a microtask; what follows it comes when that is done.
        await Promise.resolve()
        const rendered = performance.now()
        const frame = await new Promise<number>((resolve) => {
          requestAnimationFrame(() => {
            const begun = performance.now()
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - begun)
            port2.postMessage(null)
          })
        })
        return { whole: performance.now() - started, work: rendered - started + frame }
      }, key),
    )
  return times
}

/**
 * Milliseconds from a key until the last of what it changes stands in the page: findings, launch and minimap
 * follow after the frame that shows the edit.
 */
export async function keysToLastChange(
  page: Page,
  keys: readonly string[],
): Promise<readonly number[]> {
  return page.evaluate(async (pressed) => {
    const times: number[] = []
    for (const key of pressed) {
      const started = performance.now()
      let last = started
      const observer = new MutationObserver(() => (last = performance.now()))
      const all = { subtree: true, childList: true, characterData: true, attributes: true }
      observer.observe(document.body, all)
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await new Promise((resolve) => setTimeout(resolve, 300))
      observer.disconnect()
      times.push(last - started)
    }
    return times
  }, keys)
}

/** Milliseconds between frames while something is done in each of them. */
async function frames(page: Page, what: 'zoom' | 'scroll'): Promise<readonly number[]> {
  return page.evaluate(async (kind) => {
    const canvas = document.querySelector('[data-lane="shared"] canvas')
    const tree = document.querySelector('[role="tree"]')
    const box = canvas?.getBoundingClientRect()
    function act(frame: number): void {
      if (kind === 'scroll') {
        tree?.scrollBy(0, frame % 120 < 60 ? 75 : -60)
        return
      }
      const at = { clientX: (box?.left ?? 0) + 200, clientY: (box?.top ?? 0) + 10 }
      const wheel = { deltaY: frame % 60 < 30 ? -40 : 40, bubbles: true, cancelable: true }
      canvas?.dispatchEvent(new WheelEvent('wheel', { ...at, ...wheel }))
    }
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const times: number[] = []
    let last = await nextFrame()
    for (let frame = 0; frame < 240; frame++) {
      act(frame)
      const now = await nextFrame()
      times.push(now - last)
      last = now
    }
    return times
  }, what)
}

/** Frames while the wheel zooms the shared lane in and out. */
export function zoomFrames(page: Page): Promise<readonly number[]> {
  return frames(page, 'zoom')
}

/** Frames while the tree scrolls by three rows each. */
export function scrollFrames(page: Page): Promise<readonly number[]> {
  return frames(page, 'scroll')
}

/** Milliseconds from the pointer's crossing into another lane until its frame, with the preview, has left the main thread. */
export async function dragPreviews(page: Page, count: number): Promise<readonly number[]> {
  const box = await page.getByRole('treeitem').nth(5).boundingBox()
  if (box === null) throw new Error('no row to drag')
  await page.mouse.move(box.x + 60, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + 80, box.y + 16, { steps: 3 })
  const times = await page.evaluate(async (rounds) => {
    const found: number[] = []
    for (let i = 0; i < rounds; i++) {
      const lane = document.querySelector(`[data-lane="${i % 2 === 0 ? 'shared' : 'local'}"]`)
      const { left, top } = lane?.getBoundingClientRect() ?? { left: 0, top: 0 }
      await new Promise((resolve) => setTimeout(resolve, 100))
      // The browser itself hands moves of the pointer to the page at the start of a frame.
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const started = performance.now()
      const at = { clientX: left + 90, clientY: top + 12, pointerId: 1, buttons: 1 }
      window.dispatchEvent(new PointerEvent('pointermove', { ...at, bubbles: true }))
      await new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
      found.push(performance.now() - started)
    }
    return found
  }, count)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return times
}

/** What one would draw with d3 at first: an SVG rectangle a buffer; frames while its view box zooms. */
export async function svgZoomFrames(browser: Browser, buffers: number): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const times = await page.evaluate(async (count) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    svg.setAttribute('width', '980')
    svg.setAttribute('height', '170')
    svg.setAttribute('preserveAspectRatio', 'none')
    for (let i = 0; i < count; i++) {
      const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
      const box = { x: i, y: 0, width: 0.9, height: 26 }
      for (const [name, value] of Object.entries(box)) rect.setAttribute(name, String(value))
      rect.setAttribute('fill', `hsl(${(i * 47) % 360} 60% 70%)`)
      svg.append(rect)
    }
    document.body.append(svg)
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const found: number[] = []
    let last = await nextFrame()
    for (let frame = 0; frame < 40; frame++) {
      const width = count / (1 + (frame % 20) / 10)
      svg.setAttribute('viewBox', `0 0 ${width} 26`)
      const now = await nextFrame()
      found.push(now - last)
      last = now
    }
    return found
  }, buffers)
  await page.close()
  return times
}
