import { describe, expect, it } from 'vitest'
import { choosePriors, regionsIn, sidesIn, type PriorStudy } from './index.ts'

const study = (modality: string, description: string, studyDate: string | null): PriorStudy => ({ modalities: [modality], description, studyDate })
const chosen = (of: PriorStudy, ...candidates: PriorStudy[]) => choosePriors(of, candidates).map(({ description, studyDate }) => `${description} ${studyDate}`)

describe('the priors of an exam', () => {
  it('are of the same region and modality, the newest first, as many as the rule says', () => {
    expect(chosen(
      study('CT', 'TDM THORAX', '2025-03-10'),
      study('CT', 'Scanner thoracique', '2023-01-01'), study('CT', 'TAP avec injection', '2024-01-01'), study('CT', 'Thorax', '2022-01-01'),
      study('CT', 'TDM crâne', '2025-01-01'), study('MR', 'IRM thorax', '2025-01-01'),
    )).toEqual(['TAP avec injection 2024-01-01', 'Scanner thoracique 2023-01-01'])
  })

  it('are of mammograms the last three of ten years, whatever they are called', () => {
    const years = [2023, 2021, 2019, 2017, 2013].map((year) => study('MG', year === 2021 ? '' : 'Dépistage', `${year}-06-01`))
    expect(chosen(study('MG', 'MAMMO', '2025-06-01'), ...years)).toEqual(['Dépistage 2023-06-01', ' 2021-06-01', 'Dépistage 2019-06-01'])
    expect(chosen(study('MG', '', '2025-06-01'), study('MG', '', '2015-06-01'), study('MG', '', '2015-05-31'))).toEqual([' 2015-06-01'])
  })

  it('are not of the other knee, but of both and of a knee whose side nobody named', () => {
    const [right, left, both, unsaid] = ['Genou droit', 'GENOU GAUCHE', 'Genoux bilatéral', 'Genou face profil'].map((text) => study('DX', text, '2024-01-01'))
    for (const [one, fits] of [[right, true], [left, false], [both, true], [unsaid, true]] as const) {
      expect(chosen(study('DX', 'GENOU DROIT', '2025-01-01'), one as PriorStudy).length, one?.description).toBe(fits ? 1 : 0)
    }
  })

  it('of which nothing is known come after those that fit', () => {
    expect(chosen(study('CT', 'Thorax', '2025-01-01'), study('CT', 'EXAMEN 12', '2024-12-01'), study('CT', 'Thorax', '2021-01-01'))).toEqual(['Thorax 2021-01-01', 'EXAMEN 12 2024-12-01'])
  })

  it('are none of an exam without a date, none later, none undated', () => {
    expect(chosen(study('CT', 'Thorax', null), study('CT', 'Thorax', '2024-01-01'))).toEqual([])
    expect(chosen(study('CT', 'Thorax', '2024-01-01'), study('CT', 'Thorax', '2024-01-02'), study('CT', 'Thorax', null))).toEqual([])
    expect(chosen(study('CT', 'Thorax', '2024-02-29'), study('CT', 'Thorax', '2019-02-28'))).toHaveLength(1)
  })
})

it('regions and sides are read from what sites write', () => {
  expect([...regionsIn('TDM T.A.P. / THORACO-ABDOMINO-PELVIEN')].toSorted()).toEqual(['abdomen', 'pelvis', 'thorax'])
  expect([...regionsIn('Échographie mammaire')]).toEqual(['breast'])
  expect([...regionsIn('Cœur et coroscanner')]).toEqual(['heart'])
  expect([...regionsIn('contrôle')]).toEqual([])
  expect([...sidesIn('POIGNET D/G DROIT')]).toEqual(['right'])
  expect(sidesIn('Hanches bilatérales').size).toBe(2)
})
