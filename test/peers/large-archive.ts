/** A DICOMweb archive of one study whose objects are made as they leave: many of them, or one of gigabytes, and nothing of it
 *  is held. Each byte of the pixels tells its place, so that what is lost or doubled changes the digest. */
import type { ServerResponse } from 'node:http'
import { startHttpPeer, type HttpPeer } from './faults.ts'
import { makeObject, sopClass } from './part10.ts'
import { room } from './room.ts'

export interface LargeArchive extends HttpPeer {
  readonly studyInstanceUID: string
  /** SOP Instance UIDs of the objects that were asked for, in order. */
  readonly asked: string[]
  /** Objects that left whole. */
  readonly sent: string[]
}

const frameSide = 2048
const chunkSize = 64 * 1024
/** Two periods long, so that a chunk begins anywhere in the first. */
const pattern = Buffer.from(Array.from({ length: 2 * 65_521 + chunkSize }, (_, at) => ((at % 65_521) * 31) & 255))

/** `frames`: of 4 MiB each; 0 for 32 KB. */
export async function startLargeArchive({ objects, frames, pauseMs = 0 }: { objects: number; frames: number; pauseMs?: number }): Promise<LargeArchive> {
  const studyInstanceUID = `1.2.826.0.1.3680043.8.498.77.${objects}.${frames}`
  const uid = (kind: number, n: number) => `${studyInstanceUID}.${kind}.${n + 1}`
  const seriesInstanceUID = uid(1, 0)
  const pixels = frames === 0 ? { rows: 128, columns: 256, frames: 1 } : { rows: frameSide, columns: frameSide, frames }
  const length = pixels.rows * pixels.columns * pixels.frames
  const row = (n: number) => ({ '0020000E': { vr: 'UI', Value: [seriesInstanceUID] }, '00080018': { vr: 'UI', Value: [uid(2, n)] }, '00080016': { vr: 'UI', Value: [sopClass.secondaryCaptureMultiFrame] }, '00080060': { vr: 'CS', Value: ['OT'] } })
  const asked: string[] = [], sent: string[] = []

  async function send(sopInstanceUID: string, response: ServerResponse): Promise<void> {
    const { bytes } = makeObject({ studyInstanceUID, seriesInstanceUID, sopInstanceUID, sopClassUID: sopClass.secondaryCaptureMultiFrame, modality: 'OT', pixels, pixelsFollow: true })
    const [opening, end] = [Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'), Buffer.from('\r\n--b--')]
    response.writeHead(200, { 'content-type': 'multipart/related; type="application/dicom"; boundary=b', 'content-length': opening.length + bytes.length + length + end.length })
    response.write(Buffer.concat([opening, bytes]))
    for (let at = 0; at < length; at += chunkSize) {
      const from = at % 65_521
      if (!response.write(pattern.subarray(from, from + Math.min(chunkSize, length - at)))) await room(response)
      if (response.destroyed) return
    }
    response.end(end, () => sent.push(sopInstanceUID))
  }

  const peer = await startHttpPeer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x')
    const object = /\/instances\/([\d.]+)$/.exec(url.pathname)?.[1]
    if (object !== undefined) {
      asked.push(object)
      setTimeout(() => { send(object, response).catch(() => response.destroy()) }, pauseMs)
      return
    }
    const offset = Number(url.searchParams.get('offset') ?? 0), limit = Number(url.searchParams.get('limit') ?? objects)
    const rows = url.pathname.endsWith('/instances') && url.searchParams.get('SOPClassUID') === null ? Array.from({ length: Math.max(0, Math.min(limit, objects - offset)) }, (_, n) => row(offset + n)) : []
    response.end(JSON.stringify(rows))
  })
  return { ...peer, studyInstanceUID, asked, sent }
}
