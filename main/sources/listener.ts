/** The listener of this console while it is unlocked: on the one address that is set and nowhere else, for the callers that
 *  are allowed and nobody else. What it hears goes to whoever asked for it by C-MOVE, to the outbox (commitments), or is
 *  refused or taken as the settings say. */
import { ExpectedError, type StoredIdentity, type StoredSource } from '../contract/index.ts'
import { commitmentReport, createExpectedObjects, startAcceptor, type Acceptor, type CommitmentReport, type ExpectedObjects, type ReceivedObject } from '../pacs/index.ts'
import { trustOf } from '../trust/index.ts'
import { createAllowedCallers, type Resolve } from './allowed-callers.ts'

export interface ListenerPorts {
  readonly settings: () => { readonly sources: readonly StoredSource[]; readonly dicomIdentity: StoredIdentity }
  readonly resolve: Resolve
  readonly take: (object: ReceivedObject) => Promise<void>
  /** Resolves once it is kept: the peer is told so. */
  readonly commitmentReported: (report: CommitmentReport) => Promise<void> | void
  readonly refused?: (callingAE: string | null, remoteAddress: string) => void
  readonly onBug: (error: unknown) => string
}

export interface Listener {
  readonly expected: ExpectedObjects
  /** Where it listens, `host:port`; null while it does not. `problem`: why not, where it should. */
  state(): { readonly listening: string | null; readonly problem: ExpectedError | null }
  /** Resolves once the last change is done. */
  settled(): Promise<void>
  /** Listens as the present settings say. */
  renew(): Promise<void>
  stop(): Promise<void>
}

const limits = { idleMs: 60_000, maximumAssociations: 16 } as const

export function createListener(ports: ListenerPorts): Listener {
  const expected = createExpectedObjects()
  let acceptor: Acceptor | null = null
  let listening: string | null = null
  let problem: ExpectedError | null = null
  let wanted = ''
  // One change after the other: a port is let go before it is taken again.
  let turn: Promise<void> = Promise.resolve()

  async function end(): Promise<void> {
    const open = acceptor
    acceptor = null
    listening = null
    problem = null
    wanted = ''
    await open?.close()
  }

  async function begin(): Promise<void> {
    const { sources, dicomIdentity } = ports.settings()
    const asked = JSON.stringify([dicomIdentity, sources.map(({ dimse }) => [dimse.host, dimse.calledAE])])
    if (asked === wanted) return
    await end()
    wanted = asked
    const { listen, aeTitle, certificate, key } = dicomIdentity
    if (listen.host === '' || listen.port === 0) return
    const allows = createAllowedCallers(sources, dicomIdentity, ports.resolve)
    try {
      if (listen.tls && (certificate === '' || key === '' || listen.certificateAuthority.trim() === '' || trustOf(listen.certificateAuthority) === null)) throw new ExpectedError('listener/certificate')
      acceptor = await startAcceptor({ host: listen.host, port: listen.port, calledAE: aeTitle, tls: listen.tls ? { authority: listen.certificateAuthority, certificate, key } : null, ...limits }, {
        allows,
        refused(callingAE, remoteAddress) {
          try { ports.refused?.(callingAE, remoteAddress) } catch (error) { ports.onBug(error) }
        },
        async store(object) {
          if (await expected.deliver(object)) return
          if (listen.unsolicited === 'REFUSE') throw new ExpectedError('request/forbidden')
          await ports.take(object)
        },
        async committed(dataset) {
          const report = commitmentReport(dataset)
          if (report !== null) await ports.commitmentReported(report)
        },
      })
      listening = `${listen.host}:${acceptor.port}`
    } catch (error) {
      problem = explain(error, listen)
      if (problem === null) {
        ports.onBug(error)
        problem = new ExpectedError('listener/not-own-address', { params: { host: listen.host }, cause: error })
      }
    }
  }

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work, work)
    return turn
  }
  return { expected, state: () => ({ listening, problem }), settled: () => turn, renew: () => inTurn(begin), stop: () => inTurn(end) }
}

/** Null: none that is known. */
function explain(error: unknown, { host, port }: { host: string; port: number }): ExpectedError | null {
  if (error instanceof ExpectedError) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE') return new ExpectedError('listener/port-taken', { params: { host, port }, cause: error })
  if (code === 'EACCES') return new ExpectedError('listener/port-forbidden', { params: { port }, cause: error })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EINVAL') return new ExpectedError('listener/not-own-address', { params: { host }, cause: error })
  return code.startsWith('ERR_OSSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') ? new ExpectedError('listener/certificate', { cause: error }) : null
}
