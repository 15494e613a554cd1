/** A line that is cut: at the first byte, in the head, in the middle, before the last byte, and while the answer comes. The
 *  outcome is never success and never final; nothing half is kept; once the line is mended the same thing works. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorClass } from '../../main/sync/error-class.ts'
import { startLineProxy, until, type LineProxy } from '../peers/index.ts'
import { openConsole, protocols, type Console } from './protocols.ts'

const patience = { idleMs: 20_000 }

const places: readonly (readonly [string, 'up' | 'down', (total: number) => number])[] = [
  ['before the first byte of the request', 'up', () => 0],
  ['after one byte of it', 'up', () => 1],
  ['in its middle', 'up', (total) => Math.floor(total / 2)],
  ['before its last byte', 'up', (total) => total - 1],
  ['before the first byte of the answer', 'down', () => 0],
  ['after one byte of it', 'down', () => 1],
  ['in the middle of it', 'down', (total) => Math.floor(total / 2)],
  ['before its last byte', 'down', (total) => total - 1],
]

describe.each(protocols)('A4 a line that drops during $name', (protocol) => {
  let into: Console, peer: { port: number; stop(): Promise<void> }, line: LineProxy, whole: { up: number; down: number }
  beforeAll(async () => {
    const before = await openConsole()
    peer = await protocol.good()
    line = await startLineProxy(peer.port)
    await protocol.act(line.port, patience, before)
    whole = { ...line.passed }
    before.close()
    into = await openConsole()
  })
  afterAll(async () => {
    await line.stop()
    await peer.stop()
    into.close()
  })

  it.each(places)('%s (%s)', async (_, direction, place) => {
    line.mend()
    line.cutAfter(direction, place(whole[direction] - protocol.after[direction]))
    const failure: unknown = await protocol.act(line.port, patience, into).then(() => 'delivered', (error: unknown) => error)
    expect(failure).not.toBe('delivered')
    expect(['unknown', 'transient']).toContain(errorClass(failure))
    expect(into.kept()).toEqual({ known: 0, files: 0 })
    await until(() => line.openSockets() === 0, 'sockets freed')
  })

  it('does what was asked once it is mended', async () => {
    line.mend()
    await protocol.act(line.port, patience, into)
    expect(into.kept().known).toBe(protocol.fetches ? 1 : 0)
  })
})
