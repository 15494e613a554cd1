import { describe, expect, it } from 'vitest'
import type { Anomalie, Cote } from '../../contract/index.ts'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import { breastScheme, centreOf, inDrawing, onScheme, proposedPlace, quadrantAt } from './index.ts'

const quadrants: NonNullable<Anomalie['quadrant']>[] = ['QSE', 'QSI', 'QIE', 'QII', 'RETRO_AREOLAIRE', 'PROLONGEMENT_AXILLAIRE']

describe('scheme of the breasts', () => {
  it.each(['D', 'G'] satisfies Cote[])('reads back the quadrant from its centre on side %s', (cote) => {
    expect(quadrants.map((quadrant) => quadrantAt(cote, centreOf(cote, quadrant)))).toEqual(quadrants)
  })

  it('takes the outer half away from the sternum: left of the right breast, right of the left one', () => {
    const upperLeftOfDrawing = { x: 0.36, y: 0.42 }
    expect(quadrantAt('D', upperLeftOfDrawing)).toBe('QSE')
    expect(quadrantAt('G', upperLeftOfDrawing)).toBe('QSI')
  })

  it('keeps a mark through drawing units and back on both sides and views', () => {
    for (const view of ['FACE', 'PROFIL'] as const) {
      for (const cote of ['D', 'G'] as const) {
        const mark = { x: 0.3, y: 0.7 }
        const back = onScheme(view, cote, inDrawing(view, cote, mark))
        expect(back.x).toBeCloseTo(mark.x)
        expect(back.y).toBeCloseTo(mark.y)
      }
    }
  })

  it('holds a mark inside the drawing', () => {
    expect(onScheme('FACE', 'D', { x: -4, y: breastScheme.FACE.height + 9 })).toEqual({ x: 0, y: 1 })
  })
})

describe('the place that marks suggest', () => {
  const view = (viewPosition: string, imageLaterality: 'R' | 'L', patientOrientation: [string, string] | null) =>
    imageDescriptorFixture({ rows: 1000, columns: 800, viewPosition, viewCode: null, imageLaterality, patientOrientation })
  // As the objects usually lie: the chest wall of the right breast at the right of the matrix, lateral or head up.
  const [rcc, rmlo, lcc, lmlo] = [view('CC', 'R', ['P', 'L']), view('MLO', 'R', ['P', 'FL']), view('CC', 'L', ['A', 'R']), view('MLO', 'L', ['A', 'FR'])]
  const images = [rcc, rmlo, lcc, lmlo]
  const seen = (image: { sopInstanceUID: string }, column: number, row: number) => ({ sopInstanceUID: image.sopInstanceUID, at: { column, row } })

  it('is a quadrant where a craniocaudal and an oblique view speak, on both breasts', () => {
    const right = proposedPlace('D', [seen(rcc, 700, 200), seen(rmlo, 700, 300)], images)
    expect(right).toMatchObject({ across: 'OUTER', height: 'UPPER', third: 'POSTERIOR' })
    expect(right.face).toEqual(centreOf('D', 'QSE'))
    const left = proposedPlace('G', [seen(lmlo, 500, 800), seen(lcc, 100, 900)], images)
    expect(left).toMatchObject({ across: 'INNER', height: 'LOWER', third: 'MIDDLE' })
    expect(quadrantAt('G', left.face ?? { x: 0, y: 0 })).toBe('QII')
  })

  it('goes no further than the views: one view, one half', () => {
    const only = proposedPlace('D', [seen(rcc, 100, 200)], images)
    expect(only).toMatchObject({ across: 'OUTER', height: null, third: 'ANTERIOR', profil: null })
    expect(inDrawing('FACE', 'D', only.face ?? { x: 0, y: 0 }).x).toBeLessThan(breastScheme.FACE.nipple.x)
    const oblique = proposedPlace('D', [seen(rmlo, 700, 900)], images)
    expect(oblique).toMatchObject({ across: null, height: 'LOWER' })
    expect(inDrawing('PROFIL', 'D', oblique.profil ?? { x: 0, y: 0 }).y).toBeGreaterThan(breastScheme.PROFIL.nipple.y)
  })

  it('follows Patient Orientation, not the stored matrix', () => {
    // The same view stored head down and mirrored.
    const turned = view('CC', 'R', ['A', 'R'])
    expect(proposedPlace('D', [seen(turned, 100, 800)], [turned])).toMatchObject({ across: 'OUTER', third: 'POSTERIOR' })
  })

  it('says nothing where the image does not say how it lies, shows the other breast, or is another view', () => {
    const nothing = { across: null, height: null, third: null, face: null, profil: null }
    const lost = view('CC', 'R', null)
    expect(proposedPlace('D', [seen(lost, 700, 200)], [lost])).toEqual(nothing)
    expect(proposedPlace('G', [seen(rcc, 700, 200)], images)).toEqual(nothing)
    const other = view('AT', 'R', ['P', 'L'])
    expect(proposedPlace('D', [seen(other, 700, 200)], [other])).toEqual(nothing)
  })

  it('counts the thirds of the breast where its reach is known, else of the image', () => {
    expect(proposedPlace('D', [seen(rmlo, 600, 300)], images).third).toBe('POSTERIOR')
    expect(proposedPlace('D', [seen(rmlo, 600, 300)], images, () => 0.3).third).toBe('ANTERIOR')
  })
})
