/** What a second reader waits for between two exams: from the session's key to the four full-resolution views of the next
 *  exam, in the real program and a real window; beside it the time that OHIF takes to open the same exams from the same
 *  Orthanc in the same run. The two do not do the same: each row says what either did. */
import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { avisVide, ficheVide, type Avis } from '../../main/contract/index.ts'
import { startOrthanc, type OrthancPeer } from '../peers/index.ts'
import { configure, currentStudy, firstReader, mammogramFolder, mammogramMissing, newProfile, secondReader } from '../program/scenario.ts'
import { mammographyDisplay } from '../program/mammography-display.ts'
import { startProgram, type Client } from '../program/start-program.ts'
import { ohifSite, ohifVersion } from './ohif/package.ts'
import { launch } from './ohif/sides.ts'
import { serveOhif } from './ohif/site.ts'
import { percentile, untilShown } from './ohif/watch.ts'

const option = (name: string, usual: number) => Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual)
const exams = option('exams', 18)
const theirExams = option('peer', 6)
const negative: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }
const size = { width: 1920, height: 1080 }

if (mammogramMissing === null) await bench()
else console.error(`session bench skipped: ${mammogramMissing}`)

async function bench(): Promise<void> {
  const orthanc = await startOrthanc()
  try {
    const studies: string[] = []
    for (let exam = 0; exam < exams; exam += 1) studies.push(await sendExam(orthanc, exam))
    const load = loadavg()[0] ?? 0
    const ours = await binocle(orthanc)
    const theirs = await ohif(orthanc, studies.slice(0, theirExams))
    for (const [name, share] of [['p50', 0.5], ['p95', 0.95]] as const) row(name, share, ours, theirs, load)
  } finally {
    await orthanc.stop()
  }
}

/** The same four full-size views under identifiers of another exam: changed in place, each as long as before. */
async function sendExam(orthanc: OrthancPeer, exam: number): Promise<string> {
  const tail = String(500 + exam)
  const other = (uid: string) => `${uid.slice(0, -3)}${tail}`
  const folder = join(mammogramFolder, 'current')
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name)).toString('latin1')
    // Up to the pixels: what stands in them is nobody's identifier.
    const head = text.slice(0, 16_384).replaceAll(/2\.25\.\d{30,40}/g, other).replaceAll('MGPROTO-0001', `MGPROTO-0${tail}`)
    await orthanc.post('/instances', Buffer.from(head + text.slice(16_384), 'latin1'))
  }
  return other(currentStudy)
}

async function binocle(orthanc: OrthancPeer): Promise<number[]> {
  const program = await startProgram({ profile: await newProfile() })
  const client = await program.connect()
  const browser = await launch()
  try {
    const images = await prepare(client, orthanc)
    const page = await browser.newPage({ viewport: size, locale: 'fr-FR' })
    await page.addInitScript((value) => { sessionStorage.setItem('binocle.token', value) }, client.token)
    await page.goto(program.origin)
    await page.getByRole('radio', { name: secondReader.displayName }).press('Space')
    await page.locator('input[type=password]').fill(secondReader.passphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Séance de lecture/ }).waitFor()
    await page.keyboard.press('s')
    await page.getByRole('button', { name: 'Commencer' }).press('Enter')
    const times: number[] = []
    for (let exam = 1; exam < exams; exam += 1) times.push(await nextExam(page, client, images))
    return times
  } finally {
    await browser.close()
    client.close()
    await program.stop()
  }
}

