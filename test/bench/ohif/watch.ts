/** What both sides are measured with, in their page: when canvases show something, how long from a pointer movement to
 *  the picture that answers it, how long until nothing is painted any more; and memory from outside. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'

export interface Side {
  /** Canvases that show images. */
  readonly canvases: string
  /** Event of the document that says "painted", or the attribute that is set at each painting. */
  readonly painted: { readonly event: string } | { readonly attribute: string }
}

/** Milliseconds from `start` (a click or a route change in the page) until so many canvases are not black; null when it
 *  was not so within the limit. */
export async function untilShown(page: Page, side: Side, counts: readonly number[], start: () => Promise<unknown>, limitMs = 90_000): Promise<(number | null)[]> {
  await page.evaluate(({ canvases }) => {
    const seen: Record<number, number> = {}
    const probe = document.createElement('canvas')
    probe.width = probe.height = 48
    const context = probe.getContext('2d', { willReadFrequently: true })
    const shows = (canvas: HTMLCanvasElement): boolean => {
      if (context === null || canvas.width < 50 || canvas.offsetParent === null) return false
      context.fillRect(0, 0, 48, 48)
      context.drawImage(canvas, 0, 0, 48, 48)
      const { data } = context.getImageData(0, 0, 48, 48)
      let bright = 0
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 20) bright += 1
      return bright > 60
    }
    const state = { seen, from: Number.NaN, isDone: false }
    Object.assign(window, { benchShown: state })
    const look = (): void => {
      const count = [...document.querySelectorAll<HTMLCanvasElement>(canvases)].filter(shows).length
      if (!Number.isNaN(state.from)) for (let wanted = 1; wanted <= count; wanted++) seen[wanted] ??= performance.now() - state.from
      if (!state.isDone) requestAnimationFrame(look)
    }
    addEventListener('bench-start', () => { state.from = performance.now(); requestAnimationFrame(look) }, { once: true })
    addEventListener('dblclick', () => { dispatchEvent(new Event('bench-start')) }, { once: true, capture: true })
  }, side)
  await start()
  const most = Math.max(...counts)
  await page.waitForFunction((wanted) => (window as unknown as { benchShown: { seen: Record<number, number> } }).benchShown.seen[wanted] !== undefined, most, { timeout: limitMs, polling: 100 }).catch(() => undefined)
  return page.evaluate((wanted) => {
    const { benchShown } = window as unknown as { benchShown: { seen: Record<number, number>; isDone: boolean } }
    benchShown.isDone = true
    return wanted.map((count) => benchShown.seen[count] ?? null)
  }, counts)
}

/** Milliseconds from each pointer movement to the picture that follows it, over a drag across one viewport. */
export async function dragTimes(page: Page, side: Side, button: 'left' | 'right' | 'middle'): Promise<number[]> {
  await listen(page, side)
  const box = await page.locator(side.canvases).first().boundingBox()
  if (box === null) throw new Error('no canvas to drag over')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down({ button })
  for (let step = 1; step <= 40; step++) {
    await page.mouse.move(x + 2 * step * Math.cos(step / 6), y + 2 * step * Math.sin(step / 6))
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)) }))
  }
  await page.mouse.up({ button })
  await page.waitForTimeout(300)
  return page.evaluate(() => (window as unknown as { benchTimes: number[] }).benchTimes)
}

/** Milliseconds from a key to the last picture painted before half a second of rest. */
export async function keyToRest(page: Page, side: Side, key: string): Promise<number | null> {
  await listen(page, side)
  await page.keyboard.press(key)
  await page.waitForFunction(() => {
    const { benchLast, benchKey } = window as unknown as { benchLast: number; benchKey: number }
    const idle = performance.now() - Math.max(benchLast, benchKey)
    return !Number.isNaN(benchKey) && (benchLast > benchKey ? idle > 500 : idle > 8000)
  }, undefined, { timeout: 60_000, polling: 50 })
  return page.evaluate(() => {
    const { benchLast, benchKey } = window as unknown as { benchLast: number; benchKey: number }
    return benchLast > benchKey ? benchLast - benchKey : null
  })
}

async function listen(page: Page, side: Side): Promise<void> {
  await page.evaluate(({ painted }) => {
    const state = window as unknown as { benchTimes: number[]; benchLast: number; benchKey: number; benchStop?: () => void }
    state.benchStop?.()
    Object.assign(state, { benchTimes: [], benchLast: Number.NaN, benchKey: Number.NaN })
    let moved: number | null = null
    const abort = new AbortController()
    const { signal } = abort
    addEventListener('pointermove', () => { moved ??= performance.now() }, { capture: true, signal })
    addEventListener('keydown', () => { state.benchKey = performance.now() }, { capture: true, signal })
    const done = (): void => {
      state.benchLast = performance.now()
      if (moved !== null) state.benchTimes.push(performance.now() - moved)
      moved = null
    }
    if ('event' in painted) {
      addEventListener(painted.event, done, { capture: true, signal })
      document.addEventListener(painted.event, done, { capture: true, signal })
    } else {
      const observer = new MutationObserver(done)
      observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: [painted.attribute] })
      signal.addEventListener('abort', () => observer.disconnect())
    }
    state.benchStop = () => abort.abort()
  }, side)
}

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(Math.floor(values.length * share), values.length - 1)] ?? Number.NaN

/** Resident MiB of the largest renderer process, and MiB of the page's JavaScript heap. */
export async function memory(browser: Browser, page: Page): Promise<{ resident: number; heap: number }> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const resident = Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentMiB(id)))
  const heap = await page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize)
  return { resident, heap: heap / 2 ** 20 }
}

function residentMiB(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
