/** The message that takes a signed report to the RIS, or takes it back: one HL7 message of fixed bytes, in the character set
 *  of the receiver. */
import type { SignedReading } from '../domain/second-reading/index.ts'
import { buildOru, encodeMessage, type CdaPayload, type CharacterSet, type OruContent, type PdfPayload } from '../ris/index.ts'
import { buildCda, cdaContent, hasCodes, type DocumentIdentity } from './cda/index.ts'
import type { DocumentRow } from './document-rows.ts'
import type { Form } from './payload.ts'
import { topicText } from './plain-rendering.ts'
import type { ReportContent } from './report-model.ts'
import type { KnownOrder } from './ports.ts'

export interface Receiver { readonly receivingApplication: string; readonly receivingFacility: string }

export interface MessageSetting {
  readonly controlId: string
  readonly receiver: Receiver
  /** FINESS or name of the structure that sends. */
  readonly sendingFacility: string
  readonly characterSet: CharacterSet
  /** Domain of the patient's number and its OID; the OID is empty where it is not known. */
  readonly patientOid: string
  readonly level: 1 | 3
  readonly form: Form
  readonly document: DocumentIdentity
  readonly order: KnownOrder | null
}

/** What is sent, and the form that it took: level 3 only where all that it needs is known. */
export interface ReportMessage { readonly bytes: Uint8Array; readonly form: DocumentRow['form']; readonly cda: Uint8Array<ArrayBuffer> | null }

export function reportMessage(signed: SignedReading, content: ReportContent, pdf: Uint8Array, setting: MessageSetting, newUid: () => string): ReportMessage {
  const { form } = setting
  const status = signed.corrects?.left === true && !signed.corrects.withdrawn ? 'C' : 'F'
  if (form.type === 'PDF') {
    const conclusion = [content.title, content.subtitle, ...topicText(content, ['conclusion']).split('\n')].filter((line) => line.trim() !== '')
    return { bytes: encoded(signed, status, { type: 'PDF', conclusion, pdf }, setting), form: 'PDF', cda: null }
  }
  const document = cdaContent(signed, content, { document: setting.document, signatory: form.signatory, structure: form.structure, order: form.order, pdf })
  const level = setting.level === 3 && hasCodes(document) ? 3 : 1
  const cda = buildCda(document, level, newUid)
  return { bytes: encoded(signed, status, { type: 'CDA', cda, sender: { ...form.signatory, structure: form.structure.name, finess: form.structure.finess } }, setting), form: `CDA_${level}`, cda }
}

/** Takes back what was sent: the same payload, cancelled (ORC-1 CA) and deleted (OBX-11 D). */
export function withdrawalMessage(signed: SignedReading, payload: PdfPayload | CdaPayload, setting: Omit<MessageSetting, 'level' | 'form' | 'document'>): Uint8Array {
  return encoded(signed, 'D', payload, setting)
}

function encoded(signed: SignedReading, status: OruContent['status'], payload: PdfPayload | CdaPayload, setting: Omit<MessageSetting, 'level' | 'form' | 'document'>): Uint8Array {
  const { study, reader, kind } = signed
  const { order, patientOid } = setting
  const message = buildOru({
    controlId: setting.controlId, status, signedAt: new Date(signed.signedAt), characterSet: setting.characterSet, sendingFacility: setting.sendingFacility, ...setting.receiver,
    patient: {
      id: study.patientID, authority: study.issuerOfPatientID === '' && patientOid === '' ? null : { namespace: study.issuerOfPatientID, universalId: patientOid },
      ins: order?.ins ?? null, birthPlace: order?.birthPlace ?? '', name: study.patientName, birthDate: study.patientBirthDate, sex: study.patientSex,
    },
    placer: order?.placer ?? null, accessionNumber: study.accessionNumber, studyInstanceUID: study.studyInstanceUID, studyDate: study.studyDate, studyTime: study.studyTime,
    signer: { id: reader.code, familyName: signerName({ kind, reader }), givenName: '' },
    payload,
  })
  return encodeMessage(message, setting.characterSet)
}

/** Neither the second reader nor an arbiter has a name anywhere. Delimiters of a DICOM person name are not letters of one. */
export function signerName({ kind, reader }: Pick<SignedReading, 'kind' | 'reader'>): string {
  return kind === 'SECOND' || kind === 'ARBITRATION' ? reader.code : reader.displayName.replaceAll(/[\\^=]/g, ' ').trim()
}
