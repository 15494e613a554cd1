import { describe, expect, it } from 'vitest'
import type { Anomalie, Cote } from '../../contract/index.ts'
import { breastScheme, centreOf, inDrawing, onScheme, quadrantAt } from './index.ts'

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
