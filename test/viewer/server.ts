/** Serves the built harness under the program's own content security policy, and DICOM files as cases and frames. */
import { createServer, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { ImageDescriptor, OpenedStudy } from '../../main/contract/index.ts'
import { createPart10Reader, type Inspection } from '../../main/dicom/index.ts'

export const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "connect-src 'self'", "style-src 'self'",
  "img-src 'self' blob:", "font-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ')

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.woff2': 'font/woff2' }

interface Loaded { readonly bytes: Uint8Array; readonly inspection: Inspection }
export interface HarnessCase { readonly current: readonly string[]; readonly priors: readonly (readonly string[])[]; readonly over?: Partial<ImageDescriptor> }

export interface HarnessServer {
  readonly url: string
  /** Files of a case; `over` changes what the descriptors say (another window, no orientation…). */
  add(name: string, files: HarnessCase): Promise<{ current: OpenedStudy; priors: OpenedStudy[] }>
  /** From now on these bytes stand for every frame of an object. */
  replaceFrame(sopInstanceUID: string, bytes: Uint8Array): void
  /** The first image of a case goes by another SOP Instance UID from now on: its frames have to be fetched anew. */
  alias(name: string, sopInstanceUID: string): void
  /** Answers frames only after so many milliseconds. */
  delay(milliseconds: number): void
  close(): Promise<void>
}

export async function serveHarness(folder: string): Promise<HarnessServer> {
  const cases = new Map<string, { current: OpenedStudy; priors: OpenedStudy[] }>()
  const objects = new Map<string, Loaded>()
  const replaced = new Map<string, Uint8Array>()
  let wait = 0
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://harness').pathname
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    const answer = path.startsWith('/cases/') ? json(response, cases.get(decodeURIComponent(path.slice(7))))
      : path.startsWith('/frames/') ? frame(response, { objects, replaced }, path.slice(8), wait)
      : file(response, folder, path)
    answer.catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async add(name, { current, priors, over }) {
      const studies = await Promise.all([current, ...priors].map((files) => openStudy(files, objects, over)))
      const [first, ...rest] = studies
      if (first === undefined) throw new Error('no current study')
      const opened = { current: first, priors: rest }
      cases.set(name, opened)
      return opened
    },
    alias(name, sopInstanceUID) {
      const image = cases.get(name)?.current.images[0]
      const object = image === undefined ? undefined : objects.get(image.sopInstanceUID)
      if (image === undefined || object === undefined) throw new Error(`no case ${name}`)
      objects.set(sopInstanceUID, object)
      image.sopInstanceUID = sopInstanceUID as ImageDescriptor['sopInstanceUID']
    },
    replaceFrame: (uid, bytes) => { replaced.set(uid, bytes) },
    delay: (milliseconds) => { wait = milliseconds },
    close: () => new Promise((resolve, reject) => {
      server.closeAllConnections()
      server.close((error) => { if (error === undefined) resolve(); else reject(error) })
    }),
  }
}

export async function inspect(path: string): Promise<Loaded> {
  const bytes = await readFile(path)
  const reader = createPart10Reader()
  reader.push(bytes)
  return { bytes, inspection: reader.end() }
}

async function openStudy(files: readonly string[], objects: Map<string, Loaded>, over: Partial<ImageDescriptor> | undefined): Promise<OpenedStudy> {
  const loaded = await Promise.all(files.map(inspect))
  for (const one of loaded) objects.set(one.inspection.identity.sopInstanceUID, one)
  const images = loaded.map(({ inspection }) => inspection.image).filter((image) => image !== null).map((image): ImageDescriptor => ({ ...image, ...over }))
  const study = loaded[0]?.inspection.study
  if (study === undefined || images[0] === undefined) throw new Error('a case without images')
  return {
    images,
    rejected: [],
    study: {
      studyInstanceUID: images[0].studyInstanceUID, patientName: study.patientName, patientID: study.patientID, patientBirthDate: study.patientBirthDate, patientSex: study.patientSex,
      studyDate: study.studyDate, studyTime: study.studyTime, accessionNumber: study.accessionNumber, modalities: [images[0].modality], description: study.description,
      site: study.institutionName, imageCount: images.length, priorCount: 0, locality: 'local', progress: null, reading: 'none', demo: false,
    },
  }
}

/** Bytes of one frame, as the program's frame route sends them. */
export function frameBytes({ bytes, inspection: { frames } }: Loaded, number: number): Uint8Array {
  if (frames.kind === 'native') return bytes.subarray(frames.offset + (number - 1) * frames.frameLength, frames.offset + number * frames.frameLength)
  const fragments = frames.kind === 'encapsulated' ? frames.frames[number - 1]?.fragments ?? [] : []
  return Buffer.concat(fragments.map(({ offset, length }) => bytes.subarray(offset, offset + length)))
}

async function json(response: ServerResponse, value: unknown): Promise<void> {
  response.writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(value ?? null))
}

async function frame(response: ServerResponse, { objects, replaced }: { objects: ReadonlyMap<string, Loaded>; replaced: ReadonlyMap<string, Uint8Array> }, name: string, wait: number): Promise<void> {
  const [uid = '', number = ''] = name.split('/')
  const object = objects.get(uid)
  if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait) })
  const bytes = replaced.get(uid) ?? (object === undefined ? undefined : frameBytes(object, Number(number)))
  if (bytes === undefined) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes)
}

async function file(response: ServerResponse, folder: string, path: string): Promise<void> {
  const name = normalize(path === '/' ? '/index.html' : path)
  const bytes = await readFile(join(folder, name)).catch(() => null)
  if (bytes === null) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': contentSecurityPolicy }).end(bytes)
}
