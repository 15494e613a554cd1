/** The whole thread through a reader's own window: Debian's Chromium, the real program, real peers. WebGL is imitated in
 *  software; the page around it is put together without, as where it costs nothing (the card's way from the canvas to the
 *  page is proven in test/viewer). */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  outputDir: '../../test-results/e2e',
  reporter: [['list']],
  use: {
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
    viewport: { width: 1920, height: 1080 },
    locale: 'fr-FR',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--use-angle=swiftshader', '--disable-gpu-compositing', '--disable-gpu-rasterization', '--disable-accelerated-2d-canvas',
      ],
    },
  },
})
