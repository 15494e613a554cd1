/** M14 on the real canvas: chest walls stay against the inner edges, zoom and pan mirror between the breasts, and nothing
 *  jumps when an image comes late. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hungMammogram } from '../fixtures/hung-mammograms.ts'
import { spotsIn } from './geometry.ts'
import { canvasOf, missing, open, openSession, run, settled, title, wheelZoom, type Session } from './session.ts'

const views = [['R', 'CC'], ['L', 'CC'], ['R', 'MLO'], ['L', 'MLO']] as const

describe.skipIf(missing !== '')(title('chest walls together'), { timeout: 240_000 }, () => {
  let session: Session

  beforeAll(async () => {
    session = await openSession()
    const exam = (study: string, pitch: number): string[] => views.map(([side, view]) => {
      const path = join(session.scratch, `${study}${side}${view}.dcm`)
      writeFileSync(path, hungMammogram({ name: `${study} ${side}${view}`, study, side, view, pitch, field: { width: 90, height: 100 }, marks: [{ inward: 15, down: 50 }] }).part10)
      return path
    })
    await session.server.add('walls', { current: exam('walls-now', 0.1), priors: [exam('walls-then', 0.14)] })
    await session.server.add('late', { current: exam('late-now', 0.1), priors: [exam('late-then', 0.14)] })
  })
  afterAll(() => session?.close())

  const cells = (page: Page): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true][data-status=ready]')].map(({ dataset }) => dataset['cell'] ?? ''))
  /** Tissue in the last column towards the other breast, none in the last one away from it. */
  const expectWalls = async (page: Page): Promise<void> => {
    for (const cell of await cells(page)) {
      const { width, height, data } = await canvasOf(page, cell)
      const row = Math.floor(height / 2) * width
      const [inner = 0, outer = 0] = cell.includes(':R') ? [row + width - 1, row] : [row, row + width - 1]
      expect(data[inner], `${cell} at the wall`).toBeGreaterThan(60)
      expect(data[outer], `${cell} beyond the nipple`).toBeLessThan(20)
    }
  }
  /** Pixels of the mark from the chest wall edge, and from the middle. */
  const markIn = async (page: Page, cell: string): Promise<{ inward: number; down: number }> => {
    const { width, height } = await canvasOf(page, cell)
    const [spot] = await spotsIn(page, cell)
    return { inward: cell.includes(':R') ? width - (spot?.x ?? 0) : spot?.x ?? 0, down: (spot?.y ?? 0) - height / 2 }
  }

  it.each(['cpu', 'gpu'] as const)('M14 M10 chest walls stay at the inner edges in every step, after zoom at the wall and reset, and when the window changes its size: %s', async (backend) => {
    const page = await session.page({ width: 1400, height: 900 })
    await open(page, 'walls', { backend })
    for (const step of ['viewer.step1', 'viewer.step2', 'viewer.step3']) {
      await run(page, step)
      await expectWalls(page)
    }
    await run(page, 'viewer.step1')
    await page.setViewportSize({ width: 1100, height: 1000 })
    await page.waitForTimeout(100)
    await settled(page)
    await expectWalls(page)
    const before = await markIn(page, 'current:LCC')
    const box = await page.locator('.viewer-viewport[data-cell="current:LCC"]').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 1, (box?.y ?? 0) + (box?.height ?? 0) / 2)
    await wheelZoom(page, -100)
    expect((await markIn(page, 'current:LCC')).inward / before.inward).toBeCloseTo(1.15, 1)
    for (const cell of ['current:RCC', 'current:RMLO', 'prior:LMLO']) {
      const [own, other] = [await markIn(page, 'current:LCC'), await markIn(page, cell)]
      expect(Math.abs(own.inward - other.inward), cell).toBeLessThan(1.5)
      expect(Math.abs(own.down - other.down), cell).toBeLessThan(1.5)
    }
    await run(page, 'viewer.reset')
    await expectWalls(page)
    expect(Math.abs((await markIn(page, 'current:LCC')).inward - before.inward)).toBeLessThan(0.5)
    await page.close()
  })

  it('M14 a pan moves the two breasts as mirror images, by as many pixels, on both studies', async () => {
    const page = await session.page({ width: 1400, height: 900 })
    await open(page, 'walls', { backend: 'cpu' })
    await run(page, 'viewer.pan')
    const before = new Map(await Promise.all((await cells(page)).map(async (cell) => [cell, await markIn(page, cell)] as const)))
    const box = await page.locator('.viewer-viewport[data-cell="current:RCC"]').boundingBox()
    const [x, y] = [(box?.x ?? 0) + 150, (box?.y ?? 0) + 200]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 15, y + 10)
    await page.mouse.move(x - 30, y + 20)
    await page.mouse.up()
    await run(page, 'viewer.window')
    for (const [cell, was] of before) {
      const now = await markIn(page, cell)
      expect([Math.round(now.inward - was.inward), Math.round(now.down - was.down)], cell).toEqual([30, 20])
    }
    await page.close()
  })

  it('M14 images that come after the wait do not change the size of those on the screen', async () => {
    const page = await session.page({ width: 800, height: 1200 })
    session.server.delay(4000)
    await page.evaluate(() => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      const watch = (): void => {
        for (const { dataset } of document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true][data-rendered=true][data-status=ready]')) seen.add(dataset['scale'] ?? '')
        requestAnimationFrame(watch)
      }
      watch()
    })
    await open(page, 'late', { backend: 'cpu' })
    session.server.delay(0)
    const scales = () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
    const [first, ...others] = await scales()
    expect(others).toEqual([])
    // Laid out anew, everything is known and the breasts get the room that air took.
    await run(page, 'viewer.step2', 'viewer.step1')
    expect(Number(await page.locator('.viewer-viewport[data-cell="current:RCC"]').getAttribute('data-scale'))).toBeLessThan(Number(first) * 0.95)
    await page.close()
  })
})
