import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findSharedData, hasTool, sharedData } from '../../test/fixtures/index.ts'
import { discFiles, discStudies, lookThrough, sendWanted } from '../../test/fixtures/medium.ts'
import { createCache, type Cache } from '../cache/index.ts'
import type { AccountId, ImportId, StudyInstanceUID } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import { openVault, type UnlockedVault } from '../vault/index.ts'
import { createWorklist, type WorklistRoom } from '../worklist/index.ts'
import { createMedia, type MediaRoom } from './index.ts'
import { openQuickStore } from '../../test/fixtures/quick-store.ts'

const chosen = (...studies: (string | undefined)[]) => studies.map((study) => study as StudyInstanceUID)

describe('a medium', () => {
  let folder: string
  let vault: UnlockedVault
  let store: Store
  let cache: Cache
  let worklist: WorklistRoom
  let media: MediaRoom
  let importId: ImportId
  const account = { id: '00000000-0000-4000-8000-000000000001' as AccountId, displayName: 'Lecteur', roles: ['L2' as const], language: 'fr' as const }
  const context = { operation: 'import.close' as const, account, signal: new AbortController().signal, act: <T>(_: string, work: () => T) => store.transaction(work) }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'binocle-media-'))
    vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2, r: 8, p: 1 } }).create({ displayName: 'Lecteur', passphrase: 'douze lettres au moins', language: 'fr' })
    store = openQuickStore({ file: join(folder, 'binocle.db'), key: vault.databaseKey })
    store.transaction(() => store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)').run(account.id, '["L2"]', '2026-01-01T00:00:00.000Z'))
    cache = createCache({ dir: join(folder, 'cache'), store, vault })
    worklist = createWorklist({ store, cache, emit: () => undefined, now: () => new Date(), isHeld: () => false, imageArrived: () => undefined, staysBlind: () => false })
    media = createMedia({ imports: worklist.imports, here: (objects) => worklist.objectsHere(objects), standing: (identity) => worklist.standing(identity) })
    importId = worklist.imports.open()
  })
  afterEach(() => { cache.close(); store.close(); vault.forget(); rmSync(folder, { recursive: true, force: true }) })

  const close = () => worklist.handlers['import.close']({ importId }, context)
  async function take(files: ReadonlyMap<string, Uint8Array>, ...studies: (string | undefined)[]) {
    media.handlers['import.choose']({ importId, studies: chosen(...studies) }, {} as never)
    await sendWanted(media, importId, files)
    return close()
  }
  const storedObjects = () => store.prepare<[], { n: number }>('SELECT count(*) AS n FROM instances').get()?.n

  /** As a site burns it: DCMTK writes the directory. */
  function burn(files: Map<string, Uint8Array>): Map<string, Uint8Array> {
    const disc = join(folder, 'disc')
    for (const [path, bytes] of files) { mkdirSync(dirname(join(disc, path)), { recursive: true }); writeFileSync(join(disc, path), bytes) }
    execFileSync('dcmmkdir', ['-Pgp', '--invent', '+id', disc, '+r', '+D', join(disc, 'DICOMDIR')], { stdio: 'pipe' })
    return new Map(readdirSync(disc, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => [join(one.parentPath, one.name).slice(disc.length + 1), readFileSync(join(one.parentPath, one.name))]))
  }
  const dcmmkdir = hasTool('dcmmkdir')

  it.skipIf(!dcmmkdir)('with a directory of DCMTK is shown whole from it alone, and only what was chosen is stored, byte for byte (skipped where dcmmkdir is not installed)', async () => {
    const disc = burn(discFiles())
    const tree = await lookThrough(media, importId, disc)
    expect(tree).toMatchObject({ directories: 1, missing: { count: 0 }, unlisted: { count: 0 }, refused: [] })
    expect(tree.patients.map(({ patientName, patientID, standing, studies }) => [patientName, patientID, standing, studies.map(({ objects, here, studyDate }) => [studyDate, objects, here])])).toEqual([
      ['GABARIT^Paul', 'CD-200', 'new', [['2025-02-01', 1, 0]]],
      ['SPÉCIMEN^Jeanne', 'CD-100', 'new', [['2025-03-10', 3, 0], ['2023-03-10', 2, 0]]],
    ])
    expect(storedObjects()).toBe(0)
    expect(await take(disc, discStudies[0])).toMatchObject({ stored: 3, refused: 0, studies: [discStudies[0]] })
    for (const { sop_uid } of store.prepare<[], { sop_uid: string }>('SELECT sop_uid FROM instances').all()) {
      const parts: Uint8Array[] = []
      for await (const part of cache.stream(sop_uid, null, context.signal)) parts.push(part)
      expect([...disc.values()].some((file) => Buffer.concat(parts).equals(file))).toBe(true)
    }
    importId = worklist.imports.open()
    const again = await lookThrough(media, importId, disc)
    expect(again.patients[1]).toMatchObject({ standing: 'known', studies: [{ objects: 3, here: 3 }, { objects: 2, here: 0 }] })
  })

  it.skipIf(!dcmmkdir)('names what its directory lists and lacks, and what lies beside the directory, which can be taken too (skipped where dcmmkdir is not installed)', async () => {
    const disc = burn(discFiles())
    // As a system shows the disc in small letters, with one file gone and one that was added after.
    const shown = new Map([...disc].map(([path, bytes]) => [path === 'DICOMDIR' ? 'cd/dicomdir' : `cd/${path.toLowerCase()};1`, bytes]))
    shown.delete('cd/images/ex1/im0002;1')
    const late = discFiles({ study: 'late', images: 1 })
    shown.set('cd/extra/late.dcm', late.get('IMAGES/EX1/IM0001') ?? new Uint8Array())
    shown.set('cd/autorun.inf', Buffer.from('[autorun]'))
    const tree = await lookThrough(media, importId, shown)
    expect(tree.missing).toEqual({ count: 1, names: ['IMAGES/EX1/IM0002'] })
    expect(tree.unlisted).toEqual({ count: 1, names: ['cd/extra/late.dcm'] })
    expect(tree.others).toEqual({ count: 1, names: ['cd/autorun.inf'] })
    const patient = tree.patients.find(({ patientID }) => patientID === 'CD-100')
    expect(patient?.studies.map(({ objects, missing, unlisted }) => [objects, missing, unlisted])).toEqual(expect.arrayContaining([[2, 1, 0], [2, 0, 0]]))
    expect(await take(shown, ...tree.patients.flatMap(({ studies }) => studies.map(({ studyInstanceUID }) => studyInstanceUID)))).toMatchObject({ stored: 6, refused: 0 })
  })

  it.skipIf(!findSharedData() || !existsSync(join(sharedData, 'objects', 'DICOMDIR_compsamples')))('reads the directory of a published disc, whose files are not there (skipped without the shared data)', async () => {
    const tree = await lookThrough(media, importId, new Map([['DICOMDIR', readFileSync(join(sharedData, 'objects', 'DICOMDIR_compsamples'))]]))
    expect(tree.directories).toBe(1)
    expect(tree.missing.count).toBeGreaterThan(10)
    expect(tree.patients.length).toBeGreaterThan(0)
    expect(tree.patients.flatMap(({ studies }) => studies).every(({ objects, missing }) => objects === 0 && missing > 0)).toBe(true)
  })

  it('without a directory is known by the beginnings of its files; a directory that cannot be read is said and does not matter', async () => {
    const files = new Map<string, Uint8Array>([...discFiles(), ['DICOMDIR', Buffer.alloc(4000)]])
    const tree = await lookThrough(media, importId, files)
    expect(tree.directories).toBe(0)
    expect(tree.patients.flatMap(({ studies }) => studies.map(({ objects }) => objects))).toEqual(expect.arrayContaining([3, 2, 1]))
    expect(tree.refused[0]).toMatchObject({ name: 'DICOMDIR', problem: { code: 'media/directory' } })
  })

  it('names what the disc no longer gives, before the choice and after it, and takes the rest', async () => {
    const files = discFiles()
    const tree = await lookThrough(media, importId, files, ['IMAGES/EX1/IM0002'])
    expect(tree.refused).toMatchObject([{ name: 'IMAGES/EX1/IM0002', problem: { code: 'media/unreadable' } }])
    media.handlers['import.choose']({ importId, studies: chosen(discStudies[0]) }, {} as never)
    await sendWanted(media, importId, files, ['IMAGES/EX1/IM0003'])
    expect(close()).toMatchObject({ stored: 1, refused: 1, outcomes: expect.arrayContaining([expect.objectContaining({ name: 'IM0003', outcome: 'refused' })]) })
  })

  it('refuses an object of a study that was not chosen, although its directory promised another', async () => {
    const files = discFiles()
    await lookThrough(media, importId, files)
    const swapped = new Map(files)
    swapped.set('IMAGES/EX1/IM0001', files.get('IMAGES/EX3/IM0001') ?? new Uint8Array())
    expect(await take(swapped, discStudies[0])).toMatchObject({ stored: 2, refused: 1, outcomes: expect.arrayContaining([expect.objectContaining({ problem: expect.objectContaining({ code: 'media/not-chosen' }) })]) })
  })

  it('says of each patient how it stands to those known here: anonymous, in conflict, similar, known or new', async () => {
    await worklist.ingest((async function* () { yield discFiles().get('IMAGES/EX1/IM0001') ?? new Uint8Array() })(), { origin: 'pacs', signal: context.signal })
    const standings = await Promise.all([
      {}, { patient: '', id: '' }, { birth: '19580412', study: 'a' }, { id: 'AUTRE', study: 'b' }, { id: 'AUTRE', patient: 'NOUVELLE^Anne', study: 'c' },
    ].map(async (change) => {
      const opened = worklist.imports.open()
      return (await lookThrough(media, opened, new Map([...discFiles(change)].slice(0, 1)))).patients.map(({ standing, reasons }) => [standing, ...reasons])
    }))
    expect(standings).toEqual([[['known']], [['anonymous']], [['conflict', 'other-birth-date']], [['similar', 'other-number']], [['new']]])
  })

  it('in an archive is shown and taken entry by entry, from pieces of it', async () => {
    const files = discFiles()
    const archive = new Map([['envoi.zip', zipSync(Object.fromEntries(files), { level: 6 })]])
    const tree = await lookThrough(media, importId, archive)
    expect(tree.patients.flatMap(({ studies }) => studies.map(({ objects }) => objects)).toSorted()).toEqual([1, 2, 3])
    expect(await take(archive, discStudies[0], discStudies[2])).toMatchObject({ stored: 4, refused: 0 })
  })

  it.skipIf(!dcmmkdir)('in an archive keeps its directory, and an archive is known whatever it is called (skipped where dcmmkdir is not installed)', async () => {
    const disc = burn(discFiles())
    const archive = new Map([['EXPORT', zipSync(Object.fromEntries([...disc].map(([path, bytes]) => [`CD/${path}`, bytes])))]])
    const tree = await lookThrough(media, importId, archive)
    expect(tree).toMatchObject({ directories: 1, missing: { count: 0 }, unlisted: { count: 0 } })
    expect(await take(archive, ...discStudies)).toMatchObject({ stored: 6, refused: 0 })
  })

  it('cancelled on its way keeps what was whole and nothing of the rest, and is taken again without it', async () => {
    const files = discFiles()
    await lookThrough(media, importId, files)
    media.handlers['import.choose']({ importId, studies: chosen(...discStudies) }, {} as never)
    const { wants: [first, second] } = await media.handlers['import.next']({ importId, unreadable: [] }, {} as never)
    if (first === undefined || second === undefined) throw new Error('nothing is wanted')
    const bytesOf = ({ source }: { source: number }) => [...files.values()][source] ?? new Uint8Array()
    const cancelling = new AbortController()
    async function* halves(bytes: Uint8Array, between: () => void) {
      yield bytes.slice(0, bytes.length >> 1)
      await Promise.resolve()
      between()
      yield bytes.slice(bytes.length >> 1)
    }
    await media.piece(importId, first.file, first.step, halves(bytesOf(first), () => undefined), cancelling.signal)
    await expect(media.piece(importId, second.file, second.step, halves(bytesOf(second), () => { cancelling.abort() }), cancelling.signal)).rejects.toThrow('request/aborted')
    expect(close()).toMatchObject({ stored: 1, refused: 0 })
    const onDisk = readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    expect([storedObjects(), onDisk.length]).toEqual([1, 1])
    importId = worklist.imports.open()
    await lookThrough(media, importId, files)
    expect(await take(files, ...discStudies)).toMatchObject({ stored: 5, duplicates: 1, refused: 0 })
  })

  it('is forgotten when its import is closed', async () => {
    await lookThrough(media, importId, discFiles())
    close()
    expect(() => media.handlers['import.tree']({ importId }, {} as never)).toThrow('request/not-found')
  })
})
