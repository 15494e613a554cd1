/** Lengths drawn with the mouse between marks at known millimetres, for every rule of which spacing measures. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hungMammogram } from '../fixtures/hung-mammograms.ts'
import { geometryPhantoms, phantomMarks } from '../fixtures/index.ts'
import { spots, type Spot } from './geometry.ts'
import { canvasOf, missing, open, openSession, run, settled, title, wheelZoom, type Session } from './session.ts'

const words: Record<string, string> = {
  'pixel-spacing': 'plan du patient', anisotropic: 'plan du patient', 'imager-spacing': 'au détecteur', 'imager-spacing-magnified': 'imageur ÷ ERMF', calibrated: 'calibré', 'no-spacing': 'sans échelle',
}
const spacings: Record<string, [number, number]> = { 'pixel-spacing': [0.5, 0.5], anisotropic: [0.25, 0.75], 'imager-spacing': [0.07, 0.07], 'imager-spacing-magnified': [0.05, 0.05], calibrated: [0.08, 0.08] }

describe.skipIf(missing !== '')(title('calipers'), { timeout: 240_000 }, () => {
  let session: Session
  let page: Page

  beforeAll(async () => {
    session = await openSession()
    const add = (name: string, part10: Uint8Array): Promise<unknown> => {
      const path = join(session.scratch, `${name}.dcm`)
      writeFileSync(path, part10)
      return session.server.add(name, { current: [path], priors: [] })
    }
    for (const phantom of geometryPhantoms()) await add(phantom.name, phantom.part10)
    // A left oblique, stored lying and mirrored; 30 mm and 40 mm at the detector, magnified 1.25 times.
    const options = { study: 'turned', side: 'L' as const, view: 'MLO' as const, pitch: 0.1, field: { width: 80, height: 100 }, marks: [{ inward: 10, down: 30 }, { inward: 40, down: 30 }, { inward: 10, down: 70 }], turn: { rotation: 90 as const, flip: true } }
    await add('turned', hungMammogram({ ...options, name: 'turned', attributes: { EstimatedRadiographicMagnificationFactor: 1.25 } }).part10)
    await add('impossible', hungMammogram({ ...options, name: 'impossible', attributes: { ImagerPixelSpacing: [1, 1] } }).part10)
    await add('contradicting', hungMammogram({ ...options, name: 'contradicting', attributes: { PixelSpacing: [0.01, 0.01] } }).part10)
    page = await session.page({ width: 1280, height: 960 })
  })
  afterAll(() => session?.close())

  const found = async (ground: number, threshold: number): Promise<{ left: number; top: number; spots: Spot[] }> => {
    const viewport = page.locator('.viewer-viewport[data-visible=true][data-status=ready]').first()
    const box = await viewport.boundingBox()
    const cell = await viewport.getAttribute('data-cell') ?? ''
    return { left: box?.x ?? 0, top: box?.y ?? 0, spots: spots(await canvasOf(page, cell), threshold, ground).filter(({ area }) => area > 12) }
  }
  /** What the length from one spot to another says: number, unit, source. */
  const measure = async (view: { left: number; top: number }, from: Spot, to: Spot): Promise<{ value: number; text: string }> => {
    await page.mouse.move(view.left + from.x, view.top + from.y)
    await page.mouse.down()
    await page.mouse.move(view.left + (from.x + to.x) / 2, view.top + (from.y + to.y) / 2)
    await page.mouse.move(view.left + to.x, view.top + to.y)
    await page.mouse.up()
    await settled(page)
    const [text = '', ...others] = await texts()
    expect(others).toEqual([])
    // Its ends would be taken hold of by the next one.
    await run(page, 'viewer.deleteAnnotation')
    return { value: Number(/^([\d,]+)/.exec(text.replaceAll('\u202f', ''))?.[1]?.replace(',', '.')), text }
  }
  const texts = (): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll<SVGGElement>('.viewer-viewport[data-visible=true] .viewer-length')].map(({ dataset }) => dataset['length'] ?? ''))
  const start = async (name: string): Promise<void> => {
    await page.evaluate(() => window.harness.clear())
    await page.mouse.move(0, 0)
    await open(page, name, { backend: 'cpu' })
    await run(page, 'viewer.length')
  }
  const zoom = async (): Promise<void> => {
    const box = await page.locator('.viewer-viewport[data-visible=true][data-status=ready]').first().boundingBox()
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2)
    await page.keyboard.down('Control')
    await wheelZoom(page, -100)
    await page.keyboard.up('Control')
  }

  it.each(geometryPhantoms().map((phantom) => [phantom.name, phantom] as const))('M13 %s: lengths by mouse are true within one pixel, at the fit and zoomed, and say where they come from', async (name, phantom) => {
    await start(name)
    const [row, column] = spacings[name] ?? [1, 1]
    const columns = phantomMarks.topRight[0] - phantomMarks.topLeft[0]
    const rows = phantomMarks.bottomLeft[1] - phantomMarks.topLeft[1]
    const expected = phantom.expected ?? { horizontal: columns, vertical: rows, diagonal: Math.hypot(columns, rows) }
    for (const isZoomed of [false, true]) {
      if (isZoomed) await zoom()
      const view = await found(25, 120)
      expect(view.spots.length).toBe(4)
      const [[topLeft, topRight], [bottomLeft, bottomRight]] = [view.spots.toSorted((a, b) => a.y - b.y).slice(0, 2), view.spots.toSorted((a, b) => a.y - b.y).slice(2)].map((pair) => pair.toSorted((a, b) => a.x - b.x)) as [[Spot, Spot], [Spot, Spot]]
      for (const [from, to, length, pixel] of [[topLeft, topRight, expected.horizontal, column], [topLeft, bottomLeft, expected.vertical, row], [topLeft, bottomRight, expected.diagonal, Math.max(row, column)]] as const) {
        const { value, text } = await measure(view, from, to)
        // One pixel, and what the last digit that is shown rounds away.
        expect(Math.abs(value - length), `${name} ${text} for ${length}`).toBeLessThanOrEqual(pixel + 0.05)
        expect(text).toContain(words[name])
      }
    }
  })

  it('M13 a length on an image that hangs turned and mirrored is the length in the breast, at the fit and zoomed', async () => {
    await start('turned')
    for (const isZoomed of [false, true]) {
      if (isZoomed) await zoom()
      const view = await found(75, 90)
      expect(view.spots.length).toBe(3)
      const [wall, lower] = view.spots.toSorted((a, b) => a.x - b.x).slice(0, 2).toSorted((a, b) => a.y - b.y) as [Spot, Spot]
      const [inner] = view.spots.toSorted((a, b) => b.x - a.x) as [Spot]
      for (const [to, length] of [[inner, 30 / 1.25], [lower, 40 / 1.25]] as const) {
        const { value, text } = await measure(view, wall, to)
        expect(Math.abs(value - length), text).toBeLessThanOrEqual(0.08 + 0.05)
        expect(text).toContain('imageur ÷ ERMF')
      }
    }
  })

  it.each(['impossible', 'contradicting'])('M13 a spacing that cannot be true (%s) gives pixels and no millimetre', async (name) => {
    await start(name)
    const view = await found(75, 90)
    const [first, second] = view.spots as [Spot, Spot]
    const { text } = await measure(view, first, second)
    expect(text).toMatch(/px/)
    expect(text).not.toMatch(/mm/)
    expect(await page.locator('.viewer-viewport[data-visible=true][data-status=ready]').first().innerText()).toContain('échelle inconnue')
  })
})
