/** Freezes a signed reading: renders every artefact, seals the bytes, and gives the one step that the signing
 *  transaction takes. What is queued is never rendered again. */
import { createHash } from 'node:crypto'
import type { ReportId } from '../contract/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import type { ReportFonts } from './pdf/report-fonts.ts'
import type { OutboxDraft, ReportingPorts } from './ports.ts'
import { makeMarkObjects } from './mark-objects.ts'
import { reportContent } from './report-content.ts'
import { archivedDocument, makeReportObjects, type Identifiers } from './report-objects.ts'
import { basicTextSr, comprehensiveSr, enhancedSr, type ReferencedObject } from '../dicom/index.ts'
import { insertDocument, nextDocument } from './document-rows.ts'
import { formOf, type Form } from './payload.ts'
import { professionalBy } from './professionals.ts'
import type { DocumentIdentity } from './cda/index.ts'
import { clinicalDocument } from './clinical-document.ts'
import { messageSetting } from './message-setting.ts'
import { clinicalPayload, plainPayload, reportMessage, type MessageSetting } from './report-message.ts'
import { insertReport, reportRow } from './report-rows.ts'

/** What waits on this console: nothing, what goes to the archive, or all of it. */
export type HeldDocuments = 'NONE' | 'ARCHIVE' | 'ALL'

export interface PreparedReport {
  readonly reportId: ReportId
  readonly pdfSha256: string
  readonly pdfSealed: string
  readonly record: () => void
}

export async function prepareReport(ports: ReportingPorts, fonts: () => Promise<ReportFonts>, signed: SignedReading, held: HeldDocuments): Promise<PreparedReport> {
  const identifiers: Identifiers = {
    pdfSopInstanceUID: ports.newUid(), pdfSeriesInstanceUID: ports.newUid(), srSopInstanceUID: ports.newUid(), srSeriesInstanceUID: ports.newUid(),
  }
  const oruControlId = controlId(ports.newId())
  const structuredReport = ports.structuredReport()
  // Asked before anything is rendered: what the form cannot do without.
  const { form, document, level, message } = leaving(ports, signed, oruControlId)
  const setting = { site: ports.site(), version: ports.version, timeZone: ports.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone }
  const content = reportContent(signed, setting)
  const objects = await makeReportObjects(signed, content, identifiers, { ...setting, structuredReport, predecessors: predecessorsOf(ports, signed) }, await fonts())
  const cda = form.clinical === null ? null : clinicalDocument(signed, content, { clinical: form.clinical, document, level, pdf: objects.pdf }, ports.newUid)
  const archived = cda === null || !form.archived ? null : { documentUid: document.id, sopInstanceUID: ports.newUid(), seriesInstanceUID: ports.newUid() }
  const inMessage = cda === null || form.clinical === null || form.message === 'PDF' ? null : { ...cda, ...form.clinical }
  const sent = reportMessage(signed, inMessage === null ? plainPayload(content, objects.pdf) : clinicalPayload(inMessage.bytes, inMessage), message)

  const draft = async (kind: OutboxDraft['kind'], destination: OutboxDraft['destination'], dedupeKey: string, bytes: Uint8Array, dependsOn: string | null): Promise<OutboxDraft> => ({
    id: ports.newId(), reportId: signed.reportId, studyInstanceUID: signed.study.studyInstanceUID, kind, destination, dedupeKey, dependsOn,
    readableBy: signed.reader.accountId,
    // The archive is read by many; the message goes to who asked for the exam, and must not be late.
    held: held === 'ALL' || (held === 'ARCHIVE' && destination === 'PACS'), urgent: signed.hurry !== undefined,
    sealedPayload: await ports.sealing.sealBytes(bytes), sha256: sha256(bytes),
  })
  // The message announces documents that the PACS already holds; they do not wait for one another.
  const pdf = await draft('PDF', 'PACS', identifiers.pdfSopInstanceUID, objects.encapsulatedPdf, null)
  const sr = await draft('SR', 'PACS', identifiers.srSopInstanceUID, objects.sr, null)
  const clinical = cda === null || archived === null ? [] : [await draft('CDA', 'PACS', archived.sopInstanceUID, archivedDocument(signed, content, cda, archived), null)]
  const oru = await draft('ORU', 'RIS', oruControlId, sent, sr.id)
  // Marks hold back no result: the message waits for the report alone.
  const marks = await Promise.all(makeMarkObjects(signed, ports.newUid).map(({ kind, sopInstanceUID, bytes }) => draft(kind, 'PACS', sopInstanceUID, bytes, null)))
  const pdfSealed = await ports.sealing.sealBytes(objects.pdf)
  const pdfSha256 = sha256(objects.pdf)
  const cdaSealed = cda === null ? null : await ports.sealing.sealBytes(cda.bytes)

  return {
    reportId: signed.reportId as ReportId,
    pdfSha256,
    pdfSealed,
    record() {
      if (!ports.store.inTransaction) throw new Error('A report is recorded in the transaction of its signature')
      insertReport(ports.store, {
        id: signed.reportId, reading_id: signed.readingId, study_instance_uid: signed.study.studyInstanceUID, account_id: signed.reader.accountId, kind: signed.kind,
        signed_at: signed.signedAt, opinion_digest: signed.opinionDigest, pdf_sealed: pdfSealed, pdf_sha256: pdfSha256,
        pdf_sop_instance_uid: identifiers.pdfSopInstanceUID, sr_sop_instance_uid: identifiers.srSopInstanceUID, oru_control_id: oruControlId, sr_series_instance_uid: identifiers.srSeriesInstanceUID,
        sr_sop_class_uid: signed.kind === 'PLAIN' ? basicTextSr : structuredReport === 'TID_4200' ? enhancedSr : comprehensiveSr,
        replaces: signed.corrects?.reportId ?? null,
      })
      insertDocument(ports.store, document, {
        report_id: signed.reportId, pdf_series_uid: identifiers.pdfSeriesInstanceUID, form: inMessage === null ? 'PDF' : `CDA_${inMessage.level}`,
        cda_sealed: cdaSealed, cda_series_uid: archived?.seriesInstanceUID ?? '', cda_sop_uid: archived?.sopInstanceUID ?? '',
      })
      ports.outbox.enqueue([pdf, sr, ...clinical, oru, ...marks])
    },
  }
}

