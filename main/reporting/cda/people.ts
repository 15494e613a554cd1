/** The people and the structure of a clinical document (CI-SIS, volet Structuration minimale): who wrote and answers for it,
 *  for which structure, about whom. What this console does not know is said to be unknown, never made up. */
import type { SignedReading } from '../../domain/second-reading/index.ts'
import { sectors, specialties } from '../../domain/professionals/index.ts'
import type { CdaContent, Signatory, Structure } from './cda-content.ts'
import { oids } from './codes.ts'
import { instant } from './instants.ts'
import { element, group, type Xml } from './xml.ts'

/** `8` before an RPPS number, `1` before a FINESS number: which register the number is of. */
const professionalId = ({ rpps }: Signatory): Xml => element('id', { root: oids.professional, extension: `8${rpps}` })
const organisationId = ({ finess }: Structure): Xml => element('id', { root: oids.organisation, extension: `1${finess}` })
const unknownContact = group(element('telecom', { nullFlavor: 'NASK' }), element('addr', { nullFlavor: 'NASK' }))

const person = ({ familyName, givenName }: Signatory): Xml => element('assignedPerson', {}, element('name', {}, element('given', {}, givenName), element('family', {}, familyName)))

function organisation(name: string, structure: Structure): Xml {
  return element(name, {}, organisationId(structure), element('name', {}, structure.name), unknownContact,
    element('standardIndustryClassCode', { code: structure.sector, displayName: sectors[structure.sector], codeSystem: oids.sector }))
}

function professional({ signatory, structure }: CdaContent): Xml {
  return group(
    professionalId(signatory), element('code', { code: signatory.specialty, displayName: specialties[signatory.specialty], codeSystem: oids.specialty }),
    element('addr', { nullFlavor: 'NASK' }), element('telecom', { nullFlavor: 'NASK' }), person(signatory), organisation('representedOrganization', structure),
  )
}

export const author = (content: CdaContent, at: Date): Xml => element('author', {}, element('time', { value: instant(at) }), element('assignedAuthor', {}, professional(content)))

export const performer = (content: CdaContent): Xml => element('performer', { typeCode: 'PRF' }, element('assignedEntity', {}, professional(content)))

export const legalAuthenticator = (content: CdaContent): Xml =>
  element('legalAuthenticator', {}, element('time', { value: instant(content.signedAt) }), element('signatureCode', { code: 'S' }), element('assignedEntity', {}, professional(content)))

export const custodian = ({ structure }: CdaContent): Xml =>
  element('custodian', {}, element('assignedCustodian', {}, element('representedCustodianOrganization', {}, organisationId(structure), element('name', {}, structure.name), unknownContact)))

const genders: Readonly<Record<string, string>> = { F: 'Féminin', M: 'Masculin' }

/** The national identity only where it came qualified; the local number only under the domain that gave it. */
export function recordTarget({ signed: { study }, order, structure }: CdaContent): Xml {
  const [family = '', given = '', more = ''] = study.patientName.split('^')
  const birthPlace = order?.birthPlace ?? ''
  const gender = genders[study.patientSex]
  return element('recordTarget', {}, element('patientRole', {},
    order?.ins == null ? null : element('id', { root: order.ins.oid, extension: order.ins.value }),
    structure.patientOid === '' ? null : element('id', { root: structure.patientOid, extension: study.patientID }),
    element('addr', { nullFlavor: 'NASK' }), element('telecom', { nullFlavor: 'NASK' }),
    element('patient', { classCode: 'PSN' },
      element('name', {}, element('family', { qualifier: 'BR' }, family), element('given', {}, [given, more].filter((part) => part !== '').join(' ')), element('given', { qualifier: 'BR' }, firstOf(given)),
        order == null || order.usualName === '' ? null : element('family', { qualifier: 'CL' }, order.usualName)),
      gender === undefined ? element('administrativeGenderCode', { nullFlavor: 'UNK' }) : element('administrativeGenderCode', { code: study.patientSex, displayName: gender, codeSystem: oids.gender }),
      study.patientBirthDate === null ? element('birthTime', { nullFlavor: 'UNK' }) : element('birthTime', { value: study.patientBirthDate.replaceAll('-', '') }),
      birthPlace === '' ? null : element('birthplace', {}, element('place', {}, element('addr', {}, element('county', {}, birthPlace))))),
  ))
}

const firstOf = (given: string): string => given.split(' ')[0] ?? given

/** Where the exam was made: its name as the images give it, under no number of ours. */
export function componentOf({ signed: { study } }: { readonly signed: SignedReading }, effectiveTime: Xml): Xml {
  return element('componentOf', {}, element('encompassingEncounter', {}, effectiveTime,
    element('location', {}, element('healthCareFacility', {}, element('code', { nullFlavor: 'UNK' }),
      study.institutionName === '' ? null : element('location', {}, element('name', {}, study.institutionName), element('addr', { nullFlavor: 'NASK' }))))))
}
