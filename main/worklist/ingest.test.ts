import { mkdtempSync, truncateSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { badFiles, examNames, fixtureUid, imageFixture, mammographyExam, sameUidOtherBytes, smallImage } from '../../test/fixtures/index.ts'
import { createCache, type Cache } from '../cache/index.ts'
import type { AccountId, Language } from '../contract/index.ts'
import { encodePart10 } from '../dicom/index.ts'
import type { Store } from '../store/index.ts'
import { openVault, type UnlockedVault } from '../vault/index.ts'
import { createWorklist, type WorklistRoom } from './index.ts'
import { openQuickStore } from '../../test/fixtures/quick-store.ts'

const cheap = { N: 2, r: 8, p: 1 }

describe('taking an object in', () => {
  let folder: string
  let vault: UnlockedVault
  let store: Store
  let cache: Cache
  let worklist: WorklistRoom
  let arrived: string[]
  const account = { id: '00000000-0000-4000-8000-000000000001' as AccountId, displayName: 'Lecteur', roles: ['L1' as const], language: 'fr' as Language }
  const context = { operation: 'study.open' as const, account, signal: new AbortController().signal, act: <T>(_: string, work: () => T) => store.transaction(work) }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'binocle-'))
    vault = await openVault({ file: join(folder, 'vault.json'), cost: cheap }).create({ displayName: 'Lecteur', passphrase: 'douze lettres au moins', language: 'fr' })
    store = openQuickStore({ file: join(folder, 'binocle.db'), key: vault.databaseKey })
    store.transaction(() => store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)').run(account.id, '["L1"]', '2026-01-01T00:00:00.000Z'))
    arrived = []
    cache = createCache({ dir: join(folder, 'cache'), store, vault })
    worklist = createWorklist({ store, cache, emit: () => undefined, now: () => new Date(), isHeld: () => false, imageArrived: (study) => { if (!store.inTransaction) throw new Error('outside'); arrived.push(study) }, staysBlind: () => false })
  })
  afterEach(() => { cache.close(); store.close(); vault.forget() })

  const take = (bytes: Uint8Array, chunk = 4096) => worklist.ingest(inChunks(bytes, chunk), { origin: 'import', signal: context.signal })

  it('tells an exam that was made ready ahead apart from one that was looked at', async () => {
    await take(smallImage.part10)
    const told: string[] = []
    const watched = { ...context, act: <T>(_: string, work: () => T, detail = '') => { told.push(detail); return store.transaction(work) } }
    await worklist.handlers['study.open']({ studyInstanceUID: studyOf() as never, ahead: true }, watched)
    await worklist.handlers['study.open']({ studyInstanceUID: studyOf() as never }, watched)
    expect(told).toEqual(['made ready ahead, not shown', 'shown'])
  })

  it('stores a whole object, lists its study and gives its frame back byte for byte', async () => {
    expect(await take(smallImage.part10)).toMatchObject({ outcome: 'stored', problem: null })
    const { current } = await worklist.handlers['study.open']({ studyInstanceUID: studyOf() as never }, context)
    const image = current.images[0]
    if (image === undefined) throw new Error('no image')
    expect(current.study).toMatchObject({ locality: 'local', imageCount: 1 })
    const frame = worklist.readFrame({ ...image, frame: 1 }, context.signal)
    expect(Buffer.concat(await collect(frame.stream))).toEqual(Buffer.from((smallImage.dataset.PixelData as Uint16Array).buffer))
    expect(() => worklist.readFrame({ ...image, frame: 2 }, context.signal)).toThrow('request/not-found')
  })

  it('S:nouvelleImage tells of an image that is new, in its own transaction, and of none that was here', async () => {
    await take(smallImage.part10)
    await take(smallImage.part10)
    await take(sameUidOtherBytes)
    expect(arrived).toEqual([studyOf()])
  })

  it('reads the same object whatever the size of the chunks it comes in', async () => {
    expect(await take(smallImage.part10, 7)).toMatchObject({ outcome: 'stored' })
  })

  it('knows the same object again, even when only the file header differs', async () => {
    await take(smallImage.part10)
    expect(await take(smallImage.part10)).toMatchObject({ outcome: 'duplicate' })
    const otherPreamble = smallImage.part10.slice()
    otherPreamble[3] = 77
    expect(await take(otherPreamble)).toMatchObject({ outcome: 'duplicate' })
  })

  it('keeps the first of two objects that share an identifier and names the second', async () => {
    await take(smallImage.part10)
    const second = await take(sameUidOtherBytes)
    expect(second).toMatchObject({ outcome: 'refused', problem: { code: 'dicom/conflicting-duplicate' } })
    expect(cache.usage().objects).toBe(1)
  })

  it('takes an altered object anew, and counts it as missing until then', async () => {
    await take(smallImage.part10)
    store.prepare('UPDATE studies SET in_pacs = 1').run()
    const image = worklist.study(studyOf())?.images[0]
    if (image === undefined) throw new Error('no image')
    const frame = async () => Buffer.concat(await collect(worklist.readFrame({ ...image, frame: 1 }, context.signal).stream))
    const whole = await frame()
    const [file] = (await readdir(join(folder, 'cache'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    truncateSync(join(file?.parentPath ?? '', file?.name ?? ''), 100)

    await expect(frame()).rejects.toMatchObject({ code: 'cache/corrupt' })
    // The image stays listed: a view that cannot be shown must not look like one that was never made.
    expect(worklist.study(studyOf())).toMatchObject({ locality: 'partial', images: [{ sopInstanceUID: image.sopInstanceUID }] })
    expect(worklist.haveInstances(studyOf())).toEqual(new Set())
    expect(await take(sameUidOtherBytes)).toMatchObject({ outcome: 'refused' })

    const otherHeader = new Uint8Array(smallImage.part10)
    otherHeader[3] = 77
    expect(await take(otherHeader)).toMatchObject({ outcome: 'stored', problem: null })
    expect(await frame()).toEqual(whole)
    expect(worklist.haveInstances(studyOf())).toEqual(new Set([image.sopInstanceUID]))
    expect(worklist.study(studyOf())?.locality).toBe('local')
    expect((await readdir(join(folder, 'cache'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())).toHaveLength(1)
    expect(await take(smallImage.part10)).toMatchObject({ outcome: 'duplicate' })
  })

  it('refuses an object of another patient under a study that is here', async () => {
    await take(smallImage.part10)
    const other = imageFixture('autre patiente', { Rows: 8, Columns: 8, PixelData: new Uint16Array(64) })
    const mixed = encodePart10({ ...other.dataset, StudyInstanceUID: smallImage.dataset.StudyInstanceUID ?? '', PatientID: 'AUTRE-PATIENTE' })
    expect(await take(mixed)).toMatchObject({ outcome: 'refused', problem: { code: 'dicom/patient-mismatch' } })
    expect(cache.usage().objects).toBe(1)
  })

  it.each([['other-woman', 'other-patient-refused'], ['other-name', 'other-patient-refused']] as const)('%s: keeps the views of the study’s patient, refuses the others by name, and says so where the exam is opened', async (name, code) => {
    const exam = mammographyExam(name)
    const importId = worklist.imports.open()
    for (const image of exam.images) await worklist.imports.put(importId, `${image.name}.dcm`, inChunks(image.part10, 65536), context.signal)
    const report = worklist.imports.close(importId)
    expect(report.outcomes.map(({ name: file, outcome, problem }) => [file, outcome, problem?.code ?? null])).toEqual([
      ['RCC.dcm', 'stored', null], ['LCC.dcm', 'refused', 'dicom/patient-mismatch'], ['RMLO.dcm', 'stored', null], ['LMLO.dcm', 'refused', 'dicom/patient-mismatch'],
    ])
    const { current } = await worklist.handlers['study.open']({ studyInstanceUID: exam.studyInstanceUID as never }, context)
    expect(current.images.map(({ seriesDescription }) => seriesDescription)).toEqual(['RCC', 'RMLO'])
    expect(current.remarks?.map((one) => one.code)).toEqual([code, code])
    expect(new Set(current.remarks?.map(({ sopInstanceUID }) => sopInstanceUID))).toEqual(new Set([exam.images[1]?.sopInstanceUID, exam.images[3]?.sopInstanceUID]))
    await worklist.handlers['study.evict']({ studyInstanceUID: exam.studyInstanceUID as never }, context)
    expect(store.prepare('SELECT count(*) AS n FROM study_remarks').get()).toEqual({ n: 0 })
  })

  it('keeps an object whose name alone, or sex alone, differs from its study, with a remark', async () => {
    const exam = mammographyExam('normal')
    const [first, second, third] = exam.images
    if (first === undefined || second === undefined || third === undefined) throw new Error('view missing')
    await take(first.part10, 65536)
    expect(await take(encodePart10({ ...second.dataset, PatientName: 'NAISSANCE^Autre' }), 65536)).toMatchObject({ outcome: 'stored' })
    expect(await take(encodePart10({ ...third.dataset, PatientSex: 'M' }), 65536)).toMatchObject({ outcome: 'stored' })
    const { current } = await worklist.handlers['study.open']({ studyInstanceUID: exam.studyInstanceUID as never }, context)
    expect(current.images).toHaveLength(3)
    expect(Object.fromEntries((current.remarks ?? []).map(({ sopInstanceUID, code }) => [sopInstanceUID, code]))).toEqual({ [second.sopInstanceUID]: 'other-name', [third.sopInstanceUID]: 'other-sex' })
  })

  it.each(examNames.filter((name) => name !== 'other-woman' && name !== 'other-name'))('takes every object of the exam %s in, whatever its header lacks', async (name) => {
    const exam = mammographyExam(name)
    for (const image of exam.images) expect(await take(image.part10, 65536), image.name).toMatchObject({ outcome: 'stored', problem: null })
    const { current } = await worklist.handlers['study.open']({ studyInstanceUID: exam.studyInstanceUID as never }, context)
    expect(current.images).toHaveLength(exam.images.length)
    expect(current.remarks).toEqual([])
  })

  it('hangs no exam of another woman who bears the same number elsewhere as a prior', async () => {
    const exam = (name: string, more: Record<string, string>) => {
      const { dataset } = imageFixture(name, { Rows: 8, Columns: 8, PixelData: new Uint16Array(64) })
      return take(encodePart10({ ...dataset, StudyInstanceUID: fixtureUid(`study ${name}`), PatientID: '4711', PatientBirthDate: '19600101', IssuerOfPatientID: '', ...more }))
    }
    const current = await exam('examen du jour', { StudyDate: '20260301' })
    await exam('examen de la même femme', { StudyDate: '20240301' })
    await exam('sans date de naissance', { StudyDate: '20220301', PatientBirthDate: '' })
    await exam('examen d’une autre femme', { StudyDate: '20250301', PatientBirthDate: '19710505' })
    const opened = await worklist.handlers['study.open']({ studyInstanceUID: current.studyInstanceUID as never }, context)
    expect(opened.priors.map(({ study }) => study.studyDate)).toEqual(['2024-03-01', '2022-03-01'])
    expect(opened.current.study.priorCount).toBe(2)
  })

  it.each(badFiles().map((file) => [file.name, file] as const))('refuses %s with its reason and leaves nothing behind', async (_, file) => {
    expect(await take(file.bytes)).toMatchObject({ outcome: 'refused', problem: { code: file.code } })
    expect(cache.usage().objects).toBe(0)
    const files = await readdir(join(folder, 'cache'), { recursive: true, withFileTypes: true })
    expect(files.filter((entry) => entry.isFile())).toEqual([])
  })

  it('names every file of a batch and keeps the good ones', async () => {
    const importId = worklist.imports.open()
    await worklist.imports.put(importId, 'dossier/bon.dcm', inChunks(smallImage.part10, 4096), context.signal)
    await worklist.imports.put(importId, 'note.txt', inChunks(new TextEncoder().encode('bonjour'), 4096), context.signal)
    const report = worklist.imports.close(importId)
    expect(report).toMatchObject({ stored: 1, duplicates: 0, refused: 1 })
    expect(report.outcomes.map((one) => [one.name, one.problem?.code ?? null])).toEqual([['bon.dcm', null], ['note.txt', 'dicom/not-dicom']])
  })

  it('forgets an evicted study: row, key and file', async () => {
    await take(smallImage.part10)
    await worklist.handlers['study.evict']({ studyInstanceUID: studyOf() as never }, context)
    expect(worklist.study(studyOf())).toBeNull()
    expect(cache.usage().objects).toBe(0)
    expect(await take(smallImage.part10)).toMatchObject({ outcome: 'stored' })
  })

  it('does not take a PACS that holds only reports of an imported study for one that holds its images', async () => {
    await take(smallImage.part10)
    const known = worklist.study(studyOf())
    if (known === null) throw new Error('no study')
    const inPacs = () => store.prepare<[], { in_pacs: number }>('SELECT in_pacs FROM studies').get()?.in_pacs
    worklist.mergeRemoteStudies([{ ...known, modalities: [], imageCount: null }])
    expect(inPacs()).toBe(0)
    worklist.mergeRemoteStudies([{ ...known, modalities: ['OT'], imageCount: null }])
    worklist.mergeRemoteStudies([{ ...known, modalities: [], imageCount: null }])
    expect(inPacs()).toBe(1)
  })

  function studyOf(): string {
    return String(smallImage.dataset.StudyInstanceUID)
  }
})

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += size) yield bytes.subarray(offset, offset + size)
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}
