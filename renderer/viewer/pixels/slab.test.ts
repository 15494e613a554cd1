import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold, type Combine } from './slab.ts'
import { createSlidingSlab, type SlabSlice } from './sliding-slab.ts'

const PADDING = -32767
const slicesOf = (rows: readonly (readonly number[])[]): SlabSlice[] => rows.map((row, index) => ({
  key: `slice ${index}`, padding: PADDING, level: { factor: 2, rows: 1, columns: row.length, pixels: Int16Array.from(row) },
}))

/** Straight from the definition. */
function expected(rows: readonly (readonly number[])[], combine: Combine): number[] {
  return (rows[0] ?? []).map((_, place) => {
    const values = rows.map((row) => row[place] ?? 0).filter((value) => value !== PADDING)
    if (values.length === 0) return PADDING
    if (combine === 'mean') return Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length + 0.5)
    return combine === 'max' ? Math.max(...values) : Math.min(...values)
  })
}

const value = fc.oneof(fc.integer({ min: -500, max: 500 }), fc.constant(PADDING))
const volume = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }))
const combine = fc.constantFrom<Combine>('max', 'min', 'mean')

describe('slab', () => {
  it('M41 at full resolution: the brightest, the darkest or the mean of each place, padding left out', () => {
    fc.assert(fc.property(volume, combine, (rows, how) => {
      const fold = createFold(how, rows[0]?.length ?? 0)
      for (const row of rows) fold.add(Int16Array.from(row), PADDING)
      expect([...fold.finish(new Int16Array(0), PADDING).pixels]).toEqual(expected(rows, how))
    }))
  })

  it('M41 while scrolling: the same values wherever the reader goes, one slice at a time or by leaps', () => {
    fc.assert(fc.property(volume, combine, fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 12 }), (rows, how, walk) => {
      const slices = slicesOf(rows)
      const sliding = createSlidingSlab()
      for (const [from, length] of walk) {
        const [first, ...rest] = slices.slice(from % rows.length, (from % rows.length) + length + 1)
        if (first === undefined) continue
        const shown = rows.slice(from % rows.length, (from % rows.length) + length + 1)
        expect([...sliding.of([first, ...rest], how).pixels]).toEqual(expected(shown, how))
      }
    }))
  })

  it('M41 the range of a slab is that of its values, for the greys of an image without a window', () => {
    const fold = createFold('mean', 2)
    fold.add(Int16Array.from([10, PADDING]), PADDING)
    fold.add(Int16Array.from([21, PADDING]), PADDING)
    expect(fold.finish(new Int16Array(0), PADDING)).toMatchObject({ lowest: 16, highest: 16, padding: PADDING })
  })
})
