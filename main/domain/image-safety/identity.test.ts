import { describe, expect, it } from 'vitest'
import { compareIdentity, type PatientIdentity } from './index.ts'

const known: PatientIdentity = { patientID: '4711', issuerOfPatientID: 'SITE', patientName: 'DUPRÉ^Élodie', patientBirthDate: '1960-02-29', patientSex: 'F' }
const given = (over: Partial<PatientIdentity>) => compareIdentity(known, { ...known, ...over })

describe('the patient of an object and of its study', () => {
  it('are one when spelling, case, order or what is absent is all that differs', () => {
    for (const patientName of ['DUPRE^ELODIE', 'Élodie^Dupré', 'DUPRÉ^Élodie^Marie', 'DUPRÉ', '']) expect(given({ patientName })).toEqual([])
    expect(given({ issuerOfPatientID: '', patientBirthDate: null, patientSex: '' })).toEqual([])
    expect(given({ patientSex: 'O' })).toEqual([])
  })

  it('are said to differ, and kept, by name alone or sex alone', () => {
    expect(given({ patientName: 'MARTIN^Élodie' })).toEqual(['other-name'])
    expect(given({ patientSex: 'M' })).toEqual(['other-sex'])
  })

  it('are two people by number, issuer, birth date, or name and sex together', () => {
    for (const over of [{ patientID: '4712' }, { issuerOfPatientID: 'AUTRE' }, { patientBirthDate: '1960-03-01' }, { patientName: 'MARTIN^Paul', patientSex: 'M' }]) expect(given(over)).toBe('other-patient')
  })
})
