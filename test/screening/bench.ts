/** What every test of the panel needs: the harness served once, a page in one scene, nothing logged as an error. */
import { expect, test as base, type Page } from '@playwright/test'
import { accessibilityFindings } from '../fixtures/accessibility.ts'
import type { SceneName } from './harness/scenes.ts'
import { serveHarness } from './serve-harness.ts'

export const test = base.extend<{ open: (scene: SceneName, language?: 'fr' | 'en') => Promise<Page> }, { harness: string }>({
  harness: [async ({ browserName }, run) => {
    const served = await serveHarness(browserName)
    await run(served.url)
    await served.close()
  }, { scope: 'worker', timeout: 120_000 }],
  open: async ({ page, harness }, run) => {
    const problems: string[] = []
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()) })
    page.on('pageerror', (error) => { problems.push(String(error)) })
    await run(async (scene, language = 'fr') => {
      await page.goto(`${harness}#${scene},${language}`)
      await expect(page.locator('[data-phase]').first()).not.toHaveAttribute('data-phase', 'OPENING')
      return page
    })
    // A broken policy, a missing key or an unhandled rejection shows here.
    expect(problems).toEqual([])
  },
})

export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFindings(page, { rules: 'all' })).toEqual([])
}
export { expect }
