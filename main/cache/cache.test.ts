import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../store/index.ts'
import { openVault, type UnlockedVault } from '../vault/index.ts'
import { createCacheTable } from './cache-table.ts'
import { recoverCache } from './recover.ts'
import { headerBytes, sealedSegmentBytes, segmentBytes } from './segments.ts'
import { createCache, type Cache, type StagedObject } from './index.ts'

let folder: string
let vault: UnlockedVault
let store: Store
let cache: Cache
const never = new AbortController().signal
const study = '1.2.826.0.1.3680043.8.498.1'
const corrupt = { code: 'cache/corrupt' }

const cacheFolder = () => join(folder, 'cache')
const filesOf = () => readdirSync(cacheFolder(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
const openCache = () => createCache({ dir: cacheFolder(), store, vault })
const open = () => {
  store = openStore({ file: join(folder, 'binocle.db'), key: vault.databaseKey })
  cache = openCache()
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'))
  vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } }).create({ displayName: 'Lecteur', passphrase: 'treize cailloux', language: 'fr' })
  open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function* chunksOf(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const stage = (sopInstanceUID: string, bytes: Uint8Array, studyInstanceUID = study) => cache.stage({ studyInstanceUID, sopInstanceUID }, chunksOf(bytes), never)
async function keep(sopInstanceUID: string, bytes: Uint8Array, studyInstanceUID = study): Promise<StagedObject> {
  const staged = await stage(sopInstanceUID, bytes, studyInstanceUID)
  store.transaction(() => cache.commit(staged))
  return staged
}
async function streamed(sopInstanceUID: string, range: { offset: number; length: number } | null = null): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of cache.stream(sopInstanceUID, range, never)) parts.push(part)
  return Buffer.concat(parts)
}
const pathOf = (staged: StagedObject) => join(cacheFolder(), staged.file)
function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 0x80
  writeFileSync(path, bytes)
}

