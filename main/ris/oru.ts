/** ORU^R01^ORU_R01 v2.5 for one signed report, or for its withdrawal. Either the plain message of many sites (the conclusion
 *  as text lines, the report as PDF, the study that it is about) or the form of the ANS volet "transmission de documents
 *  CDA-R2" (profile 2.1^CISIS_CDA_HL7_V2), whose one observation is the clinical document. In both ORC-1 says what OBX-11
 *  says: new and final, replacing and corrected, cancelled and deleted; a receiver refuses what does not agree. */
import type { CharacterSet } from './character-set.ts'
import { composite, messageHeader, numbered, segment, timestamp } from './encode.ts'
import { interpreter, practitioner, type Practitioner } from './practitioner.ts'
import { patientIdentification, type OruPatient } from './patient-segment.ts'

export interface OruContent {
  /** MSH-10, 20 characters at most (2.15.9.10): drawn once when the report is signed, never again. */
  controlId: string
  /** `C`: corrects a result that was sent as final; `D`: takes it back (HL7 tables 0085 and 0123). */
  status: 'F' | 'C' | 'D'
  /** When the report was signed. Nothing here is read from a clock, so that a message is built once and resent as is. */
  signedAt: Date
  characterSet: CharacterSet
  sendingFacility: string
  receivingApplication: string
  receivingFacility: string
  patient: OruPatient
  /** Lines about the identity under which the exam came; empty where there is nothing to say. */
  patientNote?: readonly string[]
  /** ORC-2 with its authority; null where no order is known. */
  placer: { value: string; oid: string } | null
  accessionNumber: string
  studyInstanceUID: string
  /** ISO day and DICOM time of the exam. */
  studyDate: string | null
  studyTime: string
  /** Table 0485: S stat, A as soon as possible, C call back; null: routine, and not said. */
  priority: 'S' | 'A' | 'C' | null
  /** Who signed, as it stands on the report: a name, or the code of a masked reader. */
  signer: Practitioner
  /** Who asked for the exam (ORC-12, OBR-16); absent: not known. */
  requester?: Practitioner
  payload: PdfPayload | CdaPayload
}

/** `conclusion`: one line per item, at least one. */
export interface PdfPayload { type: 'PDF'; conclusion: readonly string[]; pdf: Uint8Array }
/** The sender by RPPS and FINESS: who answers for what is handed on to the national record. */
export interface CdaPayload { type: 'CDA'; cda: Uint8Array; sender: { rpps: string; familyName: string; givenName: string; finess: string; structure: string } }

const imagingReport = composite('18748-4', 'CR d’imagerie médicale', 'LN')
const dicomStudy = composite('113014', 'DICOM Study', 'DCM')
const orderControl = { F: 'NW', C: 'RO', D: 'CA' } as const

/** Segments ended by carriage returns, to be encoded in the character set that MSH-18 names. */
export function buildOru(content: OruContent): string {
  const { payload, status } = content
  if (content.controlId.length === 0 || content.controlId.length > 20) throw new Error('MSH-10 has 1 to 20 characters')
  if (payload.type === 'PDF' && payload.conclusion.length === 0) throw new Error('a report has a conclusion')
  const signedAt = timestamp(content.signedAt), french = payload.type === 'CDA'
  return [
    messageHeader([
      'BINOCLE', composite(content.sendingFacility), composite(content.receivingApplication), composite(content.receivingFacility),
      signedAt, '', composite('ORU', 'R01', 'ORU_R01'), composite(content.controlId), 'P', '2.5', '', '', '', '', 'FRA', content.characterSet,
      '', '', french ? composite('2.1', 'CISIS_CDA_HL7_V2') : '',
    ]),
    patientIdentification(content.patient),
    // The clinical document says it itself; the volet has no such segment.
    ...(french ? [] : (content.patientNote ?? []).map((line, index) => segment('NTE', [String(index + 1), 'L', composite(line)]))),
    segment('PV1', ['1', french ? 'R' : 'N']),
    segment('ORC', numbered({ 1: orderControl[status], 2: placer(content), 3: composite(content.accessionNumber), 9: signedAt, 12: asked(content) })),
    observationRequest(content, signedAt),
    ...timing(content),
    ...observations(content).map(([type, identifier, subId, value], index) =>
      segment('OBX', numbered({ 1: String(index + 1), 2: type, 3: identifier, 4: subId, 5: value, 11: status, 14: signedAt, 16: practitioner(content.signer) }))),
    ...(payload.type === 'CDA' ? [senderOf(payload)] : []),
  ].map((line) => `${line}\r`).join('')
}

type Observation = readonly [type: string, identifier: string, subId: string, value: string]

function observations({ payload, studyInstanceUID }: OruContent): Observation[] {
  const encapsulated = (type: string, subtype: string, bytes: Uint8Array): string => `${composite('', type, subtype, 'Base64')}^${Buffer.from(bytes).toString('base64')}`
  if (payload.type === 'CDA') return [['ED', imagingReport, '', encapsulated('TEXT', 'XML', payload.cda)]]
  return [
    ...payload.conclusion.map((line, index) => ['TX', imagingReport, `1.${index + 1}`, composite(line)] as const),
    ['ED', imagingReport, '2', encapsulated('application', 'pdf', payload.pdf)],
    ['ST', dicomStudy, '3', composite(studyInstanceUID)],
  ]
}

const asked = ({ requester }: OruContent): string => (requester === undefined ? '' : practitioner(requester))
const placer = ({ placer: known }: OruContent): string => (known === null ? '' : composite(known.value, '', known.oid, known.oid === '' ? '' : 'ISO'))

function observationRequest(content: OruContent, signedAt: string): string {
  const { status, accessionNumber, studyDate, studyTime, signer, priority, payload } = content
  const day = (studyDate ?? '').replaceAll('-', '')
  return segment('OBR', numbered({
    1: '1',
    2: placer(content),
    3: composite(accessionNumber),
    4: imagingReport,
    // The volet names no TQ1: there the older place says it.
    5: payload.type === 'CDA' ? (priority ?? '') : '',
    7: day === '' ? '' : `${day}${studyTime.replace(/\..*$/, '')}`,
    16: asked(content),
    18: composite(accessionNumber),
    22: signedAt,
    24: 'RAD',
    // Table 0123 has X for an order whose results were taken back.
    25: status === 'D' ? 'X' : status,
    32: interpreter(signer),
  }))
}

/** How hurried the result is (TQ1-9, 2.5 4.5.4.9). */
function timing({ priority, payload }: OruContent): string[] {
  return priority === null || payload.type === 'CDA' ? [] : [segment('TQ1', numbered({ 1: '1', 9: priority }))]
}

/** PRT as of v2.9, taken ahead by the volet: who sends, by the national registers (RPPS, FINESS of the place). */
function senderOf({ sender }: CdaPayload): string {
  return segment('PRT', numbered({
    2: 'UC', 4: composite('SB', 'Send by', 'participation'),
    5: practitioner({ id: '', ...sender }),
    8: composite(sender.structure, '', '', '', '', ['', '1.2.250.1.71.4.2.2', 'ISO'], 'FINEG', '', '', `1${sender.finess}`),
  }))
}
