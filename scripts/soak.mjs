// Hours of doubt in one command: a thousand random trees by table and fifty by kernels of their own, each
// with three random mutants; a tab killed fifty times; two tabs that edit for a minute. Longer than a
// test may take, so it is run by hand.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildPage } from './build.mjs'
import { findChromium } from './chromium.mjs'

const ROOT = join(import.meta.dirname, '..')

/** Runs a test runner of this project with its long forms, and tells whether it ended well. */
function succeeds(/** @type {string[]} */ args) {
  const child = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 1, 2],
    env: {
      ...process.env,
      BUFFERSCOPE_CHROMIUM: findChromium(),
      BUFFERSCOPE_RANDOM_TREES: '1000',
      BUFFERSCOPE_RANDOM_GENERATED: '50',
      BUFFERSCOPE_SOAK: '1',
    },
  })
  return child.status === 0
}

await buildPage()
const ends = [
  succeeds(['node_modules/vitest/vitest.mjs', 'run', 'src/cli/dawnRandom.test.ts']),
  succeeds(['node_modules/@playwright/test/cli.js', 'test', 'e2e/killed.spec.ts']),
]
process.exitCode = ends.every(Boolean) ? 0 : 1
