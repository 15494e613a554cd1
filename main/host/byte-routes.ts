/** The routes on which bytes travel: frames (a small DICOMweb façade, PS3.18 10.4), files of an import, signed PDFs.
 *  All of them need an unlocked session, and stop when it locks. */
import {
  ExpectedError, importId, importOutcome, letterId, mediaStep, readingId, reportId, seriesInstanceUID, sopInstanceUID, studyInstanceUID, type Account,
} from '../contract/index.ts'
import { byteResponse } from './byte-response.ts'
import { jsonResponse } from './problem-response.ts'
import type { HandlerPorts } from './ports.ts'

export interface ByteCall {
  readonly request: Request
  readonly account: Account
  readonly signal: AbortSignal
}

/** What each route matches, and what it does. Patterns see the path as sent; UIDs and ids are then parsed by the
 *  contract's own schemas. */
export interface ByteRoute {
  readonly name: 'frames' | 'import' | 'media' | 'report-pdf' | 'letter-pdf' | 'sheet-pdf' | 'workup-sheet'
  readonly method: 'GET' | 'PUT'
  readonly pattern: RegExp
  answer(ports: HandlerPorts, parts: readonly string[], call: ByteCall): Promise<Response>
}

export const byteRoutes: readonly ByteRoute[] = [
  { name: 'frames', method: 'GET', pattern: /^\/dicomweb\/studies\/([0-9.]+)\/series\/([0-9.]+)\/instances\/([0-9.]+)\/frames\/([1-9][0-9]{0,6})$/, answer: answerFrame },
  { name: 'import', method: 'PUT', pattern: /^\/import\/([0-9a-f-]{36})\/([^/]{1,1024})$/, answer: answerImport },
  { name: 'media', method: 'PUT', pattern: /^\/import\/([0-9a-f-]{36})\/files\/([0-9]{1,6})\/([a-z]{1,16})$/, answer: answerMedia },
  { name: 'report-pdf', method: 'GET', pattern: /^\/reports\/([0-9a-f-]{36})\/pdf$/, answer: answerReportPdf },
  { name: 'letter-pdf', method: 'GET', pattern: /^\/letters\/([0-9a-f-]{36})\/pdf$/, answer: answerLetterPdf },
  { name: 'sheet-pdf', method: 'GET', pattern: /^\/readings\/([0-9a-f-]{36})\/sheet$/, answer: answerSheetPdf },
  { name: 'workup-sheet', method: 'GET', pattern: /^\/exams\/([0-9.]{1,64})\/workup-sheet$/, answer: answerBddPdf },
]

async function answerFrame({ bytes }: HandlerPorts, [study = '', series = '', instance = '', frame = '']: readonly string[], { signal }: ByteCall): Promise<Response> {
  const at = {
    studyInstanceUID: parsed(studyInstanceUID, study),
    seriesInstanceUID: parsed(seriesInstanceUID, series),
    sopInstanceUID: parsed(sopInstanceUID, instance),
    frame: Number(frame),
  }
  const found = await bytes.readFrame(at, signal)
  return await byteResponse(found, { 'Content-Type': `application/octet-stream; transfer-syntax=${found.transferSyntaxUID}` }, signal)
}

async function answerImport({ bytes }: HandlerPorts, [batch = '', name = '']: readonly string[], { request, signal }: ByteCall): Promise<Response> {
  const file = request.body ?? new ReadableStream<Uint8Array>({ start: (controller) => { controller.close() } })
  const outcome = await bytes.importFile(parsed(importId, batch), decodedName(name), file, signal)
  return jsonResponse(importOutcome.parse(outcome))
}

async function answerMedia({ bytes }: HandlerPorts, [batch = '', file = '', step = '']: readonly string[], { request, signal }: ByteCall): Promise<Response> {
  const piece = request.body ?? new ReadableStream<Uint8Array>({ start: (controller) => { controller.close() } })
  await bytes.mediaPiece(parsed(importId, batch), Number(file), parsed(mediaStep, step), piece, signal)
  return jsonResponse({})
}

async function answerReportPdf({ bytes }: HandlerPorts, [report = '']: readonly string[], { account, signal }: ByteCall): Promise<Response> {
  const id = parsed(reportId, report)
  const pdf = await bytes.readReportPdf(id, account, signal)
  return await byteResponse(pdf, { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${id}.pdf"` }, signal)
}

async function answerSheetPdf({ bytes }: HandlerPorts, [reading = '']: readonly string[], { account, signal }: ByteCall): Promise<Response> {
  const id = parsed(readingId, reading)
  const pdf = await bytes.readSheetPdf(id, account, signal)
  return await byteResponse(pdf, { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${id}.pdf"` }, signal)
}

async function answerLetterPdf({ bytes }: HandlerPorts, [letter = '']: readonly string[], { account, signal }: ByteCall): Promise<Response> {
  const id = parsed(letterId, letter)
  const pdf = await bytes.readLetterPdf(id, account, signal)
  return await byteResponse(pdf, { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${id}.pdf"` }, signal)
}

async function answerBddPdf({ bytes }: HandlerPorts, [study = '']: readonly string[], { account, signal }: ByteCall): Promise<Response> {
  const pdf = await bytes.readBddPdf(parsed(studyInstanceUID, study), account, signal)
  return await byteResponse(pdf, { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="fiche-bdd.pdf"' }, signal)
}

function parsed<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, text: string): T {
  const result = schema.safeParse(text)
  if (!result.success) throw new ExpectedError('request/not-found')
  return result.data
}

/** The name of a file, for the report of the import only: never a path. */
function decodedName(encoded: string): string {
  let name: string
  try {
    name = decodeURIComponent(encoded)
  } catch (cause) {
    throw new ExpectedError('input/invalid', { subject: 'name', cause })
  }
  return (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').slice(0, 255)
}