describe('the cache', () => {
  it.each([0, 1, segmentBytes - 1, segmentBytes, segmentBytes + 1, 16 * segmentBytes, 16 * segmentBytes + 1, 40 * segmentBytes + 777])(
    'gives back %i bytes as they came, whole and streamed, also after a restart', async (length) => {
      const bytes = randomBytes(length)
      const staged = await keep('1.2.3', bytes)
      expect(staged).toMatchObject({ length, sha256: createHash('sha256').update(bytes).digest('hex') })
      store.close()
      open()
      expect(cache.info('1.2.3')).toEqual({ length, sha256: staged.sha256 })
      expect(Buffer.from(await cache.read('1.2.3', null, never)).equals(bytes)).toBe(true)
      expect((await streamed('1.2.3')).equals(bytes)).toBe(true)
    },
  )

  it('gives any range, across segments and batches', async () => {
    const bytes = randomBytes(35 * segmentBytes + 99)
    await keep('1.2.3', bytes)
    const edges = [0, 1, segmentBytes - 1, segmentBytes, segmentBytes + 1, 16 * segmentBytes - 1, 16 * segmentBytes, 17 * segmentBytes + 5, bytes.length - 1, bytes.length]
    for (const from of edges)
      for (const to of edges.filter((edge) => edge >= from)) {
        const range = { offset: from, length: to - from }
        const expected = bytes.subarray(from, to)
        expect(expected.equals(await cache.read('1.2.3', range, never)), `${from}..${to}`).toBe(true)
        expect((await streamed('1.2.3', range)).equals(expected), `${from}..${to} streamed`).toBe(true)
      }
    await expect(cache.read('1.2.3', { offset: 0, length: bytes.length + 1 }, never)).rejects.toThrow(RangeError)
    await expect(cache.read('1.2.3', { offset: -1, length: 1 }, never)).rejects.toThrow(RangeError)
  })

  it('does not know a staged object until it is committed, nor after a rollback', async () => {
    const staged = await stage('1.2.3', randomBytes(10))
    expect(cache.info('1.2.3')).toBeNull()
    await expect(cache.read('1.2.3', null, never)).rejects.toMatchObject({ code: 'request/not-found' })
    expect(() => cache.commit(staged)).toThrow('transaction')
    expect(() => store.transaction(() => {
      cache.commit(staged)
      throw new Error('undone')
    })).toThrow('undone')
    expect(cache.info('1.2.3')).toBeNull()
    await cache.discard(staged)
    expect(filesOf()).toEqual([])
  })

  it('commits objects of one study that were staged at the same time, under one key', async () => {
    const all = await Promise.all(['1.1', '1.2', '1.3'].map((uid) => stage(uid, Buffer.from(uid))))
    store.transaction(() => all.forEach((staged) => cache.commit(staged)))
    for (const uid of ['1.1', '1.2', '1.3']) expect(Buffer.from(await cache.read(uid, null, never)).toString()).toBe(uid)
    expect(store.prepare('SELECT count(*) AS n FROM cache_keys').get()).toEqual({ n: 1 })
    expect(cache.usage()).toEqual({ bytes: 9, objects: 3 })
  })

  it('leaves no plaintext in the profile, in no name and no byte', async () => {
    const text = 'ZZPATIENT^DUPONT '
    await keep('1.2.840.99.77', Buffer.from(text.repeat(20_000)))
    store.transaction(() => store.prepare('INSERT INTO settings (key, value) VALUES (?, ?)').run('row', JSON.stringify(text)))
    const names = readdirSync(folder, { recursive: true }).map(String)
    expect(names.length).toBeGreaterThan(4)
    expect(names.join(' ')).not.toMatch(/1\.2\.840\.99\.77|1\.2\.826|ZZPATIENT/)
    for (const name of names.filter((each) => statSync(join(folder, each)).isFile())) {
      const bytes = readFileSync(join(folder, name))
      for (const secret of ['ZZPATIENT', 'DUPONT', '1.2.840.99.77', study]) expect(bytes.includes(secret), `${secret} in ${name}`).toBe(false)
    }
  })

  it('keeps the first content when other bytes come under the same SOP Instance UID', async () => {
    await keep('1.2.3', Buffer.from('first'))
    await expect(keep('1.2.3', Buffer.from('other'))).rejects.toMatchObject({ code: 'dicom/conflicting-duplicate' })
    expect(Buffer.from(await cache.read('1.2.3', null, never)).toString()).toBe('first')
  })

  it('takes the same bytes again in place of an altered file', async () => {
    const bytes = randomBytes(100_000)
    const staged = await keep('1.2.3', bytes)
    flip(pathOf(staged), 500)
    await expect(cache.read('1.2.3', null, never)).rejects.toMatchObject(corrupt)
    await keep('1.2.3', bytes)
    expect(Buffer.from(await cache.read('1.2.3', null, never)).equals(bytes)).toBe(true)
    await expect.poll(() => filesOf().length).toBe(1)
  })
})

