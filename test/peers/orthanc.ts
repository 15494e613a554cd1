/** A real Orthanc with DICOMweb on free ports and a scratch folder. It binds all interfaces whatever its options
 *  say, so remote callers are refused by its own checks (accounts, RemoteAccessAllowed, modality hosts).
 *  HTTPS ends in a small relay before it: Debian bookworm's Orthanc dies on its first HTTPS connection, because its
 *  civetweb 1.15 looks up SSL_get_peer_certificate, which OpenSSL 3 renamed, and calls the null that it found. */
import { createHash } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Certificate } from './certificates.ts'
import { dicomWebPlugin, orthancBinary } from './presence.ts'
import { freePort, startProcess, until, type PeerProcess } from './peer-process.ts'
import { startTlsRelay } from './tls-relay.ts'

export interface OrthancOptions {
  /** HTTPS with this certificate. */
  readonly tls?: Certificate
  readonly users?: Record<string, string>
  readonly aet?: string
  /** Finds objects by their UID in the same time however many there are: of the two indexes of its SQLite that fit, it takes
   *  the one by tag, which holds all of them. Without that one it takes the other. */
  readonly byValue?: boolean
  /** Anything else of Orthanc's configuration, merged over ours. */
  readonly configuration?: Record<string, unknown>
}

export interface OrthancPeer {
  readonly dicomWebUrl: string
  readonly user: string
  readonly password: string
  /** Orthanc's own port, without TLS. */
  readonly httpPort: number
  readonly dicomPort: number
  readonly aet: string
  /** Orthanc's own REST API, as JSON. */
  get(path: string): Promise<unknown>
  /** POST of text (its answer as JSON). */
  post(path: string, body: string | Uint8Array): Promise<unknown>
  /** SOP Instance UIDs it holds. */
  instances(): Promise<string[]>
  /** The bytes it holds under a SOP Instance UID, or null. */
  file(sopInstanceUID: string): Promise<Uint8Array | null>
  /** The same by patient, study, series and instance, which it need not search for. */
  fileOf(path: readonly [patientID: string, studyInstanceUID: string, seriesInstanceUID: string, sopInstanceUID: string]): Promise<Uint8Array | null>
  /** Deletes an object, as its operator would. */
  forget(sopInstanceUID: string): Promise<void>
  /** Ends the process and starts it again on the same ports and the same storage. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

export async function startOrthanc(options: OrthancOptions = {}): Promise<OrthancPeer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options)
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}

async function startOnce(options: OrthancOptions): Promise<OrthancPeer> {
  const dir = await mkdtemp(join(tmpdir(), 'binocle-orthanc-'))
  const httpPort = await freePort()
  const dicomPort = await freePort()
  const users = options.users ?? { reader: 'secret' }
  const [user = '', password = ''] = Object.entries(users)[0] ?? []
  const aet = options.aet ?? 'PACS'
  const configurationFile = join(dir, 'orthanc.json')
  await writeFile(configurationFile, JSON.stringify({
    Name: 'PACS', StorageDirectory: join(dir, 'db'), IndexDirectory: join(dir, 'db'),
    Plugins: [dicomWebPlugin],
    HttpPort: httpPort, RemoteAccessAllowed: false, AuthenticationEnabled: true, RegisteredUsers: users,
    DicomAet: aet, DicomPort: dicomPort, DicomCheckCalledAet: true, DicomCheckModalityHost: true,
    DicomAlwaysAllowEcho: false, DicomAlwaysAllowStore: false,
    DicomModalities: { ws: { AET: 'WORKSTATION', Host: '127.0.0.1', Port: 21112, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true } },
    OverwriteInstances: false, StableAge: 5, UnknownSopClassAccepted: true, DefaultEncoding: 'Utf8',
    DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false },
    ...options.configuration,
  }))
  const origin = `http://127.0.0.1:${httpPort}`

  const call = (method: string, path: string, body: string | Uint8Array | null): Promise<{ status: number; bytes: Buffer }> =>
    new Promise((resolve, reject) => {
      const url = new URL(path, origin)
      const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
      const sent = httpRequest(url, { method, headers, agent: false })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }))
      })
      sent.end(body ?? undefined)
    })
  const json = async (method: string, path: string, body: string | Uint8Array | null): Promise<unknown> => {
    const { status, bytes } = await call(method, path, body)
    if (status !== 200) throw new Error(`Orthanc ${method} ${path}: HTTP ${status}`)
    return JSON.parse(bytes.toString('utf8'))
  }

  let process_: PeerProcess | null = null
  const up = async () => {
    const started = startProcess(orthancBinary, [configurationFile], { cwd: dir, env: { TCP_NODELAY: '1' } })
    process_ = started
    await until(async () => {
      if (started.ended()) throw new Error(`Orthanc ended at once: ${started.output()}`)
      return call('GET', '/system', null).then(({ status }) => status === 200, () => false)
    }, 'Orthanc answering /system')
  }
  const down = async () => process_?.stop()
  const relay = options.tls === undefined ? null : await startTlsRelay(options.tls, httpPort)
  const stop = async () => {
    await relay?.stop()
    await down()
    await rm(dir, { recursive: true, force: true })
  }
  try {
    await up()
    if (options.byValue === true) {
      await down()
      const { DatabaseSync } = await import('node:sqlite')
      const index = new DatabaseSync(join(dir, 'db', 'index'))
      index.exec('DROP INDEX DicomIdentifiersIndex2')
      index.close()
      await up()
    }
  } catch (error) {
    await stop()
    throw error
  }

  return {
    dicomWebUrl: `${relay === null ? origin : `https://127.0.0.1:${relay.port}`}/dicom-web`, user, password, httpPort, dicomPort, aet,
    get: (path) => json('GET', path, null),
    post: (path, body) => json('POST', path, body),
    async instances() {
      const rows = await json('GET', '/instances?expand', null)
      return (rows as { MainDicomTags: { SOPInstanceUID: string } }[]).map((row) => row.MainDicomTags.SOPInstanceUID)
    },
    async fileOf(path) {
      // Its names: SHA-1 of the identifiers, in groups of eight.
      const name = createHash('sha1').update(path.join('|')).digest('hex').match(/.{8}/g)?.join('-') ?? ''
      const { status, bytes } = await call('GET', `/instances/${name}/file`, null)
      return status === 200 ? new Uint8Array(bytes) : null
    },
    async forget(sopInstanceUID) {
      const found = await json('POST', '/tools/lookup', sopInstanceUID) as { ID: string; Type: string }[]
      for (const { ID } of found.filter(({ Type }) => Type === 'Instance')) await json('DELETE', `/instances/${ID}`, null)
    },
    async file(sopInstanceUID) {
      const found = await json('POST', '/tools/lookup', sopInstanceUID) as { ID: string; Type: string }[]
      const at = found.find((row) => row.Type === 'Instance')
      return at === undefined ? null : new Uint8Array((await call('GET', `/instances/${at.ID}/file`, null)).bytes)
    },
    down, up, stop,
  }
}
