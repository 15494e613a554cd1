import { describe, expect, it } from 'vitest'
import { avis as avisSchema, avisVide, type Anomalie, type PointImage, type Trace } from '../../contract/index.ts'
import { measurementSpacing, mm, type MeasurementSpacing } from '../geometry/index.ts'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import {
  checkPlaced, checkTrace, ellipseIn, handlesOf, markNumbers, marksOf, measureOf, offeredSizeMm, placedRepere, pointsOf, shiftedInside, simplified, withHandle, type Forme,
} from './index.ts'

const at = (column: number, row: number): PointImage => ({ column, row })
const square: MeasurementSpacing = { row: mm(0.1), column: mm(0.1), source: 'detector' }
const oblong: MeasurementSpacing = { row: mm(0.2), column: mm(0.1), source: 'calibrated' }
const matrix = { rows: 100, columns: 200 }

describe('what a mark measures', () => {
  it('M13 the length is by the spacing of each direction, and says where the millimetres come from', () => {
    const length: Forme = { forme: 'LONGUEUR', de: at(0, 0), a: at(30, 20) }
    expect(measureOf(length, oblong)).toEqual({ diameter: 5, area: null, unit: 'mm', source: 'calibrated' })
    expect(measureOf(length, null)).toMatchObject({ diameter: Math.hypot(30, 20), unit: 'px', source: 'none' })
  })

  it('M13 an image without magnification factor measures at the detector, and says so', () => {
    const image = imageDescriptorFixture({ imagerPixelSpacing: [0.1, 0.1], estimatedRadiographicMagnificationFactor: null })
    expect(measureOf({ forme: 'LONGUEUR', de: at(0, 0), a: at(100, 0) }, measurementSpacing(image))).toMatchObject({ diameter: 10, source: 'detector' })
  })

  it('M13 an ellipse: its long axis and its area, also where pixels are not square', () => {
    const ellipse = ellipseIn(at(10, 20), at(50, 40))
    expect(ellipse.grandAxe).toEqual([at(10, 30), at(50, 30)])
    const measured = measureOf(ellipse, square)
    expect(measured?.diameter).toBeCloseTo(4)
    expect(measured?.area).toBeCloseTo(Math.PI * 2 * 1)
    // 40 columns of 0.1 mm by 20 rows of 0.2 mm is a circle of 4 mm.
    expect(measureOf(ellipse, oblong)?.diameter).toBeCloseTo(4)
    expect(measureOf(ellipse, oblong)?.area).toBeCloseTo(Math.PI * 4)
  })

  it('M13 a slanted ellipse over oblong pixels: as far as its farthest point, found by trying', () => {
    const ellipse = withHandle(ellipseIn(at(60, 40), at(120, 60)), 1, at(110, 75))
    const [centre, [end], [side]] = [at(90, 50), ellipse.grandAxe.slice(1), ellipse.petitAxe.slice(1)]
    const reach = Math.max(...Array.from({ length: 3600 }, (_, index) => {
      const angle = (index * Math.PI) / 1800
      const column = ((end?.column ?? 0) - centre.column) * Math.cos(angle) + ((side?.column ?? 0) - centre.column) * Math.sin(angle)
      const row = ((end?.row ?? 0) - centre.row) * Math.cos(angle) + ((side?.row ?? 0) - centre.row) * Math.sin(angle)
      return Math.hypot(column * oblong.column, row * oblong.row)
    }))
    expect(measureOf(ellipse, oblong)?.diameter).toBeCloseTo(reach * 2, 4)
  })

  it('M13 an outline: its farthest two points and what it encloses, whichever way round it was drawn', () => {
    const points = [at(0, 0), at(30, 0), at(30, 40), at(15, 20), at(0, 40)]
    for (const drawn of [points, points.toReversed()]) {
      const measured = measureOf({ forme: 'LIBRE', points: drawn }, square)
      expect(measured?.diameter).toBeCloseTo(5)
      expect(measured?.area).toBeCloseTo((1200 - 300) / 100)
    }
  })

  it('offers tenths of a millimetre to the sheet, and nothing without a scale', () => {
    const length: Forme = { forme: 'LONGUEUR', de: at(0, 0), a: at(123.4, 0) }
    expect(offeredSizeMm(measureOf(length, square))).toBe(12.3)
    expect(offeredSizeMm(measureOf(length, null))).toBeNull()
    expect(offeredSizeMm(measureOf({ forme: 'POINT', at: at(1, 1) }, square))).toBeNull()
  })
})

