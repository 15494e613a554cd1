/** Takes a signed report back. Where it has left, the RIS gets the same document again, cancelled and deleted (ORC-1 CA, OBX-11
 *  D), and the archive a note that its objects are rejected for the safety of the patient (IHE RAD IOCM: a key object selection
 *  titled 113037). Nothing of it is deleted here. */
import { createHash } from 'node:crypto'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { buildKeyObjects, encapsulatedPdfClass } from '../dicom/index.ts'
import { ExpectedError } from '../contract/index.ts'
import { buildCda, cdaContent } from './cda/index.ts'
import { documentRow, insertWithdrawal } from './document-rows.ts'
import { formOf, payloadOfSite } from './payload.ts'
import { topicText } from './plain-rendering.ts'
import type { OutboxDraft, ReportingPorts } from './ports.ts'
import { controlId } from './prepare-report.ts'
import { professionalBy } from './professionals.ts'
import { reportContent } from './report-content.ts'
import { withdrawalMessage } from './report-message.ts'
import { reportRow, type ReportRow } from './report-rows.ts'
import { template } from './report-template.ts'

export interface PreparedWithdrawal { readonly record: () => void }

/** `signed`: the standing version, with the instant of its withdrawal. */
export async function prepareWithdrawal(ports: ReportingPorts, signed: SignedReading, { left, reason }: { readonly left: boolean; readonly reason: string }): Promise<PreparedWithdrawal> {
  const { store, sealing } = ports
  const row = reportRow(store, signed.reportId)
  if (row === null) throw new ExpectedError('request/not-found')
  const reasonSealed = await sealing.sealBytes(new TextEncoder().encode(reason))
  const oruControlId = left ? controlId(ports.newId()) : ''
  const draft = async (kind: OutboxDraft['kind'], destination: OutboxDraft['destination'], dedupeKey: string, bytes: Uint8Array): Promise<OutboxDraft> => ({
    id: ports.newId(), reportId: signed.reportId, studyInstanceUID: signed.study.studyInstanceUID, kind, destination, dedupeKey, dependsOn: null, readableBy: signed.reader.accountId, held: false,
    sealedPayload: await sealing.sealBytes(bytes), sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  const note = rejectionNote(ports, signed, row)
  const rows = left ? [await draft('KOS', 'PACS', note.sopInstanceUID, note.bytes), await draft('ORU', 'RIS', oruControlId, await message(ports, signed, row, oruControlId))] : []
  return {
    record() {
      insertWithdrawal(store, { report_id: signed.reportId, account_id: signed.reader.accountId, withdrawn_at: signed.signedAt, reason_sealed: reasonSealed, oru_control_id: oruControlId })
      if (rows.length > 0) ports.outbox.enqueue(rows)
    },
  }
}

/** The document under its own identity, once more. */
async function message(ports: ReportingPorts, signed: SignedReading, row: ReportRow, id: string): Promise<Uint8Array> {
  const { store } = ports
  const site = ports.site(), reportPayload = ports.reportPayload(), order = ports.orderOf(signed.study.studyInstanceUID)
  const content = reportContent(signed, { site, version: ports.version, timeZone: ports.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone })
  const pdf = await ports.sealing.openBytes(row.pdf_sealed)
  const setting = {
    controlId: id, order, receiver: ports.receiver(), sendingFacility: site.finess || site.name || template.structure.unnamed, characterSet: reportPayload.characterSet,
    patientOid: payloadOfSite(reportPayload, signed.study.institutionName).patientOid,
  }
  const document = documentRow(store, signed.reportId)
  const form = document === null || document.form === 'PDF' ? { type: 'PDF' } as const : formOf(signed, { reportPayload, site, order, signatory: professionalBy(store, signed.reader.accountId) })
  if (form.type === 'PDF' || document === null) return withdrawalMessage(signed, { type: 'PDF', pdf, conclusion: [template.withdrawn, ...topicText(content, ['conclusion']).split('\n').filter((line) => line.trim() !== '')] }, setting)
  const cda = buildCda(cdaContent(signed, content, { document: { id: document.document_uid, setId: document.set_uid, version: document.version, replaces: null }, signatory: form.signatory, structure: form.structure, order, pdf }), 1, ports.newUid)
  return withdrawalMessage(signed, { type: 'CDA', cda, sender: { ...form.signatory, structure: form.structure.name, finess: form.structure.finess } }, setting)
}

function rejectionNote(ports: ReportingPorts, { study, signedAt, reader }: SignedReading, row: ReportRow): { readonly sopInstanceUID: string; readonly bytes: Uint8Array } {
  const sopInstanceUID = ports.newUid(), pdfSeries = documentRow(ports.store, row.id)?.pdf_series_uid ?? ''
  const object = (seriesInstanceUID: string, uid: string, sopClassUID: string) => ({ seriesInstanceUID, sopInstanceUID: uid, sopClassUID, frames: [], presentation: null })
  const bytes = buildKeyObjects({
    study, completedAt: new Date(signedAt), creator: reader.code, seriesInstanceUID: ports.newUid(), seriesNumber: 9021, sopInstanceUID, instanceNumber: 1, subject: 'withdrawn', modifiers: [], title: template.withdrawn,
    description: template.withdrawn, images: [
      ...(pdfSeries === '' ? [] : [object(pdfSeries, row.pdf_sop_instance_uid, encapsulatedPdfClass)]),
      object(row.sr_series_instance_uid, row.sr_sop_instance_uid, row.sr_sop_class_uid),
    ],
  })
  return { sopInstanceUID, bytes }
}
