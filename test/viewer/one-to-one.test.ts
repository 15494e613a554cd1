/** 1:1, life size and orientation on the real canvas and on the page itself: each pixel of the screen is one stored pixel,
 *  at every pixel ratio, however the image was stored; the walk shows all of it and the record says so. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hungMammogram, mammogramOf, noiseRaster, type StoredTurn } from '../fixtures/hung-mammograms.ts'
import { readPng, spotsIn } from './geometry.ts'
import { canvasOf, missing, open, openSession, run, title, type Session } from './session.ts'

const turns = ([0, 90, 180, 270] as const).flatMap((rotation) => [false, true].map((flip): StoredTurn => ({ rotation, flip })))
const nameOf = ({ rotation, flip }: StoredTurn): string => `${rotation}${flip ? ' mirrored' : ''}`
const noise = noiseRaster(700, 1300)
const views = [['R', 'CC'], ['L', 'CC'], ['R', 'MLO'], ['L', 'MLO']] as const

describe.skipIf(missing !== '')(title('one pixel per pixel'), { timeout: 240_000 }, () => {
  let session: Session

  beforeAll(async () => {
    session = await openSession()
    const write = (name: string, part10: Uint8Array): string => {
      const path = join(session.scratch, `${name}.dcm`)
      writeFileSync(path, part10)
      return path
    }
    for (const turn of turns) {
      const study = `turn ${nameOf(turn)}`
      // One right and one left: noise for 1:1, marks for the place on screen.
      await session.server.add(`noise ${nameOf(turn)}`, {
        current: (['R', 'L'] as const).map((side) => write(`noise ${side} ${study}`, mammogramOf(noise, { name: `noise ${side} ${study}`, study, side, view: 'CC', pitch: 0.1, turn }).part10)), priors: [],
      })
      await session.server.add(`marks ${nameOf(turn)}`, {
        current: views.map(([side, view]) => write(`marks ${side}${view} ${study}`, hungMammogram({ name: `marks ${side}${view} ${study}`, study: `marks ${study}`, side, view, pitch: 0.1, field: { width: 60, height: 80 }, marks: [{ inward: 10, down: 20 }, { inward: 30, down: 50 }], turn }).part10)), priors: [],
      })
    }
    const magnified = { EstimatedRadiographicMagnificationFactor: 1.25 }
    await session.server.add('life', {
      current: views.map(([side, view], index) => write(`life ${side}${view}`, hungMammogram({
        name: `life ${side}${view}`, study: 'life', side, view, pitch: 0.05 * (index + 1) > 0.1 ? 0.07 : 0.05 * (index + 1), field: { width: 60, height: 80 }, marks: [{ inward: 10, down: 30 }, { inward: 10, down: 50 }], attributes: index < 2 ? {} : magnified,
      }).part10)), priors: [],
    })
  })
  afterAll(() => session?.close())

  /** Grey that the window gives one pixel of the hung image; black beyond it. */
  const greyAt = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= noise.columns || row >= noise.rows ? 0 : ((noise.pixels[row * noise.columns + column] ?? 0) / 273) * 17

  for (const backend of ['cpu', 'gpu'] as const) {
    it.each([1, 1.5, 2])(`M14 M12 at 1:1 each pixel of the canvas is one stored pixel and nothing in between, however it was stored: ${backend}, pixel ratio %s`, async (devicePixelRatio) => {
      const page = await session.page({ width: 560, height: 380 }, devicePixelRatio)
      // All eight ways at the ratio that is no whole number; upright, turned and mirrored at the others.
      for (const turn of turns.filter((_, at) => devicePixelRatio === 1.5 || at % 3 === 0)) {
        await page.evaluate(() => window.harness.clear())
        await open(page, `noise ${nameOf(turn)}`, { backend })
        await run(page, 'viewer.pixelSize')
        // The top at the chest wall of the right breast, then the same of the left.
        for (const side of ['R', 'L'] as const) {
          const { width, height, data, isGrey } = await canvasOf(page, `current:${side}CC`)
          const columns = side === 'R' ? noise.columns - width : 0
          let wrong = 0
          for (let i = 0; i < data.length; i++) if (data[i] !== greyAt(columns + (i % width), Math.floor(i / width))) wrong += 1
          expect([isGrey, wrong], `${nameOf(turn)} ${side}`).toEqual([true, 0])
          expect(width * height).toBeGreaterThan(100_000)
          await run(page, 'viewer.nextImage')
        }
      }
      await page.close()
    })

    it(`M10 a mark lies at the same place of the screen whichever of eight ways the image was stored, each view of each breast: ${backend}`, async () => {
      const page = await session.page({ width: 1200, height: 700 })
      const places = new Map<string, string>()
      for (const turn of turns) {
        await page.evaluate(() => window.harness.clear())
        await open(page, `marks ${nameOf(turn)}`, { backend })
        for (const [side, view] of views) {
          const cell = `current:${side}${view}`
          const found = (await spotsIn(page, cell)).toSorted((a, b) => a.y - b.y)
          expect(found.length, `${cell} ${nameOf(turn)}`).toBe(2)
          const place = found.map(({ x, y }) => `${Math.round(x * 2) / 2} ${Math.round(y * 2) / 2}`).join(', ')
          expect(place, `${cell} ${nameOf(turn)}`).toBe(places.get(cell) ?? place)
          places.set(cell, place)
          // The upper mark lies nearer to the chest wall: to the right in a right breast, to the left in a left one.
          const [upper, lower] = found
          expect(Math.sign((upper?.x ?? 0) - (lower?.x ?? 0))).toBe(side === 'R' ? 1 : -1)
        }
      }
      await page.close()
    })

    it(`M12 life size is one millimetre of the breast per millimetre of the glass, and says so: ${backend}`, async () => {
      const page = await session.page({ width: 1400, height: 800 }, 1.5)
      const open2 = (pixelPitchMm: number | null) => page.evaluate(([pitch, painter]) => window.harness.open('life', { pixelPitchMm: pitch, backend: painter }), [pixelPitchMm, backend] as const)
      await open2(0.2)
      await run(page, 'viewer.step2', 'viewer.lifeSize')
      const sizeOf = async (cell: string): Promise<number> => {
        const [top, bottom] = (await spotsIn(page, cell)).toSorted((a, b) => a.y - b.y)
        return ((bottom?.y ?? 0) - (top?.y ?? 0)) * 0.2
      }
      // 20 mm at the detector; in the obliques that is 16 mm of a breast magnified 1.25 times.
      for (const cell of ['current:RCC', 'current:LCC']) expect(Math.abs(await sizeOf(cell) / 20 - 1), cell).toBeLessThan(0.005)
      expect(await page.locator('.viewer-viewport[data-cell="current:RCC"]').innerText()).toContain('Taille réelle')
      await run(page, 'viewer.step3', 'viewer.lifeSize')
      for (const cell of ['current:RMLO', 'current:LMLO']) expect(Math.abs(await sizeOf(cell) / 16 - 1), cell).toBeLessThan(0.005)
      await run(page, 'viewer.lifeSize')
      expect(await page.locator('.viewer-viewport[data-cell="current:RMLO"]').innerText()).not.toContain('Taille réelle')
      await open2(null)
      await run(page, 'viewer.lifeSize')
      expect(await page.locator('.viewer-told').innerText()).toContain('la taille du pixel de cet écran n’est pas connue')
      await run(page, 'viewer.zoom')
      expect(await page.locator('.viewer-told').count()).toBe(0)
      await page.close()
    })
  }

  const coverage = (page: Page): Promise<number[]> => page.evaluate(() => [...window.harness.handle()?.coverage().values() ?? []])
  const said = (page: Page): Promise<string> => page.locator('.viewer-coverage').innerText().then((text) => text.replaceAll('\u00a0', ' '))

  it.each(['cpu', 'gpu'] as const)('M12 the walk shows every pixel of each image, and the bar says so when it has, not before: %s', async (backend) => {
    const page = await session.page({ width: 700, height: 500 }, 1.25)
    await open(page, 'noise 90 mirrored', { backend })
    expect(await coverage(page)).toEqual([0, 0])
    await run(page, 'viewer.pixelSize')
    expect(await said(page)).toMatch(/^D CC \d+ % · G CC 0 %$/)
    const parts = Number(/\/ (\d+)/.exec(await page.locator('.viewer-summary').innerText())?.[1])
    expect(parts).toBeGreaterThan(2)
    await run(page, ...Array.from({ length: parts - 2 }, () => 'viewer.nextStep'))
    expect((await coverage(page))[0]).toBeLessThan(1)
    expect(await said(page)).not.toContain('D CC 100 %')
    await run(page, 'viewer.nextStep')
    expect((await coverage(page))[0]).toBe(1)
    expect(await said(page)).toMatch(/^D CC 100 % · G CC 0 %$/)
    // Nothing is left of the first: on to the second.
    await run(page, 'viewer.nextUnseen')
    expect(await page.locator('.viewer-viewport[data-visible=true]').getAttribute('data-cell')).toBe('current:LCC')
    await run(page, ...Array.from({ length: parts - 1 }, () => 'viewer.nextUnseen'))
    expect(await coverage(page)).toEqual([1, 1])
    expect(await page.evaluate(() => window.harness.handle()?.run('viewer.nextUnseen'))).toBe(false)
    await page.close()
  })

  it('M12 panning freely at 1:1 counts, the fit does not, and the jump goes to what was left out', async () => {
    const page = await session.page({ width: 700, height: 500 })
    const told: number[] = []
    await page.exposeFunction('tell', (share: number) => { told.push(share) })
    await page.evaluate(() => window.harness.open('noise 0', { backend: 'cpu', onCoverage: (shares) => { (window as unknown as { tell(share: number): void }).tell([...shares.values()][0] ?? 0) } }))
    await run(page, 'viewer.reset')
    expect(await coverage(page)).toEqual([0, 0])
    await run(page, 'viewer.pixelSize', 'viewer.pan')
    const [before = 0] = await coverage(page)
    expect(before).toBeGreaterThan(0)
    await page.mouse.move(350, 300)
    await page.mouse.down()
    await page.mouse.move(350, 250)
    await page.mouse.move(350, 200)
    await page.mouse.up()
    await run(page, 'viewer.zoom')
    const [after = 0] = await coverage(page)
    expect(after).toBeGreaterThan(before)
    expect(told.at(-1)).toBe(after)
    await run(page, 'viewer.nextUnseen')
    expect((await coverage(page))[0]).toBeGreaterThan(after)
    await page.close()
  })

  it('nothing was refused by the content security policy and nothing failed', () => {
    expect(session.complaints).toEqual([])
  })
})

