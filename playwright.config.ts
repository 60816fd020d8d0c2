import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

const port = Number(process.env['BUFFERSCOPE_E2E_PORT'] ?? 4174)
const address = `http://localhost:${port}/`
// A worker reads this file again; it finds the path here and does not search anew.
const chromium = (process.env['BUFFERSCOPE_CHROMIUM'] ??= findChromium())
const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: 'e2e/__screenshots__/{testFilePath}/{arg}{ext}',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  expect: {
    timeout: 10_000,
    toHaveScreenshot: { maxDiffPixels: 0, threshold: 0.1, animations: 'disabled' },
  },
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A worker of one test would answer for the next; the offline test lets it in.
    serviceWorkers: 'block',
    // A tenth of the time of every test; `--trace on` shows what one of them did.
    trace: 'off',
    launchOptions: {
      executablePath: chromium,
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        // A software adapter where the machine has no GPU of its own.
        '--enable-unsafe-webgpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // The same pixels everywhere.
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--disable-font-subpixel-positioning',
        '--force-color-profile=srgb',
      ],
    },
  },
  projects: [{ name: 'chromium' }],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
    timeout: 30_000,
  },
})
