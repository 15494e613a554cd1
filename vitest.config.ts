import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

/** Unit and integration tests on Node. What needs a browser is under test/e2e (Playwright). */
export default defineConfig({
  test: {
    include: ['main/**/*.test.ts', 'renderer/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/run-folder.ts'],
    exclude: ['**/node_modules/**', 'test/e2e/**'],
    // Ceilings for a machine several times slower than a desk's; a test that passes never sees them.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // One more than the cores of the smallest machine: many tests wait, for a peer or for a program that was killed.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
})
