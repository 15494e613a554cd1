/** An archive that is quick and remembers everything: DICOMweb in memory, so that thousands of reports take minutes. Like
 *  Orthanc it keeps what it was given first under a SOP Instance UID and says 200 to whatever comes later. */
import type { IncomingMessage } from 'node:http'
import { datasetDigest } from '../../main/dicom/index.ts'
import { startHttpPeer } from '../peers/index.ts'

export interface Kept {
  readonly studyInstanceUID: string
  readonly digest: string
  /** Objects that came under this UID, the first included. */
  arrivals: number
  /** Others than the first among them. */
  others: number
}

export interface Archive {
  readonly port: number
  readonly held: ReadonlyMap<string, Kept>
  stop(): Promise<void>
}

export async function startArchive(): Promise<Archive> {
  const held = new Map<string, Kept>()
  const files = new Map<string, Buffer>()
  const peer = await startHttpPeer((request, response) => {
    const url = new URL(request.url ?? '', 'http://archive')
    const [, studyInstanceUID = '', last = ''] = /\/studies\/([\d.]+)(?:\/.*\/([\d.]+))?/.exec(url.pathname) ?? []
    const json = (status: number, value: unknown) => response.writeHead(status, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(value))
    const serve = async () => {
      if (request.method === 'POST') {
        const file = onlyPart(await bodyOf(request))
        const uid = sopInstanceUidOf(file)
        const digest = datasetDigest(file)
        const known = held.get(uid)
        if (known === undefined) {
          held.set(uid, { studyInstanceUID, digest, arrivals: 1, others: 0 })
          files.set(uid, file)
        } else {
          known.arrivals += 1
          if (known.digest !== digest) known.others += 1
        }
        json(200, { '00081199': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: [uid] } }] } })
        return
      }
      if (url.pathname.endsWith('/instances')) {
        const uid = url.searchParams.get('SOPInstanceUID') ?? ''
        const found = held.get(uid)
        if (found === undefined || found.studyInstanceUID !== studyInstanceUID) response.writeHead(204).end()
        else json(200, [{ '00080016': ui('1.2.840.10008.5.1.4.1.1.104.1'), '00080018': ui(uid), '0020000D': ui(studyInstanceUID), '0020000E': ui('1.2.3'), '00080060': { vr: 'CS', Value: ['DOC'] } }])
        return
      }
      const file = files.get(last)
      if (file === undefined) response.writeHead(404).end()
      else response.writeHead(200, { 'content-type': 'multipart/related; type="application/dicom"; boundary=part' }).end(Buffer.concat([Buffer.from('--part\r\nContent-Type: application/dicom\r\n\r\n'), file, Buffer.from('\r\n--part--\r\n')]))
    }
    serve().catch(() => response.destroy())
  })
  return { port: peer.port, held, stop: () => peer.stop() }
}

const ui = (value: string) => ({ vr: 'UI', Value: [value] })

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  if (!request.complete) throw new Error('cut on the way')
  return Buffer.concat(parts)
}

/** Between the first blank line and the last boundary. */
function onlyPart(body: Buffer): Buffer {
  const boundary = body.subarray(0, body.indexOf('\r\n'))
  return body.subarray(body.indexOf('\r\n\r\n') + 4, body.lastIndexOf(Buffer.concat([Buffer.from('\r\n'), boundary])))
}

/** (0002,0003) of the File Meta Information, always explicit little endian (PS3.10 7.1). */
function sopInstanceUidOf(file: Buffer): string {
  const at = file.indexOf(Buffer.from([0x02, 0x00, 0x03, 0x00, 0x55, 0x49]))
  if (at < 0) throw new Error('no object')
  return file.toString('latin1', at + 8, at + 8 + file.readUInt16LE(at + 6)).replace(/\0+$/, '')
}
