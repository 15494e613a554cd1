/** The sessions room: series of second readings, from the first exam to the one signature. Where a reader stands is in
 *  the database after every act, so that a restart finds the same case again. */
import { ExpectedError, type Account, type CallContext, type HandlersOf, type OperationName, type Output } from '../contract/index.ts'
import { conclude, undo } from './conclude.ts'
import { createFetchAhead } from './fetch-ahead.ts'
import { finalise, opinions } from './finalise.ts'
import { countTime, pause, requireAt, requireClosed, resume, showCase, skipCase } from './moves.ts'
import { offer } from './offer.ts'
import type { SessionsPorts } from './ports.ts'
import { presentSession } from './present-session.ts'
import { casesOf, changeCase, changeSession, insertSession, liveSession, ownSession, type SessionRow } from './session-rows.ts'
import { waitingFor } from './waiting.ts'

export type { SessionsPorts } from './ports.ts'

export interface SessionsRoom {
  readonly handlers: HandlersOf<Extract<OperationName, `sessions.${string}`>>
  /** Sessions of other readers, which the audit view leaves out for a reader. */
  concealedFrom(account: Pick<Account, 'id' | 'roles'>): string[]
}

export function createSessions(ports: SessionsPorts): SessionsRoom {
  const { store } = ports
  const fetchAhead = createFetchAhead(ports)
  const present = (account: Account, id: string): { session: Output<'sessions.start'>['session'] } => ({ session: presentSession(ports, account, ownSession(store, id, account)) })

  /** One act on a session: judged, done and recorded in one transaction. */
  function act(context: CallContext, sessionId: string, words: (session: SessionRow) => string, work: (session: SessionRow, account: Account) => void): { session: Output<'sessions.start'>['session'] } {
    const account = reader(context)
    context.act(sessionId, () => {
      const session = ownSession(store, sessionId, account)
      countTime(ports, session)
      work(ownSession(store, sessionId, account), account)
      fetchAhead(account, ownSession(store, sessionId, account))
    }, words(ownSession(store, sessionId, account)))
    return present(account, sessionId)
  }
  const atPosition = ({ position }: SessionRow) => `position=${position}`

  return {
    handlers: {
      'sessions.offer': (_, context) => offer(ports, reader(context)),
      'sessions.current': (_, context) => {
        const live = liveSession(store, reader(context))
        return { session: live === null ? null : presentSession(ports, reader(context), live) }
      },
      'sessions.start': ({ size, site }, context) => {
        const account = reader(context)
        const id = ports.newId()
        context.act(id, () => {
          if (liveSession(store, account) !== null) throw new ExpectedError('sessions/live')
          if (![...waitingFor(ports, account, site, null)].some(({ locality }) => locality === 'local')) throw new ExpectedError('sessions/nothing-waits')
          insertSession(store, { id, account_id: account.id, site, size, started_at: ports.now().toISOString() })
          showCase(ports, account, ownSession(store, id, account), 1)
          fetchAhead(account, ownSession(store, id, account))
        }, `start size=${size}`)
        return present(account, id)
      },
      'sessions.next': ({ sessionId, from }, context) => act(context, sessionId, atPosition, (session, account) => {
        requireAt(session, from)
        requireClosed(ports, session)
        showCase(ports, account, session, session.position + 1)
      }),
      'sessions.previous': ({ sessionId, from }, context) => act(context, sessionId, atPosition, (session, account) => {
        requireAt(session, from)
        showCase(ports, account, session, session.position - 1)
      }),
      'sessions.skip': ({ sessionId, from }, context) => act(context, sessionId, atPosition, (session, account) => {
        requireAt(session, from)
        skipCase(ports, account, session)
      }),
      'sessions.pause': ({ sessionId }, context) => act(context, sessionId, atPosition, (session) => {
        requireOpen(session)
        pause(ports, session)
      }),
      'sessions.resume': ({ sessionId }, context) => act(context, sessionId, atPosition, (session) => {
        requireOpen(session)
        resume(ports, session)
      }),
      'sessions.end': ({ sessionId }, context) => act(context, sessionId, atPosition, (session) => {
        if (session.ended_at === null) changeSession(store, session.id, { ended_at: ports.now().toISOString() })
      }),
      'sessions.displayed': ({ sessionId, from }, context) => store.transaction(() => {
        const session = ownSession(store, sessionId, reader(context))
        requireAt(session, from)
        if (!casesOf(store, session).some(({ position }) => position === from)) throw new ExpectedError('sessions/moved', { subject: sessionId })
        const displayedAt = ports.now().toISOString()
        changeCase(store, sessionId, from, { displayed_at: displayedAt })
        countTime(ports, session)
        return { displayedAt }
      }),
      'sessions.view': ({ sessionId, from, view }, context) => store.transaction(() => {
        const session = ownSession(store, sessionId, reader(context))
        requireAt(session, from)
        changeCase(store, sessionId, from, { view: JSON.stringify(view) })
        countTime(ports, session)
        return {}
      }),
      'sessions.conclude': (input, context) => conclude(ports, reader(context), input, context),
      'sessions.undo': (input, context) => undo(ports, reader(context), input, context),
      'sessions.opinions': ({ sessionId }, context) => opinions(ports, reader(context), sessionId),
      'sessions.finalise': (input, context) => finalise(ports, reader(context), input, context),
    },
    concealedFrom: (account) => (account.roles.includes('L1') || account.roles.includes('L2')
      ? store.prepare<[string], { id: string }>('SELECT id FROM reading_sessions WHERE account_id <> ?').all(account.id).map(({ id }) => id)
      : []),
  }
}

function requireOpen(session: SessionRow): void {
  if (session.ended_at !== null) throw new ExpectedError('sessions/ended', { subject: session.id })
}

function reader(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
