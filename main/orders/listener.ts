/** The port on which a RIS sends orders: open while the session is unlocked, since what comes in lies in the encrypted
 *  database alone; while it is closed senders keep their messages and try again (ADR 31). Says how it stands. */
import { describeProblem, ExpectedError, type Listening, type RefusalReason } from '../contract/index.ts'
import { startMllpServer, type MllpServer } from '../ris/index.ts'
import { trustOf } from '../trust/index.ts'
import type { StoredOrdersIn } from './stored-settings.ts'

export interface ListenerPorts {
  readonly settings: () => StoredOrdersIn
  readonly now: () => Date
  readonly onBug: (error: unknown) => string
  /** Bytes of the acknowledgement, and why the message was not taken. */
  readonly take: (message: Uint8Array) => { readonly reply: Uint8Array; readonly refused: RefusalReason | null; readonly applied: boolean }
  /** A caller was turned away for the first time since the unlock. */
  readonly turnedAway: (caller: string, reason: 'ADDRESS' | 'CERTIFICATE') => void
  readonly lastMessageAt: () => string | null
  readonly changed: () => void
}

const refusedShown = 20
/** A message with a document of some megabytes, as base64. */
const longest = 32 * 1024 * 1024

export function createListener(ports: ListenerPorts) {
  let server: MllpServer | null = null
  let problem: ExpectedError | null = null
  let wanted = ''
  let taken = 0
  let turn: Promise<void> = Promise.resolve()
  let refused: Listening['refused'] = []
  const toldOf = new Set<string>()

  function refuse(from: string, reason: RefusalReason): void {
    refused = [{ at: ports.now().toISOString(), from, reason }, ...refused].slice(0, refusedShown)
    ports.changed()
  }
  function turnedAway(caller: string, reason: 'ADDRESS' | 'CERTIFICATE'): void {
    refuse(caller, reason)
    if (toldOf.size > 1000 || toldOf.has(`${caller} ${reason}`)) return
    toldOf.add(`${caller} ${reason}`)
    try {
      ports.turnedAway(caller, reason)
    } catch (error) {
      ports.onBug(error)
    }
  }
  function answer(message: Buffer, caller: string): Promise<Uint8Array> {
    const { reply, refused: reason, applied } = ports.take(message)
    if (reason !== null) refuse(caller, reason)
    if (applied) taken += 1
    return Promise.resolve(reply)
  }

  async function open(settings: StoredOrdersIn): Promise<void> {
    const { address, port, tls, certificate, key, authority, callers } = settings
    problem = null
    if (address === '') return
    try {
      if (tls === 'MUTUAL' && trustOf(authority) === null) throw new Error('no certificate authority can be read')
      server = await startMllpServer({
        host: address, port, maximumConnections: 32, limit: longest, idleMs: 10 * 60_000,
        tls: tls === 'NONE' ? null : { certificate, key, authority: tls === 'MUTUAL' ? authority : null },
        allows: (caller) => callers.includes(caller), turnedAway,
      }, answer)
    } catch (error) {
      problem = new ExpectedError('orders/cannot-listen', { params: { address, port, reason: reasonOf(error) }, cause: error })
    }
  }
  async function close(): Promise<void> {
    await server?.close()
    server = null
  }
  /** One after the other: what is closed is closed before the next is opened. */
  const queue = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch((error: unknown) => { ports.onBug(error) })
    return turn
  }

  return {
    /** Opens, closes or moves the port as the settings say; nothing happens where they are as before and it is open. */
    follow: (): Promise<void> => queue(async () => {
      const settings = ports.settings(), now = JSON.stringify([settings.address, settings.port, settings.tls, settings.certificate, settings.key, settings.authority, settings.callers])
      if (now === wanted && problem === null) return
      wanted = now
      await close()
      await open(settings)
      ports.changed()
    }),
    stop: (): Promise<void> => queue(async () => {
      wanted = ''
      await close()
    }),
    state: (): Pick<Listening, 'state' | 'address' | 'port' | 'problem' | 'lastMessageAt' | 'taken' | 'refused'> => ({
      state: server !== null ? 'LISTENING' : problem !== null ? 'FAILED' : 'OFF', address: ports.settings().address, port: server?.port ?? ports.settings().port,
      problem: problem === null ? null : describeProblem(problem), lastMessageAt: ports.lastMessageAt(), taken, refused,
    }),
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  return code === '' ? 'TLS' : code
}
