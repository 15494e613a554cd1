/** Reads of the worklist as one account may see it. Filtering and sorting are done by the database, paged, so that
 *  100,000 studies cost a scan of one folded column at most. The reading state is the account's own, never another's. */
import type { AccountId, Output, ParsedInput, WorklistFilter, WorklistRow } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import { noOrder, presentRow, type OrderedIdentityOf, type StudyRow } from './present-row.ts'
import { patientColumns } from './prior.ts'
import { searchWords } from './search-text.ts'

const columns = `${patientColumns.replaceAll(/\b(?=[a-z])/g, 's.')}, s.birth_name, s.study_time, s.accession_number, s.description, s.site, s.in_pacs, s.image_count, s.progress, s.demo, r.state AS reading`
/** The account's own state of each study; joined to the whole list only where it filters or sorts. */
const ownState = 'JOIN reading_states r ON r.study_uid = s.study_uid AND r.account_id = ?'
/** States that only a study with a reading of this account can have. */
const begun: ReadonlySet<string> = new Set(['reading', 'frozen', 'revealed', 'signed', 'sent', 'handled', 'send-failed'])

const orders: Record<ParsedInput<'worklist.query'>['sort']['key'], string> = {
  patientName: 's.patient_name',
  studyDate: 's.study_date',
  modalities: 's.modalities',
  description: 's.description',
  site: 's.site',
  state: `CASE r.state WHEN 'send-failed' THEN 0 WHEN 'reading' THEN 1 WHEN 'frozen' THEN 2 WHEN 'revealed' THEN 3 WHEN 'to-read' THEN 4 WHEN 'none' THEN 5 WHEN 'signed' THEN 6 ELSE 7 END`,
}

export function queryWorklist(store: Store, account: AccountId, input: ParsedInput<'worklist.query'>, ordered: OrderedIdentityOf = noOrder): Output<'worklist.query'> {
  const { where, params } = conditions(input.filter, account)
  const byState = input.filter.readings.length > 0 || input.sort.key === 'state'
  const source = byState ? `studies s ${ownState}` : 'studies s'
  const given = byState ? [account, ...params] : params
  const direction = input.sort.direction === 'ascending' ? 'ASC' : 'DESC'
  const order = `ORDER BY ${orders[input.sort.key]} ${direction}, s.study_uid ${direction}`
  const total = store.prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM ${source} ${where}`).get(...given)?.n ?? 0
  const page = store.prepare<unknown[], { study_uid: string }>(`SELECT s.study_uid FROM ${source} ${where} ${order} LIMIT ? OFFSET ?`).all(...given, input.limit, input.offset)
  return { total, rows: page.flatMap(({ study_uid }) => worklistRow(store, account, study_uid, ordered) ?? []) }
}

export function worklistRow(store: Store, account: AccountId, studyInstanceUID: string, ordered: OrderedIdentityOf = noOrder): WorklistRow | null {
  const row = store.prepare<unknown[], StudyRow>(`SELECT ${columns} FROM studies s ${ownState} WHERE s.study_uid = ?`).get(account, studyInstanceUID)
  return row === undefined ? null : presentRow(store, row, ordered)
}

/** What other lists call an exam. */
export interface StudyName { readonly patientName: string; readonly studyDate: string | null; readonly accessionNumber: string }

export function studyName(store: Store, studyInstanceUID: string): StudyName | null {
  return store.prepare<[string], StudyName>('SELECT patient_name AS patientName, study_date AS studyDate, accession_number AS accessionNumber FROM studies WHERE study_uid = ?').get(studyInstanceUID) ?? null
}

/** Exams in which each word is found, as the search box of the list finds them. No word: none. */
export function studiesWith(store: Store, text: string): string[] {
  const words = searchWords(text)
  if (words.length === 0) return []
  return store.prepare<unknown[], { study_uid: string }>(`SELECT study_uid FROM studies WHERE ${words.map(() => 'instr(search_text, ?) > 0').join(' AND ')}`).all(...words).map(({ study_uid }) => study_uid)
}

export function worklistFacets(store: Store, account: AccountId): Output<'worklist.facets'> {
  const groups = store.prepare<[], { modalities: string; n: number }>('SELECT modalities, count(*) AS n FROM studies GROUP BY modalities').all()
  const modalities = new Map<string, number>()
  for (const group of groups) {
    for (const modality of group.modalities.split('\\').filter((value) => value !== '')) modalities.set(modality, (modalities.get(modality) ?? 0) + group.n)
  }
  const sites = store.prepare<[], { value: string; count: number }>(`SELECT site AS value, count(*) AS count FROM studies WHERE site <> '' GROUP BY site ORDER BY count DESC LIMIT 200`).all()
  const total = groups.reduce((sum, group) => sum + group.n, 0)
  const screening = modalities.get('MG') ?? 0
  const eeg = modalities.get('EEG') ?? 0
  const drafts = store.prepare<[string, string], { n: number }>(
    `SELECT count(*) AS n FROM reading_states WHERE account_id = ? AND study_uid IN (SELECT study_instance_uid FROM readings WHERE account_id = ?) AND state IN ('reading', 'frozen', 'revealed')`,
  ).get(account, account)?.n ?? 0
  return {
    total, sites, screening, eeg, drafts,
    scheduled: Math.max(0, total - screening - eeg),
    modalities: [...modalities].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count),
  }
}

function conditions(filter: WorklistFilter, account: AccountId): { where: string; params: unknown[] } {
  const clauses: string[] = []
  const params: unknown[] = []
  for (const word of searchWords(filter.text)) {
    clauses.push('instr(s.search_text, ?) > 0')
    params.push(word)
  }
  if (filter.modalities.length > 0) {
    clauses.push(`(${filter.modalities.map(() => `instr('\\' || s.modalities || '\\', ?) > 0`).join(' OR ')})`)
    params.push(...filter.modalities.map((modality) => `\\${modality}\\`))
  }
  oneOf('s.site', filter.sites)
  oneOf('s.locality', filter.localities)
  oneOf('r.state', filter.readings)
  if (filter.readings.length > 0 && filter.readings.every((state) => begun.has(state))) {
    clauses.push('s.study_uid IN (SELECT study_instance_uid FROM readings WHERE account_id = ?)')
    params.push(account)
  }
  if (filter.studyDateFrom !== null) { clauses.push('s.study_date >= ?'); params.push(filter.studyDateFrom) }
  if (filter.studyDateTo !== null) { clauses.push('s.study_date <= ?'); params.push(filter.studyDateTo) }
  return { where: clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`, params }

  function oneOf(expression: string, values: readonly string[]): void {
    if (values.length === 0) return
    clauses.push(`${expression} IN (${values.map(() => '?').join(', ')})`)
    params.push(...values)
  }
}
