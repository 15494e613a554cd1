/** Real pixels read back from the canvas, one acquired pixel per screen pixel, against DCMTK and against the formulas. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canvasOf, dataFolder, filesIn, largestDifference, missing, open, openSession, render, run, storedValues, title, type Session } from './session.ts'

const gh133 = join(dataFolder, 'mg/dicom/GH133.dcm')
const priorFile = join(dataFolder, 'mg/study-4view/prior/RCC.dcm')
const GH133 = { rows: 3062, columns: 2394 }

describe.skipIf(missing !== '')(title('grey scale on screen'), () => {
  let session: Session
  let page: Page
  let ctSlice: string

  beforeAll(async () => {
    session = await openSession()
    execFileSync('tar', ['xf', join(dataFolder, 'ct/lidc-idri-0314.tar.xz'), '-C', session.scratch])
    ctSlice = execFileSync('find', [session.scratch, '-name', '*.dcm', '-size', '+100k'], { encoding: 'utf8' }).trim().split('\n').toSorted()[100] ?? ''
    await session.server.add('ge', { current: [gh133], priors: [] })
    await session.server.add('ge-linear', { current: [gh133], priors: [], over: { voiLutFunction: 'LINEAR', windows: [{ center: 2653, width: 900, explanation: '' }] } })
    await session.server.add('ge-exact', { current: [gh133], priors: [], over: { voiLutFunction: 'LINEAR_EXACT', windows: [{ center: 2653, width: 900, explanation: '' }] } })
    await session.server.add('ct', { current: [ctSlice], priors: [] })
    await session.server.add('padded', { current: filesIn('mg/study-4view/prior'), priors: [] })
    page = await session.page()
  })
  afterAll(() => session?.close())

  /** The top inner quarter at 1:1: the image's right edge on the viewport's right edge, tops together. */
  const innerQuarter = (columns: number, width: number) => (index: number): number => Math.floor(index / width) * columns + columns - width + (index % width)

  it('M02 LINEAR is within one level of dcm2pnm on a real mammogram, padding aside', async () => {
    await open(page, 'ge-linear')
    await run(page, 'viewer.pixelSize')
    const canvas = await canvasOf(page, 'current:RMLO')
    const oracle = render(session, gh133, ['+Wfl', '+Ww', '2653', '900'])
    const stored = await storedValues(session, gh133)
    expect(oracle).toMatchObject({ width: GH133.columns, height: GH133.rows })
    const at = innerQuarter(GH133.columns, canvas.width)
    const { largest, compared } = largestDifference(canvas.data.length, (i) => canvas.data[i] ?? 0, (i) => ((stored[at(i)] ?? 0) <= 30 ? null : oracle.data[at(i)] ?? null))
    expect(canvas.isGrey).toBe(true)
    expect(compared).toBeGreaterThan(500_000)
    expect(largest).toBeLessThanOrEqual(1)
  })

  it('M02 LINEAR is within one level of dcm2pnm on a CT slice', async () => {
    await open(page, 'ct')
    await run(page, 'viewer.pixelSize')
    const canvas = await canvasOf(page, 'current:stack')
    const [center, width] = await page.evaluate(async () => {
      const { current } = await (await fetch('/cases/ct')).json() as { current: { images: { windows: { center: number; width: number }[] }[] } }
      const [first] = current.images[0]?.windows ?? []
      return [first?.center ?? 0, first?.width ?? 1]
    })
    const oracle = render(session, ctSlice, ['+Ww', String(center), String(width)])
    const [left, top] = [Math.round((canvas.width - 512) / 2), Math.round((canvas.height - 512) / 2)]
    const { largest, compared } = largestDifference(512 * 512, (i) => canvas.data[(top + Math.floor(i / 512)) * canvas.width + left + (i % 512)] ?? 0, (i) => oracle.data[i] ?? null)
    expect(compared).toBe(512 * 512)
    expect(largest).toBeLessThanOrEqual(1)
  })

  const byFormula = async (apply: (value: number) => number): Promise<{ largest: number; compared: number }> => {
    const canvas = await canvasOf(page, 'current:RMLO')
    const stored = await storedValues(session, gh133)
    const at = innerQuarter(GH133.columns, canvas.width)
    return largestDifference(canvas.data.length, (i) => canvas.data[i] ?? 0, (i) => {
      const value = stored[at(i)] ?? 0
      return value <= 30 ? 0 : 255 * apply(value)
    })
  }

  it('M02 SIGMOID is within one level of PS3.3 C.11.2.1.3.1, and padding is black', async () => {
    await open(page, 'ge')
    await run(page, 'viewer.pixelSize')
    const { largest, compared } = await byFormula((x) => 1 / (1 + Math.exp((-4 * (x - 2653)) / 900)))
    expect(compared).toBeGreaterThan(1_000_000)
    expect(largest).toBeLessThanOrEqual(1)
  })

  it('M02 LINEAR_EXACT is within one level of PS3.3 C.11.2.1.3.2', async () => {
    await open(page, 'ge-exact')
    await run(page, 'viewer.pixelSize')
    const { largest } = await byFormula((x) => Math.min(Math.max((x - 2653) / 900 + 0.5, 0), 1))
    expect(largest).toBeLessThanOrEqual(1)
  })

  it('M01 each item of the VOI LUT Sequence is within one level of dcm2pnm', async () => {
    await open(page, 'ge')
    await run(page, 'viewer.pixelSize', 'viewer.nextPreset', 'viewer.nextPreset')
    const stored = await storedValues(session, gh133)
    for (const item of [1, 2, 3]) {
      await run(page, 'viewer.nextPreset')
      const canvas = await canvasOf(page, 'current:RMLO')
      const oracle = render(session, gh133, ['+Wl', String(item)])
      const at = innerQuarter(GH133.columns, canvas.width)
      const { largest } = largestDifference(canvas.data.length, (i) => canvas.data[i] ?? 0, (i) => ((stored[at(i)] ?? 0) <= 30 ? null : oracle.data[at(i)] ?? null))
      expect(largest).toBeLessThanOrEqual(1)
    }
  })

  it('M07 the prior\'s padding is black under its window, under another and inverted; everything else inverts', async () => {
    await open(page, 'padded')
    await run(page, 'viewer.pixelSize')
    const stored = await storedValues(session, priorFile)
    const check = async (): Promise<{ padding: number; rest: Uint8Array }> => {
      const canvas = await canvasOf(page, 'current:RCC')
      const at = innerQuarter(2394, canvas.width)
      let padding = 0
      for (let i = 0; i < canvas.data.length; i++) if (stored[at(i)] === 0) padding = Math.max(padding, canvas.data[i] ?? 0)
      return { padding, rest: canvas.data.filter((_, i) => stored[at(i)] !== 0) }
    }
    const upright = await check()
    expect(stored.filter((value) => value === 0).length).toBeGreaterThan(100_000)
    expect(upright.padding).toBe(0)
    await run(page, 'viewer.invert')
    const inverted = await check()
    expect(inverted.padding).toBe(0)
    expect(largestDifference(upright.rest.length, (i) => inverted.rest[i] ?? 0, (i) => 255 - (upright.rest[i] ?? 0)).largest).toBeLessThanOrEqual(1)
    await run(page, 'viewer.nextPreset')
    expect((await check()).padding).toBe(0)
  })

  it('M07 reduced on the overview the padding does not glow either, inverted', async () => {
    await open(page, 'padded')
    await run(page, 'viewer.invert')
    const canvas = await canvasOf(page, 'current:RCC')
    // The outer tenth of the viewport is padding from top to bottom of the image.
    const outer = canvas.data.filter((_, i) => i % canvas.width < canvas.width / 10)
    expect(outer.reduce((most, value) => Math.max(most, value), 0)).toBe(0)
  })

  it('M04 the CPU painter shows the same as the GPU, at 1:1 and reduced, and both agree with the formulas', async () => {
    const pictures: Record<string, Uint8Array> = {}
    for (const backend of ['gpu', 'cpu'] as const) {
      await page.reload()
      await page.waitForSelector('html[data-ready=true]')
      await open(page, 'ge', { backend })
      expect(await page.locator('.viewer').getAttribute('data-backend')).toBe(backend)
      pictures[`${backend} reduced`] = (await canvasOf(page, 'current:RMLO')).data
      await run(page, 'viewer.pixelSize')
      await page.waitForSelector('.viewer-viewport[data-cell="current:RMLO"][data-checked=agrees]')
      pictures[`${backend} 1:1`] = (await canvasOf(page, 'current:RMLO')).data
    }
    const differ = (what: string, tolerated: number): number => {
      const [gpu, cpu] = [pictures[`gpu ${what}`] ?? new Uint8Array(), pictures[`cpu ${what}`] ?? new Uint8Array()]
      expect(cpu.length).toBe(gpu.length)
      return gpu.filter((value, i) => Math.abs(value - (cpu[i] ?? 0)) > tolerated).length / gpu.length
    }
    expect(differ('1:1', 1)).toBe(0)
    expect(differ('reduced', 2)).toBeLessThan(0.002)
  })

  it('nothing was refused by the content security policy and nothing failed', () => {
    expect(session.complaints).toEqual([])
  })
})
