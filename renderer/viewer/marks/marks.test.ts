import { describe, expect, it } from 'vitest'
import type { SOPInstanceUID } from '../../../main/contract/index.ts'
import { identity, type Affine, type Point } from '../../../main/domain/geometry/index.ts'
import { ellipseIn, measureOf, type Forme } from '../../../main/domain/marks/index.ts'
import { drawnForme, inImage, isOnImage, movedForme } from './drawing.ts'
import { hitTest, outlineOnScreen } from './hit.ts'
import { placeLabel } from './label-place.ts'
import { measureText } from './measure-text.ts'
import type { ShownMark } from './port.ts'

/** Half size, mirrored left to right, shifted: as a right breast hangs. */
const mirrored: Affine = { a: -0.5, b: 0, c: 0, d: 0.5, e: 500, f: 10 }
const matrix = { rows: 800, columns: 1000 }
const at = (column: number, row: number) => ({ column, row })
const shown = (id: string, forme: Forme, over: Partial<ShownMark> = {}): ShownMark =>
  ({ id, forme, label: id, cote: 'D', owner: 'MINE', sopInstanceUID: '1.1' as SOPInstanceUID, frame: 1, selected: false, chosen: false, fixed: false, ...over })

describe('the hand on a mark', () => {
  const length = shown('length', { forme: 'LONGUEUR', de: at(100, 100), a: at(300, 100) })
  const ellipse = shown('ellipse', ellipseIn(at(400, 200), at(600, 300)))
  const point = shown('point', { forme: 'POINT', at: at(800, 400) })
  const marks = [length, ellipse, point]

  it('takes a line, an outline or a ring where it is drawn, not where it is not', () => {
    expect(hitTest(marks, identity, { x: 200, y: 104 })?.mark.id).toBe('length')
    expect(hitTest(marks, identity, { x: 500, y: 203 })?.mark.id).toBe('ellipse')
    expect(hitTest(marks, identity, { x: 800, y: 415 })?.mark.id).toBe('point')
    // Inside an ellipse is the finding itself: it must stay readable, not be grabbed.
    expect(hitTest(marks, identity, { x: 500, y: 250 })).toBeNull()
    expect(hitTest(marks, identity, { x: 200, y: 130 })).toBeNull()
  })

  it('follows the image’s own map, mirrored and scaled', () => {
    expect(hitTest(marks, mirrored, { x: 400, y: 60 })?.mark.id).toBe('length')
    expect(outlineOnScreen(point.forme, mirrored)).toEqual([{ x: 100, y: 210 }])
  })

  it('takes handles of the mark in hand alone, and none of one that is fixed', () => {
    expect(hitTest(marks, identity, { x: 300, y: 100 })).toMatchObject({ handle: null })
    const inHand = [{ ...length, chosen: true }, ellipse]
    expect(hitTest(inHand, identity, { x: 302, y: 100 })).toMatchObject({ mark: { id: 'length' }, handle: 1 })
    expect(hitTest([{ ...length, chosen: true, fixed: true }], identity, { x: 302, y: 100 })).toMatchObject({ handle: null })
  })

  it('moves by the way of the pointer in the image, stays inside it, and not at all for a slip', () => {
    const hit = { mark: length, handle: null }
    expect(movedForme(hit, { x: 0, y: 0 }, { x: 2, y: 0 }, mirrored, matrix)).toBeNull()
    expect(movedForme(hit, { x: 0, y: 0 }, { x: 10, y: 5 }, mirrored, matrix)).toEqual({ forme: 'LONGUEUR', de: at(80, 110), a: at(280, 110) })
    expect(movedForme(hit, { x: 0, y: 0 }, { x: 400, y: 0 }, mirrored, matrix)).toEqual({ forme: 'LONGUEUR', de: at(0, 100), a: at(200, 100) })
    expect(movedForme({ mark: length, handle: 1 }, { x: 0, y: 0 }, { x: 900, y: 60 }, mirrored, matrix)).toEqual({ forme: 'LONGUEUR', de: at(100, 100), a: at(0, 100) })
  })
})

describe('drawing', () => {
  const path: Point[] = [{ x: 400, y: 60 }, { x: 380, y: 90 }, { x: 300, y: 110 }]

  it('makes each shape in pixels of the stored matrix', () => {
    expect(drawnForme('length', path, mirrored, matrix)).toEqual({ forme: 'LONGUEUR', de: at(200, 100), a: at(400, 200) })
    expect(drawnForme('ellipse', path, mirrored, matrix)).toEqual({ forme: 'ELLIPSE', grandAxe: [at(200, 150), at(400, 150)], petitAxe: [at(300, 100), at(300, 200)] })
    expect(drawnForme('outline', path, mirrored, matrix)).toEqual({ forme: 'LIBRE', points: [at(200, 100), at(240, 160), at(400, 200)] })
    expect(drawnForme('point', path, mirrored, matrix)).toEqual({ forme: 'POINT', at: at(400, 200) })
  })

  it('takes a slip of the hand for nothing', () => {
    const slip = [{ x: 400, y: 60 }, { x: 401, y: 61 }]
    for (const tool of ['length', 'ellipse', 'outline'] as const) expect(drawnForme(tool, slip, mirrored, matrix)).toBeNull()
  })

  it('begins on the image and is held at its edge', () => {
    expect(isOnImage(mirrored, matrix, { x: 510, y: 60 })).toBe(false)
    expect(isOnImage(mirrored, matrix, { x: 499, y: 60 })).toBe(true)
    expect(inImage(mirrored, matrix, { x: 700, y: -40 })).toEqual(at(0, 0))
  })
})

describe('the words of a mark', () => {
  const size = { width: 400, height: 300 }
  const line = [{ x: 100, y: 100 }, { x: 200, y: 100 }]

  it('stand at the right, else at the left, else below: never outside', () => {
    expect(placeLabel(line, 80, size, [])).toEqual({ x: 208, y: 104, anchor: 'start' })
    expect(placeLabel([{ x: 300, y: 100 }, { x: 380, y: 100 }], 80, size, [])).toEqual({ x: 292, y: 104, anchor: 'end' })
    expect(placeLabel([{ x: 10, y: 100 }, { x: 390, y: 100 }], 80, size, []).y).toBe(118)
  })

  it('keep off the texts in the corners', () => {
    const corner = { left: 200, top: 0, right: 400, bottom: 120 }
    expect(placeLabel(line, 80, size, [corner])).toEqual({ x: 92, y: 104, anchor: 'end' })
  })

  it('M13 say millimetres with the source of the spacing, tenths for a length, square millimetres for an area', () => {
    const spacing = { row: 0.1, column: 0.1, source: 'detector' } as never
    expect(measureText(measureOf({ forme: 'LONGUEUR', de: at(0, 0), a: at(123, 0) }, spacing), 'fr')).toBe('12,3\u00A0mm (au détecteur)')
    expect(measureText(measureOf(ellipseIn(at(0, 0), at(100, 50)), spacing), 'fr')).toBe('10,0\u00A0mm · 39\u00A0mm² (au détecteur)')
    expect(measureText(measureOf({ forme: 'LONGUEUR', de: at(0, 0), a: at(30, 40) }, null), 'en')).toBe('50\u00A0px (no scale)')
    expect(measureText(null, 'fr')).toBe('')
  })
})
