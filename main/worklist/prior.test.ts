import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, StudyInstanceUID } from '../contract/index.ts'
import { insKey, insOf } from '../domain/identity/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { priorsHere } from './open-study.ts'
import { identityOf, patientRow, priorsAmong, relatedTo } from './prior.ts'
import { worklistRow } from './query.ts'
import { upsertRemoteStudy, type RemoteStudy } from './study-rows.ts'

const reader = '00000000-0000-4000-8000-000000000001' as AccountId
const current: RemoteStudy = {
  studyInstanceUID: '1.1', patientName: 'DUPRÉ^Élodie', patientID: '4711', issuerOfPatientID: 'CH-A', patientBirthDate: '1960-02-29', patientSex: 'F', studyDate: '2025-03-10', studyTime: '', accessionNumber: '',
  studyID: '', description: '', institutionName: '', referringPhysicianName: '', modalities: ['MG'], imageCount: 4,
}

describe('the priors of a study', () => {
  let store: Store
  beforeEach(() => {
    store = openStore({ file: join(mkdtempSync(join(tmpdir(), 'binocle-')), 'binocle.db'), key: new Uint8Array(32).fill(7) })
    store.transaction(() => store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)').run(reader, '["L1"]', '2026-01-01T00:00:00.000Z'))
    add(current)
  })
  afterEach(() => store.close())

  function add(...studies: Partial<RemoteStudy>[]): void {
    store.transaction(() => { for (const study of studies) upsertRemoteStudy(store, { ...current, studyDate: '2023-03-10', ...study }) })
    store.transaction(() => store.prepare(`UPDATE studies SET locality = 'local'`).run())
  }
  function found() {
    const row = patientRow(store, '1.1')
    if (row === null) throw new Error('no study')
    const { priors, doubtful } = priorsAmong(relatedTo(store, identityOf(row), '1.1'), row)
    return { priors: priors.map((one) => one.row.study_uid), doubtful: doubtful.map((one) => [one.row.study_uid, ...one.reasons]) }
  }

  it('never hang where the same number stands for another name, birth date or sex: they are listed apart with the reason', () => {
    add({ studyInstanceUID: '2.1' }, { studyInstanceUID: '2.2', patientName: 'MARTIN^Anne', studyDate: '2022-01-01' }, { studyInstanceUID: '2.3', patientBirthDate: '1961-02-28', studyDate: '2021-01-01' }, { studyInstanceUID: '2.4', patientSex: 'M', studyDate: '2020-01-01' })
    expect(found()).toEqual({ priors: ['2.1'], doubtful: [['2.2', 'other-name'], ['2.3', 'other-birth-date'], ['2.4', 'other-sex']] })
    expect(priorsHere(store, '1.1')).toEqual(['2.1'])
    expect(worklistRow(store, reader, '1.1')).toMatchObject({ priorCount: 1, identity: { conflicts: expect.arrayContaining(['other-name', 'other-birth-date', 'other-sex']) } })
  })

  it('are doubtful where only name and birth date are the same, however the name is written', () => {
    add({ studyInstanceUID: '3.1', patientID: '99', issuerOfPatientID: 'CH-B', patientName: 'DUPRE^ELODIE' }, { studyInstanceUID: '3.2', patientID: '', issuerOfPatientID: '', studyDate: '2022-01-01' })
    expect(found()).toEqual({ priors: [], doubtful: [['3.1', 'other-number'], ['3.2', 'no-number']] })
    expect(worklistRow(store, reader, '1.1')?.identity).toBeUndefined()
  })

  it('are joined across sites by a real national identity, never by one of the test authority', () => {
    const value = `2600299999999${insKey('2600299999999') ?? ''}`
    const withIns = (kind: '8' | '10') => insOf(value, `1.2.250.1.213.1.4.${kind}`)
    add({ studyInstanceUID: '1.2', ins: withIns('8') })
    store.transaction(() => store.prepare('UPDATE studies SET ins_value = ?, ins_kind = ? WHERE study_uid = ?').run(value, 'NIR', '1.1'))
    add({ studyInstanceUID: '4.1', patientID: '99', issuerOfPatientID: 'CH-B', ins: withIns('8'), studyDate: '2022-01-01' }, { studyInstanceUID: '4.2', patientID: '98', issuerOfPatientID: 'CH-B', ins: withIns('10'), studyDate: '2021-01-01' })
    expect(found()).toEqual({ priors: ['1.2', '4.1'], doubtful: [['4.2', 'other-number']] })
    expect(worklistRow(store, reader, '1.1')?.identity).toMatchObject({ ins: { value, kind: 'NIR', faults: [] }, insStatus: 'NOT_SENT' })
    const ordered = () => ({ ins: withIns('8'), reliability: ['VALI'], birthName: 'DUPRÉ', firstGivenName: 'Élodie', birthPlace: '61169' })
    expect(worklistRow(store, reader, '1.1', ordered)?.identity).toMatchObject({ insStatus: 'QUALIFIED', birthName: 'DUPRÉ', birthPlace: '61169' })
    expect(worklistRow(store, reader, '4.2' as StudyInstanceUID, ordered)?.identity).toMatchObject({ ins: { kind: 'TEST' }, insStatus: 'NOT_SENT' })
  })
})
