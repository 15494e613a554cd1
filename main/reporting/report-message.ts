/** The message that takes a signed report to the RIS, or takes it back: one HL7 message of fixed bytes, in the character set
 *  of the receiver. */
import type { SignedReading } from '../domain/second-reading/index.ts'
import { buildOru, encodeMessage, type CdaPayload, type CharacterSet, type OruContent, type PdfPayload } from '../ris/index.ts'
import { isRpps } from '../domain/professionals/index.ts'
import type { Signatory } from './cda/index.ts'
import type { Clinical } from './payload.ts'
import { topicText } from './plain-rendering.ts'
import type { ReportContent } from './report-model.ts'
import type { KnownOrder } from './ports.ts'

const priorities = { STAT: 'S', URGENT: 'A', READER: 'A', CALL_BACK: 'C' } as const

export interface Receiver { readonly receivingApplication: string; readonly receivingFacility: string }

export interface MessageSetting {
  readonly controlId: string
  readonly receiver: Receiver
  /** FINESS or name of the structure that sends. */
  readonly sendingFacility: string
  readonly characterSet: CharacterSet
  /** Domain of the patient's number and its OID; the OID is empty where it is not known. */
  readonly patientOid: string
  readonly order: KnownOrder | null
  /** Who signs, in the national registers; null where that is not known. */
  readonly signatory: Pick<Signatory, 'rpps' | 'familyName' | 'givenName'> | null
  /** Under which other identity the exam came. */
  readonly patientNote: readonly string[]
}

export const plainPayload = (content: ReportContent, pdf: Uint8Array): PdfPayload => ({
  type: 'PDF', pdf, conclusion: [content.title, content.subtitle, ...topicText(content, ['conclusion']).split('\n')].filter((line) => line.trim() !== ''),
})

export const clinicalPayload = (cda: Uint8Array, { signatory, structure }: { readonly signatory: Clinical['signatory']; readonly structure: Pick<Clinical['structure'], 'name' | 'finess'> }): CdaPayload => ({
  type: 'CDA', cda, sender: { ...signatory, structure: structure.name, finess: structure.finess },
})

export function reportMessage(signed: SignedReading, payload: PdfPayload | CdaPayload, setting: MessageSetting): Uint8Array {
  return encoded(signed, signed.corrects?.left === true && !signed.corrects.withdrawn ? 'C' : 'F', payload, setting)
}

/** Takes back what was sent: the same payload, cancelled (ORC-1 CA) and deleted (OBX-11 D). */
export function withdrawalMessage(signed: SignedReading, payload: PdfPayload | CdaPayload, setting: MessageSetting): Uint8Array {
  return encoded(signed, 'D', payload, setting)
}

function encoded(signed: SignedReading, status: OruContent['status'], payload: PdfPayload | CdaPayload, setting: MessageSetting): Uint8Array {
  const { study, reader, kind } = signed
  const { order, patientOid } = setting
  const message = buildOru({
    controlId: setting.controlId, status, signedAt: new Date(signed.signedAt), characterSet: setting.characterSet, sendingFacility: setting.sendingFacility, ...setting.receiver,
    patient: {
      id: study.patientID, authority: study.issuerOfPatientID === '' && patientOid === '' ? null : { namespace: study.issuerOfPatientID, universalId: patientOid },
      ins: order?.ins ?? null, birthPlace: order?.birthPlace ?? '', name: study.patientName, birthDate: study.patientBirthDate, sex: study.patientSex,
    },
    patientNote: setting.patientNote, placer: order?.placer ?? null, accessionNumber: study.accessionNumber, studyInstanceUID: study.studyInstanceUID, studyDate: study.studyDate, studyTime: study.studyTime,
    signer: anonymous(kind) || setting.signatory === null ? { id: reader.code, familyName: signerName({ kind, reader }), givenName: '' } : { id: reader.code, ...setting.signatory },
    ...(order === null || order.requester.name === '' ? {} : { requester: requesterOf(order.requester) }),
    priority: signed.hurry === undefined ? null : priorities[signed.hurry],
    payload,
  })
  return encodeMessage(message, setting.characterSet)
}

const anonymous = (kind: SignedReading['kind']): boolean => kind === 'SECOND' || kind === 'ARBITRATION'

/** As the request named who asked: `8` and the number, or the number alone. */
function requesterOf({ id, name }: KnownOrder['requester']): NonNullable<OruContent['requester']> {
  const number = id.length === 12 && id.startsWith('8') ? id.slice(1) : id
  return { id, ...(isRpps(number) ? { rpps: number } : {}), familyName: name, givenName: '' }
}

/** Neither the second reader nor an arbiter has a name anywhere. Delimiters of a DICOM person name are not letters of one. */
export function signerName({ kind, reader }: Pick<SignedReading, 'kind' | 'reader'>): string {
  return anonymous(kind) ? reader.code : reader.displayName.replaceAll(/[\\^=]/g, ' ').trim()
}
