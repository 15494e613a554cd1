import { describe, expect, it } from 'vitest'
import { type Avis, avisVide } from '../../main/contract/index.ts'
import { newAnomalie, placedOnScheme } from './avis-edits.ts'
import { compareAvis } from './comparison.ts'

const mass = (id: string, x: number, y: number) => placedOnScheme(newAnomalie(id, 'G', 'MASSE'), 'FACE', { x, y })
const normal: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2 }

describe('comparison with the first reader', () => {
  it('finds no difference between equal opinions', () => {
    expect(compareAvis(normal, { ...normal }).differences).toBe(0)
  })

  it('names each line that differs', () => {
    const compared = compareAvis({ ...normal, acr: { D: 1, G: 0 }, densite: 3 }, normal)
    expect([compared.acrD, compared.acrG, compared.densite, compared.differences]).toEqual([false, true, true, 2])
  })

  it('pairs marks that two hands set on one lesion', () => {
    const compared = compareAvis({ ...normal, anomalies: [mass('a', 0.3, 0.4)] }, { ...normal, anomalies: [mass('b', 0.36, 0.44)] })
    expect(compared.anomalies).toBe(false)
    expect(compared.pairs).toHaveLength(1)
  })

  it('keeps far marks apart, each alone in its line', () => {
    const compared = compareAvis({ ...normal, anomalies: [mass('a', 0.2, 0.3)] }, { ...normal, anomalies: [mass('b', 0.7, 0.8)] })
    expect(compared.anomalies).toBe(true)
    expect(compared.pairs.map((pair) => [pair.mine?.id ?? null, pair.theirs?.id ?? null])).toEqual([['a', null], [null, 'b']])
  })

  it('does not count free words as a difference of opinion', () => {
    const compared = compareAvis({ ...normal, commentaire: 'Rien.' }, normal)
    expect([compared.commentaire, compared.differences]).toEqual([true, 0])
  })
})
