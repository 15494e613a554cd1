/** The Electron host itself, where its binary is on the disk; elsewhere every test says why it is skipped. */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 120_000,
  outputDir: '../../test-results/electron',
  reporter: [['list']],
})
