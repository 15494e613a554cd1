import { describe, expect, it } from 'vitest'
import { ficheVide, type Avis, type Fiche } from '../contract/index.ts'
import { negativeAvis, positiveAvis } from '../../test/fixtures/signed-readings.ts'
import { opinionFacts, workupFacts } from './opinions.ts'

const withSheet = (avis: Avis, fiche: Partial<Fiche>): Avis => ({ ...avis, fiche: { ...ficheVide, ...fiche } })
const workup = (realise: Fiche['bdi']['realise']): Pick<Fiche, 'bdi'> => ({ bdi: { ...ficheVide.bdi, realise } })

describe('what an opinion amounts to in the figures', () => {
  it('is its decision and its gravest category: an exam to complete weighs more than a benign one', () => {
    expect(opinionFacts({ ...negativeAvis, acr: { D: 2, G: 0 } })).toEqual({ decision: 'POSITIF', acr: 0 })
    expect(opinionFacts({ ...negativeAvis, acr: { D: 1, G: null } })).toEqual({ decision: 'NEGATIF', acr: 1 })
    expect(opinionFacts({ ...positiveAvis, acr: { D: 5, G: 0 } }).acr).toBe(5)
  })

  it('is positive before the workup where the first category was, whatever the workup then found', () => {
    const cleared = withSheet(negativeAvis, { acrAvantBilan: { D: null, G: 0 }, ...workup('OUI') })
    expect(workupFacts(cleared)).toEqual({ positiveBeforeBdi: true, bdiNegative: true })
    expect(workupFacts(withSheet(negativeAvis, workup('NON')))).toEqual({ positiveBeforeBdi: false, bdiNegative: false })
    expect(workupFacts(withSheet({ ...positiveAvis, acr: { D: 1, G: 4 } }, { acrAvantBilan: { D: 1, G: 0 }, ...workup('OUI') }))).toEqual({ positiveBeforeBdi: true, bdiNegative: false })
    // An opinion sealed before the sheet was whole says nothing of a workup.
    expect(workupFacts({ ...negativeAvis, fiche: null })).toEqual({ positiveBeforeBdi: false, bdiNegative: null })
  })
})
