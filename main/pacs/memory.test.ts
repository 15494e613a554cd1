/** The memory of a retrieval does not grow with the object, by whichever way it comes from a real Orthanc: measured in a
 *  process of its own. `RETRIEVE_ORTHANC_MB` sets its size (561 for that of a whole tomosynthesis). */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../test/fixtures/archived-objects.ts'
import { datasetOf, freePort, makeObject, peersPresent, skipTitle, sopClass, startOrthanc, type MadeObject, type OrthancPeer } from '../../test/peers/index.ts'

const present = peersPresent()
const megabyte = 1024 * 1024
const size = Number(process.env['RETRIEVE_ORTHANC_MB'] ?? 96)

/** Retrieves one instance into a hash and prints what it cost. Sampled: the system's own peak would be that of the
 *  process that forked this one. */
const child = `
const { createHash } = await import('node:crypto')
const { room, way, at, web, dimse } = JSON.parse(process.argv[1])
const load = (file) => import(new URL(file, room).href)
const signal = new AbortController().signal
let source, close
if (way === 'WADO-RS') {
  const pacs = (await load('index.ts')).createDicomWebClient(web)
  source = pacs.retrieveInstance(at, signal)
  close = () => pacs.close()
} else if (way === 'C-GET') {
  const pacs = (await load('dimse/index.ts')).createDimseClient(dimse)
  source = pacs.retrieveInstance(at, signal)
  close = () => pacs.close()
} else {
  const expected = (await load('dimse/expected-objects.ts')).createExpectedObjects()
  const acceptor = await (await load('dimse/acceptor.ts')).startAcceptor({ host: '127.0.0.1', port: dimse.ourPort, calledAE: 'WORKSTATION', tls: null, idleMs: 60000, maximumAssociations: 4 }, { allows: () => true, store: (object) => expected.deliver(object), committed: async () => undefined })
  const { offer, studyRootMove } = await load('dimse/services.ts')
  const association = await (await load('dimse/association.ts')).openAssociation(dimse, { contexts: offer(studyRootMove) }, signal)
  source = (await load('dimse/move-object.ts')).moveObject(association, 1, at, 'WORKSTATION', expected, 60000)
  close = async () => { await association.release(); await acceptor.close() }
}
let before = 0, peak = 0, length = 0
const hash = createHash('sha256')
for await (const chunk of source) {
  // By DIMSE the file meta information is ours, and comes first; the data set is theirs.
  if (way === 'WADO-RS' || length > 0) hash.update(chunk)
  length += chunk.length
  const rss = process.memoryUsage.rss()
  before ||= rss
  peak = Math.max(peak, rss)
}
console.log(JSON.stringify({ sha256: hash.digest('hex'), grown: peak - before, peak }))
await close()
`

describe.skipIf(present.orthanc !== null)(`A3 a multi-frame object of ${size} MB${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, object: MadeObject, ourPort: number, digests: { part10: string; dataSet: string }
  beforeAll(async () => {
    ourPort = await freePort()
    orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'WORKSTATION', Host: '127.0.0.1', Port: ourPort, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true } } } })
    object = makeObject({
      sopClassUID: sopClass.secondaryCaptureMultiFrame, modality: 'OT',
      // Every byte of each pair of frames differs, so that a lost or repeated chunk changes the digest.
      pixels: { rows: 2048, columns: 2048, frames: Math.ceil(size / 4), fill: (bytes) => { for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE((at * 2654435761) % 4294967296, at) } },
    })
    await orthanc.post('/instances', object.bytes)
    digests = { part10: sha256(object.bytes), dataSet: sha256(datasetOf(object.bytes)) }
  })
  afterAll(() => orthanc.stop())

  it.each(['WADO-RS', 'C-GET', 'C-MOVE'])('comes whole by %s with less than 100 MB more than before, and less than 400 MB in all', async (way) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', child, JSON.stringify({
      room: new URL('./', import.meta.url).href, way,
      at: { studyInstanceUID: object.studyInstanceUID, seriesInstanceUID: object.seriesInstanceUID, sopInstanceUID: object.sopInstanceUID },
      web: { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' },
      dimse: { host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet, callingAE: 'WORKSTATION', tls: null, connectMs: 10_000, idleMs: 60_000, ourPort },
    })])
    const got = JSON.parse(stdout) as { sha256: string; grown: number; peak: number }
    expect(got.sha256).toBe(way === 'WADO-RS' ? digests.part10 : digests.dataSet)
    process.stderr.write(`${size} MB by ${way}: ${Math.round(got.peak / megabyte)} MB of memory at most\n`)
    expect(got.grown).toBeLessThan(100 * megabyte)
    expect(got.peak).toBeLessThan(400 * megabyte)
  }, 300_000)
})
