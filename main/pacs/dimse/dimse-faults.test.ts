/** Peers that misbehave by DIMSE: bounded time, the right class, never `stored`, nothing half delivered, no socket left. */
import { afterEach, describe, expect, it } from 'vitest'
import { makeObject, startBlackHole, startHangUp, until, type MadeObject } from '../../../test/peers/index.ts'
import { startDimsePeer, type DimsePeer, type Talk } from '../../../test/peers/dimse-peer.ts'
import { joinPart10, part10Parts } from '../../dicom/index.ts'
import type { Association } from './association.ts'
import { commandField, responseTo } from './command-set.ts'
import { createDimseClient, type Address } from './index.ts'
import { encodePdu } from './pdu.ts'

const signal = new AbortController().signal
const object = makeObject()
const peers: { stop(): Promise<void> }[] = []
afterEach(async () => { await Promise.all(peers.splice(0).map((peer) => peer.stop())) })

const addressOf = (port: number, idleMs = 400): Address => ({ host: '127.0.0.1', port, calledAE: 'PACS', callingAE: 'WORKSTATION', tls: null, connectMs: 1000, idleMs })
async function peer(script: (talk: Talk) => Promise<void>): Promise<DimsePeer> {
  const started = await startDimsePeer(script)
  peers.push(started)
  return started
}
const drain = async (from: AsyncIterable<Uint8Array>) => { for await (const part of from) void part }
const code = (work: Promise<unknown>) => work.then(() => 'nothing', (error: { code: string }) => error.code)

/** Takes one message whole and answers it. */
async function answer(association: Association, Status: number, shift = 0): Promise<void> {
  const { contextId, command, dataSet } = await association.receive()
  await drain(dataSet)
  await association.send(contextId, { CommandField: responseTo(command.CommandField), MessageIDBeingRespondedTo: (command.MessageID ?? 0) + shift, Status })
}
const forever = () => new Promise<void>(() => undefined)

const ends: readonly (readonly [string, string, (talk: Talk) => Promise<void>])[] = [
  ['accepts no context', 'pacs/not-accepted', async ({ accept }) => { await accept(() => 3); await forever() }],
  ['aborts in place of an answer', 'pacs/interrupted', async ({ accept }) => { const association = await accept(); await association.receive(); association.abort() }],
  ['aborts while the object is on its way', 'pacs/interrupted', async ({ accept, socket }) => { await accept(); socket.write(encodePdu({ type: 'abort', source: 2, reason: 0 })); await forever() }],
  ['closes once it has the object', 'pacs/interrupted', async ({ accept, socket }) => { const association = await accept(); await drain((await association.receive()).dataSet); socket.destroy() }],
  ['closes in the middle of the object', 'pacs/interrupted', async ({ accept, socket }) => { const association = await accept(); await association.receive(); socket.destroy() }],
  ['releases without an answer', 'pacs/interrupted', async ({ accept, socket }) => { const association = await accept(); await drain((await association.receive()).dataSet); socket.write(encodePdu({ type: 'release-request' })); await association.receive() }],
  ['says nothing after the object', 'pacs/timeout', async ({ accept }) => { const association = await accept(); await drain((await association.receive()).dataSet); await forever() }],
  ['says nothing to the association', 'pacs/timeout', forever],
  ['has no room', 'pacs/dimse-status', async ({ accept }) => { await answer(await accept(), 0xa700) }],
  ['finds the object no object', 'pacs/dimse-status', async ({ accept }) => { await answer(await accept(), 0xc000) }],
  ['changed something', 'pacs/dimse-status', async ({ accept }) => { await answer(await accept(), 0xb000) }],
  ['answers another request', 'pacs/malformed', async ({ accept }) => { await answer(await accept(), 0, 7) }],
  ['answers with noise', 'pacs/malformed', async ({ accept, socket }) => { await accept(); socket.write(Buffer.alloc(64, 0xee)); await forever() }],
  ['announces a unit without end', 'pacs/malformed', async ({ accept, socket }) => { await accept(); socket.write(Buffer.from([4, 0, 0x7f, 0xff, 0xff, 0xff])); await forever() }],
  ['rejects for now', 'pacs/busy', async ({ socket }) => { socket.write(encodePdu({ type: 'associate-reject', result: 2, source: 3, reason: 2 })); await forever() }],
]

