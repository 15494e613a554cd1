/** Peers that misbehave, one table for all protocols: bounded time, the right class (what the delivery does next hangs on it),
 *  never `delivered` without the peer's word for that very object, nothing half kept, no socket left. Where the row says
 *  nothing of a protocol, it cannot commit that fault. Finer variants of DIMSE stand in main/pacs/dimse/dimse-faults.test.ts. */
import { createServer as createHttpsServer } from 'node:https'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { part10Parts } from '../../main/dicom/index.ts'
import { encodePdu } from '../../main/pacs/dimse/pdu.ts'
import { commandField, responseTo } from '../../main/pacs/dimse/command-set.ts'
import { errorClass, type ErrorClass } from '../../main/sync/error-class.ts'
import { makeCertificates, peersPresent, skipTitle, startBlackHole, startHttpPeer, startLineProxy, until, type Certificates } from '../peers/index.ts'
import { startDimsePeer, type Talk } from '../peers/dimse-peer.ts'
import { acknowledgement, answerGet, answerStore, controlId, drain, multipartBody, multipartHeader, object, openConsole, protocols, slowProtocols, startRis, storedAnswer, type Console, type Get, type Protocol } from './protocols.ts'

interface Peer { readonly port: number; stop(): Promise<void>; openSockets?(): number }
type Outcome = ErrorClass | 'delivered'
type Cells = Partial<Record<Protocol['name'], readonly [Outcome, () => Promise<Peer>]>>

let into: Console
beforeAll(async () => { into = await openConsole() })
afterAll(() => { into.close() })
/** Closed at the end of the test, the last one first; tests run side by side, since most of their time is waiting. */
async function among(work: (opened: <T extends { stop(): Promise<void> }>(one: T) => T) => Promise<void>): Promise<void> {
  const open: { stop(): Promise<void> }[] = []
  try {
    await work((one) => { open.push(one); return one })
  } finally {
    for (const one of open.toReversed()) await one.stop()
  }
}
const forever = () => new Promise<void>(() => undefined)

const http = (answer: (response: ServerResponse, request: IncomingMessage) => void) => () => startHttpPeer((request, response) => { request.resume().on('end', () => { answer(response, request) }) })
const stow = (status: number, stored: readonly string[], failed: readonly (readonly [string, number])[] = []) => http((response) => response.writeHead(status).end(JSON.stringify({
  '00081199': { vr: 'SQ', Value: stored.map((uid) => ({ '00081155': { vr: 'UI', Value: [uid] } })) },
  '00081198': { vr: 'SQ', Value: failed.map(([uid, reason]) => ({ '00081155': { vr: 'UI', Value: [uid] }, '00081197': { vr: 'US', Value: [reason] } })) },
})))
const dicom = (script: (talk: Talk) => Promise<void>) => () => startDimsePeer(script)
const getting = (script: (get: Get) => Promise<void>) => dicom((talk) => answerGet(talk, script))
const afterClass = (script: (talk: Talk) => Promise<void>) => dicom((talk) => (talk.request.contexts.length === 1 ? answerGet(talk, forever) : script(talk)))
const ris = (...answers: readonly string[]) => () => startRis((socket) => { for (const answer of answers) socket.write(answer) })
const stored = object.sopInstanceUID
const abort = encodePdu({ type: 'abort', source: 2, reason: 0 })
/** A unit that says another length than it has. */
const lyingUnit = (says: number, has: number) => Buffer.concat([Buffer.from([4, 0]), Buffer.from([0, 0, says >> 8, says & 255]), Buffer.alloc(has)])

