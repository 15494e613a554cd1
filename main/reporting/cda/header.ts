/** Header of a clinical document of imaging (CI-SIS IMG-CR-IMG 2024.01, DICOM PS3.20): identity and version of the document,
 *  people, the order that it answers, the exam that it is about. */
import type { CdaContent } from './cda-content.ts'
import { dcm, loinc, modalities, oids, sct } from './codes.ts'
import { examTime, instant } from './instants.ts'
import { author, componentOf, custodian, legalAuthenticator, performer, recordTarget } from './people.ts'
import { element, group, type Xml } from './xml.ts'

const templates = {
  1: [['1.3.6.1.4.1.19376.1.2.20', null]],
  3: [['1.2.840.10008.9.1', null], ['1.2.840.10008.9.20', null], ['1.2.840.10008.9.21', null], ['1.2.250.1.213.1.1.1.45', '2024.01']],
} as const

export function header(content: CdaContent, level: 1 | 3): Xml {
  const { document, signedAt } = content
  return group(
    element('realmCode', { code: 'FR' }),
    element('typeId', { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' }),
    element('templateId', { root: '2.16.840.1.113883.2.8.2.1' }), element('templateId', { root: '1.2.250.1.213.1.1.1.1' }),
    ...templates[level].map(([root, extension]) => element('templateId', { root, extension })),
    element('id', { root: document.id }),
    loinc('code', { code: '18748-4', displayName: 'CR d’imagerie médicale' }, content.act === null ? null : loinc('translation', content.act)),
    element('title', {}, content.title),
    element('effectiveTime', { value: instant(signedAt) }),
    element('confidentialityCode', { code: 'N', displayName: 'Normal', codeSystem: oids.confidentiality }),
    element('languageCode', { code: 'fr-FR' }),
    element('setId', { root: document.setId }),
    element('versionNumber', { value: String(document.version) }),
    recordTarget(content), author(content, signedAt), custodian(content), legalAuthenticator(content),
    order(content), documentationOf(content),
    document.replaces === null ? null : element('relatedDocument', { typeCode: 'RPLC' }, element('parentDocument', {}, element('id', { root: document.replaces }))),
    componentOf(content, examTime(content.signed.study)),
  )
}

/** The order stands with its accession number under the domain of that number, or not at all. */
function order({ order, structure, signed: { study } }: CdaContent): Xml {
  const accession = order?.accession ?? { value: study.accessionNumber, oid: structure.accessionOid }
  if (accession.value === '' || accession.oid === '') return null
  const placer = order?.placer ?? null
  return element('inFulfillmentOf', {}, element('order', {},
    placer === null ? element('id', { nullFlavor: 'UNK' }) : element('id', placer.oid === '' ? { nullFlavor: 'UNK', extension: placer.value } : { root: placer.oid, extension: placer.value }),
    element('ps3-20:accessionNumber', { root: accession.oid, extension: accession.value })))
}

function documentationOf(content: CdaContent): Xml {
  const { signed: { study }, act, modality, places } = content
  const translations = group(
    modality === '' ? null : dcm('translation', { code: modality, displayName: modalities[modality]?.displayName ?? modality }, element('qualifier', {}, dcm('name', { code: '121139', displayName: 'Modalité d’imagerie' }))),
    ...places.map((place) => sct('translation', place, {}, element('qualifier', {}, loinc('name', { code: '39111-0', displayName: 'localisation anatomique' })))),
  )
  return element('documentationOf', {}, element('serviceEvent', { classCode: 'ACT' },
    element('id', { root: study.studyInstanceUID }),
    act === null ? element('code', { nullFlavor: 'UNK' }, translations) : loinc('code', act, translations),
    examTime(study), performer(content)))
}
