import { describe, expect, it } from 'vitest'
import { drawPattern, patterns, rulerPlace, stepValues, valueAt, type PatternName, type Raster } from './index.ts'
import { contrastLetters, letterBarSize } from './letters.ts'
import { fivePercent, ninetyFivePercent } from './parts.ts'
import { tg18Layout, tg18Levels } from './tg18-qc.ts'
import { eighteenLevels, tg270Layout } from './tg270-sqc.ts'
import { stepSquare } from './uniform.ts'

const sizes = [[2048, 2560], [2560, 2048], [1920, 1080], [1366, 768]] as const
const draw = (name: PatternName, width: number, height: number, step: number | null = null): Raster => drawPattern({ name, step }, width, height, { pixelPitchMm: 0.165, cardPixels: null })
const row = (raster: Raster, x: number, y: number, length: number) => Array.from({ length }, (_, at) => valueAt(raster, x + at, y))
const column = (raster: Raster, x: number, y: number, length: number) => Array.from({ length }, (_, at) => valueAt(raster, x, y + at))
const alternating = (length: number, stroke: number) => Array.from({ length }, (_, at) => (Math.floor(at / stroke) % 2 === 0 ? 0 : 255))

describe.each(sizes)('test patterns on %i × %i device pixels', (width, height) => {
  it.each(['TG18_QC', 'TG270_SQC'] as const)('Q2 %s has line pairs of one and of two device pixels, both ways, at the centre and in every corner', (name) => {
    const raster = draw(name, width, height)
    const { fields, margin } = name === 'TG18_QC' ? tg18Layout(width, height) : tg270Layout(width, height)
    const side = fields * 2
    expect(fields).toBeGreaterThan(16)
    for (const [x, y] of [[margin, margin], [width - margin - side, margin], [margin, height - margin - side], [width - margin - side, height - margin - side], [Math.round(width / 2) - fields, Math.round(height / 2) - fields]] as const) {
      expect(row(raster, x, y + 2, fields)).toEqual(alternating(fields, 1))
      expect(column(raster, x + fields + 2, y, fields)).toEqual(alternating(fields, 1))
      expect(column(raster, x + 2, y + fields, fields)).toEqual(alternating(fields, 2))
      expect(row(raster, x + fields, y + fields + 2, fields)).toEqual(alternating(fields, 2))
    }
  })

  it.each(['TG18_QC', 'TG270_SQC'] as const)('Q2 %s has its luminance levels with low-contrast corners, and squares at 5 %% and 95 %%', (name) => {
    const raster = draw(name, width, height)
    const layout = name === 'TG18_QC' ? tg18Layout(width, height) : tg270Layout(width, height)
    expect(layout.patches.map(({ value }) => value)).toEqual(name === 'TG18_QC' ? tg18Levels : eighteenLevels)
    for (const { x, y, size, value } of layout.patches) {
      const at = (right: number, down: number) => valueAt(raster, x + (right === 0 ? 1 : size - 2), y + (down === 0 ? 1 : size - 2))
      expect(valueAt(raster, x + Math.round(size / 2), y + Math.round(size / 2))).toBe(value)
      const [lighter, darker] = [Math.min(255, value + 4), Math.max(0, value - 4)]
      expect([at(0, 0), at(1, 0), at(0, 1), at(1, 1)]).toEqual([lighter, darker, darker, lighter])
    }
    const { x, y, size } = layout.extremes
    const middle = y + Math.round(size / 2)
    expect([valueAt(raster, x + 2, middle), valueAt(raster, x + Math.round(size / 2), middle)]).toEqual([0, fivePercent])
    expect([valueAt(raster, x + size + 2, middle), valueAt(raster, x + size + Math.round(size / 2), middle)]).toEqual([255, ninetyFivePercent])
  })

  it('Q3 TG270_SQC fills the screen and runs through every grey level, up and down', () => {
    const raster = draw('TG270_SQC', width, height)
    const { ramp, margin } = tg270Layout(width, height)
    const up = row(raster, ramp.x, margin + 2, ramp.width)
    expect(new Set(up).size).toBe(256)
    expect(up).toEqual(up.toSorted((one, other) => one - other))
    expect(row(raster, ramp.x, height - margin - 3, ramp.width)).toEqual(up.toReversed().map((_, at) => 255 - (up[at] ?? 0)))
    for (const edge of [row(raster, 0, 0, width), row(raster, 0, height - 1, width), column(raster, 0, 0, height), column(raster, width - 1, 0, height)]) expect(new Set(edge)).toEqual(new Set([255]))
  })

  it('Q2 uniform fields are one grey but for the outlines of the five measured places', () => {
    for (const [name, value] of [['UNIFORM_10', 26], ['UNIFORM_80', 204]] as const) {
      const raster = draw(name, width, height)
      const counts = new Map<number, number>()
      for (const grey of raster.data) counts.set(grey, (counts.get(grey) ?? 0) + 1)
      expect([...counts.keys()].toSorted((one, other) => one - other)).toEqual([value, value + 12])
      expect((counts.get(value) ?? 0) / raster.data.length).toBeGreaterThan(0.99)
    }
  })

  it('Q4 the 18 steps have a square of a tenth of the screen at each level on one ground', () => {
    const { x, y, side } = stepSquare(width, height)
    expect((side * side) / (width * height)).toBeCloseTo(0.1, 2)
    expect(stepValues).toEqual([0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165, 180, 195, 210, 225, 240, 255])
    for (const step of [1, 9, 18]) {
      const raster = draw('STEP', width, height, step)
      expect([valueAt(raster, x, y), valueAt(raster, x + side - 1, y + side - 1), valueAt(raster, x - 1, y), valueAt(raster, 0, 0)]).toEqual([stepValues[step - 1], stepValues[step - 1], 153, 153])
    }
  })

  it('M12 the ruler is 100 mm in device pixels where the pitch is known, and a known number of pixels where it is not', () => {
    expect(rulerPlace(width, height, 0.165).length).toBe(606)
    expect(rulerPlace(width, height, null).length).toBe(Math.round(width * 0.8))
    const raster = draw('GEOMETRY', width, height)
    const { x, y, length } = rulerPlace(width, height, 0.165)
    expect(row(raster, x, y, length + 1).every((grey) => grey === 255)).toBe(true)
    expect([valueAt(raster, x - 1, y - 38), valueAt(raster, x, y - 38), valueAt(raster, x + length, y - 38), valueAt(raster, x + length + 1, y - 38)]).toEqual([0, 255, 255, 0])
  })
})

describe('the letters', () => {
  it('Q2 lose one grey level each, from 14 to 1, on black, grey and white', () => {
    const raster = draw('TG18_QC', 2048, 2560)
    const { left, top, cell } = tg18Layout(2048, 2560)
    const area = raster.data.subarray((top + Math.floor(8.3 * cell)) * 2048, (top + Math.floor(8.3 * cell) + letterBarSize(3).height) * 2048)
    const greys = new Set(area)
    for (let level = 1; level <= contrastLetters.length; level += 1) for (const grey of [level, 128 + level, 255 - level]) expect(greys.has(grey), `${grey}`).toBe(true)
    expect(left).toBeGreaterThanOrEqual(0)
  })
})

describe('the list of patterns', () => {
  it('Q3 has quality control, quick check, uniformity, geometry and 18 steps', () => {
    expect(patterns.map(({ name }) => name)).toEqual(['TG18_QC', 'TG270_SQC', 'UNIFORM_10', 'UNIFORM_80', 'GEOMETRY', ...Array.from({ length: 18 }, () => 'STEP')])
  })
})
