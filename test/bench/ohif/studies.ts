/** How long OHIF takes to show the four views of each of several exams at full resolution. Its own 2×2 protocol is asked
 *  for: its mammography protocol refuses a right oblique view oriented P\FL (PS3.3 C.7.6.1.1.1), and hangs
 *  three of the four. A view counts when its viewport says that it has rendered that exam's image, all of its pixels are
 *  there, and its canvas is not black. */
import type { Browser, Page } from '@playwright/test'
import { launch } from './sides.ts'

export interface Opening {
  /** Milliseconds to the first and the fourth view; null where it did not show so many within the limit. */
  readonly first: number | null
  readonly four: number | null
  /** What was seen instead of four views. */
  readonly reason: string | null
}

export interface Openings {
  /** Application loaded, list on screen, route to the study. */
  readonly warm: readonly Opening[]
  /** A new window without anything kept, straight to the study. */
  readonly cold: readonly Opening[]
}

interface Wanted { readonly columns: number; readonly rows: number }
const limitMs = 60_000
const size = { width: 1920, height: 1080 }
const pathOf = (study: string) => `/viewer?StudyInstanceUIDs=${study}&hangingProtocolId=@ohif/mnGrid`

/** @param studies the first of the warm ones loads the viewer's own code and is not counted.
 *  @param budgetMs no further study is begun after this long. */
export async function openStudies(origin: string, studies: { readonly warm: readonly string[]; readonly cold: readonly string[] }, wanted: Wanted, budgetMs: number): Promise<Openings> {
  const browser = await launch()
  const until = performance.now() + budgetMs
  try {
    const warm = await openWarm(browser, origin, studies.warm, wanted, until)
    const cold: Opening[] = []
    // One in any case.
    for (const study of studies.cold) if (cold.length === 0 || performance.now() < until) cold.push(await openCold(browser, origin, study, wanted))
    return { cold, warm }
  } finally {
    await browser.close()
  }
}

async function openCold(browser: Browser, origin: string, study: string, wanted: Wanted): Promise<Opening> {
  const { page, failure } = await newPage(browser, wanted)
  await page.goto(`${origin}${pathOf(study)}`)
  const opening = await opened(page, failure)
  await page.context().close()
  return opening
}

async function openWarm(browser: Browser, origin: string, studies: readonly string[], wanted: Wanted, until: number): Promise<Opening[]> {
  const { page, failure } = await newPage(browser, wanted)
  await page.goto(origin)
  await page.waitForSelector('[data-cy="study-list-results"], table', { timeout: limitMs })
  const openings: Opening[] = []
  for (const [index, study] of studies.entries()) {
    if (performance.now() > until) break
    await page.waitForTimeout(3000)
    await route(page, pathOf(study))
    const opening = await opened(page, failure)
    if (index > 0) openings.push(opening)
    await route(page, '/')
  }
  return openings
}

/** As a link of its list does it. */
async function route(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    Object.assign(window, { benchViews: { from: performance.now(), painted: {} } })
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  }, path)
}

interface Views { readonly from: number; readonly painted: Record<string, number> }

async function newPage(browser: Browser, wanted: Wanted): Promise<{ page: Page; failure: () => string | null }> {
  const page = await (await browser.newContext({ viewport: size })).newPage()
  let failure: string | null = null
  page.on('pageerror', ({ message }) => { failure = message.split('\n')[0] ?? '' })
  await page.addInitScript(watch, wanted)
  return { page, failure: () => failure }
}

/** Runs in the page. */
function watch({ columns, rows }: Wanted): void {
  localStorage.setItem('shownTours', JSON.stringify(['basicViewerTour']))
  // A document that begins with a study counts from its navigation.
  Object.assign(window, { benchViews: { from: 0, painted: {} } })
  const probe = new OffscreenCanvas(32, 32).getContext('2d', { willReadFrequently: true })
  const shows = (canvas: HTMLCanvasElement): boolean => {
    probe?.reset()
    probe?.drawImage(canvas, 0, 0, 32, 32)
    return (probe?.getImageData(0, 0, 32, 32).data ?? []).filter((value, at) => at % 4 === 0 && value > 20).length > 30
  }
  interface Viewport { viewportStatus: string; getCurrentImageId(): string | undefined; getImageData(): { dimensions: readonly number[] } | undefined }
  interface Painted extends Event { readonly detail: { readonly viewportId: string; readonly renderingEngineId: string } }
  addEventListener('CORNERSTONE_IMAGE_RENDERED', (event) => {
    const { detail: { viewportId, renderingEngineId }, target } = event as Painted
    const { benchViews, cornerstone } = window as unknown as { benchViews: Views; cornerstone?: { getRenderingEngine(id: string): { getViewport(id: string): Viewport | undefined } | undefined } }
    const study = new URLSearchParams(location.search).get('StudyInstanceUIDs')
    // Thumbnails are painted in places that are not on the page.
    if (study === null || benchViews.painted[viewportId] !== undefined || !(target instanceof HTMLElement) || !target.isConnected) return
    requestAnimationFrame(() => {
      const viewport = cornerstone?.getRenderingEngine(renderingEngineId)?.getViewport(viewportId)
      const canvas = target.querySelector<HTMLCanvasElement>('canvas.cornerstone-canvas')
      const dimensions = viewport?.getImageData()?.dimensions
      if (viewport?.viewportStatus !== 'rendered' || viewport.getCurrentImageId()?.includes(study) !== true || dimensions?.[0] !== columns || dimensions[1] !== rows) return
      if (canvas !== null && canvas.offsetParent !== null && shows(canvas)) benchViews.painted[viewportId] = performance.now() - benchViews.from
    })
  }, true)
}

async function opened(page: Page, failure: () => string | null): Promise<Opening> {
  const views = () => page.evaluate(() => Object.values((window as unknown as { benchViews: Views }).benchViews.painted).sort((a, b) => a - b))
  await page.waitForFunction(() => Object.keys((window as unknown as { benchViews: Views }).benchViews.painted).length >= 4, undefined, { timeout: limitMs, polling: 100 }).catch(() => undefined)
  const [first = null, second = null, third = null, four = null] = await views()
  if (four !== null) return { first, four, reason: null }
  const count = [first, second, third].filter((one) => one !== null).length
  return { first, four, reason: `${count} of 4 views within ${limitMs / 1000} s${failure() === null ? '' : `, ${failure()}`}` }
}