describe('a peer that is sent an object', () => {
  it.each(ends)('A4 and %s: %s', async (_, expected, script) => {
    const started = await peer(script)
    expect(await code(createDimseClient(addressOf(started.port)).store(object, object.bytes, signal))).toBe(expected)
    await until(() => Promise.resolve(started.openSockets() === 0), 'no socket left')
  })

  it('A4 and is a black hole, hangs up, or is not there', async () => {
    const hole = await startBlackHole(), hangUp = await startHangUp()
    peers.push(hole, hangUp)
    const to = (port: number) => code(createDimseClient(addressOf(port)).store(object, object.bytes, signal))
    expect([await to(hole.port), await to(hangUp.port), await to(1)]).toEqual(['pacs/timeout', 'pacs/interrupted', 'pacs/unreachable'])
  })

  it('A4 and reads slower than the whole object fits into its patience: it is stored all the same', async () => {
    const { dataSet, transferSyntaxUID } = part10Parts(object.bytes)
    const bytes = joinPart10({ SOPClassUID: object.sopClassUID, SOPInstanceUID: object.sopInstanceUID }, transferSyntaxUID, Buffer.concat([dataSet, Buffer.alloc(12 * 1024 * 1024)]))
    let taken = 0
    const started = await peer(async ({ accept }) => {
      const association = await accept()
      const { contextId, command, dataSet: content } = await association.receive()
      for await (const part of content) {
        taken += part.length
        if (taken % 40 === 0) await new Promise((resolve) => { setTimeout(resolve, 8) })
      }
      await association.send(contextId, { CommandField: responseTo(commandField.store), MessageIDBeingRespondedTo: command.MessageID ?? 0, Status: 0 })
      await association.receive()
    })
    await expect(createDimseClient(addressOf(started.port, 1500)).store(object, bytes, signal)).resolves.toBe('stored')
    expect(taken).toBe(dataSet.length + 12 * 1024 * 1024)
  })
})

/** The peer answers the question for the class, then the C-GET by this script. */
async function getting(script: (association: Association, contextId: number, messageId: number) => Promise<void>): Promise<DimsePeer> {
  return peer(async ({ request, accept }) => {
    const association = await accept()
    const { contextId, command, dataSet } = await association.receive()
    await drain(dataSet)
    if (request.contexts.length > 1) return script(association, contextId, command.MessageID ?? 0)
    // The class of the object, as an answer in Explicit VR Little Endian.
    const element = (tag: readonly number[], vr: string, text: string) => { const value = text.length % 2 === 0 ? text : `${text}\0`; return Buffer.concat([Buffer.from(tag), Buffer.from(vr), Buffer.from([value.length, 0]), Buffer.from(value)]) }
    const row = Buffer.concat([element([8, 0, 0x16, 0], 'UI', object.sopClassUID), element([8, 0, 0x18, 0], 'UI', object.sopInstanceUID)])
    await association.send(contextId, { CommandField: responseTo(commandField.find), MessageIDBeingRespondedTo: command.MessageID ?? 0, Status: 0xff00 }, [row])
    await association.send(contextId, { CommandField: responseTo(commandField.find), MessageIDBeingRespondedTo: command.MessageID ?? 0, Status: 0 })
    await association.receive()
  })
}
const sub = async (association: Association, of: MadeObject, sopInstanceUID = of.sopInstanceUID) => {
  const context = association.accepted.find(({ abstractSyntax, transferSyntax }) => abstractSyntax === of.sopClassUID && transferSyntax === part10Parts(of.bytes).transferSyntaxUID)
  await association.send(context?.id ?? 0, { CommandField: commandField.store, MessageID: 1, Priority: 0, AffectedSOPClassUID: of.sopClassUID, AffectedSOPInstanceUID: sopInstanceUID }, [part10Parts(of.bytes).dataSet])
  return association.receive()
}
const final = (association: Association, contextId: number, messageId: number, Status = 0) => association.send(contextId, { CommandField: responseTo(commandField.get), MessageIDBeingRespondedTo: messageId, Status })

const gets: readonly (readonly [string, string, (association: Association, contextId: number, messageId: number) => Promise<void>])[] = [
  ['says it is done and sent nothing', 'pacs/dimse-status', async (association, id, message) => { await final(association, id, message); await association.receive() }],
  ['sends another object', 'pacs/malformed', async (association) => { await sub(association, object, '1.2.3.4') }],
  ['sends it twice', 'pacs/malformed', async (association) => { await sub(association, object); await sub(association, object) }],
  ['says that it failed after all', 'pacs/dimse-status', async (association, id, message) => { await sub(association, object); await final(association, id, message, 0xb000); await association.receive() }],
  ['aborts after the object', 'pacs/interrupted', async (association) => { await sub(association, object); association.abort() }],
  ['falls silent after the object', 'pacs/timeout', async (association) => { await sub(association, object); await forever() }],
]

describe('a peer that is asked for an object', () => {
  it.each(gets)('A4 and %s: %s', async (_, expected, script) => {
    const started = await getting(script)
    const pacs = createDimseClient(addressOf(started.port))
    expect(await code(drain(pacs.retrieveInstance(object, signal)))).toBe(expected)
    pacs.close()
    await until(() => Promise.resolve(started.openSockets() === 0), 'no socket left')
  })

  it('gives it whole when all is well', async () => {
    const started = await getting(async (association, id, message) => { await sub(association, object); await final(association, id, message); await association.receive() })
    const pacs = createDimseClient(addressOf(started.port))
    const parts: Uint8Array[] = []
    for await (const part of pacs.retrieveInstance(object, signal)) parts.push(Uint8Array.from(part))
    expect(Buffer.from(part10Parts(Buffer.concat(parts)).dataSet).equals(Buffer.from(part10Parts(object.bytes).dataSet))).toBe(true)
    pacs.close()
  })
})