/** The browser's own part: how the canvas reaches the page, by the card as on most workstations. */
describe.skipIf(missing !== '')(title('from the canvas to the page'), { timeout: 240_000 }, () => {
  let session: Session

  beforeAll(async () => {
    session = await openSession('card')
    const path = join(session.scratch, 'noise.dcm')
    writeFileSync(path, mammogramOf(noise, { name: 'noise', study: 'noise', side: 'R', view: 'CC', pitch: 0.1 }).part10)
    await session.server.add('noise', { current: [path], priors: [] })
  })
  afterAll(() => session?.close())

  it.each([1.25, 1.5, 2])('M14 the page shows the very pixels of the canvas, unstretched, at a pixel ratio of %s', async (devicePixelRatio) => {
    const page = await session.page({ width: 560, height: 380 }, devicePixelRatio)
    await open(page, 'noise', { backend: 'cpu' })
    await run(page, 'viewer.pixelSize', 'viewer.overlay')
    const canvas = await canvasOf(page, 'current:RCC')
    const shot = readPng(await page.screenshot())
    const box = await page.locator('.viewer-viewport[data-cell="current:RCC"]').boundingBox()
    const [left, top] = [Math.round((box?.x ?? 0) * devicePixelRatio), Math.round((box?.y ?? 0) * devicePixelRatio)]
    let wrong = 0
    // The half at the chest wall: texts lie on the other.
    for (let y = 0; y < canvas.height * 0.6; y++) for (let x = Math.ceil(canvas.width * 0.6); x < canvas.width - 2; x++) if (shot.data[(top + y) * shot.width + left + x] !== canvas.data[y * canvas.width + x]) wrong += 1
    expect(wrong).toBe(0)
    await page.close()
  })

  it('nothing was refused by the content security policy and nothing failed', () => {
    expect(session.complaints).toEqual([])
  })
})
