import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId, ParsedInput, WorklistFilter } from '../contract/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { queryWorklist, worklistFacets } from './query.ts'
import { upsertRemoteStudy } from './study-rows.ts'

const reader = '00000000-0000-4000-8000-000000000001' as AccountId
const nobody = { issuerOfPatientID: '', patientSex: 'F', studyTime: '', studyID: '', referringPhysicianName: '' }
const empty: WorklistFilter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
const byDate = { key: 'studyDate', direction: 'descending' } as const

describe('the worklist query', () => {
  let store: Store
  beforeAll(() => {
    store = openStore({ file: join(mkdtempSync(join(tmpdir(), 'binocle-')), 'binocle.db'), key: new Uint8Array(32).fill(7) })
    const studies = [
      { uid: '1.1', patientName: 'LÉGER^Élodie', patientID: 'P1', birth: '1958-11-03', date: '2025-03-10', modalities: ['MG'], description: 'Mammographie', site: 'Vire', accession: 'A-77' },
      { uid: '1.2', patientName: 'LÉGER^Élodie', patientID: 'P1', birth: '1958-11-03', date: '2023-03-06', modalities: ['MG'], description: 'Mammographie', site: 'Vire', accession: 'A-12' },
      { uid: '1.3', patientName: 'TEST^Cœur', patientID: 'P2', birth: null, date: '2025-02-01', modalities: ['CT', 'PT'], description: 'TDM d’urgence', site: 'Flers', accession: '' },
    ]
    store.transaction(() => {
      store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)').run(reader, '["L1"]', '2026-01-01T00:00:00.000Z')
      for (const study of studies) {
        upsertRemoteStudy(store, { ...nobody, ...study, studyInstanceUID: study.uid, patientBirthDate: study.birth, studyDate: study.date, accessionNumber: study.accession, institutionName: study.site, imageCount: null })
      }
    })
  })
  afterAll(() => store.close())

  const found = (filter: Partial<WorklistFilter>, sort: ParsedInput<'worklist.query'>['sort'] = byDate) =>
    queryWorklist(store, reader, { filter: { ...empty, ...filter }, sort, offset: 0, limit: 50 }).rows.map((row) => row.studyInstanceUID)

  it('finds a name typed without accents, in any order of words', () => {
    expect(found({ text: 'elodie leger' })).toEqual(['1.1', '1.2'])
  })
  it('finds a French date, an accession number and a site', () => {
    expect(found({ text: '10.03.2025' })).toEqual(['1.1'])
    expect(found({ text: 'a-12' })).toEqual(['1.2'])
    expect(found({ text: 'flers' })).toEqual(['1.3'])
  })
  it('matches a modality as a whole word of the list, never as a part', () => {
    expect(found({ modalities: ['CT'] })).toEqual(['1.3'])
    expect(found({ modalities: ['C'] })).toEqual([])
  })
  it('treats what is typed as text, not as a pattern or as SQL', () => {
    expect(found({ text: '%' })).toEqual([])
    expect(found({ text: `' OR 1=1 --` })).toEqual([])
  })
  it('limits by day, both ends included', () => {
    expect(found({ studyDateFrom: '2025-02-01', studyDateTo: '2025-03-10' })).toEqual(['1.1', '1.3'])
  })
  it('sorts both ways and pages with a total', () => {
    expect(found({}, { key: 'studyDate', direction: 'ascending' })).toEqual(['1.2', '1.3', '1.1'])
    const page = queryWorklist(store, reader, { filter: empty, sort: byDate, offset: 1, limit: 1 })
    expect(page).toMatchObject({ total: 3, rows: [{ studyInstanceUID: '1.3' }] })
  })
  it('counts earlier studies of the same patient and kind as priors', () => {
    const rows = queryWorklist(store, reader, { filter: empty, sort: byDate, offset: 0, limit: 50 }).rows
    expect(rows.map((row) => [row.studyInstanceUID, row.priorCount])).toEqual([['1.1', 1], ['1.3', 0], ['1.2', 0]])
  })
  it('tells a first reader which mammograms are to be read, by their own state', () => {
    expect(found({ readings: ['to-read'] })).toEqual(['1.1', '1.2'])
    expect(found({ readings: ['signed'] })).toEqual([])
  })
  it('offers facets with counts', () => {
    expect(worklistFacets(store, reader)).toMatchObject({ total: 3, screening: 2, scheduled: 1, eeg: 0, sites: [{ value: 'Vire', count: 2 }, { value: 'Flers', count: 1 }] })
  })
})
