import { defineConfig } from 'vitest/config'

/** The round trip with real solvers: what scripts/testBridge.mjs runs, once cubie is installed. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['bridge/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    reporters: ['default', ['json', { outputFile: 'test-results/bridge.json' }]],
  },
})
