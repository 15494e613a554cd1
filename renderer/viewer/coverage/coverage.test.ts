import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import { asStored, mm, noPan, type View } from '../../../main/domain/geometry/index.ts'
import { freeCell, type HungCell } from '../../../main/domain/hanging/index.ts'
import { walkStops } from '../walk/index.ts'
import { createCoverageRecord, TILE } from './coverage-record.ts'
import { shownPart } from './shown-part.ts'

const matrix = { sopInstanceUID: '1', rows: 70, columns: 75 }
const span = (from: number, length: number, size: number) => ({ from: Math.min(from, size), to: Math.min(from + length, size) })

describe('the record of what has been shown', () => {
  it('counts each pixel once, whatever parts were shown', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(80), fc.nat(80), fc.nat(80), fc.nat(80)), { maxLength: 8 }), (parts) => {
      const record = createCoverageRecord()
      const seen = new Set<number>()
      for (const [column, width, row, height] of parts) {
        const part = { columns: span(column, width, matrix.columns), rows: span(row, height, matrix.rows) }
        let fresh = 0
        for (let y = part.rows.from; y < part.rows.to; y++) for (let x = part.columns.from; x < part.columns.to; x++) if (!seen.has(y * 100 + x)) { seen.add(y * 100 + x); fresh += 1 }
        if (record.shareOf(matrix) > 0) expect(record.missingIn(matrix, part)).toBe(fresh)
        expect(record.show(matrix, part)).toBe(fresh > 0)
      }
      expect(record.shareOf(matrix)).toBeCloseTo(seen.size / (matrix.rows * matrix.columns), 12)
    }))
  })

  it('calls a tile shown only when all of it was, those cut by the edge of the image too', () => {
    const record = createCoverageRecord()
    record.show(matrix, { columns: { from: 0, to: 75 }, rows: { from: 0, to: TILE - 1 } })
    expect(record.tilesOf(matrix)).toEqual({ rows: 2, columns: 2, shown: [false, false, false, false] })
    record.show(matrix, { columns: { from: TILE, to: 75 }, rows: { from: 0, to: 70 } })
    expect(record.tilesOf(matrix).shown).toEqual([false, true, false, true])
  })

  it('tells its listeners when something new is shown, and only then', () => {
    const record = createCoverageRecord()
    let told = 0
    const leave = record.subscribe(() => { told += 1 })
    const part = { columns: { from: 3, to: 9 }, rows: { from: 3, to: 9 } }
    record.show(matrix, part)
    record.show(matrix, part)
    expect([told, record.version()]).toEqual([1, 1])
    leave()
    record.show(matrix, { ...part, rows: { from: 0, to: 70 } })
    expect(told).toBe(1)
  })
})

describe('what a picture shows', () => {
  const view = (over: Partial<View>): View => ({
    image: { rows: 400, columns: 300, spacing: { row: mm(0.1), column: mm(0.1) }, orientation: asStored },
    viewport: { width: 100, height: 80 }, justification: 'left', scale: 0.1, pan: noPan, devicePixelRatio: 1, ...over,
  })

  it('at 1:1 is the pixels wholly inside; reduced it is none; enlarged it is fewer', () => {
    expect(shownPart(view({}))).toEqual({ columns: { from: 0, to: 100 }, rows: { from: 160, to: 240 } })
    expect(shownPart(view({ scale: 0.101 }))).toBeNull()
    expect(shownPart(view({ scale: 0.03 }))?.columns).toEqual({ from: 0, to: 30 })
    // Pixels cut by the edge do not count: from 12.5 to 37.5 of the rows about the middle.
    expect(shownPart(view({ scale: 0.03, devicePixelRatio: 2, viewport: { width: 100, height: 83 } }))).toMatchObject({ rows: { from: 188, to: 212 } })
  })

  it('is nothing when the image is out of sight or its canvas is no whole number of pixels', () => {
    expect(shownPart(view({ pan: { inward: 20, down: 0 } }))).toBeNull()
    expect(shownPart(view({ viewport: { width: 101, height: 80 }, scale: 0.15, devicePixelRatio: 1.5 }))).toBeNull()
  })

  it('M12 over the whole walk is every pixel, on any screen and at any pixel ratio, however the image hangs; without one stop it is not', () => {
    fc.assert(fc.property(
      fc.integer({ min: 150, max: 900 }), fc.integer({ min: 150, max: 900 }), fc.integer({ min: 40, max: 700 }), fc.integer({ min: 40, max: 700 }),
      fc.constantFrom(1, 1.25, 1.5, 2), fc.constantFrom<HungCell['justification']>('left', 'right', 'centre'), fc.constantFrom(0.07, 0.0941, 0.1, 0.05),
      fc.constantFrom<[string, string] | null>(['P', 'L'], ['A', 'L'], ['L', 'P'], ['R', 'P'], ['P', 'R'], ['A', 'R'], ['R', 'A'], ['L', 'A'], null),
      (width, height, columns, rows, devicePixelRatio, justification, pitch, patientOrientation) => {
        const image = imageDescriptorFixture({ rows, columns, patientOrientation, imagerPixelSpacing: [pitch, pitch] })
        const cell = freeCell('a', 'current', { seriesInstanceUID: '1', description: '', frames: [{ image, frame: 1 }] }, { justification })
        const stops = walkStops([cell], { width, height }, devicePixelRatio)
        const record = createCoverageRecord()
        const parts = stops.map(({ view: at }) => (at === null ? null : shownPart(at)))
        for (const [index, part] of parts.entries()) {
          if (part === null) throw new Error('a stop that shows nothing')
          // Each stop is worth its while: before the last one something is missing.
          if (index === parts.length - 1) expect(record.shareOf(image)).toBeLessThan(1)
          record.show(image, part)
        }
        expect(record.shareOf(image)).toBe(1)
        expect(record.tilesOf(image).shown.every(Boolean)).toBe(true)
      },
    ), { numRuns: 400 })
  })
})
