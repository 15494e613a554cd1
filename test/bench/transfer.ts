/** How fast objects come and go, beside DCMTK and a plain streaming `fetch` in the same run: a study of CT slices through a
 *  real Orthanc. What is fetched goes into nothing, and into the encrypted cache beside plain files that are flushed, and
 *  beside files whose names are as well, as the cache does it; what is sent comes from memory. The list of a hundred thousand
 *  studies comes from an archive written here, since no Orthanc is filled that fast.
 *  `--slices=200`, `--rounds=3`, `--studies=100000`. */
import { execFile } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { promisify } from 'node:util'
import { createCache, type Cache } from '../../main/cache/index.ts'
import { createDicomWebClient, createDimseClient, type InstanceAddress, type PacsClient } from '../../main/pacs/index.ts'
import { openStore, type Store } from '../../main/store/index.ts'
import { severalAtOnce } from '../../main/sync/retrieval/several-at-once.ts'
import { openVault } from '../../main/vault/index.ts'
import { makeObject, peersPresent, sopClass, startHttpPeer, startOrthanc, testUid, type MadeObject, type OrthancPeer } from '../peers/index.ts'

const run = promisify(execFile)
const option = (name: string, otherwise: number) => Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const [slices, rounds, studies] = [option('slices', 200), option('rounds', 3), option('studies', 100_000)]
const streams = 4
const never = new AbortController().signal

const { orthanc: noOrthanc, dcmtk: noDcmtk } = peersPresent()
const missing = [noOrthanc, noDcmtk].filter((reason) => reason !== null)
if (missing.length > 0) console.error(`transfer: not measured (${missing.join('; ')})`)
else await transfers()
await lists()

async function transfers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'binocle-transfer-'))
  const orthanc = await startOrthanc()
  const { cache, store } = await openEncryptedCache(folder)
  const web = createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' })
  // Orthanc serves four associations at a time: those that stay open for a moment would keep its peer waiting.
  const overDimse = (work: (pacs: PacsClient) => Promise<void>) => async () => {
    const pacs = createDimseClient({ host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet, callingAE: 'WORKSTATION', tls: null, connectMs: 10_000, idleMs: 60_000 })
    await work(pacs).finally(() => { pacs.close() })
  }
  try {
    const objects = ctSlices()
    const bytes = objects.reduce((sum, object) => sum + object.bytes.length, 0)
    const files = objects.map((object, index) => {
      const file = join(folder, `${index}.dcm`)
      writeFileSync(file, object.bytes)
      return file
    })
    for (const object of objects) await orthanc.post('/instances', object.bytes)
    const received = join(folder, 'received')
    mkdirSync(received)

    const study = objects[0]?.studyInstanceUID ?? ''
    const forget = () => cache.evictStudy(study)
    // Sent anew each time: Orthanc 1.10 that overwrites what several associations send falls silent now and then.
    const clear = async () => { for (const { sopInstanceUID } of objects) await orthanc.forget(sopInstanceUID) }
    // As the program takes what a source can give again: one that has come leaves its place on the line, its file is
    // flushed, its row with the next transaction.
    const into = async (pacs: PacsClient) => {
      await severalAtOnce(objects, streams, async (at, arrived) => {
        const staged = await cache.stage(at, toItsEnd(pacs.retrieveInstance(at, never), arrived), never)
        store.transaction(() => { cache.commit(staged) }, 'withNext')
        return 'came'
      })
      store.transaction(() => { store.prepare(`INSERT OR REPLACE INTO settings (key, value) VALUES ('bench', '1')`).run() })
    }
    const nowhere = (pacs: PacsClient) => each(objects, (at) => drained(pacs.retrieveInstance(at, never)))
    const sent = (pacs: PacsClient) => each(objects, async (at) => { await pacs.store(at, at.bytes, never) })
    const dcmtk = (program: string, ...more: string[]) => () => run(program, ['-aet', 'WORKSTATION', '-aec', orthanc.aet, ...more], { env: { ...process.env, TCP_NODELAY: '1' } })
    const peer = ['127.0.0.1', String(orthanc.dicomPort)]
    // As each retrieval does: what was listed is fetched without another question.
    const listedFirst = (work: (pacs: PacsClient) => Promise<void>) => overDimse(async (pacs) => {
      await pacs.findInstances(study, never)
      await work(pacs)
    })
    const getscu = dcmtk('getscu', '-S', '+B', '-od', received, '-k', 'QueryRetrieveLevel=STUDY', '-k', `StudyInstanceUID=${study}`, ...peer)
    const storescu = dcmtk('storescu', '-R', ...peer, ...files)

    await compare('WADO-RS into nothing', bytes, () => nowhere(web), 'plain fetch into nothing', () => each(objects, async (at) => drained(Readable.fromWeb(await bodyOf(orthanc, at)))))
    await compare('WADO-RS into the encrypted cache', bytes, () => into(web), 'plain fetch into flushed files', () => each(objects, async (at) => {
      await pipeline(Readable.fromWeb(await bodyOf(orthanc, at)), createWriteStream(join(received, at.sopInstanceUID), { flush: true }))
    }), forget)
    await compare('WADO-RS into the encrypted cache', bytes, () => into(web), 'plain fetch into files that outlive a power failure as the cache’s do: flushed, renamed, their folder flushed', () => each(objects, async (at) => {
      const file = join(received, at.sopInstanceUID)
      await pipeline(Readable.fromWeb(await bodyOf(orthanc, at)), createWriteStream(`${file}.part`, { flush: true }))
      await rename(`${file}.part`, file)
      const folder = await open(received, 'r')
      await folder.sync()
      await folder.close()
    }), forget)
    await compare('C-GET into nothing', bytes, listedFirst(nowhere), 'getscu into nothing', dcmtk('getscu', '-S', '--ignore', '-k', 'QueryRetrieveLevel=STUDY', '-k', `StudyInstanceUID=${study}`, ...peer))
    await compare('C-GET into the encrypted cache', bytes, listedFirst(into), 'getscu into files that are then flushed', async () => {
      await getscu()
      await each(readdirSync(received), async (name) => {
        const file = await open(join(received, name), 'r')
        await file.sync()
        await file.close()
      })
    }, forget)
    await compare('C-STORE', bytes, overDimse(sent), 'storescu', storescu, clear)
    await compare('STOW-RS', bytes, () => sent(web), 'storescu', storescu, clear)
  } finally {
    web.close()
    store.close()
    await orthanc.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** 512 × 512 × 16 bits each, as makers send them, in one series. */
function ctSlices(): MadeObject[] {
  const [studyInstanceUID, seriesInstanceUID] = [testUid(), testUid()]
  return Array.from({ length: slices }, (_, slice) => makeObject({
    studyInstanceUID, seriesInstanceUID, sopClassUID: sopClass.computedTomography, modality: 'CT',
    pixels: { rows: 512, columns: 1024, frames: 1, fill: (bytes) => { for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 31 + slice) & 255 } },
  }))
}

