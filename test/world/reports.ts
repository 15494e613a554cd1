/** Report number n of a run: the same identifiers and bytes whenever it is asked for, as what was signed once is frozen.
 *  Every eighth is an addendum to the one before, of the same study: the outbox alone keeps their order. */
import { createHash } from 'node:crypto'
import type { OutboxDraft } from '../../main/sync/index.ts'
import { draft } from '../fixtures/sync-bench.ts'
import { makeObject, sopClass } from '../peers/part10.ts'

export interface Report {
  readonly reportId: string
  /** SOP Instance UIDs at the PACS. */
  readonly pdf: string
  readonly sr: string
  /** MSH-10, at most 20 characters (HL7 v2.5 2.15.9.10). */
  readonly controlId: string
  readonly parent: number | null
  /** One of each study, as patients are. */
  readonly patientID: string
  readonly studyInstanceUID: string
}

export const isAddendum = (n: number): boolean => n > 0 && n % 8 === 0

export function reportOf(run: string, n: number): Report {
  const root = `1.2.826.0.1.3680043.8.498.${run}`, parent = isAddendum(n) ? n - 1 : null, exam = (parent ?? n) + 1
  return { reportId: `report-${run}-${n}`, pdf: `${root}.${n + 1}.1`, sr: `${root}.${n + 1}.2`, controlId: `R${run}.${n}`, parent, patientID: `P${exam}`, studyInstanceUID: `${root}.${exam}` }
}

export const seriesOf = (sopInstanceUID: string): string => `${sopInstanceUID}.9`

export function rowsOf(run: string, n: number): OutboxDraft[] {
  const { reportId, pdf, sr, controlId, patientID, studyInstanceUID } = reportOf(run, n)
  const object = (sopInstanceUID: string, sopClassUID: string) => makeObject({ patientID, studyInstanceUID, seriesInstanceUID: seriesOf(sopInstanceUID), sopInstanceUID, sopClassUID, modality: 'DOC', description: text(run, n) }).bytes
  const [pdfBytes, srBytes] = [object(pdf, sopClass.encapsulatedPdf), object(sr, sopClass.basicTextSr)]
  const message = [
    `MSH|^~\\&|BINOCLE|SITE|RIS|SITE|20260302101500||ORU^R01^ORU_R01|${controlId}|P|2.5|||||FRA|UNICODE UTF-8`,
    `PID|1||${patientID}||LEFÈVRE^Zoé`, `OBR|1||A${n}|18748-4^CR d’imagerie médicale^LN`,
    `OBX|1|ED|18748-4^CR d’imagerie médicale^LN||^application^pdf^Base64^${pdfBytes.toString('base64')}||||||F`, '',
  ].join('\r')
  const row = (kind: OutboxDraft['kind'], dedupeKey: string, payload: Uint8Array) =>
    draft(kind, payload, { id: `${kind}-${run}-${n}`, reportId, studyInstanceUID, dedupeKey })
  return [row('PDF', pdf, pdfBytes), row('SR', sr, srBytes), row('ORU', controlId, Buffer.from(message, 'utf8'))]
}

/** What the RIS must have decoded from OBX-5. */
export const pdfDigest = (run: string, n: number): string => {
  const [row] = rowsOf(run, n)
  return row?.sha256 ?? createHash('sha256').digest('hex')
}

const text = (run: string, n: number): string => `Compte rendu ${run}/${n}`.slice(0, 64)
