/** The reading panel in Debian's Chromium, over readings in memory. */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 2,
  fullyParallel: true,
  // A slow machine takes its time; nothing is said of time here, only of what comes.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  outputDir: '../../test-results/screening',
  reporter: [['list']],
  use: {
    actionTimeout: 60_000,
    viewport: { width: 1920, height: 1080 },
    locale: 'fr-FR',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
})
