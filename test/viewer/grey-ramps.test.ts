/** Every way that an object may ask for its greys, on the canvas that a reader sees, painted by the graphics card's path
 *  and by the processor's: generated ramps against the formulas of PS3.3 C.11 written out here once more. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { askPydicom, coveredColumns, coveredImages, coveredRows, coveredValue, fixtureUid, greyRamps, hasPydicom, onFrame, overlaidImage, rampColumns, rampRows, rampValue, type GreyRamp } from '../fixtures/index.ts'
import { canvasOf, missing, open, openSession, run, settled, title, type Grey, type Session } from './session.ts'

/** Each case is a study of its own: the viewer keeps what the reader set as long as the study stays. */
const studyOf = (name: string): StudyInstanceUID => fixtureUid(`study ${name}`) as StudyInstanceUID

type Grade = (stored: number) => number
const clamp = (value: number): number => Math.min(Math.max(value, 0), 1)
const linear = (c: number, w: number): Grade => (x) => (w === 1 ? Number(x > c - 0.5) : clamp((x - (c - 0.5)) / (w - 1) + 0.5))
const exact = (c: number, w: number): Grade => (x) => clamp((x - c) / w + 0.5)
const sigmoid = (c: number, w: number): Grade => (x) => 1 / (1 + Math.exp((-4 * (x - c)) / w))
/** A curve of 12 bits in equal steps, as the fixtures hold it. */
const root = (x: number): number => Math.round(Math.sqrt(clamp(x / 4095)) * 4095)
const negative = (grade: Grade): Grade => (x) => 1 - grade(x)
const after = (modality: Grade, grade: Grade): Grade => (x) => grade(modality(x))

/** Ramp → what each rendering it offers makes of a stored value, in the order in which they are offered. */
const renderings: Record<string, { id: string; says: string; grades: readonly Grade[] }> = {
  linear: { id: 'M02', says: 'LINEAR', grades: [linear(2048, 1024)] },
  'linear-narrow': { id: 'M02', says: 'LINEAR of width 1', grades: [linear(2048, 1)] },
  'linear-exact': { id: 'M02', says: 'LINEAR_EXACT', grades: [exact(2048, 1024)] },
  sigmoid: { id: 'M02', says: 'SIGMOID', grades: [sigmoid(2048, 1024)] },
  'three-windows': { id: 'M01', says: 'every window by its explanation', grades: [sigmoid(2048, 1024), sigmoid(1024, 512), sigmoid(3072, 512)] },
  'no-window': { id: 'M01', says: 'no window at all: the full range', grades: [exact(2046, 4092)] },
  'voi-lut': { id: 'M01', says: 'VOI LUT', grades: [(x) => root(x) / 4095] },
  'voi-lut-offset': { id: 'M03', says: 'VOI LUT that begins at 1024', grades: [(x) => root(Math.min(Math.max(x - 1024, 0), 2047)) / 4095] },
  'voi-lut-65536': { id: 'M03', says: 'VOI LUT of 65536 entries (descriptor 0)', grades: [(x) => (65535 - x) / 65535] },
  'voi-lut-8-bits': { id: 'M03', says: 'VOI LUT of 8 bits in words', grades: [(x) => (255 - (x >> 4)) / 255] },
  'voi-lut-8-bits-packed': { id: 'M03', says: 'VOI LUT of 8 bits in bytes', grades: [(x) => (255 - (x >> 4)) / 255] },
  'voi-lut-signed': { id: 'M03', says: 'VOI LUT with a signed first value', grades: [(x) => root(x + 2048) / 4095] },
  'voi-lut-and-window': { id: 'M01', says: 'window first, then VOI LUT', grades: [linear(2048, 1024), (x) => root(x) / 4095] },
  'modality-lut': { id: 'M03', says: 'Modality LUT before the window', grades: [after(root, linear(2048, 1024))] },
  rescale: { id: 'M02', says: 'rescale before the window', grades: [after((x) => 2 * x - 1024, linear(3072, 2048))] },
  'rescale-fraction': { id: 'M02', says: 'fractions all through', grades: [after((x) => 0.5 * x + 10.25, linear(1034.25, 512.5))] },
  signed: { id: 'M02', says: 'signed stored values', grades: [linear(0, 1024)] },
  monochrome1: { id: 'M04', says: 'MONOCHROME1', grades: [negative(linear(2048, 1024))] },
  'monochrome1-inverse': { id: 'M04', says: 'MONOCHROME1 and INVERSE at once', grades: [negative(linear(2048, 1024))] },
  padding: { id: 'M07', says: 'padding is black', grades: [linear(2048, 1024)] },
  'padding-range': { id: 'M07', says: 'padding with its range limit is black', grades: [linear(2048, 1024)] },
  'padding-signed': { id: 'M07', says: 'signed padding is black', grades: [linear(0, 1024)] },
  'mammography-sigmoid': { id: 'M02', says: 'SIGMOID of a mammogram with padding', grades: [sigmoid(2048, 1024)] },
}

