/** Takes the structure's file in, line by line: each good line in a transaction of its own with its audit row, the others
 *  listed by their number with the reason. Importing it again takes up what was missing and doubles nothing. */
import { describeProblem, ExpectedError, type Account, type CallContext, type ErrorCode, type Output } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { columnsOf, entryOf, type Columns, type ListEntry } from './list-entry.ts'
import { differences } from './list-identity.ts'
import { keepEntry, keptEntries, studiesByNumber } from './list-rows.ts'
import { parseList, type ListLine } from './parse-list.ts'

type Report = Output<'structure.importList'>
interface Ports { readonly store: Store; readonly now: () => Date; readonly newId: () => string }

export function importList(ports: Ports, content: string, account: Account, context: CallContext): Report {
  const list = parseList(Buffer.from(content, 'base64'))
  const columns = columnsOf(list)
  if ('missing' in columns) throw new ExpectedError('list/header', { params: { colonne: columns.missing, column: columns.missing } })
  const kept = new Map(keptEntries(ports.store))
  const studies = studiesByNumber(ports.store)
  const seen = new Map<string, string>()
  const report: Report = { encoding: list.encoding, lines: list.lines.length + (list.cutAt === null ? 0 : 1), taken: 0, known: 0, waiting: 0, cut: list.cutAt !== null, refused: [] }
  for (const line of list.lines) {
    const judged = judge(line, list.header, columns, seen)
    if (!('dossier' in judged)) { report.refused.push(refusal(line.number, judged.code, judged.params)); continue }
    const same = JSON.stringify(kept.get(judged.dossier)) === JSON.stringify(judged)
    const study = studies.get(judged.dossier)
    if (!same) {
      context.act(study ?? `list ${ports.newId()}`, () => { keepEntry(ports.store, judged, account.id, ports.now().toISOString()) }, 'line of the structure’s file')
      kept.set(judged.dossier, judged)
    }
    if (study === undefined) report.waiting += 1
    const differs = study !== undefined && differences(judged, identityOf(ports.store, study)).length > 0
    // Kept and shown with its exam, merged with nothing.
    if (differs) report.refused.push(refusal(line.number, 'list/identity'))
    else if (same) report.known += 1
    else report.taken += 1
  }
  if (list.cutAt !== null) report.refused.push(refusal(list.cutAt, 'list/cut'))
  return report
}

function judge({ cells }: ListLine, header: readonly string[], columns: Columns, seen: Map<string, string>): ListEntry | { code: ErrorCode; params?: Record<string, string | number> } {
  if (cells.length !== header.length) return { code: 'list/columns', params: { found: cells.length, expected: header.length } }
  const entry = entryOf(cells, columns, header)
  if ('wrong' in entry) return { code: 'list/field', params: { name: entry.wrong } }
  const before = seen.get(entry.dossier)
  const now = JSON.stringify(entry)
  seen.set(entry.dossier, before ?? now)
  return before === undefined || before === now ? entry : { code: 'list/twice' }
}

function refusal(line: number, code: ErrorCode, params: Record<string, string | number> = {}): Report['refused'][number] {
  const { fr, en } = describeProblem(new ExpectedError(code, { params }))
  return { line, code, fr, en }
}

function identityOf(store: Store, study: string) {
  return store.prepare<[string], { patient_name: string; patient_birth_date: string | null; study_date: string | null }>('SELECT patient_name, patient_birth_date, study_date FROM studies WHERE study_uid = ?').get(study) ?? { patient_name: '', patient_birth_date: null, study_date: null }
}