async function openEncryptedCache(folder: string): Promise<{ cache: Cache; store: Store }> {
  const vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } }).create({ displayName: 'Lecteur', passphrase: 'treize cailloux', language: 'fr' })
  const store = openStore({ file: join(folder, 'binocle.db'), key: vault.databaseKey })
  return { store, cache: createCache({ dir: join(folder, 'cache'), store, vault }) }
}

async function each<T>(objects: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = objects.values()
  await Promise.all(Array.from({ length: streams }, async () => { for (const one of queue) await work(one) }))
}

async function* toItsEnd(source: AsyncIterable<Uint8Array>, ended: () => void): AsyncGenerator<Uint8Array> {
  yield* source
  ended()
}

async function drained(source: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of source) void chunk
}

async function bodyOf(orthanc: OrthancPeer, at: InstanceAddress): Promise<ReadableStream> {
  const answer = await fetch(`${orthanc.dicomWebUrl}/studies/${at.studyInstanceUID}/series/${at.seriesInstanceUID}/instances/${at.sopInstanceUID}`, {
    headers: { authorization: `Basic ${btoa(`${orthanc.user}:${orthanc.password}`)}`, accept: 'multipart/related; type="application/dicom"; transfer-syntax=*', 'accept-encoding': 'identity' },
  })
  if (answer.body === null) throw new Error('no body')
  return answer.body as ReadableStream
}

/** Turn about, so that what else the machine does weighs on both; the first round warms both up. */
async function compare(what: string, bytes: number, ours: () => Promise<unknown>, peerName: string, theirs: () => Promise<unknown>, before = (): Promise<void> => Promise.resolve()): Promise<void> {
  const times = { ours: [] as number[], theirs: [] as number[] }
  for (let round = 0; round <= rounds; round += 1) {
    await before()
    const own = await timed(ours)
    await before()
    const other = await timed(theirs)
    if (round > 0) {
      times.ours.push(own)
      times.theirs.push(other)
    }
  }
  const rate = (all: number[]) => Math.round(bytes / 1e4 / (median(all) / 1000)) / 100
  const [value, peerValue] = [rate(times.ours), rate(times.theirs)]
  console.log(JSON.stringify({ figure: `${what}, ${slices} CT slices (${Math.round(bytes / 1e6)} MB), ${streams} at a time`, value, unit: 'MB/s', peer: peerName, peerValue, ratio: Math.round((value / peerValue) * 100) / 100 }))
}

async function lists(): Promise<void> {
  let requests = 0
  const row = (n: number) => JSON.stringify({
    '00080020': { vr: 'DA', Value: ['20260301'] }, '00080030': { vr: 'TM', Value: ['101500'] }, '00080050': { vr: 'SH', Value: [`A${n}`] }, '00080061': { vr: 'CS', Value: ['CT'] },
    '00081030': { vr: 'LO', Value: ['Tête injectée'] }, '00100010': { vr: 'PN', Value: [{ Alphabetic: `NOM${n}^Prénom` }] }, '00100020': { vr: 'LO', Value: [`P${n}`] },
    '00100030': { vr: 'DA', Value: ['19600101'] }, '00100040': { vr: 'CS', Value: ['F'] }, '0020000D': { vr: 'UI', Value: [`1.2.826.0.1.3680043.8.498.${n + 1}`] },
  })
  const peer = await startHttpPeer((request, response) => {
    requests += 1
    const { searchParams } = new URL(request.url ?? '', 'http://x')
    const offset = Number(searchParams.get('offset')), limit = Number(searchParams.get('limit'))
    response.end(`[${Array.from({ length: Math.max(0, Math.min(limit, studies - offset)) }, (_, n) => row(offset + n)).join(',')}]`)
  })
  const pacs = createDicomWebClient({ url: peer.url, user: '', password: '', certificateAuthority: '' })
  try {
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    let peak = before
    const watching = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss) }, 20)
    let found = 0
    const milliseconds = await timed(async () => { found = (await pacs.findStudies({ patientID: '', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }, studies, never)).studies.length })
    clearInterval(watching)
    console.log(JSON.stringify({ figure: `QIDO-RS of ${found} studies in ${requests} pages`, value: Math.round(found / (milliseconds / 1000)), unit: 'studies/s' }))
    console.log(JSON.stringify({ figure: `QIDO-RS of ${found} studies, memory it rose by (server in the same process)`, value: Math.round((peak - before) / 1e6), unit: 'MB' }))
  } finally {
    pacs.close()
    await peer.stop()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
