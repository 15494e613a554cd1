import { describe, expect, it } from 'vitest'
import { type Cote, avisVide } from '../../main/contract/index.ts'
import { asNormal, erasedByNormal, movedToCote, newAnomalie, placedOnScheme, sameAvis, withAnomalie, withClicheToggled, withoutAnomalie } from './avis-edits.ts'

const both: Cote[] = ['D', 'G']
const first = newAnomalie('00000000-0000-4000-8000-000000000001', 'D', 'MASSE')
const second = newAnomalie('00000000-0000-4000-8000-000000000002', 'G', 'MASSE')
const third = newAnomalie('00000000-0000-4000-8000-000000000003', 'D', 'MASSE')

describe('edits of the opinion', () => {
  it('records one normal exam however often the key is struck', () => {
    const once = asNormal(avisVide, 1, both)
    expect(once.acr).toEqual({ D: 1, G: 1 })
    expect(asNormal(once, 1, both)).toEqual(once)
  })

  it('gives no category to a breast that was not imaged', () => {
    expect(asNormal(avisVide, 1, ['G']).acr).toEqual({ D: null, G: 1 })
  })

  it('says beforehand what normal would erase, and keeps density and comment', () => {
    const avis = { ...withAnomalie(avisVide, first), densite: 3 as const, commentaire: 'stable', rappelTechnique: withClicheToggled(null, 'D', 'FACE') }
    expect(erasedByNormal(avis)).toEqual({ anomalies: 1, cliches: 1, examens: 0 })
    expect(asNormal(avis, 2, both)).toEqual({ ...avisVide, acr: { D: 2, G: 2 }, densite: 3, commentaire: 'stable' })
  })

  it('replaces a known anomaly and removes one by its id', () => {
    const all = [first, second, third].reduce(withAnomalie, avisVide)
    expect(withAnomalie(all, { ...second, tailleMm: 7 }).anomalies.map((anomalie) => anomalie.tailleMm)).toEqual([null, 7, null])
    expect(withoutAnomalie(all, first.id).anomalies).toEqual([second, third])
  })

  it('reads the quadrant from the face drawing until the reader chose another by hand', () => {
    const placed = placedOnScheme(first, 'FACE', { x: 0.3, y: 0.4 })
    expect(placed.quadrant).toBe('QSE')
    expect(placedOnScheme(placed, 'FACE', { x: 0.75, y: 0.8 }).quadrant).toBe('QII')
    expect(placedOnScheme({ ...placed, quadrant: 'CENTRAL' }, 'FACE', { x: 0.75, y: 0.8 }).quadrant).toBe('CENTRAL')
  })

  it('forgets the places of an anomaly that changes breast', () => {
    const moved = movedToCote(placedOnScheme(first, 'FACE', { x: 0.3, y: 0.4 }), 'G')
    expect([moved.cote, moved.quadrant, moved.schemaFace]).toEqual(['G', null, null])
  })

  it('has no technical recall without a view', () => {
    const one = withClicheToggled(null, 'G', 'OBLIQUE')
    expect(one?.cliches).toEqual([{ cote: 'G', incidence: 'OBLIQUE', motif: 'POSITIONNEMENT', action: 'REFAIRE' }])
    expect(withClicheToggled(one, 'G', 'OBLIQUE')).toBeNull()
  })

  it('compares opinions by value', () => {
    expect(sameAvis(withAnomalie(avisVide, first), withAnomalie(avisVide, { ...first }))).toBe(true)
    expect(sameAvis(withAnomalie(avisVide, first), withAnomalie(avisVide, { ...first, tailleMm: 4 }))).toBe(false)
  })
})
