import { expect, test } from 'vitest'
import { countPlaywright, countVitest, readCounts, sumOf } from './count.mjs'

const NONE = { passed: 0, failed: 0, skipped: [] }

test('counts nothing where a runner wrote nothing', () => {
  expect(countVitest(null)).toEqual(NONE)
  expect(countPlaywright(null)).toEqual(NONE)
})

test('counts the tests of every vitest file, and names those that did not run', () => {
  const tests = ['passed', 'failed', 'skipped', 'pending', 'todo'].map((status) => ({
    status,
    fullName: `is ${status}`,
  }))
  const report = { testResults: [{ status: 'failed', assertionResults: tests }] }
  expect(countVitest(report)).toEqual({
    passed: 1,
    failed: 1,
    skipped: ['is skipped', 'is pending', 'is todo'],
  })
})

test('counts a vitest file that could not be loaded as one failed test', () => {
  const report = { testResults: [{ status: 'failed', assertionResults: [] }] }
  expect(countVitest(report)).toEqual({ ...NONE, failed: 1 })
})

test('counts Playwright tests in nested suites, a flaky one as failed', () => {
  const specs = ['expected', 'unexpected', 'flaky', 'skipped'].map((status) => ({
    title: `is ${status}`,
    tests: [{ status }],
  }))
  const report = { suites: [{ specs, suites: [{ specs: specs.slice(0, 1) }] }] }
  expect(countPlaywright(report)).toEqual({ passed: 2, failed: 2, skipped: ['is skipped'] })
})

test('adds runs up, a skipped test as a failed one', () => {
  const runs = [
    { passed: 3, failed: 1, skipped: ['a'] },
    { passed: 4, failed: 0, skipped: [] },
  ]
  expect(sumOf(runs)).toEqual({ passed: 7, failed: 2 })
})

test('a run that left no counts counts as one failed test', () => {
  expect(readCounts('a run that never was')).toEqual({ ...NONE, failed: 1 })
})
