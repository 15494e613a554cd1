/** Takes a signed report back. Where it has left, the RIS gets the same document again, cancelled and deleted (ORC-1 CA, OBX-11
 *  D), and the archive a note that its objects are rejected for the safety of the patient (IHE RAD IOCM: a key object selection
 *  titled 113037). Nothing of it is deleted here. */
import { createHash } from 'node:crypto'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { buildKeyObjects, encapsulatedCdaClass, encapsulatedPdfClass } from '../dicom/index.ts'
import { ExpectedError } from '../contract/index.ts'
import { documentRow, insertWithdrawal } from './document-rows.ts'
import { messageSetting } from './message-setting.ts'
import { topicText } from './plain-rendering.ts'
import type { OutboxDraft, ReportingPorts } from './ports.ts'
import { controlId } from './prepare-report.ts'
import { professionalBy } from './professionals.ts'
import { reportContent } from './report-content.ts'
import { clinicalPayload, withdrawalMessage } from './report-message.ts'
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
    id: ports.newId(), reportId: signed.reportId, studyInstanceUID: signed.study.studyInstanceUID, kind, destination, dedupeKey, dependsOn: null, readableBy: signed.reader.accountId, held: false, urgent: signed.hurry !== undefined,
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

/** The document as it was signed, once more: the same bytes, cancelled. Its sender is who takes it back now. */
async function message(ports: ReportingPorts, signed: SignedReading, row: ReportRow, id: string): Promise<Uint8Array> {
  const { store, sealing } = ports
  const site = ports.site(), setting = messageSetting(ports, signed, id), document = documentRow(store, row.id)
  const signatory = professionalBy(store, signed.reader.accountId)
  if (document !== null && document.form !== 'PDF' && document.cda_sealed !== null) {
    if (signatory === null) throw new ExpectedError('report/signatory')
    return withdrawalMessage(signed, clinicalPayload(await sealing.openBytes(document.cda_sealed), { signatory, structure: site }), setting)
  }
  const content = reportContent(signed, { site, version: ports.version, timeZone: ports.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone })
  const conclusion = [template.withdrawn, ...topicText(content, ['conclusion']).split('\n').filter((line) => line.trim() !== '')]
  return withdrawalMessage(signed, { type: 'PDF', pdf: await sealing.openBytes(row.pdf_sealed), conclusion }, setting)
}

function rejectionNote(ports: ReportingPorts, { study, signedAt, reader }: SignedReading, row: ReportRow): { readonly sopInstanceUID: string; readonly bytes: Uint8Array } {
  const sopInstanceUID = ports.newUid(), document = documentRow(ports.store, row.id), pdfSeries = document?.pdf_series_uid ?? '', cdaSeries = document?.cda_series_uid ?? ''
  const object = (seriesInstanceUID: string, uid: string, sopClassUID: string) => ({ seriesInstanceUID, sopInstanceUID: uid, sopClassUID, frames: [], presentation: null })
  const bytes = buildKeyObjects({
    study, completedAt: new Date(signedAt), creator: reader.code, seriesInstanceUID: ports.newUid(), seriesNumber: 9021, sopInstanceUID, instanceNumber: 1, subject: 'withdrawn', modifiers: [], title: template.withdrawn,
    description: template.withdrawn, images: [
      ...(pdfSeries === '' ? [] : [object(pdfSeries, row.pdf_sop_instance_uid, encapsulatedPdfClass)]),
      object(row.sr_series_instance_uid, row.sr_sop_instance_uid, row.sr_sop_class_uid),
      ...(cdaSeries === '' ? [] : [object(cdaSeries, document?.cda_sop_uid ?? '', encapsulatedCdaClass)]),
    ],
  })
  return { sopInstanceUID, bytes }
}
