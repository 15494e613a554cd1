/** Retrieval of the four-view mammogram and its prior from Orthanc: our client into a hash, against a plain streaming
 *  `fetch` of the same addresses into the same hash, one object after the other and four at a time. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createDicomWebClient, type InstanceAddress } from '../../main/pacs/index.ts'
import { peersPresent, startOrthanc, storescu } from '../peers/index.ts'

const rounds = 7
const study = join(import.meta.dirname, '../../../shared/data/mg/study-4view')
const { orthanc: noOrthanc, dcmtk: noDcmtk } = peersPresent()
const missing = [noOrthanc, noDcmtk, existsSync(study) ? null : '../shared/data is absent'].filter((reason) => reason !== null)
if (missing.length > 0) console.error(`retrieve: not measured (${missing.join('; ')})`)
else await bench()

async function bench(): Promise<void> {
  const orthanc = await startOrthanc()
  const never = new AbortController().signal
  const pacs = createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' })
  try {
    await storescu(['current', 'prior'].flatMap((name) => readdirSync(join(study, name)).map((file) => join(study, name, file))), orthanc)
    const { studies } = await pacs.findStudies({ patientID: 'MGPROTO-0001', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }, 10, never)
    const objects: InstanceAddress[] = []
    for (const { studyInstanceUID } of studies) for (const instance of await pacs.findInstances(studyInstanceUID, never)) objects.push({ studyInstanceUID, ...instance })

    const ours = async (at: InstanceAddress) => hashed(pacs.retrieveInstance(at, never))
    const authorization = `Basic ${Buffer.from(`${orthanc.user}:${orthanc.password}`).toString('base64')}`
    const plainly = async (at: InstanceAddress) => {
      const answer = await fetch(`${orthanc.dicomWebUrl}/studies/${at.studyInstanceUID}/series/${at.seriesInstanceUID}/instances/${at.sopInstanceUID}`, {
        headers: { authorization, accept: 'multipart/related; type="application/dicom"; transfer-syntax=*', 'accept-encoding': 'identity' },
      })
      if (answer.body === null) throw new Error('no body')
      return hashed(answer.body)
    }

    for (const streams of [1, 4]) {
      const times = { ours: [] as number[], plain: [] as number[] }
      let bytes = 0
      // Turn about, so that what else the machine does weighs on both.
      for (let round = 0; round <= rounds; round += 1) {
        const [own, plain] = [await timed(() => all(objects, streams, ours)), await timed(() => all(objects, streams, plainly))]
        bytes = own.result
        // The first round warms both up.
        if (round > 0) {
          times.ours.push(own.milliseconds)
          times.plain.push(plain.milliseconds)
        }
      }
      const rate = (milliseconds: number[]) => Math.round((bytes / 1e6 / (median(milliseconds) / 1000)) * 10) / 10
      const [value, peerValue] = [rate(times.ours), rate(times.plain)]
      console.log(JSON.stringify({ figure: `retrieve, two mammograms (${Math.round(bytes / 1e6)} MB), ${streams} at a time`, value, unit: 'MB/s', peer: 'plain fetch', peerValue, ratio: Math.round((value / peerValue) * 100) / 100 }))
    }
  } finally {
    pacs.close()
    await orthanc.stop()
  }
}

async function hashed(source: AsyncIterable<Uint8Array>): Promise<number> {
  const hash = createHash('sha256')
  let length = 0
  for await (const chunk of source) {
    hash.update(chunk)
    length += chunk.length
  }
  hash.digest()
  return length
}

async function all(objects: readonly InstanceAddress[], streams: number, read: (at: InstanceAddress) => Promise<number>): Promise<number> {
  const queue = objects.values()
  let bytes = 0
  await Promise.all(Array.from({ length: streams }, async () => {
    for (const at of queue) {
      const length = await read(at)
      bytes += length
    }
  }))
  return bytes
}

async function timed<T>(work: () => Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const start = performance.now()
  const result = await work()
  return { milliseconds: performance.now() - start, result }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
