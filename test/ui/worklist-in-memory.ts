/** The worklist's reads over an array, with the meaning that the real room gives to filters and orders. */
import type { Output, ParsedInput, WorklistRow } from '../../main/contract/index.ts'

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
const texts = new WeakMap<WorklistRow, string>()

function textOf(row: WorklistRow): string {
  const known = texts.get(row) ?? fold([row.patientName.replaceAll('^', ' '), row.patientID, row.accessionNumber, row.description, row.site].join(' '))
  texts.set(row, known)
  return known
}

export function queryInMemory(rows: readonly WorklistRow[], { filter, sort, offset, limit }: ParsedInput<'worklist.query'>): Output<'worklist.query'> {
  const words = fold(filter.text).split(/\s+/).filter((word) => word !== '')
  const oneOf = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value)
  const found = rows.filter((row) =>
    words.every((word) => textOf(row).includes(word))
    && (filter.modalities.length === 0 || row.modalities.some((modality) => filter.modalities.includes(modality)))
    && oneOf(filter.sites, row.site) && oneOf(filter.localities, row.locality) && oneOf(filter.readings, row.reading)
    && (filter.studyDateFrom === null || (row.studyDate ?? '') >= filter.studyDateFrom) && (filter.studyDateTo === null || (row.studyDate ?? '') <= filter.studyDateTo))
  const key = (row: WorklistRow): string => {
    if (sort.key === 'state') return row.reading
    if (sort.key === 'modalities') return row.modalities.join()
    return row[sort.key] ?? ''
  }
  const sign = sort.direction === 'ascending' ? 1 : -1
  const sorted = found.toSorted((one, other) => (key(one) < key(other) ? -sign : key(one) > key(other) ? sign : 0))
  return { total: found.length, rows: sorted.slice(offset, offset + limit) }
}

export function facetsInMemory(rows: readonly WorklistRow[]): Output<'worklist.facets'> {
  const count = (values: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return [...counts].map(([value, of]) => ({ value, count: of })).toSorted((one, other) => other.count - one.count)
  }
  const modalities = count(rows.flatMap((row) => row.modalities))
  const of = (modality: string) => modalities.find(({ value }) => value === modality)?.count ?? 0
  return {
    total: rows.length, modalities, sites: count(rows.map((row) => row.site)),
    screening: of('MG'), eeg: of('EEG'), scheduled: rows.length - of('MG') - of('EEG'),
    drafts: rows.filter((row) => ['reading', 'frozen', 'revealed'].includes(row.reading)).length,
  }
}
