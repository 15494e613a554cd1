import { describe, expect, it } from 'vitest'
import { smallImage } from '../../test/fixtures/index.ts'
import { createPart10Reader, encodePart10, type Attributes } from './index.ts'

const value = '255081416802538'
const qualifiers = (oid: string) => [{ UniversalEntityID: oid, UniversalEntityIDType: 'ISO' }]

function read(attributes: Attributes) {
  const reader = createPart10Reader()
  reader.push(encodePart10({ ...smallImage.dataset, ...attributes }))
  return reader.end().study
}

describe('the national identity of an object', () => {
  it('is its Patient ID under the authority of the qualifiers, or under the name of the issuer', () => {
    expect(read({ PatientID: value, IssuerOfPatientID: 'ASIP-SANTE-INS-NIR', IssuerOfPatientIDQualifiersSequence: qualifiers('1.2.250.1.213.1.4.8') }).ins).toEqual({ value, kind: 'NIR' })
    expect(read({ PatientID: value, IssuerOfPatientID: 'ASIP-SANTE-INS-NIA' }).ins).toEqual({ value, kind: 'NIA' })
    // The qualifiers say more than a name: a test identity stays one.
    expect(read({ PatientID: value, IssuerOfPatientID: 'ASIP-SANTE-INS-NIR', IssuerOfPatientIDQualifiersSequence: qualifiers('1.2.250.1.213.1.4.10') }).ins).toEqual({ value, kind: 'TEST' })
  })

  it('is one of the other IDs, the real one first', () => {
    const other = [{ PatientID: '1', IssuerOfPatientID: 'CH' }, { PatientID: value, TypeOfPatientID: 'TEXT', IssuerOfPatientIDQualifiersSequence: qualifiers('1.2.250.1.213.1.4.11') }, { PatientID: value, TypeOfPatientID: 'TEXT', IssuerOfPatientIDQualifiersSequence: qualifiers('1.2.250.1.213.1.4.8') }]
    expect(read({ PatientID: '4711', OtherPatientIDsSequence: other, PatientBirthName: 'ŒUVRARD^Chloé', SpecificCharacterSet: 'ISO_IR 192' })).toMatchObject({ patientID: '4711', ins: { value, kind: 'NIR' }, patientBirthName: 'ŒUVRARD^Chloé' })
    expect(read({}).ins).toBeNull()
  })
})
