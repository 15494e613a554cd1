/** What is known of the two peers: from the last probe, and from every delivery and retrieval since. */
import { describeProblem, ExpectedError, type PeerState, type ServerEvent } from '../contract/index.ts'
import type { PacsClient } from '../pacs/index.ts'
import type { RisClient } from '../ris/index.ts'
import type { Clock } from './clock.ts'
import type { Destination } from './delivery/stored-row.ts'

export interface PeerHealth {
  state(): { pacs: PeerState; ris: PeerState }
  /** Tries both now. */
  check(signal: AbortSignal): Promise<{ pacs: PeerState; ris: PeerState }>
  /** How a peer just behaved; null when it answered. */
  saw(peer: Destination, problem: ExpectedError | null): void
  /** Other settings: what was known no longer holds. */
  forget(): void
}

interface Ports {
  readonly pacs: () => PacsClient | null
  readonly ris: () => RisClient | null
  readonly clock: Clock
  readonly emit: (event: ServerEvent) => void
}

/** Whoever pressed the button waits for this; milliseconds. */
const probeMs = 12_000

interface Known { readonly reachable: boolean; readonly checkedAt: string; readonly problem: ExpectedError | null }

export function createPeerHealth({ pacs, ris, clock, emit }: Ports): PeerHealth {
  const known = new Map<Destination, Known>()

  function saw(peer: Destination, problem: ExpectedError | null): void {
    // A peer that refuses an object is there; other rooms' problems say nothing of it.
    const itsOwn = problem === null ? null : problem.code.startsWith(`${peer.toLowerCase()}/`) ? problem : undefined
    if (itsOwn === undefined) return
    const reachable = itsOwn === null || answersThough.has(itsOwn.code)
    const before = known.get(peer)
    // Without its subject: which object was on its way may be another reader's secret.
    const problemOfPeer = reachable || itsOwn === null ? null : new ExpectedError(itsOwn.code, { params: itsOwn.params })
    known.set(peer, { reachable, checkedAt: clock.now().toISOString(), problem: problemOfPeer })
    if (before?.reachable !== reachable || (!reachable && before.problem?.code !== itsOwn.code)) emit({ type: 'health.changed' })
  }

  function stateOf(peer: Destination, configured: boolean): PeerState {
    const last = configured ? known.get(peer) : undefined
    return {
      configured,
      reachable: last?.reachable ?? null,
      checkedAt: last?.checkedAt ?? null,
      problem: last === undefined || last.problem === null ? null : describeProblem(last.problem),
    }
  }
  const state = () => ({ pacs: stateOf('PACS', pacs() !== null), ris: stateOf('RIS', ris() !== null) })

  async function probe(peer: Destination, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const limit = new AbortController()
    const cancel = clock.timer(probeMs, () => limit.abort())
    try {
      await work(AbortSignal.any([signal, limit.signal]))
      saw(peer, null)
    } catch (error) {
      if (limit.signal.aborted && !signal.aborted) return saw(peer, new ExpectedError(peer === 'PACS' ? 'pacs/timeout' : 'ris/unreachable', { cause: error }))
      if (!(error instanceof ExpectedError) || error.code === 'request/aborted') throw error
      saw(peer, error)
    } finally {
      cancel()
    }
  }

  return {
    state,
    saw,
    async check(signal) {
      const [pacsNow, risNow] = [pacs(), ris()]
      await Promise.all([
        pacsNow === null ? null : probe('PACS', (limited) => pacsNow.echo(limited), signal),
        risNow === null ? null : probe('RIS', (limited) => risNow.probe(limited), signal),
      ])
      return state()
    },
    forget() {
      known.clear()
      emit({ type: 'health.changed' })
    },
  }
}

/** Failures that come from a peer which is there and knows us: about one object, not about the peer. */
const answersThough: ReadonlySet<string> = new Set(['pacs/storage-differs', 'pacs/not-committed', 'ris/rejected'])