describe('an altered file', () => {
  it('is refused wherever a byte was flipped', async () => {
    const bytes = randomBytes(3 * segmentBytes + 1000)
    const staged = await keep('1.2.3', bytes)
    const honest = readFileSync(pathOf(staged))
    const header = Array.from({ length: headerBytes }, (_, at) => at)
    const tags = [0, 1, 2].map((index) => headerBytes + index * sealedSegmentBytes + segmentBytes + 3)
    const places = [...header, headerBytes, ...tags, ...Array.from({ length: 40 }, (_, at) => Math.floor((honest.length - 1) * (at / 39)))]
    for (const at of places) {
      flip(pathOf(staged), at)
      await expect(cache.read('1.2.3', null, never), `byte ${at}`).rejects.toMatchObject({ ...corrupt, subject: '1.2.3' })
      writeFileSync(pathOf(staged), honest)
    }
    expect(Buffer.from(await cache.read('1.2.3', null, never)).equals(bytes)).toBe(true)
  })

  it('gives no byte of the altered segment, though segments before it may be streamed', async () => {
    const bytes = randomBytes(40 * segmentBytes)
    const staged = await keep('1.2.3', bytes)
    flip(pathOf(staged), headerBytes + 20 * sealedSegmentBytes + 7)
    const seen: Uint8Array[] = []
    await expect((async () => {
      for await (const part of cache.stream('1.2.3', null, never)) seen.push(part)
    })()).rejects.toMatchObject(corrupt)
    expect(Buffer.concat(seen).equals(bytes.subarray(0, 16 * segmentBytes))).toBe(true)
    expect(bytes.subarray(0, 100).equals(await cache.read('1.2.3', { offset: 0, length: 100 }, never))).toBe(true)
  })

  it('is refused when cut, at a segment boundary too, or lengthened', async () => {
    const staged = await keep('1.2.3', randomBytes(3 * segmentBytes))
    const honest = readFileSync(pathOf(staged))
    for (const length of [0, 10, headerBytes, headerBytes + sealedSegmentBytes, headerBytes + 2 * sealedSegmentBytes, honest.length - 1]) {
      writeFileSync(pathOf(staged), honest)
      truncateSync(pathOf(staged), length)
      await expect(cache.read('1.2.3', { offset: 0, length: 10 }, never), `cut to ${length}`).rejects.toMatchObject(corrupt)
    }
    writeFileSync(pathOf(staged), Buffer.concat([honest, Buffer.alloc(1)]))
    await expect(cache.read('1.2.3', null, never)).rejects.toMatchObject(corrupt)
  })

  it('is refused when its segments were exchanged, within the file or between two files', async () => {
    const one = await keep('1.1', randomBytes(3 * segmentBytes))
    const two = await keep('1.2', randomBytes(3 * segmentBytes))
    const [a, b] = [readFileSync(pathOf(one)), readFileSync(pathOf(two))]
    const segment = (bytes: Buffer, index: number) => bytes.subarray(headerBytes + index * sealedSegmentBytes, headerBytes + (index + 1) * sealedSegmentBytes)
    writeFileSync(pathOf(one), Buffer.concat([a.subarray(0, headerBytes), segment(a, 1), segment(a, 0), segment(a, 2)]))
    await expect(cache.read('1.1', null, never)).rejects.toMatchObject(corrupt)
    writeFileSync(pathOf(one), Buffer.concat([a.subarray(0, headerBytes), segment(a, 0), segment(b, 1), segment(a, 2)]))
    await expect(cache.read('1.1', null, never)).rejects.toMatchObject(corrupt)
  })

  it('is refused when it is the whole file of another object of the same study, or is gone', async () => {
    const one = await keep('1.1', randomBytes(1000))
    const two = await keep('1.2', randomBytes(1000))
    copyFileSync(pathOf(two), pathOf(one))
    await expect(cache.read('1.1', null, never)).rejects.toMatchObject(corrupt)
    rmSync(pathOf(one))
    await expect(cache.read('1.1', null, never)).rejects.toMatchObject(corrupt)
  })

  it('that lost its last segment is refused even when its row was shortened to fit', async () => {
    const staged = await keep('1.2.3', randomBytes(3 * segmentBytes))
    truncateSync(pathOf(staged), headerBytes + 2 * sealedSegmentBytes)
    store.prepare('UPDATE cache_objects SET length = ?').run(2 * segmentBytes)
    await expect(cache.read('1.2.3', null, never)).rejects.toMatchObject(corrupt)
  })
})

describe('an interrupted write', () => {
  it('leaves nothing when it is aborted, or when its source breaks', async () => {
    const stop = new AbortController()
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield randomBytes(200_000)
      stop.abort()
      yield randomBytes(200_000)
    }
    await expect(cache.stage({ studyInstanceUID: study, sopInstanceUID: '1.2' }, slow(), stop.signal)).rejects.toMatchObject({ code: 'request/aborted' })
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(200_000)
      throw new Error('the connection was cut')
    }
    await expect(cache.stage({ studyInstanceUID: study, sopInstanceUID: '1.2' }, broken(), never)).rejects.toThrow('was cut')
    expect(filesOf()).toEqual([])
  })

  it('stops, as reads do, when the session locks', async () => {
    await keep('1.1', randomBytes(20 * segmentBytes))
    const reading = cache.stream('1.1', null, never)[Symbol.asyncIterator]()
    await reading.next()
    async function* locking(): AsyncGenerator<Uint8Array> {
      yield randomBytes(1000)
      cache.close()
      yield randomBytes(1000)
    }
    const locked = { code: 'session/locked' }
    await expect(cache.stage({ studyInstanceUID: study, sopInstanceUID: '1.2' }, locking(), never)).rejects.toMatchObject(locked)
    await expect(reading.next()).rejects.toMatchObject(locked)
    await expect(cache.read('1.1', null, never)).rejects.toMatchObject(locked)
    expect(filesOf()).toHaveLength(1)
  })
})