const table: readonly (readonly [fault: string, cells: Cells])[] = [
  ['does not accept the service or the context', {
    'STOW-RS': ['permanent', http((response) => response.writeHead(415).end())],
    'WADO-RS': ['permanent', http((response) => response.writeHead(406).end())],
    'C-STORE': ['permanent', dicom(async ({ accept }) => { await accept(() => 3); await forever() })],
    'C-GET': ['permanent', afterClass(async ({ accept }) => { await accept(({ id }) => (id === 1 ? 0 : 4)); await forever() })],
    'ORU by MLLP': ['permanent', ris(acknowledgement('AE', controlId))],
  }],
  ['aborts in the middle', {
    'STOW-RS': ['unknown', () => startHttpPeer((request) => { request.once('data', () => request.socket.resetAndDestroy()) })],
    'WADO-RS': ['unknown', http((response) => { response.writeHead(200, multipartHeader).write(multipartBody.subarray(0, 9000), () => response.socket?.resetAndDestroy()) })],
    'C-STORE': ['unknown', dicom(async ({ accept, socket }) => { const { dataSet } = await (await accept()).receive(); socket.write(abort); await drain(dataSet) })],
    'C-GET': ['unknown', getting(async ({ association, object: give }) => { await give(); association.abort() })],
    'ORU by MLLP': ['unknown', () => startRis((socket) => { socket.resetAndDestroy() })],
  }],
  ['takes all and stays silent', {
    'STOW-RS': ['unknown', http(() => undefined)], 'WADO-RS': ['unknown', http(() => undefined)],
    'C-STORE': ['unknown', dicom(async ({ accept }) => { await drain((await (await accept()).receive()).dataSet); await forever() })],
    'C-GET': ['unknown', getting(async ({ object: give }) => { await give(); await forever() })],
    'ORU by MLLP': ['unknown', ris()],
  }],
  ['is a black hole', Object.fromEntries(protocols.map(({ name }) => [name, ['unknown', startBlackHole]]))],
  ['has no room now', {
    'STOW-RS': ['transient', stow(409, [], [[stored, 0xa700]])], 'WADO-RS': ['transient', http((response) => response.writeHead(503).end())],
    'C-STORE': ['transient', dicom(async ({ accept }) => { await answerStore(await accept(), 0xa700) })],
    'C-GET': ['transient', getting(async ({ association, final }) => { await final(0xa701); await association.receive() })],
    'ORU by MLLP': ['transient', ris(acknowledgement('AR', controlId))],
  }],
  ['refuses the object within a success', { 'STOW-RS': ['permanent', stow(200, [stored], [[stored, 0xa900]])] }],
  ['takes one and refuses another in one answer (400)', { 'STOW-RS': ['delivered', stow(400, [stored], [['1.2.3', 0xc000]])] }],
  ['answers for another one', {
    'STOW-RS': ['unknown', stow(200, ['1.2.3'])],
    'C-STORE': ['unknown', dicom(async ({ accept }) => { await answerStore(await accept(), 0, { shift: 1 }) })],
    'C-GET': ['unknown', getting(async ({ object: give, final }) => { await give(); await final(0, 1); await forever() })],
    'ORU by MLLP': ['unknown', ris(acknowledgement('AA', 'OTHER'))],
  }],
  ['says it twice', {
    'STOW-RS': ['delivered', stow(200, [stored, stored])],
    'C-STORE': ['delivered', dicom(async ({ accept }) => { await answerStore(await accept(), 0, { times: 2 }) })],
    'ORU by MLLP': ['delivered', ris(acknowledgement('AA', controlId), acknowledgement('AA', controlId))],
    'WADO-RS': ['unknown', http((response) => response.writeHead(200, multipartHeader).end(Buffer.concat([multipartBody.subarray(0, -2), Buffer.from('\r\n'), multipartBody])))],
    'C-GET': ['unknown', getting(async ({ object: give }) => { await give(); await give(); await forever() })],
  }],
  ['says it in another order', {
    'ORU by MLLP': ['delivered', ris(acknowledgement('AE', 'LATER'), acknowledgement('AA', controlId))],
    'C-STORE': ['unknown', dicom(async ({ accept }) => {
      const association = await accept()
      const { contextId, command, dataSet } = await association.receive()
      for (const messageId of [2, command.MessageID ?? 0]) await association.send(contextId, { CommandField: responseTo(commandField.store), MessageIDBeingRespondedTo: messageId, Status: 0 })
      await drain(dataSet)
      await association.receive()
    })],
    'C-GET': ['permanent', getting(async ({ association, object: give, final }) => { await final(0); await give(); await association.receive() })],
  }],
  ['cuts what it sends where it should not end', {
    'STOW-RS': ['unknown', http((response) => response.end(storedAnswer.slice(0, -20)))],
    'WADO-RS': ['unknown', http((response) => response.writeHead(200, multipartHeader).end(multipartBody.subarray(0, -40)))],
    'C-GET': ['permanent', getting(async ({ association, object: give, final }) => { await give(part10Parts(object.bytes).dataSet.subarray(0, 5000)); await final(0); await association.receive() })],
    'ORU by MLLP': ['unknown', () => startRis((socket) => { socket.end(acknowledgement('AA', controlId).slice(0, -2)) })],
  }],
  ['announces more than it sends', {
    'STOW-RS': ['unknown', http((response) => { response.writeHead(200, { 'content-length': storedAnswer.length + 50 }).write(storedAnswer, () => response.destroy()) })],
    'WADO-RS': ['unknown', http((response) => { response.writeHead(200, { ...multipartHeader, 'content-length': multipartBody.length + 50 }).write(multipartBody, () => response.destroy()) })],
    'C-STORE': ['unknown', dicom(async ({ accept, socket }) => { await drain((await (await accept()).receive()).dataSet); socket.end(lyingUnit(200, 90)); await forever() })],
    'C-GET': ['unknown', afterClass(async ({ accept, socket }) => { await (await accept()).receive(); socket.end(lyingUnit(200, 90)); await forever() })],
  }],
  ['sends more than it announces', {
    'STOW-RS': ['unknown', http((response) => { response.socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: ${storedAnswer.length - 20}\r\n\r\n${storedAnswer}`) })],
    'WADO-RS': ['unknown', http((response) => { response.socket?.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: ${multipartHeader['content-type']}\r\nContent-Length: ${multipartBody.length - 50}\r\n\r\n`), multipartBody])) })],
    'C-STORE': ['unknown', dicom(async ({ accept, socket }) => { await drain((await (await accept()).receive()).dataSet); socket.end(lyingUnit(40, 90)); await forever() })],
    'C-GET': ['unknown', afterClass(async ({ accept, socket }) => { await (await accept()).receive(); socket.end(lyingUnit(40, 90)); await forever() })],
  }],
  ['gives one bare part that is shorter than the object', {
    'WADO-RS': ['permanent', http((response) => response.writeHead(200, { 'content-type': 'application/dicom', 'content-length': 5000 }).end(object.bytes.subarray(0, 5000)))],
  }],
]

