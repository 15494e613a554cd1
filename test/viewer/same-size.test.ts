/** One physical scale on the real canvas: marks at known millimetres, exposed on four detectors, current and prior, in
 *  every viewport of every step of the mammography protocol. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hungMammogram, type BreastSide, type MammogramOptions } from '../fixtures/hung-mammograms.ts'
import { spots, spotsIn, type Spot } from './geometry.ts'
import { canvasOf, dataFolder, filesIn, missing, open, openSession, run, settled, storedValues, title, wheelZoom, type Grey, type Session } from './session.ts'

/** Millimetres: two marks 40 mm apart along the chest wall, and a third 30 mm further in. */
const marks = [{ inward: 12, down: 30 }, { inward: 12, down: 70 }, { inward: 42, down: 70 }]
const detectors = [0.05, 0.07, 0.0941, 0.1]
const viewNames = [['R', 'CC'], ['L', 'CC'], ['R', 'MLO'], ['L', 'MLO']] as const
const TOLERANCE = 0.005

describe.skipIf(missing !== '')(title('same size on screen'), { timeout: 240_000 }, () => {
  let session: Session

  const write = (options: MammogramOptions): string => {
    const path = join(session.scratch, `${options.name}.dcm`)
    writeFileSync(path, hungMammogram(options).part10)
    return path
  }
  const exam = (name: string, shift: number, over: (index: number) => Partial<MammogramOptions> = () => ({})): string[] => viewNames.map(([side, view], index) => write({
    name: `${name} ${side}${view}`, study: name, side, view, pitch: detectors[(index + shift) % 4] ?? 0.07, marks,
    // No two detectors have the same field.
    field: { width: 70 + 4 * ((index + shift) % 4), height: 100 }, ...over(index),
  }))

  beforeAll(async () => {
    session = await openSession()
    const { server } = session
    await server.add('detectors', { current: exam('four-now', 0), priors: [exam('four-then', 1)] })
    await server.add('real', { current: filesIn('mg/study-4view/current'), priors: [filesIn('mg/study-4view/prior')] })
    await server.add('apart', {
      current: exam('apart', 0, (index) => index === 0 ? { attributes: { ImagerPixelSpacing: [] } } : index === 1 ? { attributes: { ImagerPixelSpacing: [0.7, 0.7] } } : {}), priors: [],
    })
  })
  afterAll(() => session?.close())

  const cells = (page: Page): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true][data-status=ready]')].map(({ dataset }) => dataset['cell'] ?? ''))

  /** Device pixels per millimetre, across and down, from the three marks of one viewport; null when not all are in sight. */
  const scaleIn = async (page: Page, cell: string): Promise<{ across: number; down: number } | null> => {
    const found = await spotsIn(page, cell)
    if (found.length !== 3) return null
    const [bottom, other] = found.toSorted((a, b) => b.y - a.y).slice(0, 2) as [Spot, Spot]
    const [top] = found.toSorted((a, b) => a.y - b.y) as [Spot]
    const wall = [bottom, other].toSorted((a, b) => Math.abs(a.x - top.x) - Math.abs(b.x - top.x))[0] as Spot
    return { across: Math.abs(bottom.x - other.x) / 30, down: (wall.y - top.y) / 40 }
  }
  const expectOneSize = async (page: Page, least = 2): Promise<number> => {
    const names = await cells(page)
    const scales = (await Promise.all(names.map((cell) => scaleIn(page, cell)))).filter((scale) => scale !== null)
    expect(scales.length).toBeGreaterThanOrEqual(Math.min(least, names.length))
    const first = scales[0]?.down ?? 0
    for (const { across, down } of scales) {
      expect(across / first).toBeGreaterThan(1 - TOLERANCE)
      expect(across / first).toBeLessThan(1 + TOLERANCE)
      expect(down / first).toBeGreaterThan(1 - TOLERANCE)
      expect(down / first).toBeLessThan(1 + TOLERANCE)
    }
    return first
  }
  /** Keys of the steps that compare; every one of them is visited. */
  const steps = ['viewer.step1', 'viewer.step2', 'viewer.step3', 'viewer.step4', 'viewer.step5']

  for (const backend of ['cpu', 'gpu'] as const) {
    // The shape of the window is nothing to the painter: one of the two tells of portrait.
    for (const [shape, width, height] of backend === 'cpu' ? [['landscape', 1600, 900], ['portrait', 1000, 1250]] as const : [['landscape', 1600, 900]] as const) {
      it(`M11 a millimetre is as long in every viewport of every step, four detectors, current and prior: ${shape}, ${backend}`, async () => {
        const page = await session.page({ width, height })
        await open(page, 'detectors', { backend })
        expect(await page.locator('.viewer').getAttribute('data-backend')).toBe(backend)
        for (const step of steps) {
          await run(page, step)
          const alone = await page.locator('.viewer-viewport[data-visible=true]').count()
          await expectOneSize(page)
          await run(page, 'viewer.comparePrior')
          expect(await page.locator('.viewer-viewport[data-visible=true]').count()).not.toBe(alone)
          await expectOneSize(page)
        }
        await page.close()
      })
    }

    it(`M11 and it stays so after zoom, after the window changed its size, and back in another step: ${backend}`, async () => {
      const page = await session.page({ width: 1600, height: 900 })
      await open(page, 'detectors', { backend })
      const before = await expectOneSize(page, 8)
      // About the chest wall, below the middle, so that the marks stay in sight.
      const box = await page.locator('.viewer-viewport[data-cell="current:RCC"]').boundingBox()
      await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 40, (box?.y ?? 0) + (box?.height ?? 0) / 2)
      await wheelZoom(page, -100)
      expect(await expectOneSize(page, 8) / before).toBeCloseTo(1.15, 1)
      await page.setViewportSize({ width: 1300, height: 840 })
      await page.waitForTimeout(100)
      await settled(page)
      await expectOneSize(page, 6)
      await run(page, 'viewer.reset')
      await expectOneSize(page, 8)
      await run(page, 'viewer.step2', 'viewer.step1')
      await expectOneSize(page, 8)
      await page.close()
    })
  }

  it('M11 images shown whole in turn have one size too', async () => {
    const page = await session.page({ width: 1600, height: 900 })
    await open(page, 'detectors', { backend: 'cpu' })
    await run(page, 'viewer.step6')
    const sizes: number[] = []
    // Two rows, one after the other.
    for (const turn of ['CC', 'MLO']) {
      for (const cell of await cells(page)) {
        expect(cell).toContain(turn)
        sizes.push((await scaleIn(page, cell))?.down ?? 0)
      }
      await run(page, 'viewer.nextStep')
    }
    expect(sizes).toHaveLength(4)
    for (const size of sizes) expect(Math.abs(size / (sizes[0] ?? 1) - 1)).toBeLessThan(TOLERANCE)
    await page.close()
  })

  it('M11 a view without spacing, or with one that cannot be, is out of the set and says so, texts shown or not', async () => {
    const page = await session.page({ width: 1600, height: 900 })
    await open(page, 'apart', { backend: 'cpu' })
    const notes = async (): Promise<Record<string, string>> => page.evaluate(() => Object.fromEntries([...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map((element) => [element.dataset['cell'] ?? '', element.querySelector<HTMLElement>('.viewer-scale')?.innerText ?? ''])))
    for (const commands of [[], ['viewer.overlay']]) {
      await run(page, ...commands)
      const said = await notes()
      expect(said['current:RCC']).toContain('échelle inconnue')
      expect(said['current:LCC']).toContain('échelle inconnue')
      expect([said['current:RMLO'], said['current:LMLO']]).toEqual(['', ''])
    }
    const [right, left] = [await scaleIn(page, 'current:RMLO'), await scaleIn(page, 'current:LMLO')]
    expect(Math.abs((right?.down ?? 0) / (left?.down ?? 1) - 1)).toBeLessThan(TOLERANCE)
    await page.close()
  })

  it('M11 the real study on detectors of 0.070 and 0.0941 mm: 1.00 ± 0.005 mm per mm, current against prior, by fitting the canvas to the stored pixels', async () => {
    const page = await session.page({ width: 1920, height: 1080 })
    await open(page, 'real', { backend: 'cpu' })
    const ratios: number[] = []
    for (const [step, views] of [['viewer.step2', ['RCC', 'LCC']], ['viewer.step3', ['RMLO', 'LMLO']]] as const) {
      await run(page, step, 'viewer.comparePrior')
      for (const view of views) {
        const [now = 0, then = 0] = await Promise.all((['current', 'prior'] as const).map(async (study) => {
          const file = join(dataFolder, 'mg/study-4view', study, `${view}.dcm`)
          const { rows, columns, pitch } = study === 'current' ? { rows: 4096, columns: 3328, pitch: 0.07 } : { rows: 3062, columns: 2394, pitch: 0.0941 }
          const canvas = await canvasOf(page, `${study}:${view}`)
          const stored = await storedValues(session, file)
          // Where to look is what the viewport says; what it is, the pixels say.
          const claimed = Number(await page.locator(`.viewer-viewport[data-cell="${study}:${view}"]`).getAttribute('data-scale'))
          return pitch * storedPerScreen(canvas, { rows, columns, values: stored }, view.startsWith('R') ? 'R' : 'L', claimed / pitch)
        }))
        ratios.push(now / then)
      }
    }
    expect(ratios.map((ratio) => Math.abs(ratio - 1) <= TOLERANCE), ratios.join(' ')).toEqual([true, true, true, true])
    await page.close()
  })

  it('nothing was refused by the content security policy and nothing failed', () => {
    expect(session.complaints).toEqual([])
    expect(spots({ width: 3, height: 3, data: new Uint8Array(9) })).toEqual([])
  })
})

