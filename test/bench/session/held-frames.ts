/** Keeps the pixels of exams to come from the window, so that nothing of them can be decoded ahead of the key; and knows
 *  which came. */
import type { Page } from '@playwright/test'

export interface HeldFrames {
  /** From now on, images other than these wait. */
  holdOthersThan(images: readonly string[]): void
  /** All that waits may go, and nothing waits any more. */
  release(): void
  /** Resolves when these have come, or after so many milliseconds without them. */
  arrived(images: readonly string[], patienceMs: number): Promise<void>
}

export async function heldFrames(page: Page): Promise<HeldFrames> {
  let allowed: readonly string[] | null = null
  let waiting: (() => void)[] = []
  const came: string[] = []
  page.on('requestfinished', (request) => { if (request.url().includes('/frames/')) came.push(request.url()) })
  await page.route('**/frames/**', async (route) => {
    const isAllowed = allowed === null || allowed.some((uid) => route.request().url().includes(uid))
    if (!isAllowed) await new Promise<void>((resolve) => { waiting.push(resolve) })
    // What was given up meanwhile goes nowhere.
    await route.continue().catch(() => undefined)
  })
  return {
    holdOthersThan(images) { allowed = images },
    release() {
      allowed = null
      for (const go of waiting) go()
      waiting = []
    },
    async arrived(images, patienceMs) {
      const until = performance.now() + patienceMs
      while (performance.now() < until && !images.every((uid) => came.some((url) => url.includes(uid)))) await page.waitForTimeout(100)
    },
  }
}
