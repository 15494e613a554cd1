/** One console and one window per test: opened as the program opens it, closed after; nothing may be said in the
 *  browser's console, and the content security policy may never be tried. */
import { expect, test as base, type Page } from '@playwright/test'
import { accessibilityFindings } from '../fixtures/accessibility.ts'
import { openConsole, unlockedState, type ConsoleInMemory, type ConsoleState } from './console-in-memory.ts'
import { generatedStudies } from './generated-studies.ts'

interface Fixtures {
  /** Changes the console before the window opens. */
  prepare: (change: (state: ConsoleState) => void) => Promise<ConsoleInMemory>
  /** A picture, where a folder for pictures is given: a window of that size costs much to paint. */
  shoot: (name: string, shape?: 'portrait') => Promise<void>
}

export const test = base.extend<Fixtures>({
  prepare: async ({ page }, use) => {
    const open: ConsoleInMemory[] = []
    const complaints: string[] = []
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !expected(message.text())) complaints.push(message.text()) })
    page.on('pageerror', (error) => { complaints.push(String(error)) })
    await page.clock.install({ time: new Date('2025-03-12T10:00:00+01:00') })
    await page.clock.resume()
    await use(async (change) => {
      const state = unlockedState(generatedStudies(24))
      change(state)
      const console = await openConsole(state)
      open.push(console)
      await page.goto(console.url())
      return console
    })
    await Promise.all(open.map((console) => console.close()))
    expect(complaints).toEqual([])
  },
  shoot: async ({ page }, use) => {
    const folder = process.env['BINOCLE_SHOTS']
    await use(async (name, shape) => {
      if (folder === undefined) return
      const before = page.viewportSize()
      if (shape === 'portrait') await page.setViewportSize({ width: 2048, height: 2560 })
      await page.waitForTimeout(250)
      await page.screenshot({ path: `${folder}/${name}.png` })
      if (before !== null) await page.setViewportSize(before)
    })
  },
})

/** The browser itself notes answers that the contract foresees (409, 423…) as failed loads. */
function expected(text: string): boolean {
  return text.startsWith('Failed to load resource: the server responded with a status of')
}

export { expect }

/** WCAG 2.1 A and AA on what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([])
}

/** What could not be read is mended and asked for again: by the button, or by the window itself, which asks anew when its
 *  line of events comes back and takes the button away. */
export async function mendAndRetry(page: Page, mend: () => void, notices = 1): Promise<void> {
  const buttons = page.getByRole('button', { name: 'Réessayer' })
  await expect(buttons).toHaveCount(notices)
  mend()
  // From the last on: one that was pressed stays for a moment, and leaves the places of those before it as they are.
  for (let notice = notices - 1; notice >= 0; notice -= 1) await buttons.nth(notice).press('Enter', { timeout: 5_000 }).catch(() => undefined)
}

/** Rows of the table in view, as text. */
export function rows(page: Page) {
  return page.getByRole('grid').locator('[role=row][data-study]')
}
