/** Results of computer-aided detection over real mammograms: only when asked for, where they belong, never over a text;
 *  and the sentence about images that were rejected by the site. */
import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CadFinding, CadReport, StudyInstanceUID } from '../../main/contract/index.ts'
import { filesIn, missing, open, openSession, run, settled, title, type Session } from './session.ts'

const current = 'mg/study-4view/current'
/** The step that shows the four views at once. */
const fourViews = 'viewer.step1'
const shots = process.env['BINOCLE_SHOTS']

describe.skipIf(missing !== '')(title('computer-aided detection'), () => {
  let session: Session
  let page: Page
  let reports: CadReport[]

  beforeAll(async () => {
    session = await openSession()
    const opened = await session.server.add('exam', { current: filesIn(current), priors: [filesIn('mg/study-4view/prior')] })
    const rejected = await session.server.add('rejected', { current: filesIn(current).filter((name) => !name.endsWith('RCC.dcm')), priors: [], over: { studyInstanceUID: '2.25.3' as StudyInstanceUID } })
    rejected.current.rejected.push({ sopInstanceUID: '2.25.1', reason: 'quality' }, { sopInstanceUID: '2.25.2', reason: 'quality' })
    const uidOf = (side: string, view: string) => opened.current.images.find((image) => image.imageLaterality === side && image.viewCode?.meaning.includes(view) === true)?.sopInstanceUID ?? ''
    const finding = (kind: string, uid: string, center: [number, number], over: Partial<CadFinding> = {}): CadFinding => ({
      kind: { value: kind, scheme: 'SCT', meaning: '' }, rendering: 'required', sopInstanceUID: uid, frames: [], center, outline: null, certaintyPercent: null, probabilityOfCancerPercent: null, calcifications: null, ...over,
    })
    const [mass, cluster] = ['129788004', '129769006'] as const
    reports = [{
      sopInstanceUID: '2.25.9', contentDate: '20250310', contentTime: '103000', manufacturer: 'Essai', state: 'partial-with-findings', detections: 'partial', analyses: null,
      algorithms: [{ name: 'Détection d’essai', version: '4.2' }], notPlaced: 1,
      findings: [
        finding(mass, uidOf('L', 'cranio-caudal'), [1008, 1591], { outline: { type: 'circle', points: [[1008, 1591], [1090, 1591]] } }),
        finding(mass, uidOf('L', 'oblique'), [1197, 1764], { outline: { type: 'ellipse', points: [[1107, 1764], [1287, 1764], [1197, 1694], [1197, 1834]] } }),
        finding(cluster, uidOf('R', 'cranio-caudal'), [2351, 2079], { calcifications: 17, outline: { type: 'polyline', points: [[2271, 1999], [2431, 1999], [2431, 2159], [2271, 2159], [2271, 1999]] } }),
        finding(cluster, uidOf('R', 'oblique'), [2320, 2426], { rendering: 'optional', calcifications: 9 }),
      ],
    }]
    page = await session.page()
  })
  afterAll(() => session?.close())
  beforeEach(async () => {
    await page.evaluate(() => window.harness.clear())
    await page.mouse.move(0, 0)
  })

  const openWith = async (answer: { reports: CadReport[] } | { problem: string }, name = 'exam'): Promise<void> => {
    await page.evaluate(([caseName, given]) => {
      let asked = 0
      return window.harness.open(caseName, { loadCad: () => { document.body.dataset['asked'] = String(++asked); return Promise.resolve(given) } })
    }, [name, answer] as const)
    await settled(page)
  }
  const marks = () => page.evaluate(() => [...document.querySelectorAll<SVGElement>('.viewer-viewport[data-visible=true] .viewer-cad-mark')].map(({ dataset }) => `${dataset['sign'] ?? ''} ${dataset['rendering'] ?? ''}`).toSorted())
  const line = () => page.evaluate(() => document.querySelector<HTMLElement>('.viewer-cad-line')?.innerText ?? null)
  const press = async (): Promise<void> => { await run(page, 'viewer.cad') }
  const shoot = async (name: string): Promise<void> => {
    if (shots === undefined) return
    mkdirSync(shots, { recursive: true })
    await page.screenshot({ path: `${shots}/${name}.png` })
  }

  it('M33 is neither shown nor asked for until the reader wants it, at each case anew', async () => {
    await openWith({ reports })
    expect([await marks(), await line(), await page.evaluate(() => document.body.dataset['asked'])]).toEqual([[], null, undefined])
    await press()
    await page.waitForSelector('.viewer-viewport[data-visible=true] .viewer-cad-mark')
    expect(await page.evaluate(() => document.body.dataset['asked'])).toBe('1')
    await page.evaluate(() => { delete document.body.dataset['asked'] })
    await openWith({ reports }, 'rejected')
    expect([await marks(), await line(), await page.evaluate(() => document.body.dataset['asked'])]).toEqual([[], null, undefined])
  })

  it('M30 shows what is required at the first press, what is optional at the second, nothing at the third', async () => {
    await openWith({ reports })
    await run(page, fourViews)
    await press()
    await page.waitForSelector('.viewer-viewport[data-visible=true] .viewer-cad-mark')
    expect(await marks()).toEqual(['star required', 'star required', 'triangle required'])
    await shoot('cad-required')
    await press()
    expect(await marks()).toEqual(['star required', 'star required', 'triangle optional', 'triangle required'])
    await shoot('cad-optional')
    await press()
    expect([await marks(), await line()]).toEqual([[], null])
  })

  it('M32 M33 names in the bar the algorithm, its version and what came of it, what is held back and what has no place', async () => {
    await openWith({ reports })
    await press()
    await page.waitForSelector('.viewer-viewport[data-visible=true] .viewer-cad-mark')
    expect(await line()).toMatch(/CAD\s+Détection d’essai 4\.2 · \s*analyse incomplète, avec résultats · 3 marques · 1 facultative masquée · 1 non placée/)
  })

  it.each([
    [{ reports: [] }, 'aucun résultat de détection assistée pour cet examen'],
    [{ problem: 'Refusé à ce stade.' }, 'Refusé à ce stade.'],
  ])('M32 says it where there is nothing to show', async (answer, words) => {
    await openWith(answer)
    await press()
    await page.waitForFunction((text) => document.querySelector<HTMLElement>('.viewer-cad-line')?.innerText.includes(text) === true, words)
    expect(await marks()).toEqual([])
  })

  it('stands on the pixels that it names, at any scale, and on no text', async () => {
    await openWith({ reports })
    await run(page, fourViews)
    await press()
    await page.waitForSelector('.viewer-viewport[data-visible=true] .viewer-cad-mark')
    await press()
    for (const step of [fourViews, 'viewer.step3']) {
      await run(page, step)
      // The optional cluster, at column 2320 and row 2426 of a right view: 3328 columns end at the chest wall, 4096 rows are centred.
      const { at, width, height, scale } = await page.evaluate(() => {
        const mark = document.querySelector<SVGElement>('.viewer-viewport[data-visible=true] .viewer-cad-mark[data-rendering=optional]')
        const viewport = mark?.closest<HTMLElement>('.viewer-viewport')
        return { at: mark?.dataset['at'] ?? '', width: viewport?.clientWidth ?? 0, height: viewport?.clientHeight ?? 0, scale: Number(viewport?.dataset['scale']) }
      })
      const pixel = 0.07 / scale
      const [x = Number.NaN, y = Number.NaN] = at.split(',').map(Number)
      expect(Math.abs(x - (width - (3328 - 2320) * pixel)), step).toBeLessThan(1.5)
      expect(Math.abs(y - (height / 2 + (2426 - 2048) * pixel)), step).toBeLessThan(1.5)
      const overlaps = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].flatMap((viewport) => {
        const texts = [...viewport.querySelectorAll('.viewer-corner p')].map((text) => text.getBoundingClientRect()).filter(({ width: wide, height: high }) => wide > 0 && high > 0)
        return [...viewport.querySelectorAll('.viewer-cad-sign')].map((sign) => sign.getBoundingClientRect()).filter((sign) =>
          texts.some((text) => sign.left < text.right && sign.right > text.left && sign.top < text.bottom && sign.bottom > text.top))
      }).length)
      expect(overlaps, step).toBe(0)
      await shoot(`cad-${step.slice(7)}`)
    }
  })

  it('M27 says how many images the site rejected, and why, and has no way to make it go away', async () => {
    await open(page, 'rejected')
    const summary = () => page.evaluate(() => document.querySelector<HTMLElement>('.viewer-summary')?.innerText ?? '')
    expect(await summary()).toContain('2 images rejetées par le site, non montrées (qualité insuffisante)')
    await run(page, 'viewer.overlay', 'viewer.nextStep')
    expect(await summary()).toContain('2 images rejetées par le site')
    await shoot('rejected')
    await open(page, 'rejected', { language: 'en' })
    expect(await summary()).toContain('2 images rejected by the site, not shown (insufficient quality)')
  })
})
