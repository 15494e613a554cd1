/** ORU^R01^ORU_R01 v2.5 for one signed report: the conclusion as text lines, the whole report as PDF, and the study
 *  that it is about. Field rules follow the ANS volet "transmission de documents" as far as a plain ORU can
 *  (MSH-17 FRA, MSH-18 UNICODE UTF-8, LOINC 18748-4, ORC-1 NW, final statuses) and IHE RAD for the study UID. */
import { composite, messageHeader, segment, timestamp } from './encode.ts'

export interface OruContent {
  /** MSH-10, 20 characters at most (2.15.9.10): drawn once when the report is signed, never again. */
  controlId: string
  /** `C`: corrects a result that was sent as final (HL7 tables 0085 and 0123). */
  status: 'F' | 'C'
  /** When the report was signed. Nothing here is read from a clock, so that a message is built once and resent as is. */
  signedAt: Date
  sendingFacility: string
  receivingApplication: string
  receivingFacility: string
  patient: {
    id: string
    /** Who assigned the identifier: a name, and its OID when known. Null when the PACS did not say. */
    authority: { namespace: string; universalId: string } | null
    /** DICOM person name (`FAMILY^Given^Middle`): the name at birth, as the identity rules ask. */
    name: string
    /** ISO day. */
    birthDate: string | null
    /** DICOM: F, M, O or empty. */
    sex: string
  }
  accessionNumber: string
  studyInstanceUID: string
  /** ISO day and DICOM time of the exam. */
  studyDate: string | null
  studyTime: string
  /** Who signed, as it stands on the report: a name, or the code of a masked reader. */
  signer: { id: string; familyName: string; givenName: string }
  /** One line per item; at least one. */
  conclusion: readonly string[]
  pdf: Uint8Array
}

const imagingReport = composite('18748-4', 'CR d’imagerie médicale', 'LN')
const dicomStudy = composite('113014', 'DICOM Study', 'DCM')

/** Segments ended by carriage returns; UTF-8 once encoded. */
export function buildOru(content: OruContent): string {
  if (content.controlId.length === 0 || content.controlId.length > 20) throw new Error('MSH-10 has 1 to 20 characters')
  if (content.conclusion.length === 0) throw new Error('a report has a conclusion')
  const signedAt = timestamp(content.signedAt)
  const values: readonly (readonly [type: string, identifier: string, subId: string, value: string])[] = [
    ...content.conclusion.map((line, index) => ['TX', imagingReport, `1.${index + 1}`, composite(line)] as const),
    ['ED', imagingReport, '2', `${composite('', 'application', 'pdf', 'Base64')}^${Buffer.from(content.pdf).toString('base64')}`],
    ['ST', dicomStudy, '3', composite(content.studyInstanceUID)],
  ]
  return [
    messageHeader([
      'BINOCLE', composite(content.sendingFacility), composite(content.receivingApplication), composite(content.receivingFacility),
      signedAt, '', composite('ORU', 'R01', 'ORU_R01'), composite(content.controlId), 'P', '2.5', '', '', '', '', 'FRA', 'UNICODE UTF-8',
    ]),
    patientIdentification(content.patient),
    segment('PV1', ['1', 'N']),
    segment('ORC', numbered({ 1: 'NW', 3: composite(content.accessionNumber), 9: signedAt })),
    observationRequest(content, signedAt),
    ...values.map(([type, identifier, subId, value], index) =>
      segment('OBX', numbered({ 1: String(index + 1), 2: type, 3: identifier, 4: subId, 5: value, 11: content.status, 14: signedAt }))),
  ].map((line) => `${line}\r`).join('')
}

function patientIdentification({ id, authority, name, birthDate, sex }: OruContent['patient']): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = name.split('^')
  const assigned = authority === null ? '' : [authority.namespace, authority.universalId, authority.universalId === '' ? '' : 'ISO']
  return segment('PID', numbered({
    1: '1',
    3: composite(id, '', '', assigned, 'PI'),
    // XPN: family, given, further given names, suffix, prefix, degree, type; L is the name at birth.
    5: composite(family, given, middle, suffix, prefix, '', 'L'),
    7: (birthDate ?? '').replaceAll('-', ''),
    8: sex === 'F' || sex === 'M' || sex === 'O' ? sex : 'U',
  }))
}

function observationRequest({ status, accessionNumber, studyDate, studyTime, signer }: OruContent, signedAt: string): string {
  const day = (studyDate ?? '').replaceAll('-', '')
  return segment('OBR', numbered({
    1: '1',
    3: composite(accessionNumber),
    4: imagingReport,
    7: day === '' ? '' : `${day}${studyTime.replace(/\..*$/, '')}`,
    18: composite(accessionNumber),
    22: signedAt,
    24: 'RAD',
    25: status,
    // NDL: the principal interpreter; identifier and name are subcomponents of its first component.
    32: composite([signer.id, signer.familyName, signer.givenName]),
  }))
}

/** Fields by their number in the standard. */
function numbered(fields: Readonly<Record<number, string>>): string[] {
  const last = Math.max(...Object.keys(fields).map(Number))
  return Array.from({ length: last }, (_, index) => fields[index + 1] ?? '')
}
