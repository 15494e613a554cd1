import { describe, expect, it } from 'vitest'
import type { PriorRule } from '../../contract/index.ts'
import { choosePriors, defaultPriorRules, regionsIn, sidesIn, type PriorStudy } from './index.ts'

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

  it('of a mammogram are an ultrasound or an MR that names the breast as well, beside the films of its rounds and not in their place', () => {
    const films = [2024, 2022, 2020].map((year) => study('MG', '', `${year}-06-01`))
    const [echo, mri, liver, unsaid] = [study('US', 'Échographie mammaire', '2025-01-01'), study('MR', 'IRM des seins', '2023-01-01'), study('US', 'Écho foie', '2025-02-01'), study('MR', 'IRM', '2025-03-01')] as const
    const mammogram = study('MG', 'Dépistage', '2025-06-01')
    expect(chosen(mammogram, ...films, echo, mri, liver, unsaid)).toEqual([' 2024-06-01', ' 2022-06-01', ' 2020-06-01', 'Échographie mammaire 2025-01-01'])
    expect(chosen(study('US', 'Écho sein G', '2025-06-01'), ...films, liver)).toEqual([' 2024-06-01'])
    expect(chosen(study('US', 'Abdomen', '2025-06-01'), ...films, liver)).toEqual(['Écho foie 2025-02-01'])
  })

  it('follow the rules that are set: how many, how far back, which modalities, which region and side', () => {
    const by = (change: Partial<PriorRule>) => [{ ...defaultPriorRules.at(-1), modalities: ['DX'], ...change } as PriorRule]
    const knee = study('DX', 'Genou droit', '2025-06-01')
    const [right, left, hip, mri, old] = [study('DX', 'Genou droit', '2024-01-01'), study('DX', 'Genou gauche', '2023-01-01'), study('DX', 'Hanche', '2022-01-01'), study('MR', 'IRM genou droit', '2021-01-01'), study('DX', 'Genou droit', '2012-01-01')]
    const all = [right, left, hip, mri, old] as PriorStudy[]
    const years = (change: Partial<PriorRule>) => choosePriors(knee, all, by(change)).map(({ studyDate }) => studyDate?.slice(0, 4))
    expect(years({})).toEqual(['2024'])
    expect(years({ sameSide: false })).toEqual(['2024', '2023'])
    expect(years({ sameRegion: false, count: 3 })).toEqual(['2024', '2023', '2022'])
    expect(years({ related: ['MR'], relatedCount: 2 })).toEqual(['2024', '2021'])
    expect(years({ years: 20 })).toEqual(['2024', '2012'])
    expect(years({ count: 0 })).toEqual([])
    expect(choosePriors(study('CT', 'Genou', '2025-06-01'), all, by({}))).toEqual([])
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
