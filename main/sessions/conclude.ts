/** Giving an opinion in a session, and taking it back. The opinion, the place in the session and the audit row are one
 *  transaction; two strokes of one key record one opinion, because the second names a version that is gone. */
import { ExpectedError, type Account, type CallContext, type Output, type ParsedInput } from '../contract/index.ts'
import { guardRefusal } from '../domain/reading-session/index.ts'
import { countTime, requireAt, showCase } from './moves.ts'
import type { SessionsPorts } from './ports.ts'
import { presentSession } from './present-session.ts'
import { casesOf, changeCase, ownSession, type SessionRow } from './session-rows.ts'

export async function conclude(ports: SessionsPorts, account: Account, input: ParsedInput<'sessions.conclude'>, context: CallContext): Promise<Output<'sessions.conclude'>> {
  const { store } = ports
  const before = ownSession(store, input.sessionId, account)
  requireAt(before)
  const shown = casesOf(store, before).find(({ position }) => position === before.position)
  if (shown === undefined || shown.reading_id !== input.readingId) throw new ExpectedError('sessions/moved', { subject: before.id })
  const now = ports.now().getTime()
  const displayedAt = shown.displayed_at === null ? null : Date.parse(shown.displayed_at)
  const refused = guardRefusal({ displayedAt, unseen: input.unseen }, now, ports.settings().guardMs)
  if (refused !== null) throw new ExpectedError(refused, { subject: input.readingId })

  const reading = await ports.reading.conclude(account, input, context, (signable) => {
    // Another window may have moved meanwhile.
    const session = ownSession(store, before.id, account)
    requireAt(session, before.position)
    countTime(ports, session)
    changeCase(store, session.id, shown.position, { concluded_at: ports.now().toISOString(), skipped_at: null })
    if (signable) showCase(ports, account, session, session.position + 1)
  }, `session=${before.id} position=${before.position} displayed=${now - (displayedAt ?? now)}ms`)
  return { reading, session: presentSession(ports, account, ownSession(store, before.id, account)) }
}

export async function undo(ports: SessionsPorts, account: Account, input: ParsedInput<'sessions.undo'>, context: CallContext): Promise<Output<'sessions.undo'>> {
  const { store } = ports
  const session = ownSession(store, input.sessionId, account)
  requireAt(session)
  const undone = caseOf(ports, session, input.readingId)
  await ports.reading.undo(account, input, context, () => {
    countTime(ports, session)
    changeCase(store, session.id, undone.position, { concluded_at: null })
    showCase(ports, account, session, undone.position)
  })
  return { session: presentSession(ports, account, ownSession(store, session.id, account)) }
}

function caseOf({ store }: SessionsPorts, session: SessionRow, readingId: string) {
  const found = casesOf(store, session).find((one) => one.reading_id === readingId)
  if (found === undefined) throw new ExpectedError('request/not-found')
  return found
}