describe('changing a mark', () => {
  it('moves it as a whole, and never out of the image', () => {
    const length: Forme = { forme: 'LONGUEUR', de: at(10, 10), a: at(60, 30) }
    expect(shiftedInside(length, matrix, at(5, -5))).toEqual({ forme: 'LONGUEUR', de: at(15, 5), a: at(65, 25) })
    expect(shiftedInside(length, matrix, at(1000, -1000))).toEqual({ forme: 'LONGUEUR', de: at(150, 0), a: at(200, 20) })
    expect(pointsOf(shiftedInside(ellipseIn(at(10, 10), at(50, 30)), matrix, at(-500, 500)))).toEqual([at(0, 90), at(40, 90), at(20, 80), at(20, 100)])
  })

  it('turns an ellipse by the end of its long axis and widens it by the end of its short one', () => {
    const ellipse = ellipseIn(at(10, 20), at(50, 40))
    const turned = withHandle(ellipse, 1, at(30, 60))
    expect(turned.grandAxe).toEqual([at(30, 0), at(30, 60)])
    expect(turned.petitAxe.map(({ column }) => column).toSorted((one, other) => one - other)).toEqual([20, 40])
    const wide = withHandle(ellipse, 3, at(33, 90))
    // What was across has become the long axis.
    expect(wide.grandAxe).toEqual([at(30, -30), at(30, 90)])
    expect(wide.petitAxe).toEqual([at(10, 30), at(50, 30)])
  })

  it('stretches an outline about the opposite corner, never to nothing', () => {
    const outline: Forme = { forme: 'LIBRE', points: [at(10, 10), at(30, 10), at(30, 20), at(10, 20)] }
    expect(handlesOf(outline)).toEqual([at(10, 10), at(30, 10), at(30, 20), at(10, 20)])
    expect(withHandle(outline, 2, at(50, 40)).points).toEqual([at(10, 10), at(50, 10), at(50, 40), at(10, 40)])
    expect(withHandle(outline, 2, at(0, 0)).points[2]).toEqual(at(11, 10.5))
  })

  it('keeps no more points of an outline than a draft should carry', () => {
    const long = Array.from({ length: 7000 }, (_, index) => at(index / 50, 3))
    expect(simplified(long).length).toBeLessThanOrEqual(500)
    expect(simplified(long)[0]).toEqual(at(0, 3))
  })
})

describe('where a mark may stand', () => {
  const right = imageDescriptorFixture({ rows: 100, columns: 200 })
  const both = imageDescriptorFixture({ rows: 100, columns: 200, imageLaterality: 'B' })
  const silent = imageDescriptorFixture({ rows: 100, columns: 200, imageLaterality: '' })
  const stack = imageDescriptorFixture({ rows: 100, columns: 200, numberOfFrames: 12, imageLaterality: 'L' })
  const images = [right, both, silent, stack]
  const on = (image: { sopInstanceUID: string }, over: Partial<Trace> = {}): Trace =>
    ({ id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b001', sopInstanceUID: image.sopInstanceUID, frame: 1, cote: null, anomalieId: null, forme: 'LONGUEUR', de: at(1, 1), a: at(20, 20), ...over }) as Trace

  it('is refused on the other breast, and for a side where the image names none or both', () => {
    expect(checkPlaced(on(right, { cote: 'D' }), images)).toBeNull()
    expect(checkPlaced(on(right, { cote: 'G' }), images)).toBe('wrong-side')
    expect(checkPlaced(on(both, { cote: 'D' }), images)).toBe('side-unknown')
    expect(checkPlaced(on(silent, { cote: 'G' }), images)).toBe('side-unknown')
    expect(checkPlaced(on(silent), images)).toBeNull()
    expect(checkPlaced(placedRepere({ sopInstanceUID: right.sopInstanceUID, frame: 1, column: 3, row: 4 }, 'G'), images)).toBe('wrong-side')
  })

  it('is refused on another exam, on a frame that is not there, and outside the image', () => {
    expect(checkPlaced(on({ sopInstanceUID: '9.9' }), images)).toBe('other-exam')
    expect(checkPlaced(on(stack, { frame: 12 }), images)).toBeNull()
    expect(checkPlaced(on(stack, { frame: 13 }), images)).toBe('no-frame')
    expect(checkPlaced({ ...on(right), forme: 'LONGUEUR', de: at(1, 1), a: at(201, 20) }, images)).toBe('outside')
    // Its axes end inside, its outline does not.
    expect(checkPlaced({ ...on(right), ...withHandle(ellipseIn(at(0, 30), at(90, 70)), 1, at(85, 99.5)) }, images)).toBe('outside')
  })

  it('is refused for an anomaly of the other side or one that is gone', () => {
    const mass: Pick<Anomalie, 'id' | 'cote'> = { id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a001', cote: 'D' }
    expect(checkTrace(on(right, { cote: 'D', anomalieId: mass.id }), images, [mass])).toBeNull()
    expect(checkTrace(on(stack, { cote: 'G', anomalieId: mass.id }), images, [mass])).toBe('other-anomaly')
    expect(checkTrace(on(right, { cote: 'D', anomalieId: mass.id }), images, [])).toBe('other-anomaly')
  })
})

describe('marks of an opinion', () => {
  const mass: Anomalie = { id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a001', cote: 'D', type: 'MASSE', quadrant: null, schemaFace: null, schemaProfil: null, reperes: [{ sopInstanceUID: '1.1' as never, frame: 1, column: 7, row: 8 }], tailleMm: null, precision: '' }
  const drawn = (id: string, anomalieId: string | null): Trace => ({ id, anomalieId, sopInstanceUID: '1.3' as never, frame: 1, cote: 'D', ...ellipseIn(at(10, 20), at(50, 40)) })
  const [own, free] = ['6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b001', '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b002']

  it('what was saved or sealed before marks were kept still parses, without marks', () => {
    const { traces: _, ...before } = avisVide
    expect(avisSchema.parse(before)).toEqual(avisVide)
  })

  it('one number for all marks of an anomaly, after the reader’s rank; the others follow', () => {
    const opinion = { anomalies: [mass], traces: [drawn(own, mass.id), drawn(free, null)] }
    expect([...markNumbers(opinion, 'SECOND')]).toEqual([[mass.id, 'L2-1'], [free, 'L2-2']])
    expect(markNumbers(opinion, 'FIRST').get(mass.id)).toBe('L1-1')
  })

  it('an anomaly is marked by its points and by what was drawn for it', () => {
    expect(marksOf({ traces: [drawn(own, mass.id), drawn(free, null)] }, mass)).toEqual([{ sopInstanceUID: '1.1', at: at(7, 8) }, { sopInstanceUID: '1.3', at: at(30, 30) }])
  })
})
