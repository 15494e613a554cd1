/** Tomosynthesis on real pixels in a real window: what is painted, in which order, within how many bytes, and the slabs
 *  against numpy. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoTomosynthesis, generateTomosynthesis, tomosynthesisStudies } from '../../main/demo/index.ts'
import { askPydicom, hasPydicom } from '../fixtures/index.ts'
import { canvasOf, dataFolder, largestDifference, missing, open, openSession, run, settled, storedValues, title, type Session } from './session.ts'

const ctSlice = join(dataFolder, 'mg/dbt-slice-scrubbed/hologic_RMLO_tomo_slice_as_CT.dcm')
const hasNumpy = hasPydicom && ((): boolean => { try { askPydicom('import numpy, json\nprint(json.dumps(1))', []); return true } catch { return false } })()
const SLICES = 18
const MLO = 'current:LMLO-3D'

describe.skipIf(missing !== '')(title('tomosynthesis'), () => {
  let session: Session
  let page: Page
  let mloFile = ''
  let asked: number[] = []
  beforeAll(async () => {
    session = await openSession()
    const files = [...tomosynthesisStudies()].map(({ name, part10 }) => {
      const path = join(session.scratch, name)
      writeFileSync(path, part10)
      return path
    })
    mloFile = files.find((file) => file.includes('LMLO-3D')) ?? ''
    await session.server.add('demo', { current: files, priors: [] })
    await session.server.add('mlo', { current: [mloFile], priors: [] })
    // Two slices of quite another grey scale than the others (Weasis #709: such an image came out white).
    const windows = (center: number) => ({ windows: [{ center, width: 600, explanation: '' }] })
    await session.server.add('per frame', { current: [mloFile], priors: [], over: { perFrame: Array.from({ length: SLICES }, (_, index) => windows(index === 0 ? 900 : index === 1 ? 2400 : 1500)) } })
    await session.server.add('narrow', { current: [mloFile], priors: [], over: { windows: [{ center: 1300, width: 256, explanation: '' }] } })
    page = await session.page()
    page.on('request', (request) => {
      const [, number] = /\/frames\/[^/]+\/(\d+)$/.exec(request.url()) ?? []
      if (number !== undefined) asked.push(Number(number))
    })
  })
  afterAll(() => session?.close())

  const openIn = async (tab: Page, name: string, over: Parameters<typeof open>[2] & { programme?: unknown } = {}): Promise<void> => {
    await tab.evaluate(() => window.harness.clear())
    await tab.mouse.move(0, 0)
    await open(tab, name, { backend: 'cpu', ...over })
  }
  /** From now on every slice that is painted in a cell is written down. */
  const record = (tab: Page, cell: string): Promise<void> => tab.evaluate((id) => {
    Object.assign(globalThis, { recorded: id })
    window.harness.forget()
  }, cell)
  const painted = (tab: Page): Promise<number[]> => tab.evaluate(() => window.harness.painted((globalThis as unknown as { recorded: string }).recorded))
  const until = (tab: Page, frame: number): Promise<unknown> => tab.waitForFunction((wanted) => window.harness.painted((globalThis as unknown as { recorded: string }).recorded).at(-1) === wanted, frame, { timeout: 60_000 })
  const untilMany = (tab: Page, count: number): Promise<unknown> => tab.waitForFunction((wanted) => window.harness.painted((globalThis as unknown as { recorded: string }).recorded).length > wanted, count, { timeout: 120_000 })
  const shown = (tab: Page): Promise<{ frame: string; words: string }> => tab.evaluate((cell) => {
    const element = document.querySelector<HTMLElement>(`.viewer-viewport[data-cell="${cell}"]`)
    return { frame: element?.dataset['frame'] ?? '', words: element?.querySelector<HTMLElement>('.viewer-slices-words')?.innerText ?? '' }
  }, MLO)
  const cells = (tab: Page): Promise<string[]> => tab.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map(({ dataset }) => dataset['cell'] ?? ''))

  it('M40 opens in the middle of the breast, painted before another slice is asked for; the others come from there outwards', async () => {
    asked = []
    await openIn(page, 'mlo')
    expect((await shown(page)).frame).toBe('9')
    await page.waitForFunction((count) => document.querySelectorAll('.viewer-slices-track i').length === count, SLICES, { timeout: 60_000 })
    expect(asked[0]).toBe(9)
    const order = [...new Set(asked)]
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: SLICES }, (_, index) => index + 1))
    // What was asked for at any time lies around the middle, with more of it ahead: the last ones are the ends.
    expect(order.slice(1, 4)).toEqual([10, 11, 12])
    expect(order.at(-1)).toBe(1)
    expect(asked.length).toBeLessThanOrEqual(SLICES + 1)
  })

  it('M41 paints every slice that the wheel asks for, in order, however fast it turns', async () => {
    await openIn(page, 'mlo')
    const box = await page.locator(`[data-cell="${MLO}"]`).boundingBox()
    if (box === null) throw new Error('no viewport')
    await page.mouse.move(box.x + 200, box.y + 400)
    await record(page, MLO)
    for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, 100)
    await until(page, 17)
    expect(await painted(page)).toEqual([10, 11, 12, 13, 14, 15, 16, 17])
    for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, -100)
    await until(page, 12)
    expect((await painted(page)).slice(8)).toEqual([16, 15, 14, 13, 12])
  })

  it('M41 drags through the slices on the indicator, none left out, and says slice, millimetres and ends', async () => {
    await openIn(page, 'mlo')
    const track = await page.locator('.viewer-slices-track').boundingBox()
    if (track === null) throw new Error('no indicator')
    await record(page, MLO)
    await page.mouse.move(track.x + 3, track.y + (8.5 / SLICES) * track.height)
    await page.mouse.down()
    await page.mouse.move(track.x + 3, track.y + track.height * 2)
    await page.mouse.up()
    await until(page, SLICES)
    expect(await painted(page)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18])
    const { words } = await shown(page)
    expect(words).toContain('18 / 18')
    expect(words).toMatch(/34,0\smm/)
    expect(await page.evaluate(() => [...document.querySelectorAll('.viewer-slices-end')].map(({ textContent }) => textContent))).toEqual(['Méd.', 'Lat.'])
  })

  it('M41 keys go to the ends and by ten', async () => {
    await openIn(page, 'mlo')
    const frames: string[] = []
    for (const command of ['viewer.firstSlice', 'viewer.tenForward', 'viewer.lastSlice', 'viewer.tenBack', 'viewer.nextImage', 'viewer.previousImage']) {
      await run(page, command)
      frames.push((await shown(page)).frame)
    }
    expect(frames).toEqual(['1', '11', '18', '8', '9', '8'])
  })

  it('M41 cine paints slice after slice without end, says its real rate, and stops', async () => {
    await openIn(page, 'mlo')
    await record(page, MLO)
    await page.evaluate(() => window.harness.handle()?.run('viewer.cine'))
    await untilMany(page, SLICES * 2)
    expect((await shown(page)).words).toMatch(/Ciné \d+ im\/s/)
    await page.evaluate(() => window.harness.handle()?.run('viewer.cine'))
    const played = await painted(page)
    const expected = played.map((_, index) => (((played[0] ?? 0) - 1 + index) % SLICES) + 1)
    expect(played).toEqual(expected)
    expect((await shown(page)).words).not.toContain('Ciné')
    // Back and forth turns round at the ends and paints them once.
    await run(page, 'viewer.lastSlice', 'viewer.tenBack')
    await page.evaluate(() => window.harness.handle()?.run('viewer.cineMode'))
    await record(page, MLO)
    await page.evaluate(() => window.harness.handle()?.run('viewer.cine'))
    await untilMany(page, 14)
    await page.evaluate(() => { window.harness.handle()?.run('viewer.cine'); window.harness.handle()?.run('viewer.cineMode') })
    expect((await painted(page)).slice(0, 14)).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 17, 16, 15, 14])
  }, 300_000)

  it('M40 each slice is shown with its own window', async () => {
    await openIn(page, 'per frame')
    const mean = async (): Promise<number> => {
      const { data } = await canvasOf(page, MLO)
      const seen = data.filter((value) => value > 0)
      return seen.reduce((sum, value) => sum + value, 0) / Math.max(seen.length, 1)
    }
    await run(page, 'viewer.firstSlice')
    const [light, text] = [await mean(), await page.locator('.viewer-corner-grey').innerText()]
    await run(page, 'viewer.nextImage')
    expect(text).toContain('C 900')
    expect(await page.locator('.viewer-corner-grey').innerText()).toContain('C 2400')
    expect(light).toBeGreaterThan(2 * await mean())
    // A slab of slices with different windows takes those of the slice in its middle, and says so.
    await run(page, 'viewer.slab')
    expect((await shown(page)).words).toContain('fenêtrage de la coupe centrale')
  })

  it.skipIf(!hasNumpy)('M41 slabs are, at full resolution, what numpy makes of the slices (skipped where numpy is missing)', async () => {
    await openIn(page, 'narrow')
    await run(page, 'viewer.pixelSize')
    for (const mode of ['max', 'mean'] as const) {
      await run(page, 'viewer.slab')
      // Ten millimetres are five slices, two on either side.
      expect((await shown(page)).words).toMatch(mode === 'max' ? /MIP 10\smm · 5 coupes/ : /Moyenne 10\smm · 5 coupes/)
      await page.waitForTimeout(1500)
      await settled(page)
      const { width, height, data } = await canvasOf(page, MLO)
      const { rows, columns, base64 } = askPydicom(`
import pydicom, numpy, json, base64, sys
d = pydicom.dcmread(sys.argv[1])
a = d.pixel_array[6:11].astype(float)
air = a == 0
if '${mode}' == 'max': v = a.max(axis=0)
else:
    n = (~air).sum(axis=0)
    v = numpy.floor(a.sum(axis=0) / numpy.maximum(n, 1) + 0.5)
y = numpy.clip(((v - (1300 - 0.5)) / 255 + 0.5) * 255, 0, 255)
y[air.all(axis=0)] = 0
print(json.dumps(dict(rows=int(d.Rows), columns=int(d.Columns), base64=base64.b64encode(numpy.round(y).astype('u1').tobytes()).decode())))
`, [mloFile]) as { rows: number; columns: number; base64: string }
      const expected = Buffer.from(base64, 'base64')
      const top = Math.round((height - rows) / 2)
      const { largest, compared } = largestDifference(rows * columns, (i) => data[(top + Math.floor(i / columns)) * width + (i % columns)] ?? 0, (i) => {
        const row = top + Math.floor(i / columns)
        return row < 0 || row >= height || i % columns >= width ? null : expected[i] ?? 0
      })
      expect(compared).toBeGreaterThan(500_000)
      expect(largest, mode).toBeLessThanOrEqual(1)
    }
  })

  it('M40 keeps within the bytes of the frame store while all slices are scrolled, thin while they are seen reduced', async () => {
    const path = join(session.scratch, 'large.dcm')
    writeFileSync(path, generateTomosynthesis({ study: demoTomosynthesis, view: 'CC', slices: 16, rows: 1856, columns: 960, spacing: 0.125, thickness: 1 }, 7).part10)
    await session.server.add('large', { current: [path], priors: [] })
    const small = await session.page({ width: 1000, height: 700 })
    try {
      await small.goto(`${session.server.url}?capacity=16`)
      await small.waitForSelector('html[data-ready=true]')
      await openIn(small, 'large')
      const cell = 'current:LCC-3D'
      await record(small, cell)
      const most = async (): Promise<number> => (await small.evaluate(() => window.harness.usage())).bytes
      let largest = 0
      await small.evaluate(() => window.harness.handle()?.run('viewer.firstSlice'))
      await until(small, 1)
      for (let slice = 2; slice <= 16; slice++) {
        await small.evaluate(() => window.harness.handle()?.run('viewer.nextImage'))
        await until(small, slice)
        largest = Math.max(largest, await most())
      }
      // Whole they would be 75 MiB; the bound is 16.
      expect(largest).toBeLessThanOrEqual(16 * 2 ** 20)
      expect((await painted(small)).slice(-16)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1))
      // As many as its share holds: of whole ones it would be two.
      await small.waitForTimeout(1500)
      const { bytes, frames } = await small.evaluate(() => window.harness.usage())
      expect(frames).toBeGreaterThanOrEqual(8)
      expect(bytes).toBeLessThan(16 * 2 ** 20)
    } finally {
      await small.close()
    }
  })

  it('M41 a key leads from the 2D view to the slices of the same view and back; the place pointed at is shown there', async () => {
    await openIn(page, 'demo')
    const [first] = await cells(page)
    const flat = (await cells(page)).find((cell) => cell === 'current:LMLO')
    expect(flat, String(first)).toBe('current:LMLO')
    const box = await page.locator('[data-cell="current:LMLO"]').boundingBox()
    if (box === null) throw new Error('no 2D view')
    await page.mouse.click(box.x + 90, box.y + box.height / 2 + 40)
    const scale = Number(await page.locator('[data-cell="current:LMLO"]').getAttribute('data-scale'))
    await run(page, 'viewer.tomosynthesis')
    expect(await cells(page)).toEqual([MLO])
    const linked = await page.locator('.viewer-linked').evaluate(({ dataset }) => ({ x: Number((dataset as DOMStringMap)['x']), y: Number((dataset as DOMStringMap)['y']) }))
    const there = await page.locator(`[data-cell="${MLO}"]`).evaluate((element) => ({ scale: Number((element as HTMLElement).dataset['scale']), height: element.clientHeight }))
    // The same millimetres from the chest wall and from mid-height.
    expect(Math.abs(linked.x * there.scale - 90 * scale)).toBeLessThan(1)
    expect(Math.abs((linked.y - there.height / 2) * there.scale - 40 * scale)).toBeLessThan(1)
    await run(page, 'viewer.tomosynthesis')
    expect(await cells(page)).toContain('current:LMLO')
  })

  it('M43 a synthetic 2D says so whatever texts are hidden', async () => {
    await openIn(page, 'demo')
    await run(page, 'viewer.overlay')
    const text = await page.locator('[data-cell="current:LMLO"]').innerText()
    expect(text).toContain('2D synthétique')
    await run(page, 'viewer.overlay')
  })

  it.skipIf(!existsSync(ctSlice))('M42 slices stored as CT are named, with a sentence (skipped where the sample is missing)', async () => {
    await session.server.add('ct slice', { current: [ctSlice], priors: [] })
    await openIn(page, 'ct slice')
    const text = await page.locator('.viewer-viewport[data-visible=true]').first().innerText()
    expect(text).toContain('Tomosynthèse (objets CT)')
    expect(text).toContain('lues comme une tomosynthèse')
    // Its lossless JPEG has a point transform of two bits: a decoder that overlooks it shows the slice four times too dark.
    const answer = await page.evaluate(() => window.harness.decode('ct slice', 0, 1))
    if ('problem' in answer) throw new Error(answer.problem)
    const ours = new Int32Array(new Uint8Array(Buffer.from(answer.base64, 'base64')).buffer)
    const theirs = await storedValues(session, ctSlice)
    // Padding reaches to 16 in this object, and is set apart in ours.
    expect(largestDifference(ours.length, (i) => ours[i] ?? 0, (i) => ((theirs[i] ?? 0) <= 16 ? null : theirs[i] ?? 0))).toEqual({ largest: 0, compared: theirs.filter((value) => value > 16).length })
  })

  it('M41 in a programme that reads conventional 2D alone, slices are not hung and a sentence says so', async () => {
    // The demonstration has nothing else: it must say so, never stand empty without a word.
    await page.evaluate(() => window.harness.clear())
    await page.evaluate(() => window.harness.open('demo', { backend: 'cpu', programme: { default: false, sites: {} } }))
    expect(await page.locator('.viewer-summary').innerText()).toMatch(/Tomosynthèse présente \(2 séries\), 2D synthétique présente \(2 images\), non lue dans le programme\s: réglage de la structure/)
    expect(await page.locator('.viewer-state').first().innerText()).toBe('Aucune image de cet examen n’est lue dans le programme.')
    await openIn(page, 'demo', { programme: { default: false, sites: { 'site de DÉMONSTRATION': true } } })
    expect(await page.locator('.viewer-summary').innerText()).not.toContain('non lue')
    expect(await cells(page)).toContain('current:LMLO')
  })
})