/** Faults that end by our own deadline; the others end by what the peer does, however busy the machine is. */
const silent = new Set(['takes all and stays silent', 'is a black hole', 'answers for another one'])

const rows = table.flatMap(([fault, cells]) => protocols.flatMap((protocol) => {
  const cell = cells[protocol.name]
  return cell === undefined ? [] : [{ fault, protocol, name: protocol.name, expected: cell[0], start: cell[1] }]
}))

describe.concurrent('A4 a peer that', () => {
  it.each(rows)('$fault, during $name: $expected', ({ fault, protocol, expected, start }) => among(async (opened) => {
    const peer = opened(await start())
    expect(await outcome(protocol, peer.port, silent.has(fault) ? 300 : 20_000)).toBe(expected)
    expect(into.knows(object.sopInstanceUID)).toBe(false)
    await until(() => (peer.openSockets?.() ?? 0) === 0, 'sockets freed')
  }))

  async function outcome(protocol: Protocol, port: number, idleMs: number): Promise<Outcome> {
    return protocol.act(port, { idleMs }, into).then(() => 'delivered', errorClass)
  }

  it.each(protocols.filter(({ fetches }) => !fetches))('says it too late, during $name: unknown, and it is no answer to what is sent next', (protocol) => among(async (opened) => {
    const line = opened(await startLineProxy(opened(await protocol.good()).port))
    line.delayAnswers(3000)
    expect(await outcome(protocol, line.port, 300)).toBe('unknown')
    line.delayAnswers(0)
    expect(await outcome(protocol, line.port, 20_000)).toBe('delivered')
  }))

  it.each(slowProtocols)('is at the end of a line of 80 KB/s, during $name: delivered, although it takes longer than the patience', (protocol) => among(async (opened) => {
    const line = opened(await startLineProxy(opened(await protocol.good()).port))
    line.throttle(80_000)
    expect(await outcome(protocol, line.port, 1000)).toBe('delivered')
  }))
})

it('A4 after all of this nothing half lies in the database or the cache', () => {
  // The two large objects came whole, by WADO-RS and by C-GET: one object.
  expect(into.kept()).toEqual({ known: 1, files: 1 })
})

const { openssl } = peersPresent()
describe.skipIf(openssl !== null)(`A4 a peer whose certificate has expired${skipTitle(openssl)}`, () => {
  let certificates: Certificates
  beforeAll(async () => { certificates = await makeCertificates() })
  afterAll(() => certificates.remove())
  it.each(protocols)('is told nothing, during $name: permanent', async (protocol) => {
    const { certFile, keyFile } = certificates.expired
    const identity = { cert: readFileSync(certFile), key: readFileSync(keyFile) }
    const received: unknown[] = []
    const server = protocol.name === 'STOW-RS' || protocol.name === 'WADO-RS'
      ? createHttpsServer(identity, (request, response) => { received.push(request); response.end(storedAnswer) })
      : createTlsServer(identity, (socket) => { socket.on('data', (chunk) => received.push(chunk)).on('error', () => undefined) })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await protocol.act(port, { idleMs: 20_000, authority: certificates.authority }, into).then(() => 'delivered', errorClass)).toBe('permanent')
    expect(received).toEqual([])
    server.close()
    await once(server, 'close')
  })
})