type Rendered = GreyRamp & (typeof renderings)[string]

const rampsOf = (id: string): Rendered[] => greyRamps().flatMap((ramp) => {
  const rendering = renderings[ramp.name]
  return rendering?.id === id ? [{ ...ramp, ...rendering }] : []
})

const setUsToLut = `
import sys, json, pydicom
d = pydicom.dcmread(sys.argv[1])
e = d.VOILUTSequence[0]['LUTData']
words = list(memoryview(e.value).cast('H')) if isinstance(e.value, bytes) else list(e.value)
e.VR, e.value = 'US', words[:4096]
d.save_as(sys.argv[1])
print(json.dumps(d.VOILUTSequence[0]['LUTData'].VR))
`

describe.skipIf(missing !== '')(title('every grey scale on the canvas'), () => {
  let session: Session
  let page: Page

  beforeAll(async () => {
    session = await openSession()
    const add = async (name: string, part10: Uint8Array): Promise<void> => {
      const file = join(session.scratch, `${name}.dcm`)
      writeFileSync(file, part10)
      await session.server.add(name, { current: [file], priors: [], over: { studyInstanceUID: studyOf(name) } })
    }
    for (const ramp of greyRamps()) await add(ramp.name, ramp.part10)
    for (const [name, { part10 }] of Object.entries(coveredImages())) await add(`cover-${name}`, part10)
    await add('overlaid', overlaidImage().part10)
    await session.server.add('unread', { current: [join(session.scratch, 'overlaid.dcm')], priors: [], over: { studyInstanceUID: studyOf('unread'), overlays: [], greyScaleFaults: ['voi-lut-function-unknown'] } })
    await session.server.add('flagged', { current: [join(session.scratch, 'overlaid.dcm')], priors: [], over: { studyInstanceUID: studyOf('flagged'), overlays: [], lossyImageCompression: true, burnedInAnnotation: 'YES' } })
    page = await session.page({ width: 1300, height: 500 })
  })
  afterAll(() => session?.close())

  const show = async (name: string, backend: 'gpu' | 'cpu', on = page): Promise<void> => {
    await on.evaluate(() => window.harness.clear())
    await open(on, name, { backend })
    await run(on, 'viewer.pixelSize')
    expect(await on.locator('.viewer').getAttribute('data-backend')).toBe(backend)
  }
  const picture = async (on = page): Promise<Grey & { isGrey: boolean }> => canvasOf(on, await on.locator('.viewer-viewport[data-visible=true]').first().getAttribute('data-cell') ?? '')
  /** Of the rendering on screen, once it has been checked. */
  const standing = (on: Page = page): Promise<string | null> => on.locator('.viewer-viewport[data-visible=true]:not([data-checked=""])').first().getAttribute('data-checked')
  /** Pixel of a centred image at 1:1. */
  const pixelIn = (canvas: Grey, rows: number, columns: number) => {
    const [left, top] = [Math.round((canvas.width - columns) / 2), Math.round((canvas.height - rows) / 2)]
    return (row: number, column: number): number => canvas.data[(top + row) * canvas.width + left + column] ?? -1
  }

  /** What is wrong with a ramp on the canvas, each of its renderings upright and inverted. */
  const faultsOf = async (ramp: Rendered, backend: 'gpu' | 'cpu', on = page): Promise<string[]> => {
    await show(ramp.name, backend, on)
    const faults: string[] = []
    for (const [index, grade] of ramp.grades.entries()) {
      if (index > 0) await run(on, 'viewer.nextPreset')
      for (const inverted of [false, true]) {
        if (inverted) await run(on, 'viewer.invert')
        const canvas = await picture(on)
        const { largest, padding, mean } = compare(ramp, pixelIn(canvas, rampRows, rampColumns), (stored) => (inverted ? 1 - grade(stored) : grade(stored)))
        const where = `rendering ${index + 1}${inverted ? ', inverted' : ''}`
        if (!canvas.isGrey) faults.push(`${where}: coloured`)
        if (padding > 0) faults.push(`${where}: padding as bright as ${padding}`)
        if (largest > 1.005) faults.push(`${where}: ${largest} levels off`)
        // Dithering neither darkens nor brightens.
        if (Math.abs(mean) >= 0.05) faults.push(`${where}: ${mean} levels off in the mean`)
        const found = await standing(on)
        if (found !== 'agrees') faults.push(`${where}: checked as ${found}`)
      }
      await run(on, 'viewer.invert')
    }
    return faults
  }

  it('M01 no generated ramp is left without its formulas', () => {
    expect(greyRamps().map(({ name }) => name).filter((name) => renderings[name] === undefined)).toEqual([])
  })

  for (const backend of ['gpu', 'cpu'] as const) {
    for (const ramp of rampsOf('M01')) it(`M01 ${ramp.says}: every pixel within one level, on the ${backend}`, async () => { expect(await faultsOf(ramp, backend)).toEqual([]) })
    for (const ramp of rampsOf('M02')) it(`M02 ${ramp.says}: every pixel within one level, on the ${backend}`, async () => { expect(await faultsOf(ramp, backend)).toEqual([]) })
    for (const ramp of rampsOf('M03')) it(`M03 ${ramp.says}: every pixel within one level, on the ${backend}`, async () => { expect(await faultsOf(ramp, backend)).toEqual([]) })
    for (const ramp of rampsOf('M04')) it(`M04 ${ramp.says}: every pixel within one level, on the ${backend}`, async () => { expect(await faultsOf(ramp, backend)).toEqual([]) })
    for (const ramp of rampsOf('M07')) it(`M07 ${ramp.says}: every pixel within one level, on the ${backend}`, async () => { expect(await faultsOf(ramp, backend)).toEqual([]) })

    for (const [name, { isSeen, presentationValue }] of Object.entries(coveredImages())) {
      it(`M07 shutter (${name}): what it covers has its own grey whatever the inversion, what it leaves its own, on the ${backend}`, async () => {
        await show(`cover-${name}`, backend)
        for (const inverted of [false, true]) {
          if (inverted) await run(page, 'viewer.invert')
          const pixel = pixelIn(await picture(), coveredRows, coveredColumns)
          const isNegative = inverted !== (name === 'all')
          let [wrong, seen, edge] = [0, 0, 0]
          for (let row = 0; row < coveredRows; row++) {
            for (let column = 0; column < coveredColumns; column++) {
              const grey = clamp((coveredValue(row, column) - 2047.5) / 4095 + 0.5)
              const expected = isSeen(row, column) ? 255 * (isNegative ? 1 - grey : grey) : presentationValue / 257
              if (isSeen(row, column)) seen += 1
              if (Math.abs(pixel(row, column) - expected) <= 1.005) continue
              // The outline of a shape drawn in another grey than black shares its pixels with the image.
              if (presentationValue > 0 && [[-1, 0], [1, 0], [0, -1], [0, 1]].some(([dy = 0, dx = 0]) => isSeen(row + dy, column + dx) !== isSeen(row, column))) edge += 1
              else wrong += 1
            }
          }
          expect({ wrong, edge: edge < 1000 }).toEqual({ wrong: 0, edge: true })
          expect(seen).toBeGreaterThan(10_000)
          expect(await standing()).toBe('agrees')
        }
      })
    }

    it(`M07 nothing glows under a shutter on the reduced image either, on the ${backend}`, async () => {
      await open(page, 'cover-circle', { backend })
      await run(page, 'viewer.invert')
      const canvas = await picture()
      // The corners of the image, wherever the fit puts it: a fiftieth of the canvas around its middle column at top and bottom.
      const middle = Math.round(canvas.width / 2)
      const lit = canvas.data.filter((value, index) => value > 0 && Math.abs((index % canvas.width) - middle) < canvas.width / 4 && Math.floor(index / canvas.width) < 5)
      expect(lit).toHaveLength(0)
      expect(await standing()).toBe('agrees')
    })
  }

  it.each(['gpu', 'cpu'] as const)('M02 M03 where the card puts the whole page together, canvases included, no pixel is further off: %s', async (backend) => {
    const whole = await openSession('card')
    try {
      const ramps = [...rampsOf('M02'), ...rampsOf('M03')].filter(({ name }) => name === 'sigmoid' || name === 'voi-lut-65536')
      for (const { name } of ramps) await whole.server.add(name, { current: [join(session.scratch, `${name}.dcm`)], priors: [], over: { studyInstanceUID: studyOf(name) } })
      const on = await whole.page({ width: 1300, height: 500 })
      for (const ramp of ramps) expect(await faultsOf(ramp, backend, on), ramp.says).toEqual([])
      expect([ramps.length, whole.complaints]).toEqual([2, []])
    } finally {
      await whole.close()
    }
  })

  it.skipIf(!hasPydicom)(`M03 LUT Data of VR US is read as that of VR OW${hasPydicom ? '' : ' (skipped: no pydicom)'}`, async () => {
    const file = join(session.scratch, 'us.dcm')
    writeFileSync(file, greyRamps().find(({ name }) => name === 'voi-lut')?.part10 ?? new Uint8Array())
    expect(askPydicom(setUsToLut, [file])).toBe('US')
    await session.server.add('us', { current: [file], priors: [], over: { studyInstanceUID: studyOf('us') } })
    await show('us', 'cpu')
    const pixel = pixelIn(await picture(), rampRows, rampColumns)
    const largest = Math.max(...Array.from({ length: rampColumns }, (_, column) => Math.abs(pixel(0, column) - (255 * root(rampValue(column))) / 4095)))
    expect(largest).toBeLessThanOrEqual(1.005)
  })

  it('overlay graphics lie bright over the image, pixel on pixel, and go with the texts', async () => {
    await show('overlaid', 'cpu')
    expect(await page.locator('.viewer-overlays').getAttribute('data-overlays')).toBe('6000')
    const overlay = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.viewer-overlays')
      const image = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
      return image === undefined ? null : { width: image.width, height: image.height, bright: [...image.data].flatMap((value, index) => (index % 4 === 0 && value > 200 ? [index / 4] : [])) }
    })
    if (overlay === null) throw new Error('no overlay canvas')
    const [left, top] = [Math.round((overlay.width - coveredColumns) / 2), Math.round((overlay.height - coveredRows) / 2)]
    const wanted = Array.from({ length: coveredRows * coveredColumns }, (_, index) => [Math.floor(index / coveredColumns), index % coveredColumns] as const)
      .filter(([row, column]) => onFrame(row, column)).map(([row, column]) => (top + row) * overlay.width + left + column)
    expect(overlay.bright.length).toBe(wanted.length)
    expect(overlay.bright.filter((pixel, index) => pixel !== wanted[index]).slice(0, 5)).toEqual([])
    // All texts, then the short ones, then identity alone, and round again.
    await run(page, 'viewer.overlay', 'viewer.overlay')
    expect(await page.locator('.viewer-overlays').count()).toBe(0)
    await run(page, 'viewer.overlay')
    expect(await page.locator('.viewer-overlays').count()).toBe(1)
  })

  for (const backend of ['gpu', 'cpu'] as const) {
    it(`M05 a table shifts and stretches under the hand as a window does, on the ${backend}`, async () => {
      await show('voi-lut', backend)
      await page.mouse.move(500, 240)
      await page.mouse.down()
      await page.mouse.move(600, 220, { steps: 2 })
      await page.mouse.move(700, 200, { steps: 2 })
      await page.mouse.up()
      await settled(page)
      await page.waitForFunction(() => document.querySelector<HTMLElement>('.viewer-viewport[data-visible=true] .viewer-mount')?.dataset['drawn'] !== 'draft')
      expect(await page.locator('.viewer-corner-grey').first().textContent()).toBe('C 1638 · L 8192')
      // 200 pixels right: twice as wide; 40 up: down by a tenth of the table.
      const position = (stored: number): number => 2047.5 + (stored - 2047.5 + 409.6) / 2
      const between = (at: number): number => root(Math.floor(at)) + (root(Math.floor(at) + 1) - root(Math.floor(at))) * (at - Math.floor(at))
      const ramp = greyRamps().find(({ name }) => name === 'voi-lut')
      if (ramp === undefined) throw new Error('no such ramp')
      const { largest } = compare(ramp, pixelIn(await picture(), rampRows, rampColumns), (stored) => between(position(stored)) / 4095)
      expect(largest).toBeLessThanOrEqual(1.005)
    })
  }

  // Software WebGL does not always give a second page its context in time.
  it('M02 a graphics card that bends the greys by two in a hundred is found out at the first image and given up', { retry: 2 }, async () => {
    const bent = await bentPage(bendCopies)
    await open(bent, 'linear', { backend: 'gpu' })
    await bent.waitForSelector('.viewer[data-backend=cpu]')
    await settled(bent)
    expect(await bent.locator('.viewer-notice').textContent()).toBe('La carte graphique ne restitue pas exactement les gris. Les images sont affichées par le processeur.')
    expect(await standing(bent)).toBe('agrees')
    await bent.close()
  })

  it('M02 greys that no painter of the program can put right are said over the image, in words', async () => {
    const bent = await bentPage(bendPixels)
    await open(bent, 'linear', { backend: 'cpu' })
    expect(await standing(bent)).toBe('differs')
    expect(await bent.locator('.viewer-grey-notice[role=alert]').textContent()).toBe('Niveaux de gris non conformes\u00a0: l’image affichée ne suit pas ses propres réglages. Ne pas interpréter sur ce poste.')
    await bent.close()
  })

  const bentPage = (bend: () => void): Promise<Page> => session.page({ width: 1300, height: 500 }, 1, undefined, bend)

  it('M02 what no grey scale can follow is said over the image', async () => {
    await show('unread', 'cpu')
    expect(await standing()).toBe('not-to-standard')
    expect(await page.locator('.viewer-grey-notice p').allTextContents()).toEqual(['Niveaux de gris\u00a0: fonction de fenêtrage inconnue, fenêtre linéaire à la place'])
  })

  it('M08 lossy compression and text burned in are said beside the image, the other texts shown or not', async () => {
    await show('flagged', 'cpu')
    for (const _ of ['shown', 'hidden']) {
      const text = await page.locator('.viewer-viewport[data-visible=true]').first().textContent()
      expect(text).toContain('compression avec perte')
      expect(text).toContain('texte incrusté')
      await run(page, 'viewer.overlay')
    }
  })

  it('M04 what reaches the canvas is named: 8 bits dithered here, by either painter', async () => {
    for (const backend of ['gpu', 'cpu'] as const) {
      await show('linear', backend)
      expect(await page.locator('.viewer').getAttribute('data-depth')).toBe('8-dithered')
    }
  })

  it('M04 on a display of 10 bits the processor writes floats, undithered: equal columns have equal greys', async () => {
    const deep = await session.page({ width: 1300, height: 500 }, 1, { colorDepth: 30 })
    await open(deep, 'sigmoid', { backend: 'cpu' })
    await run(deep, 'viewer.pixelSize')
    expect(await deep.locator('.viewer').getAttribute('data-depth')).toBe('10')
    const columns = await deep.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.viewer-viewport[data-visible=true] .viewer-mount canvas')
      const options = { pixelFormat: 'rgba-float16' } as ImageDataSettings
      const image = canvas?.getContext('2d')?.getImageData(Math.round((canvas.width - 1024) / 2), Math.round((canvas.height - 16) / 2), 1024, 16, options)
      return image === undefined ? [] : [0, 15].map((row) => Array.from({ length: 1024 }, (_, column) => Number(image.data[(row * 1024 + column) * 4])))
    })
    const [first = [], last = []] = columns
    expect(first).toHaveLength(1024)
    expect(first).toEqual(last)
    const grade = sigmoid(2048, 1024)
    expect(Math.max(...first.map((value, column) => Math.abs(value - grade(rampValue(column)))))).toBeLessThan(1 / 2047)
    expect(await standing(deep)).toBe('agrees')
    await deep.close()
  })

  it('nothing was refused by the content security policy and nothing failed', () => {
    expect(session.complaints).toEqual([])
  })
})

