import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

/** Unit and integration tests on Node. What needs a browser is under test/e2e (Playwright). */
export default defineConfig({
  test: {
    include: ['main/**/*.test.ts', 'renderer/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/run-folder.ts'],
    exclude: ['**/node_modules/**', 'test/e2e/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One more than the cores of the smallest machine: many tests wait, for a peer or for a program that was killed.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
})
