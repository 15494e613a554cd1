/** The exchange room put together: a letterbox to send, and a loop that looks through the mailboxes of the session, often
 *  while letters come and less often while none does. Lives as long as one unlocked session. */
import { ExpectedError, type ClockDifference, type HandlersOf } from '../contract/index.ts'
import { backoffDelay, createLoop, realClock, type Backoff } from '../sync/index.ts'
import { clockTolerance, createSenderClocks } from './sender-clocks.ts'
import { announceCentre } from './centre-announcement.ts'
import { createExchangeHandlers, type ExchangeOperation } from './handlers.ts'
import { createLetterRows } from './letter-rows.ts'
import { createLetterbox } from './letterbox.ts'
import { look, mailboxes } from './look.ts'
import type { ExchangePorts, Letterbox } from './ports.ts'

export interface Exchange {
  readonly letterbox: Letterbox
  readonly handlers: HandlersOf<ExchangeOperation>
  /** Clocks that disagree with this console's. */
  clocks(): ClockDifference[]
  /** Looks now, as far back as letters may still arrive; resolves when it was done, and throws what stopped it. */
  lookNow(): Promise<void>
  /** In a transaction: letters about this exam that were refused for its identity are read again, soon after. */
  readAgain(studyInstanceUID: string): void
  start(): void
  stop(): Promise<void>
}

/** Between two looks: doubling from the first while nothing comes. Milliseconds. */
const quiet: Backoff = { base: 5_000, cap: 60_000 }
/** While the PACS does not answer. */
const away: Backoff = { base: 10_000, cap: 5 * 60_000 }
/** A wide look, besides the one at the start and those that are asked for. */
const wideEveryMs = 60 * 60_000

interface Waiting { readonly done: () => void; readonly failed: (error: unknown) => void }

export function createExchange(ports: ExchangePorts): Exchange {
  const { store, emit, clock = realClock, random = Math.random } = ports
  const now = () => clock.now()
  const rows = createLetterRows(store)
  const senders = createSenderClocks(now)
  const sending = createLetterbox({ ...ports, now })
  const letterbox: Letterbox = {
    ...sending,
    post(letter) {
      sending.post(letter)
      // Whoever writes may well be answered.
      store.afterCommit(() => {
        idle = 0
        nextAt = Math.min(nextAt, now().getTime() + quiet.base)
        loop.wake()
      })
    },
  }
  let nextAt = 0
  let wideAt = 0
  let idle = 0
  let failures = 0
  let waiting: Waiting[] = []
  let last: { at: string | null; problem: ExpectedError | null } = { at: null, problem: null }

  function sawClock(sender: string, sentAt: string): void {
    if (senders.saw(sender, sentAt)) emit({ type: 'health.changed' })
  }

  /** What was missed. */
  async function once(signal: AbortSignal): Promise<ExpectedError | null> {
    const pacs = ports.pacs()
    if (pacs === null) throw new ExpectedError('pacs/not-configured')
    const wide = waiting.length > 0 || now().getTime() >= wideAt
    // Written before anything else: what follows may be signed by somebody whom only the new card names.
    if (letterbox.standing() === 'CENTRE') await announceCentre({ ...ports, now }, letterbox)
    const { taken, missed } = await look({ ...ports, rows, now, sawClock }, pacs, { wide, signal })
    if (wide) wideAt = now().getTime() + wideEveryMs
    idle = taken > 0 ? 0 : idle + 1
    failures = 0
    tell(now().toISOString(), missed)
    if (taken > 0) emit({ type: 'exchange.changed' })
    return missed
  }

  /** A window asks again when the PACS went away or came back. */
  function tell(at: string | null, problem: ExpectedError | null): void {
    if (last.problem?.code !== problem?.code) emit({ type: 'exchange.changed' })
    last = { at, problem: problem === null ? null : new ExpectedError(problem.code, { params: problem.params }) }
  }

  const isDue = () => waiting.length > 0 || now().getTime() >= nextAt
  const loop = createLoop({ clock, onBug: ports.onBug }, {
    async step(signal) {
      if (!isDue()) return false
      if (waiting.length === 0 && (ports.pacs() === null || mailboxes(ports).length === 0)) {
        nextAt = now().getTime() + quiet.cap
        return false
      }
      const asked = waiting
      try {
        const missed = await once(signal)
        nextAt = now().getTime() + backoffDelay(quiet, idle, random)
        settle(asked, ({ done, failed }) => { if (missed === null) done(); else failed(missed) })
      } catch (error) {
        failures += 1
        nextAt = now().getTime() + backoffDelay(away, failures, random)
        if (error instanceof ExpectedError && !signal.aborted) tell(last.at, error)
        settle(asked, ({ failed }) => failed(error))
        if (!(error instanceof ExpectedError)) throw error
      }
      return waiting.length > 0
    },
    dueIn: () => Math.max(0, nextAt - now().getTime()),
  })
  function settle(asked: readonly Waiting[], tell: (one: Waiting) => void): void {
    waiting = waiting.filter((one) => !asked.includes(one))
    asked.forEach(tell)
  }

  const lookNow = () => new Promise<void>((done, failed) => {
    waiting.push({ done, failed })
    loop.wake()
  })
  const nameOf = (id: string) => {
    const card = [...(ports.vault.foreign.joined()?.coordinators ?? []), ...ports.vault.foreign.knownCards()].find(({ accountId }) => accountId === id)
    return card?.displayName ?? ''
  }
  const trustChanged = () => {
    store.transaction(() => rows.readAgain('exchange/unknown-sender'))
    nextAt = 0
    wideAt = 0
    loop.wake()
    emit({ type: 'exchange.changed' })
  }

  return {
    letterbox, lookNow,
    readAgain(studyInstanceUID) {
      rows.readAgain('dossier/identity-differs', studyInstanceUID)
      store.afterCommit(() => {
        nextAt = 0
        loop.wake()
        emit({ type: 'exchange.changed' })
      })
    },
    clocks() {
      const pacs = ports.pacs()?.clockAhead?.() ?? null
      return [...(pacs !== null && Math.abs(pacs) >= clockTolerance ? [{ sender: null, seconds: pacs }] : []), ...senders.differing().map(({ id, seconds }) => ({ sender: nameOf(id), seconds }))]
    },
    handlers: createExchangeHandlers({ ...ports, rows, now, lookNow, lastLook: () => last, trustChanged }),
    start() {
      // Letters that met a bug get another reading.
      if (mailboxes(ports).length > 0) store.transaction(() => rows.readAgain('internal'))
      loop.start()
    },
    async stop() {
      await loop.stop()
      settle(waiting, ({ failed }) => failed(new ExpectedError('session/locked')))
    },
  }
}