/** Stored pixels per screen pixel: the factor at which the profile along the chest wall, as it is on the canvas, agrees
 *  best with that of the stored pixels. Windows bend greys; correlation of what is fine does not care. */
function storedPerScreen(canvas: Grey, stored: { rows: number; columns: number; values: Uint16Array | Int16Array }, side: BreastSide, guess: number): number {
  const profile = (rows: number, columns: number, depth: number, valueAt: (index: number) => number): Float64Array => Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0
    for (let column = 0; column < depth; column++) sum += valueAt(row * columns + (side === 'R' ? columns - 1 - column : column))
    return sum / depth
  })
  const depth = canvas.width * 0.4
  const shown = detail(profile(canvas.height, canvas.width, depth, (index) => canvas.data[index] ?? 0))
  const whole = profile(stored.rows, stored.columns, depth * guess, (index) => stored.values[index] ?? 0)
  const sums = new Float64Array(whole.length + 1)
  whole.forEach((value, index) => { sums[index + 1] = (sums[index] ?? 0) + value })
  let best = { factor: guess, score: -Infinity }
  for (let factor = guess * 0.97; factor <= guess * 1.03; factor += guess * 0.0005) {
    for (let shift = -2 * guess; shift <= 2 * guess; shift += guess / 4) {
      const reduced = detail(Float64Array.from({ length: shown.length }, (_, row) => {
        const from = (row - shown.length / 2) * factor + stored.rows / 2 + shift
        return (at(sums, from + factor) - at(sums, from)) / factor
      }))
      const score = correlation(shown, (row) => reduced[row] ?? 0)
      if (score > best.score) best = { factor, score }
    }
  }
  expect(best.score).toBeGreaterThan(0.8)
  return best.factor
}

/** What is finer than forty rows: the outline of the breast says less about its size than what is in it. */
function detail(values: Float64Array): Float64Array {
  return values.map((value, index) => {
    let [sum, count] = [0, 0]
    for (let near = Math.max(index - 20, 0); near <= Math.min(index + 20, values.length - 1); near++) { sum += values[near] ?? 0; count += 1 }
    return value - sum / count
  })
}

/** Between two values; beyond the ends, the last. */
function at(values: Float64Array, wanted: number): number {
  const place = Math.min(Math.max(wanted, 0), values.length - 1)
  const below = Math.floor(place)
  const [low, high] = [values[below] ?? 0, values[Math.min(below + 1, values.length - 1)] ?? 0]
  return low + (high - low) * (place - below)
}

function correlation(a: Float64Array, b: (index: number) => number): number {
  let [ab, aa, bb] = [0, 0, 0]
  for (let index = 40; index < a.length - 40; index++) {
    const [x, y] = [a[index] ?? 0, b(index)]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return ab / Math.sqrt(aa * bb || 1)
}
