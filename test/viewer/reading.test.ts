/** The viewer as a reader meets it: hanging, one physical scale, linked zoom, measuring, marks, missing and failed images,
 *  change of case, loss of the graphics card. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ImageDescriptor, Repere } from '../../main/contract/index.ts'
import { frameBytes, inspect } from './server.ts'
import { canvasOf, dataFolder, filesIn, missing, open, openSession, run, settled, title, type Session } from './session.ts'

const current = 'mg/study-4view/current'
const prior = 'mg/study-4view/prior'

interface Seen { cell: string; uid: string; status: string; scale: number; left: number; top: number; width: number; height: number; text: string }

describe.skipIf(missing !== '')(title('reading'), () => {
  let session: Session
  let page: Page

  beforeAll(async () => {
    session = await openSession()
    const { server } = session
    await server.add('full', { current: filesIn(current), priors: [filesIn(prior)] })
    await server.add('alone', { current: filesIn(prior), priors: [] })
    await server.add('three', { current: filesIn(current).filter((name) => !name.endsWith('RCC.dcm')), priors: [] })
    await server.add('lost', { current: filesIn(current), priors: [], over: { patientOrientation: null } })
    const rcc = join(dataFolder, current, 'RCC.dcm')
    server.replaceFrame('2.25.77', Uint8Array.from([1]))
    await server.add('broken', { current: [rcc], priors: [], over: { transferSyntaxUID: '1.2.840.10008.1.2.4.110', sopInstanceUID: '2.25.77' as ImageDescriptor['sopInstanceUID'] } })
    server.replaceFrame('2.25.78', frameBytes(await inspect(rcc), 1))
    await server.add('slow', { current: [rcc], priors: [], over: { sopInstanceUID: '2.25.78' as ImageDescriptor['sopInstanceUID'], studyInstanceUID: '2.25.79' as ImageDescriptor['studyInstanceUID'] } })
    await server.add('fifth', { current: [...filesIn(current), join(dataFolder, 'mg/dicom/GH133.dcm')], priors: [] })
    await server.add('ge', { current: [join(dataFolder, 'mg/dicom/GH133.dcm')], priors: [] })
    await server.add('clunie', { current: [join(dataFolder, 'mg/dicom/MG_Clunie_PixelSpacing.dcm')], priors: [] })
    await server.add('tomosynthesis', { current: [join(dataFolder, 'mg/dbt/dbt_LMLO_12f_jpegls.dcm')], priors: [] })
    await server.add('colour', { current: [join(dataFolder, 'us/examples_ybr_color.dcm')], priors: [] })
    page = await session.page()
  })
  afterAll(() => session?.close())
  beforeEach(async () => {
    await page.evaluate(() => window.harness.clear())
    await page.mouse.move(0, 0)
  })

  const seen = async (): Promise<Seen[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const { cell = '', sopInstanceUid: uid = '', status = '', scale = '' } = element.dataset
    return { cell, uid, status, scale: Number(scale), left, top, width, height, text: element.innerText.replaceAll(/[\u00a0\u202f]/g, ' ') }
  }))
  const at = async (cell: string): Promise<Seen> => {
    const found = (await seen()).find((one) => one.cell === cell)
    if (found === undefined) throw new Error(`${cell} is not shown`)
    return found
  }
  const drag = async (from: [number, number], to: [number, number], button: 'left' | 'right' | 'middle' = 'left'): Promise<void> => {
    await page.mouse.move(...from)
    await page.mouse.down({ button })
    await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
    await page.mouse.move(...to)
    await page.mouse.up({ button })
    await settled(page)
  }
  /** Columns of the canvas that hold anything but black, first and last. */
  const extent = async (cell: string): Promise<[number, number]> => {
    const { width, data } = await canvasOf(page, cell)
    let [first, last] = [width, -1]
    data.forEach((value, i) => { if (value > 20) { first = Math.min(first, i % width); last = Math.max(last, i % width) } })
    return [first, last]
  }

  it('M21 M11 M10 hangs eight views, current above prior, chest walls together, all at one scale though detectors differ', async () => {
    await open(page, 'full')
    const views = await seen()
    expect(views.map(({ cell }) => cell)).toEqual(['current:RCC', 'current:LCC', 'current:RMLO', 'current:LMLO', 'prior:RCC', 'prior:LCC', 'prior:RMLO', 'prior:LMLO'])
    expect(new Set(views.map(({ uid }) => uid)).size).toBe(8)
    expect(new Set(views.map(({ scale }) => scale)).size).toBe(1)
    expect(views.slice(0, 4).every(({ top }, index) => top < (views[index + 4]?.top ?? 0))).toBe(true)
    // The breast of a right view reaches the inner edge of its viewport, that of a left view likewise.
    for (const { cell, width } of views) {
      const [first, last] = await extent(cell)
      if (cell.includes(':R')) expect(last, cell).toBeGreaterThanOrEqual(width - 4)
      else expect(first, cell).toBeLessThanOrEqual(3)
    }
  })

  it('M11 one measured millimetre is one millimetre on both detectors: the same breast is as wide now as then', async () => {
    await open(page, 'full')
    const [now, then] = [await extent('current:LCC'), await extent('prior:LCC')]
    // The prior was made from the same exposure: 2 % for its own crop and noise at the skin line.
    expect((now[1] - now[0]) / (then[1] - then[0])).toBeGreaterThan(0.96)
    expect((now[1] - now[0]) / (then[1] - then[0])).toBeLessThan(1.04)
  })

  it('identity, side, date and current or prior are on every viewport, in both languages', async () => {
    await open(page, 'full')
    for (const view of await seen()) {
      expect(view.text).toContain('Mammatest Maria')
      expect(view.text).toContain(view.cell.includes(':R') ? 'D' : 'G')
      expect(view.text).toContain(view.cell.startsWith('prior') ? 'antériorité · 06.03.2023' : 'actuel · 10.03.2025')
    }
    expect((await at('current:RCC')).text).toMatch(/0,070\smm/)
    await page.evaluate(() => window.harness.update({ language: 'en' }))
    expect((await at('prior:LCC')).text).toContain('prior · 06.03.2023')
    expect((await at('prior:LCC')).text).toContain('L')
    await run(page, 'viewer.overlay', 'viewer.overlay')
    expect((await at('prior:LCC')).text).toContain('Mammatest Maria')
    expect((await at('prior:LCC')).text).not.toContain('kV')
  })

  it('texts lie at the lateral side, away from the chest wall', async () => {
    await open(page, 'full')
    const sides = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map((element) => [element.dataset['cell'] ?? '', ...[...element.querySelectorAll<HTMLElement>('.viewer-corner')].map(({ dataset }) => dataset['x'] ?? '')]))
    for (const [cell, ...corners] of sides) expect(new Set(corners)).toEqual(new Set([cell?.includes(':R') === true ? 'left' : 'right']))
  })

  it('without a prior four views fill the height; C does nothing', async () => {
    await open(page, 'alone')
    const views = await seen()
    expect(views).toHaveLength(4)
    expect(views.every(({ top, height }) => top === 0 && height > 1000)).toBe(true)
    expect(await page.evaluate(() => window.harness.handle()?.run('viewer.comparePrior'))).toBe(false)
  })

  it('M21 a missing view leaves its place empty and says which', async () => {
    await open(page, 'three')
    const empty = await at('current:RCC')
    expect(empty.status).toBe('empty')
    expect(empty.text).toContain('CC droit : cliché absent de l’examen')
    expect(await page.locator('.viewer-summary').innerText()).toContain('3 images / 3 vues')
  })

  it('M10 images without Patient Orientation hang as received, under a banner', async () => {
    await open(page, 'lost')
    for (const { text } of await seen()) expect(text).toContain('Orientation absente de l’image')
  })

  it('an image that cannot be decoded is a sentence, never a blank', async () => {
    await open(page, 'broken')
    const { status, text } = await at('current:RCC')
    expect(status).toBe('failed')
    expect(text).toContain('sa compression n’est pas prise en charge')
  })

  it('M25 M21 the fifth image is announced; of two for one view the other is turned to in its place', async () => {
    await open(page, 'fifth')
    expect(await page.locator('.viewer-summary').innerText()).toContain('1 cliché en plus')
    const before = await at('current:RMLO')
    expect(before.text).toContain('1/2')
    await page.locator('.viewer-viewport[data-cell="current:RMLO"]').click({ position: { x: 200, y: 200 } })
    await run(page, 'viewer.alternate')
    expect((await at('current:RMLO')).text).toContain('2/2')
    expect((await at('current:RMLO')).uid).not.toBe(before.uid)
    expect((await page.evaluate(() => window.harness.displayed())).length).toBe(5)
  })

  it('M14 zoom and pan are linked and mirrored, can be unlinked, and reset brings the chest walls back', async () => {
    await open(page, 'full')
    const home = await at('current:RCC')
    await run(page, 'viewer.zoom')
    await drag([home.left + 300, home.top + 300], [home.left + 300, home.top + 200])
    const zoomed = await seen()
    expect(new Set(zoomed.map(({ scale }) => scale)).size).toBe(1)
    expect(zoomed[0]?.scale).toBeLessThan(home.scale * 0.75)
    await run(page, 'viewer.link')
    await drag([home.left + 300, home.top + 300], [home.left + 300, home.top + 200])
    expect(new Set((await seen()).map(({ scale }) => scale)).size).toBe(2)
    await run(page, 'viewer.link', 'viewer.reset')
    expect((await seen()).every(({ scale }) => scale === home.scale)).toBe(true)
    await run(page, 'viewer.pan')
    await drag([home.left + 300, home.top + 300], [home.left + 260, home.top + 300])
    const [right, left] = [await extent('current:RCC'), await extent('current:LCC')]
    expect(right[1]).toBeLessThan(home.width - 30)
    expect(left[0]).toBeGreaterThan(30)
  })

  it('M13 a length is measured in millimetres of the breast, and says where they come from', async () => {
    await open(page, 'full')
    const { left, top, scale } = await at('current:LCC')
    await run(page, 'viewer.length')
    await drag([left + 50, top + 200], [left + 150, top + 200])
    const text = await page.locator('.viewer-length').getAttribute('data-length')
    // 100 CSS pixels at the detector, divided by the magnification of 1.0645.
    expect(Number(/^([\d,]+)/.exec(text ?? '')?.[1]?.replace(',', '.'))).toBeCloseTo((100 * scale) / 1.0645, 0)
    expect(text).toMatch(/mm \(imageur ÷ ERMF\)$/)
    await run(page, 'viewer.deleteAnnotation')
    expect(await page.locator('.viewer-length').count()).toBe(0)
    await open(page, 'clunie')
    const view = await at((await seen())[0]?.cell ?? '')
    await drag([view.left + view.width / 2, view.top + view.height / 2], [view.left + view.width / 2 - 100, view.top + view.height / 2])
    expect(await page.locator('.viewer-length').getAttribute('data-length')).toMatch(/mm \(calibré\)$/)
  })

  it('window level by drag changes all views of the study alike, and every window of the object can be chosen', async () => {
    await open(page, 'full')
    const { left, top } = await at('current:RCC')
    await drag([left + 300, top + 300], [left + 350, top + 320])
    const texts = await seen()
    for (const { cell, text } of texts) {
      if (cell.startsWith('current')) expect(text).not.toContain('C 2050 · L 3600')
      else expect(text).toContain('C 1980 · L 2600')
    }
    expect(new Set(texts.slice(0, 4).map(({ text }) => /C \d+ · L \d+/.exec(text)?.[0])).size).toBe(1)
    await page.locator('.viewer-viewport[data-cell="prior:RCC"]').click({ position: { x: 200, y: 200 } })
    await page.locator('.viewer-choice').first().click()
    await page.getByText('HARDER').click()
    await settled(page)
    for (const { cell, text } of await seen()) if (cell.startsWith('prior')) expect(text).toContain('C 2040 · L 2100 · HARDER')
  })

  it('M12 1:1 walks through every part of each image, then through the next image', async () => {
    await open(page, 'alone')
    await run(page, 'viewer.pixelSize')
    expect((await seen()).map(({ cell }) => cell)).toEqual(['current:RCC'])
    expect((await at('current:RCC')).text).toContain('1:1')
    // 2394 × 3062 on 1920 × 1044: two across, three down.
    expect(await page.locator('.viewer-summary').innerText()).toContain('partie 1 / 6')
    await run(page, ...Array.from({ length: 6 }, () => 'viewer.nextStep'))
    expect((await seen()).map(({ cell }) => cell)).toEqual(['current:LCC'])
    await run(page, 'viewer.previousImage')
    expect((await seen()).map(({ cell }) => cell)).toEqual(['current:RCC'])
    await run(page, 'viewer.nextImage', 'viewer.nextImage', 'viewer.nextImage')
    expect((await seen()).map(({ cell }) => cell)).toEqual(['current:LMLO'])
  })

  it('a double click enlarges one image over the whole area, another puts it back', async () => {
    await open(page, 'full')
    await page.mouse.dblclick(300, 300)
    await settled(page)
    expect(await seen()).toHaveLength(1)
    await page.mouse.dblclick(300, 300)
    await settled(page)
    expect(await seen()).toHaveLength(8)
  })

  it('the sheet picks a point on the right breast only, in pixels of the stored matrix, and its marks are drawn there', async () => {
    await open(page, 'full')
    const pick = (cote: 'D' | 'G'): Promise<Repere | null> => page.evaluate((side) => window.harness.handle()?.pickPoint({ label: `${side}1`, cote: side, signal: new AbortController().signal }) ?? null, cote)
    const picked = pick('D')
    await page.waitForSelector('.viewer-pick')
    const [right, left] = [await at('current:RCC'), await at('current:LCC')]
    await page.mouse.click(left.left + 100, left.top + 200)
    expect(await page.locator('.viewer-pick').innerText()).toContain('n’est pas sur une image actuelle du sein droit')
    await page.mouse.click(right.left + right.width - 100, right.top + right.height / 2)
    const repere = await picked
    expect(repere?.sopInstanceUID).toBe(right.uid)
    // 100 CSS pixels from the chest wall edge (3328 columns of 0.07 mm), at half height (4096 rows).
    expect(repere?.column).toBeCloseTo(3328 - (100 * right.scale) / 0.07, -1)
    expect(repere?.row).toBeCloseTo(2048, -1)
    await page.evaluate((at) => window.harness.handle()?.showMarks([{ id: '1', label: 'D1', cote: 'D', owner: 'MINE', sopInstanceUID: at?.sopInstanceUID as never, frame: 1, forme: { forme: 'POINT', at: { column: at?.column ?? 0, row: at?.row ?? 0 } }, selected: true, chosen: false, fixed: true }]), repere)
    const circle = await page.locator('.viewer-mark circle').last().boundingBox()
    expect((circle?.x ?? 0) + (circle?.width ?? 0) / 2).toBeCloseTo(right.left + right.width - 100, -0.5)
    const givenUp = pick('G')
    await page.waitForSelector('.viewer-pick')
    await page.keyboard.press('Escape')
    expect(await givenUp).toBeNull()
  })

  it('goTo brings the image of a mark into view', async () => {
    await open(page, 'full')
    const { uid } = await at('current:LMLO')
    await run(page, 'viewer.step2')
    await page.evaluate((sopInstanceUID) => window.harness.handle()?.goTo({ sopInstanceUID: sopInstanceUID as never, frame: 1 }), uid)
    const shown = await page.waitForSelector(`.viewer-viewport[data-visible=true][data-sop-instance-uid="${uid}"]`)
    expect(await shown.isVisible()).toBe(true)
  })

  it('the magnifier shows at least one acquired pixel per screen pixel', async () => {
    await open(page, 'full')
    await run(page, 'viewer.magnifier')
    const { left, top } = await at('current:LCC')
    await page.mouse.move(left + 100, top + 250)
    await page.waitForSelector('.viewer-lens')
    const spread = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.viewer-lens')
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      return Math.max(...Array.from(data).filter((_, i) => i % 4 === 0)) - Math.min(...Array.from(data).filter((_, i) => i % 4 === 0))
    })
    expect(spread).toBeGreaterThan(10)
  })

  it('a change of case keeps the viewports and never shows the last patient under the next name', async () => {
    await open(page, 'full')
    await page.evaluate(() => { for (const canvas of document.querySelectorAll('canvas')) canvas.dataset['mine'] = 'true' })
    session.server.delay(1500)
    await page.evaluate(() => window.harness.open('slow'))
    const during = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map((element) => ({
      status: element.dataset['status'], hidden: getComputedStyle(element.querySelector('.viewer-mount') ?? element).visibility, text: element.innerText,
    })))
    expect(during.every(({ status, hidden }) => (status === 'loading' || status === 'empty') && hidden === 'hidden')).toBe(true)
    expect(during.some(({ text }) => text.includes('actuel'))).toBe(false)
    await settled(page)
    session.server.delay(0)
    expect(await page.locator('.viewer-viewport[data-cell="current:RCC"] canvas[data-mine=true]').count()).toBeGreaterThan(0)
  })

  it('a prefetched case is there without asking for anything', async () => {
    await open(page, 'full')
    await page.evaluate(() => window.harness.prefetch('ge'))
    session.server.delay(60_000)
    try {
      await open(page, 'ge')
      expect((await at('current:RMLO')).status).toBe('ready')
    } finally {
      session.server.delay(0)
    }
  })

  it('when the graphics card goes, the processor goes on, says so, and shows the same', async () => {
    await open(page, 'alone')
    const before = await canvasOf(page, 'current:LCC')
    await page.evaluate(() => { window.dispatchEvent(new Event('harness-lose-context')) })
    await page.waitForSelector('.viewer[data-backend=cpu]')
    await settled(page)
    expect(await page.locator('.viewer-notice').innerText()).toContain('La carte graphique ne répond plus')
    const after = await canvasOf(page, 'current:LCC')
    expect([after.width, after.height - before.height < 0]).toEqual([before.width, true])
    expect(after.data.reduce((most, value) => Math.max(most, value), 0)).toBeGreaterThan(200)
  })

  it('a graphics card that bends greys is found out on the first picture and not read from', async () => {
    await page.evaluate(() => {
      const honest = CanvasRenderingContext2D.prototype.drawImage
      CanvasRenderingContext2D.prototype.drawImage = function bent(this: CanvasRenderingContext2D, ...call: unknown[]) {
        this.fillRect(0, 0, this.canvas.width, this.canvas.height)
        this.globalAlpha = 0.95
        Reflect.apply(honest, this, call)
        this.globalAlpha = 1
      } as typeof honest
      Object.assign(window, { restore: () => { CanvasRenderingContext2D.prototype.drawImage = honest } })
    })
    await open(page, 'alone')
    await page.waitForSelector('.viewer[data-backend=cpu]')
    await settled(page)
    expect(await page.locator('.viewer-notice').innerText()).toContain('ne restitue pas exactement les gris')
    await page.evaluate(() => { (window as unknown as { restore(): void }).restore() })
    await page.evaluate(() => window.harness.clear())
    await open(page, 'alone')
    expect(await page.locator('.viewer').getAttribute('data-backend')).toBe('gpu')
  })

  it('without a graphics card the processor paints from the start, without a word', async () => {
    await open(page, 'alone', { backend: 'auto' })
    expect(await page.locator('.viewer').getAttribute('data-backend')).toBe('cpu')
    expect(await page.locator('.viewer-notice').count()).toBe(0)
  })

  it('M40 a tomosynthesis object hangs in the place of its view, as a stack', async () => {
    await open(page, 'tomosynthesis')
    expect((await at('current:LMLO-3D')).text).toContain('6 / 12')
    await run(page, 'viewer.nextImage', 'viewer.nextImage')
    expect((await at('current:LMLO-3D')).text).toContain('8 / 12')
  })

  it('a colour cine is a stack of frames in colour', async () => {
    await open(page, 'colour')
    const [view] = await seen()
    expect(view?.text).toContain('1 / 30')
    const first = await canvasOf(page, view?.cell ?? '')
    expect(first.data.some((value) => value > 60)).toBe(true)
    await run(page, 'viewer.nextImage')
    expect((await seen())[0]?.text).toContain('2 / 30')
  })

  it('nothing was refused by the content security policy and nothing failed, but what was made to fail', () => {
    expect(session.complaints.filter((text) => !text.includes('CONTEXT_LOST'))).toEqual([])
  })
})
