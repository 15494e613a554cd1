/** The reporting room: signed readings as PDF, structured report and HL7 message, kept sealed and queued for delivery.
 *  Deliveries are queued whether or not a PACS or a RIS is configured: what waits is visible, nothing is forgotten. */
import { createHash } from 'node:crypto'
import { ExpectedError, type Account, type HandlersOf, type ReportId, type StudyInstanceUID } from '../contract/index.ts'
import type { SignedReading, SignedSheet } from '../domain/second-reading/index.ts'
import { bddContent, type BddRequest } from './bdd-content.ts'
import type { PrintedLetter } from './letter-model.ts'
import { renderLetter } from './pdf/render-letter.ts'
import { renderPdf } from './pdf/render-pdf.ts'
import { loadReportFonts, type ReportFonts } from './pdf/report-fonts.ts'
import type { ReportingPorts } from './ports.ts'
import { prepareReport, type HeldDocuments, type PreparedReport } from './prepare-report.ts'
import { documentRow, withdrawalOf } from './document-rows.ts'
import { prepareWithdrawal, type PreparedWithdrawal } from './prepare-withdrawal.ts'
import { professionalBy, professionals, setProfessional } from './professionals.ts'
import { sheetContent } from './sheet-content.ts'
import { reportRow, reportsOfStudy, sealedPdfOf } from './report-rows.ts'

export type { BddRequest } from './bdd-content.ts'
export type { PrintedLetter } from './letter-model.ts'
export type { KnownOrder, OutboxDraft, ReportingPorts, ReportOutbox } from './ports.ts'
export type { HeldDocuments, PreparedReport } from './prepare-report.ts'

type Viewer = Pick<Account, 'id' | 'roles'>

export interface ReportingRoom {
  readonly handlers: HandlersOf<'reports.ofStudy' | 'professionals.list' | 'professionals.set'>
  /** Renders and seals; `record` of the answer belongs in the signing transaction. */
  prepare(signed: SignedReading, held: HeldDocuments): Promise<PreparedReport>
  /** Takes a signed report back; `record` belongs in the transaction of the act. */
  prepareWithdrawal(signed: SignedReading, how: { readonly left: boolean; readonly reason: string }): Promise<PreparedWithdrawal>
  withdrawnAt(reportId: string): string | null
  /** Who an account is in the national registers; null: not known whole. */
  professional(accountId: string): { readonly id: string; readonly rpps: string; readonly familyName: string; readonly givenName: string } | null
  /** Of a reading, as it is sealed here. */
  sealedPdf(readingId: string): string | null
  /** A letter of the structure as PDF. */
  printLetter(letter: PrintedLetter, at: Date): Promise<Uint8Array>
  /** The sheet of a deferred workup, on one page where its anomalies allow it. */
  bddPdf(request: BddRequest): Promise<Uint8Array<ArrayBuffer>>
  /** The national sheet of a signed reading, rendered when it is asked for; the same sheet gives the same bytes. */
  sheetPdf(sheet: SignedSheet): Promise<Uint8Array<ArrayBuffer>>
  /** The signed bytes. `request/not-found` for a report that the account may not see, as for one that is not there. */
  reportPdf(account: Viewer, reportId: string): Promise<Uint8Array<ArrayBuffer>>
}

export function createReporting(ports: ReportingPorts): ReportingRoom {
  const load = ports.fonts ?? (() => loadReportFonts())
  let fonts: Promise<ReportFonts> | null = null
  const setting = () => ({ site: ports.site(), version: ports.version, timeZone: ports.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone })
  return {
    handlers: {
      'reports.ofStudy': ({ studyInstanceUID }, { account }) => {
        if (account === null) throw new ExpectedError('session/locked')
        return { reports: summaries(ports, account, studyInstanceUID) }
      },
      'professionals.list': () => ({ professionals: professionals(ports.store) }),
      'professionals.set': (input, context) => setProfessional(ports.store, ports.hasAccount, input, context),
    },
    prepare: (signed, held) => prepareReport(ports, () => (fonts ??= load()), signed, held),
    prepareWithdrawal: (signed, how) => prepareWithdrawal(ports, signed, how),
    withdrawnAt: (reportId) => withdrawalOf(ports.store, reportId)?.withdrawn_at ?? null,
    professional: (accountId) => {
      const known = professionalBy(ports.store, accountId)
      return known === null ? null : { id: '', rpps: known.rpps, familyName: known.familyName, givenName: known.givenName }
    },
    sealedPdf: (readingId) => sealedPdfOf(ports.store, readingId),
    printLetter: async (letter, at) => renderLetter(letter, await (fonts ??= load()), at),
    bddPdf: async (request) => new Uint8Array(await renderPdf(bddContent(request, setting()), await (fonts ??= load()), new Date(request.concludedAt))),
    sheetPdf: async (sheet) => new Uint8Array(await renderPdf(sheetContent(sheet, setting()), await (fonts ??= load()), new Date(sheet.signed.signedAt))),
    reportPdf: (account, reportId) => reportPdf(ports, account, reportId),
  }
}

/** Deliveries are told to the author alone. */
function summaries(ports: ReportingPorts, account: Viewer, studyInstanceUID: StudyInstanceUID) {
  return reportsOfStudy(ports.store, studyInstanceUID)
    .filter((row) => ports.maySeeReportOf(account, row.reading_id))
    .map((row) => ({
      version: documentRow(ports.store, row.id)?.version ?? null, withdrawnAt: withdrawalOf(ports.store, row.id)?.withdrawn_at ?? null,
      id: row.id as ReportId, studyInstanceUID, kind: row.kind, signedAt: row.signed_at, pdfSha256: row.pdf_sha256,
      deliveries: row.account_id === account.id && ports.maySeeDeliveriesOf(account, row.reading_id) ? ports.outbox.ofReport(row.id) : [],
    }))
}

async function reportPdf(ports: ReportingPorts, account: Viewer, reportId: string): Promise<Uint8Array<ArrayBuffer>> {
  const row = reportRow(ports.store, reportId)
  if (row === null || !ports.maySeeReportOf(account, row.reading_id)) throw new ExpectedError('request/not-found')
  const pdf = await ports.sealing.openBytes(ports.releasedPdf(row.reading_id, account.id) ?? row.pdf_sealed).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === 'keys/not-held') throw new ExpectedError('reading/awaits-release', { subject: row.study_instance_uid, cause: error })
    throw error
  })
  if (createHash('sha256').update(pdf).digest('hex') !== row.pdf_sha256) throw new ExpectedError('reading/seal-broken', { subject: reportId })
  return new Uint8Array(pdf)
}