/** Every exam here, with its signed first reading; which images each has. The second reader's console is left locked. */
async function prepare(client: Client, orthanc: OrthancPeer): Promise<Map<string, string[]>> {
  await client.call('session.setUp', { ...firstReader, roles: ['ADMIN', 'L1'], language: 'fr', demo: false })
  await client.call('accounts.create', { ...secondReader, roles: ['L2'], language: 'fr' })
  await configure(client, { pacs: { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password }, ris: null })
  const { pacs: { passwordSet: _, ...pacs }, ...settings } = await client.call('settings.get', {})
  await client.call('settings.set', { ...settings, pacs: { ...pacs, password: null }, displayRule: { ...settings.displayRule, minimumMegapixels: 1, dailyCheck: false } })
  await client.call('displays.save', { id: null, entry: { ...mammographyDisplay(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)), columns: size.width, rows: size.height } })
  await client.call('displays.report', { screens: [{ ...size, devicePixelRatio: 1, colorDepth: 24, greyPath: 'DITHERED', displayId: null }] })
  await client.call('pacs.search', { patientID: 'MGPROTO*', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
  const filter = { text: '', modalities: ['MG'], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
  const listed = async () => (await client.call('worklist.query', { filter, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })).rows
  for (const { studyInstanceUID } of await listed()) await client.call('retrieve.start', { studyInstanceUID, withPriors: false })
  await client.until('every exam', async () => (await listed()).filter(({ locality, imageCount }) => locality === 'local' && imageCount === 4).length === exams, 300_000)
  const images = new Map<string, string[]>()
  for (const { studyInstanceUID } of await listed()) {
    images.set(studyInstanceUID, (await client.call('study.open', { studyInstanceUID })).current.images.map(({ sopInstanceUID }) => sopInstanceUID))
    const { id, version, text } = await client.call('reading.open', { studyInstanceUID })
    const saved = await client.call('reading.saveDraft', { readingId: id, expectedVersion: version, avis: negative, text })
    await client.call('reading.sign', { readingId: id, expectedVersion: saved.version, passphrase: firstReader.passphrase })
  }
  await client.call('session.lock', {})
  return images
}

/** Milliseconds from the stroke that was taken to the frame in which the four views of the next exam stand painted. */
async function nextExam(page: Page, client: Client, images: ReadonlyMap<string, readonly string[]>): Promise<number> {
  // As a reader who has looked: beyond the guard time, with the next exam made ready meanwhile.
  await client.until('the whole exam on screen', async () => (await client.call('sessions.current', {})).session?.current?.displayedAt != null)
  await page.waitForTimeout(4000)
  const { session } = await client.call('sessions.current', {})
  const wanted = images.get(session?.ahead ?? '') ?? []
  if (wanted.length !== 4) throw new Error('no next exam')
  await page.evaluate((uids) => {
    const state = { from: Number.NaN, took: null as number | null }
    Object.assign(window, { benchNext: state })
    const look = (): void => {
      const painted = [...document.querySelectorAll<HTMLElement>('[data-visible="true"][data-rendered="true"]')].map(({ dataset }) => dataset['sopInstanceUid'])
      if (uids.every((uid) => painted.includes(uid))) state.took = performance.now() - state.from
      else requestAnimationFrame(look)
    }
    addEventListener('keydown', (stroke) => { state.from = stroke.timeStamp; requestAnimationFrame(look) }, { once: true, capture: true })
  }, wanted)
  await page.keyboard.press('n')
  await page.waitForFunction(() => (window as unknown as { benchNext: { took: number | null } }).benchNext.took !== null, undefined, { timeout: 60_000, polling: 50 })
  return page.evaluate(() => (window as unknown as { benchNext: { took: number } }).benchNext.took)
}

/** Milliseconds to the first and to the fourth view; null where it did not show so many within the limit. */
interface Theirs { readonly first: number | null; readonly four: number | null }

/** Null where OHIF is not here. */
async function ohif(orthanc: OrthancPeer, studies: readonly string[]): Promise<Theirs[] | null> {
  const site = ohifSite()
  if ('missing' in site) {
    console.error(`no OHIF beside: ${site.missing}`)
    return null
  }
  const served = await serveOhif(site.folder, orthanc)
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: size })
    await page.addInitScript(() => { localStorage.setItem('shownTours', JSON.stringify(['basicViewerTour'])) })
    await page.goto(served.origin)
    await page.waitForSelector('[data-cy="study-list-results"], table', { timeout: 60_000 })
    const route = (path: string) => page.evaluate((to) => {
      if (to !== '/') dispatchEvent(new Event('bench-start'))
      history.pushState({}, '', to)
      dispatchEvent(new PopStateEvent('popstate', { state: {} }))
    }, path)
    const times: Theirs[] = []
    for (const study of studies) {
      await page.waitForTimeout(3000)
      const [first = null, four = null] = await untilShown(page, { canvases: 'canvas.cornerstone-canvas', painted: { event: 'CORNERSTONE_IMAGE_RENDERED' } }, [1, 4], () => route(`/viewer?StudyInstanceUIDs=${study}&hangingProtocolId=@ohif/hpMammo`), 45_000)
      times.push({ first, four })
      await route('/')
    }
    return times
  } finally {
    await browser.close()
    await served.stop()
  }
}

function row(name: string, share: number, ours: readonly number[], theirs: readonly Theirs[] | null, load: number): void {
  const round = (x: number | null) => (x === null ? null : Math.round(x * 10) / 10)
  const of = (all: readonly (number | null)[]) => { const reached = all.filter((one) => one !== null); return reached.length === 0 ? null : percentile(reached, share) }
  const value = percentile(ours, share)
  const fours = theirs?.map(({ four }) => four) ?? []
  const peerValue = of(fours)
  console.log(JSON.stringify({
    figure: `session: key to the next exam's four views, ${name}`, value: round(value), unit: 'ms', peer: `OHIF ${ohifVersion}`, peerValue: round(peerValue),
    ratio: peerValue === null ? null : Math.round((value / peerValue) * 100) / 100, binocle: `opinion sealed, next exam from the encrypted cache, made ready ahead; ${ours.length} exams`,
    peerDid: `same exams opened from its list, streamed from the same Orthanc; four views within 45 s in ${fours.filter((one) => one !== null).length} of ${fours.length}, first view ${round(of(theirs?.map(({ first }) => first) ?? [])) ?? '-'} ms`, load: round(load),
  }))
}
