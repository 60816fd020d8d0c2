// Counts tests in what the two runners write down as JSON, and adds the runs up.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Beside the reports, which each run of the tests removes. */
const COUNTS = join(import.meta.dirname, '..', '.cache', 'counts')

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped titles of the tests that did not run
 */

/**
 * The tests in vitest's JSON report; a file that could not be loaded counts as one failed test.
 *
 * @param {unknown} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const counts = none()
  for (const file of listIn(report, 'testResults')) {
    const tests = listIn(file, 'assertionResults')
    if (tests.length === 0 && textIn(file, 'status') === 'failed') counts.failed += 1
    for (const test of tests) add(counts, textIn(test, 'status'), textIn(test, 'fullName'))
  }
  return counts
}

/**
 * The tests in Playwright's JSON report. A flaky test, which failed once, is a failed one.
 *
 * @param {unknown} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const counts = none()
  for (const spec of specsIn(report)) {
    for (const test of listIn(spec, 'tests')) {
      const status = textIn(test, 'status')
      add(counts, status === 'expected' ? 'passed' : status, textIn(spec, 'title'))
    }
  }
  return counts
}

/**
 * Prints the closing line of a run, leaves its counts for `total.mjs`, and sets the exit code. A
 * skipped test proves nothing and counts as failed.
 *
 * @param {string} name of the run
 * @param {Counts[]} stages
 */
export function writeCounts(name, stages) {
  for (const title of stages.flatMap((stage) => stage.skipped))
    console.log(`Skipped, and so counted as failed: ${title}`)
  const { passed, failed } = sumOf(stages)
  mkdirSync(COUNTS, { recursive: true })
  writeFileSync(join(COUNTS, `${name}.json`), JSON.stringify({ passed, failed, skipped: [] }))
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

/**
 * All stages as one, in which a skipped test has failed.
 *
 * @param {Counts[]} stages
 */
export function sumOf(stages) {
  return {
    passed: stages.reduce((sum, stage) => sum + stage.passed, 0),
    failed: stages.reduce((sum, stage) => sum + stage.failed + stage.skipped.length, 0),
  }
}

/**
 * What a run left; one failed test where it did not get that far.
 *
 * @param {string} name
 * @returns {Counts}
 */
export function readCounts(name) {
  try {
    /** @type {unknown} */
    const left = JSON.parse(readFileSync(join(COUNTS, `${name}.json`), 'utf8'))
    return { passed: numberIn(left, 'passed'), failed: numberIn(left, 'failed'), skipped: [] }
  } catch {
    console.log(`The run "${name}" left no counts, and so counts as one failed test.`)
    return { passed: 0, failed: 1, skipped: [] }
  }
}

/** Forgets what earlier runs left. */
export function forgetCounts() {
  rmSync(COUNTS, { recursive: true, force: true })
}

/** @returns {Counts} */
function none() {
  return { passed: 0, failed: 0, skipped: [] }
}

const NOT_RUN = ['skipped', 'pending', 'todo', 'disabled']

function add(
  /** @type {Counts} */ counts,
  /** @type {string} */ status,
  /** @type {string} */ title,
) {
  if (status === 'passed') counts.passed += 1
  else if (NOT_RUN.includes(status)) counts.skipped.push(title)
  else counts.failed += 1
}

/**
 * @param {unknown} suite
 * @returns {unknown[]}
 */
function specsIn(suite) {
  return [...listIn(suite, 'specs'), ...listIn(suite, 'suites').flatMap(specsIn)]
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
function valueIn(value, key) {
  if (typeof value !== 'object' || value === null) return undefined
  return new Map(Object.entries(value)).get(key)
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown[]}
 */
function listIn(value, key) {
  const list = valueIn(value, key)
  return Array.isArray(list) ? list : []
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {number}
 */
function numberIn(value, key) {
  const number = valueIn(value, key)
  if (typeof number !== 'number') throw new TypeError(`no number ${key}`)
  return number
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {string}
 */
function textIn(value, key) {
  const text = valueIn(value, key)
  return typeof text === 'string' ? text : ''
}