describe('eviction', () => {
  it('deletes the key and then the files of one study alone', async () => {
    await keep('1.1', randomBytes(10))
    await keep('1.2', randomBytes(10))
    await keep('2.1', randomBytes(10), '1.9')
    await cache.evictStudy(study)
    expect(filesOf()).toHaveLength(1)
    expect(store.prepare('SELECT study_instance_uid AS study FROM cache_keys').all()).toEqual([{ study: '1.9' }])
    expect([cache.info('1.1'), cache.usage()]).toEqual([null, { bytes: 10, objects: 1 }])
    expect(await cache.read('2.1', null, never)).toHaveLength(10)
  })

  it('inside a transaction that is undone keeps everything', async () => {
    await keep('1.1', randomBytes(10))
    expect(() => store.transaction(() => {
      cache.dropStudy(study)
      throw new Error('undone')
    })).toThrow('undone')
    expect(await cache.read('1.1', null, never)).toHaveLength(10)
  })

  it('of one object leaves the others of its study', async () => {
    await keep('1.1', randomBytes(10))
    await keep('1.2', randomBytes(10))
    await cache.evictObject('1.1')
    expect([cache.info('1.1'), filesOf().length]).toEqual([null, 1])
    expect(await cache.read('1.2', null, never)).toHaveLength(10)
  })

  it('during a write lets the object be committed under a key of its own', async () => {
    const early = await stage('1.1', Buffer.from('early'))
    await cache.evictStudy(study)
    await keep('1.2', Buffer.from('later'))
    store.transaction(() => cache.commit(early))
    expect(Buffer.from(await cache.read('1.1', null, never)).toString()).toBe('early')
    expect(Buffer.from(await cache.read('1.2', null, never)).toString()).toBe('later')
  })
})

describe('recovery', () => {
  it('removes files that no row knows, and names and drops rows whose file is gone', async () => {
    const kept = await keep('1.1', randomBytes(10))
    const lost = await keep('1.2', randomBytes(10))
    await stage('1.3', randomBytes(10)) // never committed: the program was killed
    writeFileSync(`${pathOf(kept)}.tmp`, 'half')
    rmSync(pathOf(lost))
    cache = openCache()
    expect(await cache.recover()).toEqual({ orphansRemoved: 2, missing: ['1.2'] })
    expect([filesOf(), cache.info('1.2')]).toEqual([[pathOf(kept)], null])
    expect(await cache.recover()).toEqual({ orphansRemoved: 0, missing: [] })
    expect(await cache.read('1.1', null, never)).toHaveLength(10)
  })

  it('drops the rows together with what others know of their objects, or not at all', async () => {
    const lost = await keep('1.1', randomBytes(10))
    rmSync(pathOf(lost))
    await expect(cache.recover(() => { throw new Error('killed') })).rejects.toThrow('killed')
    expect(cache.info('1.1')).not.toBeNull()
    const told: string[] = []
    await cache.recover((missing) => told.push(...missing))
    expect([told, cache.info('1.1')]).toEqual([['1.1'], null])
  })

  it('goes on past a file that something else holds, and removes it another time', async () => {
    const lost = await keep('1.1', randomBytes(10))
    await stage('1.2', randomBytes(10)) // never committed
    rmSync(pathOf(lost))
    const table = createCacheTable(store)
    const held = () => Promise.reject(Object.assign(new Error('held'), { code: 'EBUSY' }))
    expect(await recoverCache({ folder: cacheFolder(), table, inFlight: new Set(), remove: held })).toEqual({ orphansRemoved: 0, missing: ['1.1'] })
    expect(await recoverCache({ folder: cacheFolder(), table, inFlight: new Set() })).toEqual({ orphansRemoved: 1, missing: ['1.1'] })
  })

  it('leaves alone what is being written or waits for its commit', async () => {
    const waiting = await stage('1.1', Buffer.from('waiting'))
    expect(await cache.recover()).toEqual({ orphansRemoved: 0, missing: [] })
    store.transaction(() => cache.commit(waiting))
    expect(Buffer.from(await cache.read('1.1', null, never)).toString()).toBe('waiting')
  })
})
