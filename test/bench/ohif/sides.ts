/** The same acts on both programs, each in its own Chromium window of one size, one after the other on one machine. */
import { chromium, type Browser, type Page } from '@playwright/test'
import { dragTimes, keyToRest, memory, untilShown, type Side } from './watch.ts'

export interface Opening { readonly first: number | null; readonly four: number | null; readonly eight: number | null }
export interface Figures {
  readonly fromPacs: Opening
  readonly again: Opening
  /** Milliseconds to the last picture of the next step. */
  readonly step: number | null
  readonly window: readonly number[]
  readonly zoom: readonly number[]
  readonly pan: readonly number[]
  readonly resident: number
  readonly heap: number
}

const size = { width: 1920, height: 1080 }
const counts = [1, 4, 8]

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--enable-precise-memory-info', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  })
}

const opening = ([first = null, four = null, eight = null]: readonly (number | null)[]): Opening => ({ first, four, eight })

async function rest(browser: Browser, page: Page, side: Side, nextStep: string): Promise<Omit<Figures, 'fromPacs' | 'again'>> {
  await page.waitForTimeout(6000)
  const window = await dragTimes(page, side, 'left')
  const zoom = await dragTimes(page, side, 'right')
  const pan = await dragTimes(page, side, 'middle')
  const step = await keyToRest(page, side, nextStep)
  return { step, window, zoom, pan, ...await memory(browser, page) }
}

/** OHIF with its mammography protocol; the list is loaded already, as a reader's would be. */
export async function measureOhif(origin: string, studyInstanceUID: string): Promise<Figures> {
  const side: Side = { canvases: 'canvas.cornerstone-canvas', painted: { event: 'CORNERSTONE_IMAGE_RENDERED' } }
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: size })
    await page.addInitScript(() => { localStorage.setItem('shownTours', JSON.stringify(['basicViewerTour'])) })
    await page.goto(origin)
    await page.waitForSelector('[data-cy="study-list-results"], table', { timeout: 60_000 })
    await page.waitForTimeout(4000)
    const route = (path: string) => page.evaluate((to) => {
      if (to !== '/') dispatchEvent(new Event('bench-start'))
      history.pushState({}, '', to)
      dispatchEvent(new PopStateEvent('popstate', { state: {} }))
    }, path)
    const open = () => route(`/viewer?StudyInstanceUIDs=${studyInstanceUID}&hangingProtocolId=@ohif/hpMammo`)
    const fromPacs = opening(await untilShown(page, side, counts, open, 45_000))
    const others = await rest(browser, page, side, '.')
    await route('/')
    await page.waitForTimeout(3000)
    const again = opening(await untilShown(page, side, counts, open, 45_000))
    return { fromPacs, again, ...others }
  } finally {
    await browser.close()
  }
}

/** Binocle: a double click on a study that is still in the PACS fetches it with its prior, a second one waits in front of
 *  it until it opens by itself; the same again from its own encrypted cache after a reload, so that nothing decoded is left over. */
export async function measureBinocle(origin: string, token: string): Promise<Figures> {
  const side: Side = { canvases: '.viewer-viewport[data-visible=true] .viewer-mount canvas', painted: { attribute: 'data-drawn' } }
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: size, locale: 'fr-FR' })
    await page.addInitScript((value) => { sessionStorage.setItem('binocle.token', value) }, token)
    await page.goto(origin)
    const row = page.getByRole('row', { name: /10\.03\.2025/ }).first()
    await row.waitFor()
    await page.waitForTimeout(4000)
    const open = () => row.dblclick()
    const fetchAndOpen = async () => {
      await open()
      await page.getByRole('row', { name: /(%|local).*10\.03\.2025/ }).waitFor({ timeout: 60_000 })
      await open()
    }
    const fromPacs = opening(await untilShown(page, side, counts, fetchAndOpen))
    const others = await rest(browser, page, side, 'Space')
    await page.reload()
    await row.waitFor()
    await page.waitForTimeout(4000)
    const again = opening(await untilShown(page, side, counts, open))
    return { fromPacs, again, ...others }
  } finally {
    await browser.close()
  }
}
