import { describe, expect, it } from 'vitest'
import { avisVide, type Avis } from '../../main/contract/index.ts'
import { ellipseIn, type Forme } from '../../main/domain/marks/index.ts'
import { imageDescriptorFixture } from '../../test/fixtures/image-descriptor.ts'
import { asNormal, movedToCote, newAnomalie, withAnomalie, withoutAnomalie, withProposedPlace } from './avis-edits.ts'
import { imageMarks, othersMarks } from './image-marks.ts'
import { beginsAt, findMark, pointId, sizeOffer, tiedTo, withChanged, withDrawn, withoutMark } from './mark-edits.ts'

const right = imageDescriptorFixture({ rows: 1000, columns: 800, imagerPixelSpacing: [0.1, 0.1] })
const left = imageDescriptorFixture({ rows: 1000, columns: 800, imageLaterality: 'L' })
const unsided = imageDescriptorFixture({ rows: 1000, columns: 800, imageLaterality: '' })
const images = [right, left, unsided]
const id = '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b001'
const mass = newAnomalie('6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a001', 'D', 'MASSE')
const withMass: Avis = withAnomalie(avisVide, mass)
const ellipse = ellipseIn({ column: 100, row: 100 }, { column: 300, row: 200 })
const point: Forme = { forme: 'POINT', at: { column: 10, row: 20 } }
const on = (image: { sopInstanceUID: (typeof right)['sopInstanceUID'] }, forme: Forme) => ({ sopInstanceUID: image.sopInstanceUID, frame: 1, forme })
const drawn = (avis: Avis, ...given: Parameters<typeof withDrawn> extends [Avis, ...infer Rest] ? Rest : never): Avis => {
  const taken = withDrawn(avis, ...given)
  if (typeof taken === 'string') throw new Error(taken)
  return taken.avis
}

describe('what is drawn on the images', () => {
  it('shows the open anomaly and takes its side; a point becomes one of its points', () => {
    const avis = drawn(drawn(withMass, on(right, ellipse), mass, images, id), on(right, point), mass, images, id)
    expect(avis.traces).toEqual([{ ...ellipse, id, sopInstanceUID: right.sopInstanceUID, frame: 1, cote: 'D', anomalieId: mass.id }])
    expect(avis.anomalies[0]?.reperes).toEqual([{ sopInstanceUID: right.sopInstanceUID, frame: 1, column: 10, row: 20 }])
  })

  it('is refused on the other breast, and for a side where the image names none', () => {
    expect(withDrawn(withMass, on(left, ellipse), mass, images, id)).toBe('wrong-side')
    expect(withDrawn(withMass, on(unsided, ellipse), mass, images, id)).toBe('side-unknown')
    expect(withDrawn(withMass, on({ sopInstanceUID: '9.9' as never }, ellipse), mass, images, id)).toBe('other-exam')
  })

  it('stands for itself without an anomaly, on the side of its image or on none; a point begins an anomaly instead', () => {
    expect(drawn(avisVide, on(left, ellipse), null, images, id).traces[0]).toMatchObject({ cote: 'G', anomalieId: null })
    expect(drawn(avisVide, on(unsided, ellipse), null, images, id).traces[0]).toMatchObject({ cote: null })
    expect(withDrawn(avisVide, on(left, point), null, images, id)).toBe('no-anomaly')
    expect(beginsAt(on(left, point), images)).toEqual({ cote: 'G', repere: { sopInstanceUID: left.sopInstanceUID, frame: 1, column: 10, row: 20 } })
    expect(beginsAt(on(unsided, point), images)).toBe('side-unknown')
  })

  it('is changed and taken away by its name, points too', () => {
    const avis = drawn(drawn(withMass, on(right, ellipse), mass, images, id), on(right, point), mass, images, id)
    const name = pointId(mass.id, 0)
    const wider = ellipseIn({ column: 50, row: 100 }, { column: 350, row: 200 })
    expect(withChanged(avis, id, wider).traces[0]).toMatchObject(wider)
    expect(withChanged(avis, name, { forme: 'POINT', at: { column: 1, row: 2 } }).anomalies[0]?.reperes[0]).toMatchObject({ column: 1, row: 2 })
    expect(withChanged(avis, name, ellipse)).toBe(avis)
    expect(withoutMark(avis, id).traces).toEqual([])
    expect(withoutMark(avis, name).anomalies[0]?.reperes).toEqual([])
    expect(findMark(withoutMark(avis, name), name)).toBeNull()
  })

  it('goes with its anomaly, and with the breast that it was drawn on; what stands for itself stays', () => {
    const avis = { ...drawn(withMass, on(right, ellipse), mass, images, id) }
    const free = drawn(avis, on(left, ellipse), null, images, '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b002')
    expect(withoutAnomalie(free, mass.id).traces.map(({ cote }) => cote)).toEqual(['G'])
    expect(withAnomalie(free, movedToCote(mass, 'G')).traces.map(({ cote }) => cote)).toEqual(['G'])
    expect(asNormal(free, 1, ['D', 'G']).traces.map(({ cote }) => cote)).toEqual(['G'])
  })

  it('is given to a new anomaly of its side alone', () => {
    const free = drawn(withMass, on(right, ellipse), null, images, id)
    expect(tiedTo(free, id, mass).traces[0]?.anomalieId).toBe(mass.id)
    expect(tiedTo(free, id, { ...mass, cote: 'G' }).traces[0]?.anomalieId).toBeNull()
    expect(tiedTo(free, null, mass)).toEqual(free)
  })

  it('M13 offers its largest diameter to its anomaly until the sheet says the same', () => {
    const avis = drawn(withMass, on(right, ellipse), mass, images, id)
    expect(sizeOffer(avis, id, images)).toMatchObject({ mm: 20 })
    expect(sizeOffer(withAnomalie(avis, { ...mass, tailleMm: 20 }), id, images)).toBeNull()
    expect(sizeOffer(drawn(avisVide, on(right, ellipse), null, images, id), id, images)).toBeNull()
    expect(sizeOffer(avis, pointId(mass.id, 0), images)).toBeNull()
  })
})

