// Hours of doubt in one command: a thousand random trees by table and fifty by kernels of their own,
// each with three random mutants. Longer than a test may take, so it is run by hand.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'

const ROOT = join(import.meta.dirname, '..')

const child = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'src/cli/dawnRandom.test.ts'],
  {
    cwd: ROOT,
    stdio: ['ignore', 1, 2],
    env: {
      ...process.env,
      BUFFERSCOPE_CHROMIUM: findChromium(),
      BUFFERSCOPE_RANDOM_TREES: '1000',
      BUFFERSCOPE_RANDOM_GENERATED: '50',
    },
  },
)
process.exitCode = child.status ?? 1
