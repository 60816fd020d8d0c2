import { defineConfig } from 'vitest/config'

/** Benchmarks measure and print; they run one at a time, so that none disturbs another. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    environment: 'node',
    include: ['bench/**/*.bench.ts'],
    passWithNoTests: true,
    fileParallelism: false,
    maxConcurrency: 1,
    disableConsoleIntercept: true,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