describe('marks beside their names', () => {
  const avis = drawn(drawn(withMass, on(right, ellipse), mass, images, id), on(right, point), mass, images, id)

  it('one is in hand, those of the open anomaly are told apart, and nothing can be changed in a sealed opinion', () => {
    const marks = imageMarks(avis, { selected: mass.id, mark: id, readOnly: false })
    expect(marks.map(({ label, selected, chosen, fixed }) => [label, selected, chosen, fixed])).toEqual([['D1', true, false, false], ['D1', true, true, false]])
    expect(imageMarks(avis, { selected: null, mark: null, readOnly: true }).every(({ fixed }) => fixed)).toBe(true)
  })

  it('those of the first reader have names and a style of their own', () => {
    expect(othersMarks(avis, 'FIRST').map(({ label, owner, fixed }) => [label, owner, fixed])).toEqual([['L1-1', 'FIRST', true], ['L1-1', 'FIRST', true]])
  })
})

describe('a proposed place', () => {
  const place = { across: 'OUTER', height: 'UPPER', third: 'MIDDLE', face: { x: 0.36, y: 0.4 }, profil: { x: 0.5, y: 0.4 } } as const

  it('is confirmed as it is, and tells the quadrant only where two directions were seen', () => {
    expect(withProposedPlace(mass, place)).toMatchObject({ schemaFace: place.face, schemaProfil: place.profil, quadrant: 'QSE' })
    expect(withProposedPlace(mass, { ...place, height: null, profil: null })).toMatchObject({ schemaFace: place.face, schemaProfil: null, quadrant: null })
  })

  it('never takes the place of what the reader has set', () => {
    const placed = { ...mass, schemaFace: { x: 0.1, y: 0.1 }, quadrant: 'QII' as const }
    expect(withProposedPlace(placed, place)).toMatchObject({ schemaFace: { x: 0.1, y: 0.1 }, quadrant: 'QII', schemaProfil: place.profil })
  })
})
