// Everything that proves the project: checks, unit tests, the build, and the page in a browser. Each
// stage runs whatever became of those before it; the last line counts them all.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from './check.mjs'
import { findChromium } from './chromium.mjs'
import { countPlaywright, countVitest, writeCounts } from './count.mjs'

/** @import { Counts } from './count.mjs' */

const ROOT = join(import.meta.dirname, '..')
const RESULTS = join(ROOT, 'test-results')

/** Runs a program of this project with its output shown, and tells whether it ended well. */
function succeeds(/** @type {string[]} */ args) {
  const child = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 1, 2] })
  return child.status === 0
}

/**
 * @param {string} name
 * @returns {unknown} what a test runner wrote down, or null where it did not get that far
 */
function results(name) {
  try {
    return JSON.parse(readFileSync(join(RESULTS, name), 'utf8'))
  } catch {
    return null
  }
}

/**
 * A runner that ended badly without a failed test failed all the same.
 *
 * @param {boolean} ended
 * @param {Counts} counts
 * @returns {Counts}
 */
function honest(ended, counts) {
  return ended || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/** @returns {Counts} */
function runVitest() {
  const ended = succeeds(['node_modules/vitest/vitest.mjs', 'run'])
  return honest(ended, countVitest(results('vitest.json')))
}

/** @returns {Counts} */
function runBuild() {
  const ended = succeeds(['scripts/build.mjs'])
  return { passed: ended ? 1 : 0, failed: ended ? 0 : 1, skipped: [] }
}

/** @returns {Counts} */
function runPlaywright() {
  const ended = succeeds(['node_modules/@playwright/test/cli.js', 'test'])
  return honest(ended, countPlaywright(results('playwright.json')))
}

function heading(/** @type {string} */ title) {
  console.log(`\n== ${title}`)
}

/**
 * Before the unit tests too: the software Vulkan driver that they need comes with it. Without one
 * the stages run all the same, and those that need it fail.
 */
function provideChromium() {
  try {
    process.env['BUFFERSCOPE_CHROMIUM'] = findChromium()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}

/** @returns {Promise<Counts[]>} */
async function runAll() {
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS)
  provideChromium()
  heading('check')
  const checks = { ...(await runChecks()), skipped: [] }
  heading('unit tests')
  const unit = runVitest()
  heading('build')
  const build = runBuild()
  heading('end-to-end tests')
  return [checks, unit, build, runPlaywright()]
}

writeCounts('test', await runAll())
