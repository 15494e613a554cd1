import { describe, expect, it } from 'vitest'
import { groupedIns, insFaults, insKey, insOf, insStatus, isAnonymous, isConflict, judgeIdentity, type Identity } from './index.ts'

const known: Identity = { patientID: '4711', issuerOfPatientID: 'CH-A', patientName: 'DUPRÉ^Élodie', patientBirthDate: '1960-02-29', patientSex: 'F' }
const judge = (over: Partial<Identity>, one: Identity = known) => judgeIdentity(one, { ...one, ...over })
const nir = insOf('2600299999999' + insKey('2600299999999'), '1.2.250.1.213.1.4.8')

describe('two identities', () => {
  it('are one person by a number of one authority that nothing contradicts', () => {
    for (const over of [{}, { patientName: 'DUPRE^ELODIE^MARIE' }, { patientName: 'DUPRÉ-MARTIN^Élodie' }, { patientBirthDate: null }, { patientSex: 'O' }]) expect(judge(over)).toEqual({ verdict: 'same', reasons: [] })
  })

  it('with one number and one contradiction are doubtful, and say which', () => {
    expect(judge({ patientName: 'MARTIN^Élodie' })).toEqual({ verdict: 'doubtful', reasons: ['other-name'] })
    expect(judge({ patientBirthDate: '1961-02-28' })).toEqual({ verdict: 'doubtful', reasons: ['other-birth-date'] })
    expect(judge({ patientSex: 'M' })).toEqual({ verdict: 'doubtful', reasons: ['other-sex'] })
  })

  it('with one number and two contradictions are two people in conflict', () => {
    const other = { ...known, patientName: 'MARTIN^Paul', patientSex: 'M' }
    expect(judgeIdentity(known, other)).toEqual({ verdict: 'different', reasons: ['other-name', 'other-sex'] })
    expect(isConflict(known, other)).toBe(true)
  })

  it('of different issuers share a number by chance: doubtful where all else agrees, else two people, and no conflict', () => {
    expect(judge({ issuerOfPatientID: 'CH-B' })).toEqual({ verdict: 'doubtful', reasons: ['other-issuer'] })
    expect(judge({ issuerOfPatientID: 'CH-B', patientName: 'AUTRE^Anne' }).verdict).toBe('different')
    expect(isConflict(known, { ...known, issuerOfPatientID: 'CH-B', patientName: 'AUTRE^Anne' })).toBe(false)
  })

  it('whose issuer is not said are one only where name and birth date agree too', () => {
    expect(judge({ issuerOfPatientID: '' }).verdict).toBe('same')
    expect(judge({ issuerOfPatientID: '', patientBirthDate: null })).toEqual({ verdict: 'doubtful', reasons: ['issuer-unknown'] })
  })

  it('with other numbers or none are at most doubtful', () => {
    expect(judge({ patientID: '4712' })).toEqual({ verdict: 'doubtful', reasons: ['other-number'] })
    expect(judge({ patientID: '' })).toEqual({ verdict: 'doubtful', reasons: ['no-number'] })
    expect(judge({ patientID: '4712', patientBirthDate: null }).verdict).toBe('different')
    expect(judgeIdentity({ ...known, patientID: '', patientName: 'ANONYMOUS' }, { ...known, patientID: '', patientName: 'ANONYMOUS' }).verdict).toBe('different')
  })

  it('are joined by the national identity across issuers, and parted by it', () => {
    expect(judge({ issuerOfPatientID: 'CH-B', patientID: '99' }, { ...known, ins: nir })).toEqual({ verdict: 'same', reasons: [] })
    const other = insOf('2600288888888' + insKey('2600288888888'), '1.2.250.1.213.1.4.8')
    expect(judge({ ins: other }, { ...known, ins: nir })).toEqual({ verdict: 'doubtful', reasons: ['other-ins'] })
    expect(judge({ patientID: '99', ins: other }, { ...known, ins: nir }).verdict).toBe('different')
  })

  it('are never joined by an identity of the test authority or with a wrong key', () => {
    for (const ins of [insOf('260029999999904', '1.2.250.1.213.1.4.10'), insOf('260029999999900', '1.2.250.1.213.1.4.8')]) expect(judge({ patientID: '99', patientBirthDate: null }, { ...known, ins }).verdict).toBe('different')
  })

  it('tells a medium that names nobody', () => {
    for (const over of [{ patientID: '' }, { patientName: '' }, { patientName: 'ANONYMOUS^PATIENT' }, { patientName: 'Anonymisé' }]) expect(isAnonymous({ ...known, ...over })).toBe(true)
    expect(isAnonymous(known)).toBe(false)
    expect(isAnonymous({ ...known, patientName: 'TESTARD^Anne' })).toBe(false)
  })
})

describe('the national identity', () => {
  it('has a key, Corsica included', () => {
    expect(insKey('2550814168025')).toBe('38')
    expect(insKey('180012A004123')).toBe(String(97 - 1800119004123 % 97).padStart(2, '0'))
    expect(insKey('180012B004123')).toBe(String(97 - 1800118004123 % 97).padStart(2, '0'))
    expect(insKey('18001ZA004123')).toBeNull()
  })

  it('says what does not fit', () => {
    const of = (value: string, sex = 'F', born: string | null = '1955-08-12') => insFaults({ value, kind: 'NIR' }, { patientSex: sex, patientBirthDate: born })
    expect(of('255081416802538')).toEqual([])
    expect(of('255081416802539')).toEqual(['key'])
    expect(of('255081416802538', 'M', '1956-08-12')).toEqual(['sex', 'birth-date'])
    expect(of('25508141680253')).toEqual(['malformed'])
    expect(of('2554214168025' + insKey('2554214168025'))).toEqual([])
  })

  it('is qualified by an order alone, and never when of a test authority', () => {
    const real = insOf('2 55 08 14 168 025 38', '1.2.250.1.213.1.4.8')
    expect(real).toEqual({ value: '255081416802538', kind: 'NIR' })
    expect(insStatus(real, null)).toBe('NOT_SENT')
    expect(insStatus(real, ['VALI'])).toBe('QUALIFIED')
    expect(insStatus(real, ['PROV'])).toBe('PROVISIONAL')
    expect(insStatus(insOf('255081416802538', '1.2.250.1.213.1.4.10'), ['VALI'])).toBe('RETRIEVED')
    expect(insStatus(null, ['VALI'])).toBe('ABSENT')
    expect(insOf('4711', '1.2.3')).toBeNull()
    expect(groupedIns('255081416802538')).toBe('2 55 08 14 168 025 38'.replaceAll(' ', '\u00a0'))
  })
})
