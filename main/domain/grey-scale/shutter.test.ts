import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { DisplayShutter } from '../../contract/index.ts'
import { visibleSpans } from './index.ts'

const open: DisplayShutter = { presentationValue: 0, rectangle: null, circle: null, polygon: null }
const picture = (shutter: DisplayShutter, rows: number, columns: number): string[] => Array.from({ length: rows }, (_, row) => {
  const line = Array.from({ length: columns }, () => '.')
  for (const [from, to] of visibleSpans(shutter, row, columns)) line.fill('#', from, to)
  return line.join('')
})

describe('M07 the display shutter', () => {
  it('M07 a rectangle shows its edges and what lies between them', () => {
    expect(picture({ ...open, rectangle: { left: 2, right: 4, upper: 2, lower: 3 } }, 4, 6)).toEqual(['......', '.###..', '.###..', '......'])
  })

  it('M07 a circle shows the pixels whose centre lies within its radius', () => {
    expect(picture({ ...open, circle: { row: 3, column: 3, radius: 2 } }, 5, 5)).toEqual(['..#..', '.###.', '#####', '.###.', '..#..'])
  })

  it('M07 a polygon need not be convex', () => {
    expect(picture({ ...open, polygon: [[1, 1], [1, 7], [5, 7], [5, 5], [3, 4], [5, 3], [5, 1]] }, 5, 7)).toEqual(['#######', '#######', '#######', '###.###', '###.###'])
  })

  it('M07 of several shapes the least remains', () => {
    fc.assert(fc.property(
      fc.record({ left: fc.integer({ min: -2, max: 12 }), right: fc.integer({ min: -2, max: 12 }), upper: fc.integer({ min: -2, max: 12 }), lower: fc.integer({ min: -2, max: 12 }) }),
      fc.record({ row: fc.integer({ min: -2, max: 12 }), column: fc.integer({ min: -2, max: 12 }), radius: fc.integer({ min: 0, max: 8 }) }),
      (rectangle, circle) => {
        const [both, one, other] = [{ ...open, rectangle, circle }, { ...open, rectangle }, { ...open, circle }].map((shutter) => picture(shutter, 10, 10).join(''))
        expect(both).toBe([...one ?? ''].map((pixel, index) => (pixel === '#' && other?.[index] === '#' ? '#' : '.')).join(''))
      },
    ))
  })

  it('M07 without a shape nothing is covered', () => {
    expect(picture(open, 2, 3)).toEqual(['###', '###'])
  })
})
