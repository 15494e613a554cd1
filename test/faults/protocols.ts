/** What the console does over a line, one row for each protocol: what is sent is only `delivered` by the peer's word for that
 *  very object; what is fetched goes into a real encrypted cache and database. With a peer of good manners for each. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCache } from '../../main/cache/index.ts'
import { part10Parts } from '../../main/dicom/index.ts'
import type { Association } from '../../main/pacs/dimse/association.ts'
import { commandField, responseTo } from '../../main/pacs/dimse/command-set.ts'
import { createDicomWebClient, createDimseClient, type PacsClient } from '../../main/pacs/index.ts'
import { createMllpClient } from '../../main/ris/index.ts'
import { openVault } from '../../main/vault/index.ts'
import { createWorklist } from '../../main/worklist/index.ts'
import { makeObject, startHttpPeer, type MadeObject } from '../peers/index.ts'
import { startDimsePeer, type Talk } from '../peers/dimse-peer.ts'
import { openQuickStore } from '../fixtures/quick-store.ts'

export const object = of(8)
/** 160 KB, of the same study as the other. */
export const largeObject = of(80)
function of(kilobytes: number): MadeObject {
  return makeObject({ studyInstanceUID: '1.2.840.99999.1', pixels: { rows: 512, columns: 2 * kilobytes, frames: 2, fill: (bytes) => { for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 31) % 251 } } })
}
export const controlId = 'MSG0001'
const messageOf = (length: number) => `MSH|^~\\&|BINOCLE||RIS||20260301||ORU^R01^ORU_R01|${controlId}|P|2.5\rOBX|1|ED|PDF||${'A'.repeat(length)}\r`
const signal = new AbortController().signal

export interface Console {
  ingest(pacs: PacsClient, one: MadeObject): Promise<void>
  /** Objects that the database knows, and files that lie in the cache: both must be nothing after a failure. */
  kept(): { known: number; files: number }
  knows(sopInstanceUID: string): boolean
  close(): void
}

