/** The memory of a retrieval does not grow with the object: measured in a process of its own. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeObject, peersPresent, skipTitle, sopClass, startOrthanc, type MadeObject, type OrthancPeer } from '../../test/peers/index.ts'

const present = peersPresent()
const megabyte = 1024 * 1024

/** Retrieves one instance into a hash and prints what it cost. Sampled: the system's own peak would be that of the
 *  process that forked this one. */
const child = `
const { createDicomWebClient } = await import(process.argv[1])
const { createHash } = await import('node:crypto')
const { at, options } = JSON.parse(process.argv[2])
const pacs = createDicomWebClient(options)
let before = 0
let peak = 0
const hash = createHash('sha256')
let length = 0
for await (const chunk of pacs.retrieveInstance(at, new AbortController().signal)) {
  hash.update(chunk)
  length += chunk.length
  const rss = process.memoryUsage.rss()
  before ||= rss
  peak = Math.max(peak, rss)
}
console.log(JSON.stringify({ length, sha256: hash.digest('hex'), grown: peak - before }))
pacs.close()
`

describe.skipIf(present.orthanc !== null)(`a 320 MB multi-frame object${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer
  let object: MadeObject
  beforeAll(async () => {
    orthanc = await startOrthanc()
    object = makeObject({
      sopClassUID: sopClass.secondaryCaptureMultiFrame, modality: 'OT',
      // Every byte of each pair of frames differs, so that a lost or repeated chunk changes the digest.
      pixels: { rows: 2048, columns: 2048, frames: 77, fill: (bytes) => { for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE((at * 2654435761) % 4294967296, at) } },
    })
    await orthanc.post('/instances', object.bytes)
  })
  afterAll(() => orthanc.stop())

  it('is retrieved whole within less than 100 MB', async () => {
    expect(object.bytes.length).toBeGreaterThan(300 * megabyte)
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module', '--eval', child, new URL('./index.ts', import.meta.url).href,
      JSON.stringify({
        at: { studyInstanceUID: object.studyInstanceUID, seriesInstanceUID: object.seriesInstanceUID, sopInstanceUID: object.sopInstanceUID },
        options: { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' },
      }),
    ])
    const got = JSON.parse(stdout) as { length: number; sha256: string; grown: number }
    expect(got.length).toBe(object.bytes.length)
    expect(got.sha256).toBe(createHash('sha256').update(object.bytes).digest('hex'))
    expect(got.grown).toBeGreaterThan(0)
    expect(got.grown).toBeLessThan(100 * megabyte)
  })
})
