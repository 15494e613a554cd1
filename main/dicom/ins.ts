/** The national identity that an object carries: its Patient ID or one of the other IDs, with the authority in the
 *  qualifiers of the issuer (PS3.3 10.14, C.7.1.1) or by the issuer's name (CI-SIS). A real one comes before one of the
 *  authorities for tests and demonstrations. */
import { insOf, isReal, type Ins } from '../domain/identity/index.ts'
import { items, text, type Dataset } from './dataset.ts'

const named: Readonly<Record<string, string>> = {
  'ASIP-SANTE-INS-NIR': '1.2.250.1.213.1.4.8', 'ASIP-SANTE-INS-NIA': '1.2.250.1.213.1.4.9',
  'ASIP-SANTE-INS-NIR-TEST': '1.2.250.1.213.1.4.10', 'ASIP-SANTE-INS-NIR-DEMO': '1.2.250.1.213.1.4.11',
}

export function insIn(dataset: Dataset): Ins | null {
  const carried = [dataset, ...items(dataset, 'OtherPatientIDsSequence')].flatMap((item) => insOf(text(item, 'PatientID'), authorityOf(item)) ?? [])
  return carried.find(isReal) ?? carried[0] ?? null
}

function authorityOf(item: Dataset): string {
  const qualifiers = items(item, 'IssuerOfPatientIDQualifiersSequence').find((one) => ['', 'ISO'].includes(text(one, 'UniversalEntityIDType')))
  const issuer = text(item, 'IssuerOfPatientID')
  return (qualifiers === undefined ? '' : text(qualifiers, 'UniversalEntityID')) || (named[issuer.toUpperCase()] ?? issuer)
}