/** In the page: what is copied from the graphics card to a canvas comes out darker, as from a colour-managed driver. */
function bendCopies(): void {
  const { drawImage } = CanvasRenderingContext2D.prototype
  CanvasRenderingContext2D.prototype.drawImage = function bend(this: CanvasRenderingContext2D, ...call: unknown[]) {
    this.fillRect(0, 0, this.canvas.width, this.canvas.height)
    this.globalAlpha = 0.98
    Reflect.apply(drawImage, this, call)
    this.globalAlpha = 1
  } as typeof drawImage
}

/** In the page: pixels brought to a canvas come out darker. */
function bendPixels(): void {
  const { putImageData } = CanvasRenderingContext2D.prototype
  CanvasRenderingContext2D.prototype.putImageData = function bend(this: CanvasRenderingContext2D, ...call: [ImageData, ...unknown[]]) {
    const [{ data }] = call
    for (let i = 0; i < data.length; i++) if (i % 4 < 3) data[i] = (data[i] ?? 0) * 0.98
    Reflect.apply(putImageData, this, call)
  } as typeof putImageData
}

/** Steps of 8 bits between the canvas and the formula, at most and in the mean; the brightest pixel of the padding. */
function compare(ramp: GreyRamp, pixel: (row: number, column: number) => number, grade: Grade): { largest: number; padding: number; mean: number } {
  let [largest, padding, sum] = [0, 0, 0]
  for (let column = 0; column < rampColumns; column++) {
    const stored = rampValue(column, ramp.signed)
    const values = Array.from({ length: rampRows }, (_, row) => pixel(row, column))
    if (column < ramp.paddedColumns || isPadded(ramp.name, stored)) {
      padding = Math.max(padding, ...values)
      continue
    }
    const differences = values.map((value) => value - 255 * grade(stored))
    largest = Math.max(largest, ...differences.map(Math.abs))
    sum += differences.reduce((total, difference) => total + difference, 0)
  }
  return { largest, padding, mean: sum / (rampRows * rampColumns) }
}

/** Values of the ramp itself that lie in the padding range of its object. */
function isPadded(name: string, stored: number): boolean {
  const ranges: Record<string, readonly [number, number]> = { padding: [4095, 4095], 'padding-range': [0, 100], 'padding-signed': [-2048, -2048], 'mammography-sigmoid': [0, 0] }
  const range = ranges[name]
  return range !== undefined && stored >= range[0] && stored <= range[1]
}
