import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discFiles, discStudies } from '../../../test/fixtures/medium.ts'
import { createCache, type Cache } from '../../cache/index.ts'
import type { AccountId, Language, Output, StudyInstanceUID } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { openVault, type UnlockedVault } from '../../vault/index.ts'
import { createWorklist, type WorklistRoom } from '../index.ts'
import { openQuickStore } from '../../../test/fixtures/quick-store.ts'

const medium = discStudies[0] as StudyInstanceUID
const theirs = discStudies[1] as StudyInstanceUID

describe('images of a medium', () => {
  let folder: string
  let vault: UnlockedVault
  let store: Store
  let cache: Cache
  let worklist: WorklistRoom
  let acts: string[]
  let failAfter: boolean
  const account = { id: '00000000-0000-4000-8000-000000000001' as AccountId, displayName: 'Dr Essai', roles: ['RADIOLOGIST' as const], language: 'fr' as Language }
  const context = () => ({ operation: 'identity.decide' as const, account, signal: new AbortController().signal, act: <T>(object: string, work: () => T, detail = '') => store.transaction(() => {
    const done = work()
    acts.push(`${object} ${detail}`)
    if (failAfter) throw new Error('the audit row cannot be written')
    return done
  }) })

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'binocle-'))
    acts = []
    failAfter = false
    vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2, r: 8, p: 1 } }).create({ displayName: 'Lecteur', passphrase: 'douze lettres au moins', language: 'fr' })
    store = openQuickStore({ file: join(folder, 'binocle.db'), key: vault.databaseKey })
    store.transaction(() => store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)').run(account.id, '["RADIOLOGIST"]', '2026-01-01T00:00:00.000Z'))
    cache = createCache({ dir: join(folder, 'cache'), store, vault })
    worklist = createWorklist({ store, cache, emit: () => undefined, now: () => new Date('2026-02-03T10:00:00Z'), isHeld: () => false, imageArrived: () => undefined, staysBlind: () => false })
  })
  afterEach(() => { cache.close(); store.close(); vault.forget(); rmSync(folder, { recursive: true, force: true }) })

  const take = (bytes: Uint8Array | undefined, origin: 'import' | 'pacs' = 'import') => worklist.ingest((async function* () { yield bytes ?? new Uint8Array() })(), { origin, signal: new AbortController().signal })
  /** The disc's first exam as `change` has it, and an older exam of the patient from the PACS. */
  async function arrive(change: Parameters<typeof discFiles>[0]) {
    await take(discFiles().get('IMAGES/EX2/IM0001'), 'pacs')
    const files = discFiles(change)
    await take(files.get('IMAGES/EX1/IM0001'))
    return files
  }
  const ask = async (text = '') => await worklist.handlers['identity.question']({ studyInstanceUID: medium, text }, context()) as Output<'identity.question'>
  async function decide(decision: 'ASSIGN' | 'KEEP' | 'REFUSE' | 'WITHDRAW', candidate?: Output<'identity.question'>['candidates'][number]) {
    const seen = candidate === undefined ? null : { studyInstanceUID: candidate.studyInstanceUID, patientName: candidate.patientName, patientID: candidate.patientID, patientBirthDate: candidate.patientBirthDate }
    await worklist.handlers['identity.decide']({ studyInstanceUID: medium, decision, candidate: seen }, context())
  }
  const row = () => worklist.row(account.id, medium)
  const waiting = async () => ((await worklist.handlers['identity.waiting']({}, context())) as Output<'identity.waiting'>).studies.map(({ studyInstanceUID }) => studyInstanceUID)

  it.each([['without a name', { patient: '', id: '' }], ['of somebody else under a known number', { patient: 'AUTRE^Paul', birth: '19400101' }], ['like a patient of ours under another number', { id: 'AILLEURS-7' }]])('%s wait for an answer', async (_, change) => {
    await arrive(change)
    expect(row()?.identity).toMatchObject({ asks: true })
    expect(await waiting()).toEqual([medium])
  })

  it('of a new patient, and of a known one whom nothing contradicts, are asked about by nobody', async () => {
    await arrive({})
    expect(await waiting()).toEqual([])
    expect(row()).toMatchObject({ priorCount: 1 })
  })

  it('given to a patient bear this identity everywhere, say who gave it and when, and stay as they came', async () => {
    const files = await arrive({ patient: 'ANONYMOUS', id: 'X' })
    const candidates = (await ask('specimen jeanne')).candidates
    expect(candidates).toMatchObject([{ studyInstanceUID: theirs, patientName: 'SPÉCIMEN^Jeanne', verdict: 'different', exams: 1 }])
    await decide('ASSIGN', candidates[0])
    expect(row()).toMatchObject({ patientName: 'SPÉCIMEN^Jeanne', patientID: 'CD-100', priorCount: 1, identity: { reconciled: { by: 'Dr Essai', at: '2026-02-03T10:00:00.000Z', patientName: 'ANONYMOUS', patientID: 'X' } } })
    expect(worklist.study(medium)).toMatchObject({ patientName: 'SPÉCIMEN^Jeanne', patientID: 'CD-100', reconciled: { patientName: 'ANONYMOUS', patientID: 'X', at: '2026-02-03T10:00:00.000Z' } })
    expect(await waiting()).toEqual([])
    expect(acts).toEqual([`${medium} identity ASSIGN as of ${theirs}`])
    // The next object of the disc is compared with what the disc says.
    expect(await take(files.get('IMAGES/EX1/IM0002'))).toMatchObject({ outcome: 'stored' })
    const parts: Uint8Array[] = []
    for await (const part of cache.stream(store.prepare<[string], { sop_uid: string }>('SELECT sop_uid FROM instances WHERE study_uid = ?').get(medium)?.sop_uid ?? '', null, new AbortController().signal)) parts.push(part)
    expect([...files.values()].some((file) => Buffer.concat(parts).equals(file))).toBe(true)
  })

  it('get back what they say themselves when the decision is withdrawn', async () => {
    await arrive({ patient: 'ANONYMOUS', id: 'X' })
    const before = row()
    await decide('ASSIGN', (await ask('specimen')).candidates[0])
    await decide('WITHDRAW')
    expect(row()).toEqual(before)
    expect((await ask()).decision).toBeNull()
    expect(worklist.study(medium)?.reconciled).toBeNull()
  })

  it('kept as they are ask no more; refused they are gone, and nothing of the other patient', async () => {
    await arrive({ patient: 'AUTRE^Paul', birth: '19400101' })
    await decide('KEEP')
    expect(await waiting()).toEqual([])
    expect(row()).toMatchObject({ patientName: 'AUTRE^Paul', identity: { conflicts: ['other-name', 'other-birth-date'] } })
    await decide('REFUSE')
    expect(row()).toBeNull()
    expect(worklist.row(account.id, theirs)).not.toBeNull()
  })

  it('that left and come again bear what was decided of them', async () => {
    const files = await arrive({ patient: 'ANONYMOUS', id: 'X' })
    await decide('ASSIGN', (await ask('specimen')).candidates[0])
    await worklist.handlers['study.evict']({ studyInstanceUID: medium }, context())
    await take(files.get('IMAGES/EX1/IM0001'))
    expect(row()).toMatchObject({ patientName: 'SPÉCIMEN^Jeanne', identity: { reconciled: { patientName: 'ANONYMOUS' } } })
  })

  it('keep their identity when the decision cannot be written down, when the candidate changed, or when they came from the PACS', async () => {
    await arrive({ patient: 'ANONYMOUS', id: 'X' })
    const candidate = (await ask('specimen')).candidates[0]
    if (candidate === undefined) throw new Error('no candidate')
    failAfter = true
    await expect(decide('ASSIGN', candidate)).rejects.toThrow('audit row')
    failAfter = false
    await expect(decide('ASSIGN', { ...candidate, patientName: 'SPECIMEN^Jeanne' })).rejects.toThrow('identity/changed')
    expect(row()).toMatchObject({ patientName: 'ANONYMOUS', identity: { asks: true } })
    await expect(Promise.resolve(worklist.handlers['identity.decide']({ studyInstanceUID: theirs, decision: 'KEEP', candidate: null }, context()))).rejects.toThrow('identity/not-a-medium')
  })
})