interface Leaving { readonly form: Form; readonly document: DocumentIdentity; readonly level: 1 | 3; readonly message: MessageSetting }

function leaving(ports: ReportingPorts, signed: SignedReading, controlId: string): Leaving {
  const { store } = ports
  const { reader, study, corrects } = signed
  const reportPayload = ports.reportPayload(), site = ports.site(), order = ports.orderOf(study.studyInstanceUID)
  // A version that never left is nothing to replace, one that was taken back neither.
  const replaced = corrects !== null && corrects.left && !corrects.withdrawn ? corrects.reportId : null
  return {
    form: formOf(signed, { reportPayload, site, order, signatory: professionalBy(store, reader.accountId) }),
    document: nextDocument(store, replaced, ports.newUid), level: reportPayload.level,
    message: messageSetting(ports, signed, controlId),
  }
}

/** The structured report that a corrigendum follows (PS3.3 C.17.2: Predecessor Documents). */
function predecessorsOf({ store }: ReportingPorts, { corrects, study }: SignedReading): readonly ReferencedObject[] {
  const row = corrects === null || !corrects.left ? null : reportRow(store, corrects.reportId)
  if (row === null || row.sr_series_instance_uid === '') return []
  return [{ studyInstanceUID: study.studyInstanceUID, seriesInstanceUID: row.sr_series_instance_uid, sopInstanceUID: row.sr_sop_instance_uid, sopClassUID: row.sr_sop_class_uid }]
}

/** 18 of the 25 base-36 digits of a UUID: 93 bits, enough never to meet another one. */
export function controlId(uuid: string): string {
  return `BN${BigInt(`0x${uuid.replaceAll('-', '')}`).toString(36).toUpperCase().slice(-18)}`
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
