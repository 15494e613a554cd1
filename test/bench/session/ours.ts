/** Our side: a second reader at the real program in a real window, one normal after another by the key. Every other exam is
 *  kept from being made ready ahead, so that what is gained by it shows; then the window is loaded anew. */
import type { Page } from '@playwright/test'
import type { OrthancPeer } from '../../peers/index.ts'
import { newProfile, secondReader } from '../../program/scenario.ts'
import { startProgram, type Client } from '../../program/start-program.ts'
import { launch } from '../ohif/sides.ts'
import { prepareConsole, size, type ImagesOf } from './console.ts'
import { heldFrames, type HeldFrames } from './held-frames.ts'

/** Milliseconds to four painted views. */
export interface Ours {
  /** The next exam decoded ahead, as the program does it. */
  readonly ready: readonly number[]
  /** The same, with nothing of it decoded before the key. */
  readonly unready: readonly number[]
  /** From the loading of the window, with the keys that lead back into the session. */
  readonly anew: readonly number[]
}

/** As a reader who looks at each exam: beyond the guard time, with the next exam made ready meanwhile. */
const LOOK_MS = 4000

/** @param budgetMs no further exam is begun after this long in the session. */
export async function measureOurs(orthanc: OrthancPeer, exams: number, loads: number, budgetMs: number): Promise<Ours> {
  const program = await startProgram({ profile: await newProfile() })
  const client = await program.connect()
  const browser = await launch()
  try {
    const images = await prepareConsole(client, orthanc, exams)
    const page = await browser.newPage({ viewport: size, locale: 'fr-FR' })
    await page.addInitScript((value) => { sessionStorage.setItem('binocle.token', value) }, client.token)
    const frames = await heldFrames(page)
    await page.goto(program.origin)
    await page.getByRole('radio', { name: secondReader.displayName }).press('Space')
    await page.locator('input[type=password]').fill(secondReader.passphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Séance de lecture/ }).waitFor()
    await page.keyboard.press('s')
    await page.getByRole('button', { name: 'Commencer' }).press('Enter')
    const until = performance.now() + budgetMs
    const times = { ready: [] as number[], unready: [] as number[], anew: [] as number[] }
    for (let exam = 1; exam < exams && performance.now() < until; exam += 1) times[exam % 2 === 0 ? 'unready' : 'ready'].push(await nextExam(page, client, images, frames, exam % 2 === 0, exam % 2 === 1))
    for (let load = 0; load < loads; load += 1) times.anew.push(await loadedAnew(page, client, images, program.origin))
    return times
  } finally {
    await browser.close()
    client.close()
    await program.stop()
  }
}

/** From the stroke that was taken to the frame in which the four views of the next exam stand painted. */
async function nextExam(page: Page, client: Client, images: ImagesOf, frames: HeldFrames, isHeld: boolean, holdsNext: boolean): Promise<number> {
  const wanted = images.get((await displayedCase(client)).ahead ?? '') ?? []
  if (wanted.length !== 4) throw new Error('no next exam')
  if (!isHeld) await frames.arrived(wanted, 20_000)
  await page.waitForTimeout(LOOK_MS)
  const shown = watchViews(page, wanted, 'keydown')
  await shown.installed
  const pressed = page.keyboard.press('n')
  frames.release()
  await pressed
  if (holdsNext) frames.holdOthersThan(wanted)
  return shown.milliseconds()
}

/** From the beginning of the navigation; the reader is known, the session is found again by its key. */
async function loadedAnew(page: Page, client: Client, images: ImagesOf, origin: string): Promise<number> {
  const wanted = images.get((await displayedCase(client)).current ?? '') ?? []
  if (wanted.length !== 4) throw new Error('no exam to come back to')
  await page.goto(origin)
  const shown = watchViews(page, wanted, null)
  await page.getByRole('button', { name: /Séance de lecture/ }).waitFor()
  await page.keyboard.press('s')
  return shown.milliseconds()
}

async function displayedCase(client: Client): Promise<{ current: string | null; ahead: string | null }> {
  const session = async () => (await client.call('sessions.current', {})).session
  await client.until('the whole exam on screen', async () => (await session())?.current?.displayedAt != null, 60_000)
  const now = await session()
  return { current: now?.current?.study.studyInstanceUID ?? null, ahead: now?.ahead ?? null }
}

/** Painted by their own word, and not black by their pixels; counted from the event, or (null) from the navigation. */
function watchViews(page: Page, wanted: readonly string[], from: 'keydown' | null): { installed: Promise<void>; milliseconds(): Promise<number> } {
  const installed = page.evaluate(([uids, event]) => {
    const state = { from: event === null ? 0 : Number.NaN, took: null as number | null }
    Object.assign(window, { benchNext: state })
    const probe = new OffscreenCanvas(32, 32).getContext('2d', { willReadFrequently: true })
    const shows = (view: Element): boolean => [...view.querySelectorAll('canvas')].some((canvas) => {
      probe?.reset()
      probe?.drawImage(canvas, 0, 0, 32, 32)
      return (probe?.getImageData(0, 0, 32, 32).data ?? []).filter((value, at) => at % 4 === 0 && value > 20).length > 30
    })
    const look = (): void => {
      const painted = [...document.querySelectorAll<HTMLElement>('[data-visible="true"][data-rendered="true"]')]
      const views = uids.map((uid) => painted.find(({ dataset }) => dataset['sopInstanceUid'] === uid))
      if (views.every((view) => view !== undefined) && views.every(shows)) state.took = performance.now() - state.from
      else requestAnimationFrame(look)
    }
    if (event === null) requestAnimationFrame(look)
    else addEventListener(event, (stroke) => { state.from = stroke.timeStamp; requestAnimationFrame(look) }, { once: true, capture: true })
  }, [wanted, from] as const)
  return {
    installed,
    async milliseconds() {
      await page.waitForFunction(() => (window as unknown as { benchNext: { took: number | null } }).benchNext.took !== null, undefined, { timeout: 60_000, polling: 50 })
      return page.evaluate(() => (window as unknown as { benchNext: { took: number } }).benchNext.took)
    },
  }
}
