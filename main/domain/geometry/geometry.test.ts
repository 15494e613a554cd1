import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  apply, asStored, axesOf, edgeLetters, fittingScale, hungSize, imageToScreen, invert, mm, noPan, orientationTowards, panForZoom, patientAxes,
  type Justification, type View,
} from './index.ts'

describe('orientation', () => {
  it('slices bear the letters that their cosines imply, two when oblique', () => {
    expect(patientAxes([1, 0, 0, 0, 1, 0])).toEqual(['L', 'P'])
    expect(patientAxes([0, 1, 0, 0, 0, -1])).toEqual(['P', 'F'])
    expect(patientAxes([0.8, 0.6, 0, 0, 0, -1])).toEqual(['LP', 'F'])
    expect(patientAxes([0.999, 0.04, 0, -0.04, 0.999, 0])).toEqual(['L', 'P'])
    expect(edgeLetters(patientAxes([1, 0, 0, 0, 1, 0]), asStored)).toEqual({ right: 'L', bottom: 'P', left: 'R', top: 'A' })
  })

  it('every turn of the eight is found from where its axes lead', () => {
    for (const rotation of [0, 90, 180, 270] as const) {
      for (const flip of [false, true]) {
        const { column, row } = axesOf({ rotation, flip })
        const letter = ([x, y]: readonly [number, number]): string => (x === 1 ? 'P' : x === -1 ? 'A' : y === 1 ? 'F' : 'H')
        expect(orientationTowards([letter(column), letter(row)], 'P', 'F')).toEqual({ rotation, flip })
        expect(edgeLetters([letter(column), letter(row)], { rotation, flip })).toEqual({ right: 'P', bottom: 'F', left: 'A', top: 'H' })
      }
    }
  })
})

const view = (over: Partial<View> = {}): View => ({
  image: { rows: 400, columns: 300, spacing: { row: mm(0.5), column: mm(0.5) }, orientation: asStored },
  viewport: { width: 500, height: 400 }, justification: 'right', scale: 0.5, pan: noPan, devicePixelRatio: 1, ...over,
})

describe('placement', () => {
  it('M10 the chest wall edge of a right breast touches the right edge of its viewport, that of a left one the left', () => {
    expect(apply(imageToScreen(view()), { x: 300, y: 0 })).toEqual({ x: 500, y: 0 })
    expect(apply(imageToScreen(view({ justification: 'left' })), { x: 0, y: 400 })).toEqual({ x: 0, y: 400 })
    expect(apply(imageToScreen(view({ justification: 'centre' })), { x: 150, y: 200 })).toEqual({ x: 250, y: 200 })
  })

  it('turned and mirrored images fill the same rectangle as they hang', () => {
    for (const rotation of [0, 90, 180, 270] as const) {
      for (const flip of [false, true]) {
        const image = { ...view().image, orientation: { rotation, flip } }
        const map = imageToScreen(view({ image, justification: 'left' }))
        const corners = [[0, 0], [300, 0], [0, 400], [300, 400]].map(([x = 0, y = 0]) => apply(map, { x, y }))
        const size = hungSize(image)
        expect(Math.min(...corners.map(({ x }) => x))).toBeCloseTo(0)
        expect(Math.max(...corners.map(({ x }) => x))).toBeCloseTo(size.width / 0.5)
        expect((Math.min(...corners.map(({ y }) => y)) + Math.max(...corners.map(({ y }) => y))) / 2).toBeCloseTo(200)
      }
    }
  })

  it('M11 one scale fits the largest of all', () => {
    expect(fittingScale([
      { size: { width: 100, height: 200 }, viewport: { width: 100, height: 100 } },
      { size: { width: 50, height: 50 }, viewport: { width: 10, height: 100 } },
    ])).toBe(5)
    expect(fittingScale([])).toBe(1)
  })

  it('M14 pan mirrors: the same pan moves a right image left and a left image right', () => {
    const pan = { inward: 10, down: 5 }
    expect(apply(imageToScreen(view({ pan })), { x: 300, y: 0 })).toEqual({ x: 480, y: 10 })
    expect(apply(imageToScreen(view({ pan, justification: 'left' })), { x: 0, y: 0 })).toEqual({ x: 20, y: 10 })
  })

  it('M14 the edge of the image at the chest wall falls on a whole device pixel, whatever the scale and pan', () => {
    fc.assert(fc.property(
      fc.double({ min: 0.05, max: 2, noNaN: true }), fc.double({ min: -50, max: 50, noNaN: true }), fc.constantFrom(1, 1.5, 2), fc.constantFrom<Justification>('left', 'right', 'centre'),
      (scale, inward, devicePixelRatio, justification) => {
        const shown = view({ scale, pan: { inward, down: 0 }, devicePixelRatio, justification })
        const { x } = apply(imageToScreen(shown), { x: justification === 'right' ? shown.image.columns : 0, y: 0 })
        expect(Math.abs(x * devicePixelRatio - Math.round(x * devicePixelRatio))).toBeLessThan(1e-6)
      },
    ))
  })

  it('zooming about the pointer keeps the point under it (within the snap of one pixel)', () => {
    for (const justification of ['left', 'right', 'centre'] as const) {
      const before = view({ justification, pan: { inward: 3, down: -7 } })
      const pointer = { x: 120, y: 90 }
      const under = apply(invert(imageToScreen(before)), pointer)
      const after = { ...before, scale: 0.2, pan: panForZoom(before, pointer, 0.2) }
      const still = apply(imageToScreen(after), under)
      expect(Math.hypot(still.x - pointer.x, still.y - pointer.y)).toBeLessThan(1)
    }
  })
})
