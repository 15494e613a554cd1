/** Marks on the images in a real browser: drawn, taken, moved, bent, nudged, deleted, and told to whoever keeps them. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MarkKeeper, ShownMark } from '../../renderer/viewer/index.ts'
import { dataFolder, filesIn, missing, open, openSession, run, settled, title, type Session } from './session.ts'

const current = 'mg/study-4view/current'
const prior = 'mg/study-4view/prior'

declare global {
  interface Window { told: { drawn: unknown[]; changed: unknown[]; removed: string[]; chosen: (string | null)[] } }
}

describe.skipIf(missing !== '')(title('marks on the images'), () => {
  let session: Session
  let page: Page

  beforeAll(async () => {
    session = await openSession()
    await session.server.add('full', { current: filesIn(current), priors: [filesIn(prior)] })
    await session.server.add('alone', { current: filesIn(current), priors: [] })
    await session.server.add('detector', { current: [join(dataFolder, current, 'LCC.dcm')], priors: [], over: { estimatedRadiographicMagnificationFactor: null } })
    page = await session.page()
  })
  afterAll(() => session?.close())
  beforeEach(async () => {
    await page.evaluate(() => window.harness.clear())
    await page.mouse.move(0, 0)
  })

  const box = async (cell: string) => {
    const found = await page.evaluate((id) => {
      const element = document.querySelector<HTMLElement>(`.viewer-viewport[data-visible=true][data-cell="${id}"]`)
      if (element === null) return null
      const { left, top, width, height } = element.getBoundingClientRect()
      return { left, top, width, height, scale: Number(element.dataset['scale']), uid: element.dataset['sopInstanceUid'] ?? '' }
    }, cell)
    if (found === null) throw new Error(`${cell} is not shown`)
    return found
  }
  const stroke = async (...points: [number, number][]): Promise<void> => {
    const [first = [0, 0], ...rest] = points
    await page.mouse.move(...first)
    await page.mouse.down()
    for (const point of rest) await page.mouse.move(...point, { steps: 4 })
    await page.mouse.up()
    await settled(page)
  }
  const marks = () => page.locator('.viewer-viewport[data-visible=true] .viewer-mark')
  const show = (shown: readonly Partial<ShownMark>[]) => page.evaluate((given) => { window.harness.handle()?.showMarks(given as never) }, shown)
  /** Somebody keeps the marks and writes down what he is told. */
  const keep = (refuses: string | null = null) => page.evaluate((refusal) => {
    window.told = { drawn: [], changed: [], removed: [], chosen: [] }
    const keeper: MarkKeeper = {
      draw: (drawn) => { window.told.drawn.push(drawn); return refusal as never },
      change: (id, forme) => { window.told.changed.push([id, forme]); return null },
      remove: (id) => { window.told.removed.push(id) },
      choose: (id) => { window.told.chosen.push(id) },
    }
    window.harness.handle()?.keepMarks(keeper)
  }, refuses)
  const told = () => page.evaluate(() => window.told)
  const mark = (over: Partial<ShownMark>): Partial<ShownMark> => ({ label: 'G1', cote: 'G', owner: 'MINE', frame: 1, selected: false, chosen: false, fixed: false, ...over })

  it('M13 an ellipse says its largest diameter and its area in millimetres, and where they come from', async () => {
    await open(page, 'alone')
    const { left, top, scale } = await box('current:LCC')
    await run(page, 'viewer.ellipse')
    await stroke([left + 60, top + 300], [left + 160, top + 360])
    const text = await marks().getAttribute('data-measure')
    const [, diameter, area] = /^([\d,]+)\u00A0mm · ([\d,\u202F]+)\u00A0mm² \(imageur ÷ ERMF\)$/.exec(text ?? '') ?? []
    const mm = scale / 1.0645
    expect(Number(diameter?.replace(',', '.'))).toBeCloseTo(100 * mm, 0)
    expect(Number(area?.replace(/\D/g, ''))).toBeCloseTo(Math.PI * 50 * mm * 30 * mm, -1)
  })

  it('M13 without a magnification factor a measure is "au détecteur"', async () => {
    await open(page, 'detector')
    const { left, top } = await box('current:LCC')
    await run(page, 'viewer.length')
    await stroke([left + 60, top + 300], [left + 160, top + 300])
    expect(await marks().getAttribute('data-length')).toMatch(/mm \(au détecteur\)$/)
  })

  it('an outline is drawn freehand, closed, measured, and grows by a corner of its box', async () => {
    await open(page, 'alone')
    const { left, top } = await box('current:LCC')
    await run(page, 'viewer.outline')
    await stroke([left + 80, top + 300], [left + 160, top + 290], [left + 200, top + 350], [left + 130, top + 400], [left + 85, top + 340])
    const area = async () => Number(/· ([\d\u202F]+)\u00A0mm²/.exec(await marks().getAttribute('data-measure') ?? '')?.[1]?.replace(/\D/g, ''))
    const before = await area()
    expect(before).toBeGreaterThan(10)
    expect(await marks().locator('.viewer-handle').count()).toBe(4)
    const corner = await marks().locator('.viewer-handle[data-handle="2"]').boundingBox()
    await stroke([(corner?.x ?? 0) + 3, (corner?.y ?? 0) + 3], [(corner?.x ?? 0) + 60, (corner?.y ?? 0) + 60])
    expect(await area()).toBeGreaterThan(before * 1.5)
  })

  it('a mark is taken by its line, moved, bent by a handle, and deleted; one is in hand at a time', async () => {
    await open(page, 'alone')
    const { left, top } = await box('current:LCC')
    await run(page, 'viewer.length')
    await stroke([left + 60, top + 200], [left + 160, top + 200])
    await stroke([left + 60, top + 300], [left + 160, top + 300])
    expect(await marks().count()).toBe(2)
    expect(await page.locator('.viewer-mark[data-chosen=true]').count()).toBe(1)
    // By its line, whatever tool is out.
    await run(page, 'viewer.window')
    await stroke([left + 110, top + 201], [left + 110, top + 241])
    const chosen = page.locator('.viewer-mark[data-chosen=true]')
    expect(await chosen.count()).toBe(1)
    const line = async () => (await chosen.locator('polyline').last().getAttribute('points'))?.split(' ').map((pair) => pair.split(',').map(Number)) ?? []
    expect((await line())[0]?.[1]).toBeCloseTo(240, 0)
    const before = await chosen.getAttribute('data-length')
    const end = await chosen.locator('.viewer-handle[data-handle="1"]').boundingBox()
    await stroke([(end?.x ?? 0) + 3, (end?.y ?? 0) + 3], [(end?.x ?? 0) + 83, (end?.y ?? 0) + 3])
    expect(Number.parseFloat(await chosen.getAttribute('data-length') ?? '')).toBeGreaterThan(Number.parseFloat(before ?? '') * 1.5)
    await run(page, 'viewer.deleteAnnotation')
    expect(await marks().count()).toBe(1)
  })

  it('on the keyboard: the next mark, nudged by the arrows, deleted; without one in hand the arrows walk on', async () => {
    await open(page, 'alone')
    const { left, top } = await box('current:LCC')
    await run(page, 'viewer.ellipse')
    await stroke([left + 60, top + 200], [left + 160, top + 260])
    await stroke([left + 60, top + 400], [left + 160, top + 460])
    const place = () => page.locator('.viewer-mark[data-chosen=true] .viewer-handle').first().boundingBox()
    const second = await place()
    await run(page, 'viewer.nextMark')
    const first = await place()
    expect((second?.y ?? 0) - (first?.y ?? 0)).toBeCloseTo(200, 0)
    await run(page, ...Array.from({ length: 10 }, () => 'viewer.roamNext'), ...Array.from({ length: 10 }, () => 'viewer.nextImage'))
    const moved = await place()
    // Ten steps of a pixel of the screen each.
    expect([(moved?.x ?? 0) - (first?.x ?? 0), (moved?.y ?? 0) - (first?.y ?? 0)].map(Math.round)).toEqual([10, 10])
    await run(page, 'viewer.previousMark')
    expect((await place())?.y).toBeCloseTo(second?.y ?? 0, 0)
    await run(page, 'viewer.deleteAnnotation', 'viewer.nextMark', 'viewer.deleteAnnotation')
    expect(await marks().count()).toBe(0)
    expect(await page.evaluate(() => window.harness.handle()?.run('viewer.nextMark'))).toBe(false)
    // Without a pointer at all: in the middle of the active image.
    for (const tool of ['viewer.length', 'viewer.ellipse', 'viewer.outline']) await run(page, tool, 'viewer.markHere')
    expect(await page.locator('.viewer-viewport[data-active=true] .viewer-mark').count()).toBe(3)
    await run(page, 'viewer.window')
    expect(await page.evaluate(() => window.harness.handle()?.run('viewer.markHere'))).toBe(false)
  })

  it('on a right breast, hung mirrored, arrows and handles go where they point', async () => {
    await open(page, 'alone')
    const { left, top, width } = await box('current:RCC')
    await run(page, 'viewer.ellipse')
    await stroke([left + width - 160, top + 300], [left + width - 60, top + 360])
    const place = () => page.locator('.viewer-mark[data-chosen=true] .viewer-edge').boundingBox()
    const before = await place()
    await run(page, ...Array.from({ length: 8 }, () => 'viewer.roamPrevious'))
    expect(Math.round((await place())?.x ?? 0)).toBe(Math.round((before?.x ?? 0) - 8))
  })

  it('whoever keeps the marks is told what was drawn, in pixels of the stored matrix, and refuses with a sentence', async () => {
    await open(page, 'alone')
    await keep()
    const view = await box('current:LCC')
    await run(page, 'viewer.length')
    await stroke([view.left + 50, view.top + view.height / 2], [view.left + 150, view.top + view.height / 2])
    const [drawn] = (await told()).drawn as [{ sopInstanceUID: string; frame: number; forme: { de: { column: number; row: number }; a: { column: number; row: number } } }]
    expect(drawn).toMatchObject({ sopInstanceUID: view.uid, frame: 1 })
    expect(drawn.forme.de.row).toBeCloseTo(2048, -1)
    expect(Math.abs(drawn.forme.a.column - drawn.forme.de.column)).toBeCloseTo((100 * view.scale) / 0.07, -0.5)
    // Nothing is drawn that nobody took.
    expect(await marks().count()).toBe(0)
    await keep('wrong-side')
    await stroke([view.left + 50, view.top + 400], [view.left + 150, view.top + 400])
    expect(await page.locator('.viewer-told').innerText()).toContain('Cette image montre l’autre sein')
  })

  it('kept marks are changed through their keeper; those of the first reader look otherwise and cannot be changed', async () => {
    await open(page, 'alone')
    const { uid, left, top } = await box('current:LCC')
    await show([
      mark({ id: 'own', sopInstanceUID: uid as never, chosen: true, forme: { forme: 'LONGUEUR', de: { column: 400, row: 2000 }, a: { column: 900, row: 2000 } } }),
      mark({ id: 'FIRST 1', label: 'L1-1', owner: 'FIRST', fixed: true, sopInstanceUID: uid as never, forme: { forme: 'POINT', at: { column: 800, row: 1200 } } }),
    ])
    await keep()
    expect(await page.locator('.viewer-mark[data-owner=FIRST]').textContent()).toBe('L1-1')
    expect(await page.locator('.viewer-mark[data-owner=FIRST] path').last().evaluate((element) => getComputedStyle(element).strokeDasharray)).not.toBe('none')
    const line = await page.locator('.viewer-mark[data-owner=MINE] .viewer-edge').boundingBox()
    const middle: [number, number] = [(line?.x ?? 0) + (line?.width ?? 0) / 2, line?.y ?? 0]
    await stroke(middle, [middle[0], middle[1] + 30])
    expect((await told()).changed).toHaveLength(1)
    const diamond = await page.locator('.viewer-mark[data-owner=FIRST] path').last().boundingBox()
    await stroke([(diamond?.x ?? 0) + 11, (diamond?.y ?? 0) + 11], [left + 300, top + 300])
    expect((await told()).changed).toHaveLength(1)
    await run(page, 'viewer.deleteAnnotation')
    expect((await told()).removed).toEqual(['own'])
  })

  it('a mark shows on its own image and frame alone', async () => {
    await open(page, 'full')
    const { uid } = await box('current:LCC')
    await show([mark({ id: 'a', sopInstanceUID: uid as never, forme: { forme: 'POINT', at: { column: 800, row: 1200 } } }), mark({ id: 'b', frame: 2, sopInstanceUID: uid as never, forme: { forme: 'POINT', at: { column: 800, row: 1400 } } })])
    expect(await marks().count()).toBe(1)
    expect(await page.locator('.viewer-viewport[data-cell="current:LCC"] .viewer-mark').count()).toBe(1)
  })

  it('on a prior a measure is of the moment: nobody is told, and a point is refused', async () => {
    await open(page, 'full')
    await keep()
    const { left, top } = await box('prior:LCC')
    await run(page, 'viewer.length')
    await stroke([left + 60, top + 150], [left + 160, top + 150])
    expect((await told()).drawn).toEqual([])
    expect(await marks().count()).toBe(1)
    await run(page, 'viewer.point')
    await stroke([left + 100, top + 220], [left + 100, top + 220])
    expect(await page.locator('.viewer-told').innerText()).toContain('que sur une image de l’examen à lire')
  })

  it('words of marks keep off the texts in the corners', async () => {
    await open(page, 'alone')
    const { uid } = await box('current:LCC')
    // Ends under the texts of the upper right corner.
    await show([mark({ id: 'a', sopInstanceUID: uid as never, forme: { forme: 'LONGUEUR', de: { column: 2000, row: 120 }, a: { column: 3000, row: 120 } } })])
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)) }))
    const covered = await page.evaluate(() => {
      const view = document.querySelector('.viewer-viewport[data-cell="current:LCC"]')
      const words = view?.querySelector('.viewer-mark text')?.getBoundingClientRect()
      if (words === undefined) throw new Error('no words')
      return [...view?.querySelectorAll('.viewer-corner') ?? []].filter((corner) => {
        const { left, right, top, bottom } = corner.getBoundingClientRect()
        return words.left < right && left < words.right && words.top < bottom && top < words.bottom
      }).length
    })
    expect(covered).toBe(0)
  })

  it('nothing was refused by the content security policy and nothing failed', () => {
    expect(session.complaints).toEqual([])
  })
})