export async function openConsole(): Promise<Console> {
  const folder = mkdtempSync(join(tmpdir(), 'binocle-faults-'))
  const vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } }).create({ displayName: 'Lecteur', passphrase: 'treize cailloux', language: 'fr' })
  const store = openQuickStore({ file: join(folder, 'binocle.db'), key: randomBytes(32) })
  const files = join(folder, 'cache')
  const cache = createCache({ dir: files, store, vault })
  const worklist = createWorklist({ store, cache, emit: () => undefined, now: () => new Date(), isHeld: () => false, imageArrived: () => undefined, staysBlind: () => false })
  return {
    async ingest(pacs, one) {
      const { problem } = await worklist.ingest(pacs.retrieveInstance(one, signal), { origin: 'pacs', expected: one.sopInstanceUID, signal })
      if (problem !== null) throw problem
    },
    knows: (sopInstanceUID) => worklist.haveInstances(object.studyInstanceUID).has(sopInstanceUID),
    kept: () => ({
      known: worklist.haveInstances(object.studyInstanceUID).size,
      files: existsSync(files) ? readdirSync(files, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0,
    }),
    close() {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Patience { readonly idleMs: number; readonly authority?: string }
export interface Protocol {
  readonly name: 'STOW-RS' | 'C-STORE' | 'ORU by MLLP' | 'WADO-RS' | 'C-GET'
  readonly fetches: boolean
  /** Bytes at the end of each direction that come after the peer's word: their loss changes nothing. */
  readonly after: { readonly up: number; readonly down: number }
  act(port: number, patience: Patience, into: Console): Promise<void>
  good(): Promise<{ port: number; stop(): Promise<void> }>
}

const web = (port: number, { idleMs, authority }: Patience) =>
  createDicomWebClient({ url: `${authority === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, user: '', password: '', certificateAuthority: authority ?? '', timeouts: { connectMs: Math.max(1000, idleMs), idleMs } })
const dimse = (port: number, { idleMs, authority }: Patience) =>
  createDimseClient({ host: '127.0.0.1', port, calledAE: 'PACS', callingAE: 'WORKSTATION', tls: authority === undefined ? null : { authority, certificate: '', key: '' }, connectMs: Math.max(1000, idleMs), idleMs })
async function closing<T extends { close(): void }>(client: T, work: (client: T) => Promise<unknown>): Promise<void> {
  try {
    await work(client)
  } finally {
    client.close()
  }
}

const storedAnswerOf = ({ sopInstanceUID }: MadeObject) => JSON.stringify({ '00081199': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: [sopInstanceUID] } }] } })
export const storedAnswer = storedAnswerOf(object)
export const multipartHeader = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' }
const multipartOf = ({ bytes }: MadeObject) => Buffer.concat([Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'), bytes, Buffer.from('\r\n--b--')])
export const multipartBody = multipartOf(object)

const protocolsWith = (one: MadeObject, message: string): readonly Protocol[] => [
  {
    name: 'STOW-RS', fetches: false, after: { up: 0, down: 0 },
    act: (port, patience) => closing(web(port, patience), (pacs) => pacs.store(one, one.bytes, signal)),
    good: () => startHttpPeer((request, response) => { request.resume().on('end', () => response.end(storedAnswerOf(one))) }),
  },
  {
    name: 'C-STORE', fetches: false, after: { up: 10, down: 10 },
    act: (port, patience) => closing(dimse(port, patience), (pacs) => pacs.store(one, one.bytes, signal)),
    good: () => startDimsePeer(async ({ accept }) => { await answerStore(await accept(), 0) }),
  },
  {
    name: 'ORU by MLLP', fetches: false, after: { up: 1, down: 1 },
    act: (port, { idleMs, authority }) => createMllpClient({ host: '127.0.0.1', port, tls: authority !== undefined, certificateAuthority: authority ?? '', connectTimeoutMs: 20_000, ackTimeoutMs: idleMs }).send(message, controlId, signal),
    good: () => startRis((socket) => { socket.write(acknowledgement('AA', controlId)) }),
  },
  {
    name: 'WADO-RS', fetches: true, after: { up: 0, down: 0 },
    act: (port, patience, into) => closing(web(port, patience), (pacs) => into.ingest(pacs, one)),
    good: () => startHttpPeer((_, response) => response.writeHead(200, { ...multipartHeader, 'content-length': multipartOf(one).length }).end(multipartOf(one))),
  },
  {
    name: 'C-GET', fetches: true, after: { up: 0, down: 0 },
    act: (port, patience, into) => closing(dimse(port, patience), (pacs) => into.ingest(pacs, one)),
    good: () => startDimsePeer((talk) => answerGet(talk, async (get) => { await get.object(); await get.final(0); await get.association.receive() }, one)),
  },
]
export const protocols = protocolsWith(object, messageOf(20_000))
/** The same with what takes two seconds at 80 KB/s. */
export const slowProtocols = protocolsWith(largeObject, messageOf(160_000))

export const acknowledgement = (code: string, of: string) => `\x0bMSH|^~\\&|RIS||BINOCLE||20260301||ACK|1|P|2.5\rMSA|${code}|${of}\r\x1c\r`

/** Answers each whole message as told. */
export async function startRis(answer: (socket: Socket) => void): Promise<{ port: number; stop(): Promise<void> }> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined).once('close', () => open.delete(socket))
    socket.on('data', (chunk: Buffer) => { if (chunk.includes(0x1c)) answer(socket) })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async stop() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

export const drain = async (from: AsyncIterable<Uint8Array>) => { for await (const part of from) void part }

/** Takes one message whole, answers it with this status as often as told, and awaits the release. */
export async function answerStore(association: Association, Status: number, { shift = 0, times = 1 } = {}): Promise<void> {
  const { contextId, command, dataSet } = await association.receive()
  await drain(dataSet)
  for (let n = 0; n < times; n += 1) await association.send(contextId, { CommandField: responseTo(commandField.store), MessageIDBeingRespondedTo: (command.MessageID ?? 0) + shift, Status })
  await association.receive()
}

export interface Get {
  readonly association: Association
  /** Sends the object and takes our word for it. */
  object(bytes?: Uint8Array): Promise<void>
  final(Status: number, shift?: number): Promise<void>
}

/** Answers the question for the class, then the C-GET by this script. */
export async function answerGet({ request, accept }: Talk, script: (get: Get) => Promise<void>, one = object): Promise<void> {
  const association = await accept()
  const { contextId, command, dataSet } = await association.receive()
  await drain(dataSet)
  const of = (field: number, Status: number, shift = 0) => ({ CommandField: responseTo(field), MessageIDBeingRespondedTo: (command.MessageID ?? 0) + shift, Status })
  if (request.contexts.length === 1) {
    const element = (number: number, text: string) => { const value = text.length % 2 === 0 ? text : `${text}\0`; return Buffer.concat([Buffer.from([8, 0, number, 0]), Buffer.from('UI'), Buffer.from([value.length, 0]), Buffer.from(value)]) }
    await association.send(contextId, of(commandField.find, 0xff00), [Buffer.concat([element(0x16, one.sopClassUID), element(0x18, one.sopInstanceUID)])])
    await association.send(contextId, of(commandField.find, 0))
    await association.receive()
    return
  }
  const { dataSet: held, transferSyntaxUID } = part10Parts(one.bytes)
  const context = association.accepted.find(({ abstractSyntax, transferSyntax }) => abstractSyntax === one.sopClassUID && transferSyntax === transferSyntaxUID)
  await script({
    association,
    async object(bytes = held) {
      await association.send(context?.id ?? 0, { CommandField: commandField.store, MessageID: 1, Priority: 0, AffectedSOPClassUID: one.sopClassUID, AffectedSOPInstanceUID: one.sopInstanceUID }, [bytes])
      await association.receive()
    },
    final: (Status, shift = 0) => association.send(contextId, of(commandField.get, Status, shift)),
  })
}
