/** The end of a session: its opinions and how each stands, and one signature for all that are ready. Each is signed by
 *  itself through the ordinary way, so that one that fails keeps none of the others; asked again, it signs what is left. */
import { describeProblem, ExpectedError, type Account, type CallContext, type ErrorCode, type Output, type ParsedInput, type ReadingId, type SessionOpinion, type SignedOutcome } from '../contract/index.ts'
import type { SessionsPorts } from './ports.ts'
import { hasOpinion, isUndoable, presentSession } from './present-session.ts'
import { casesOf, ownSession, type CaseRow } from './session-rows.ts'

type Standing = SessionOpinion['standing']

export async function opinions(ports: SessionsPorts, account: Account, sessionId: string): Promise<Output<'sessions.opinions'>> {
  const session = ownSession(ports.store, sessionId, account)
  const listed: SessionOpinion[] = []
  for (const one of casesOf(ports.store, session)) {
    const study = ports.row(account.id, one.study_instance_uid)
    // The exam left this console after it was signed, or after it was passed over.
    if (study === null) continue
    const opinion = hasOpinion(one) && one.reading_id !== null ? await ports.reading.opinion(account, one.reading_id) : null
    listed.push({
      position: one.position, study, readingId: one.reading_id as ReadingId | null, version: one.version, phase: one.phase,
      avis: opinion?.avis ?? null, standing: standingOf(one, opinion?.signable ?? false), undoable: session.ended_at === null && isUndoable(ports, one),
    })
  }
  return { session: presentSession(ports, account, session), opinions: listed }
}

function standingOf(one: CaseRow, signable: boolean): Standing {
  if (one.phase === 'DEFINITIF') return 'signed'
  if (hasOpinion(one)) return signable ? 'to-sign' : 'to-reveal'
  return one.skipped_at === null ? 'no-opinion' : 'skipped'
}

/** Cheap: how many opinions of a session are not signed. */
export function unsignedCount(ports: Pick<SessionsPorts, 'store'>, session: { id: string; account_id: string }): number {
  return casesOf(ports.store, session).filter((one) => hasOpinion(one) && one.phase !== 'DEFINITIF').length
}

const heldBack: Readonly<Record<Exclude<Standing, 'to-sign' | 'signed'>, ErrorCode>> = { 'to-reveal': 'sessions/reveal-first', 'no-opinion': 'sessions/case-open', 'skipped': 'sessions/case-open' }

export async function finalise(ports: SessionsPorts, account: Account, { sessionId, passphrase }: ParsedInput<'sessions.finalise'>, context: CallContext): Promise<Output<'sessions.finalise'>> {
  ownSession(ports.store, sessionId, account)
  await ports.verifyPassphrase(account.id, passphrase)
  context.act(sessionId, () => undefined, 'finalise')
  const outcomes: SignedOutcome[] = []
  for (const opinion of (await opinions(ports, account, sessionId)).opinions) {
    // A lock ends it here: what was signed stays signed, the rest is signed when asked again.
    if (context.signal.aborted) throw new ExpectedError('request/aborted', { subject: sessionId })
    outcomes.push({ position: opinion.position, studyInstanceUID: opinion.study.studyInstanceUID, ...(await signOne(ports, account, opinion, context)) })
  }
  return { outcomes }
}

async function signOne(ports: SessionsPorts, account: Account, { standing, readingId, version }: SessionOpinion, context: CallContext): Promise<Pick<SignedOutcome, 'signed' | 'problem'>> {
  if (standing === 'signed') return { signed: true, problem: null }
  if (standing !== 'to-sign' || readingId === null || version === null) return refused(new ExpectedError(standing === 'to-sign' ? 'sessions/case-open' : heldBack[standing]))
  try {
    await ports.reading.sign(account, { readingId, expectedVersion: version }, context)
    return { signed: true, problem: null }
  } catch (error) {
    return refused(error instanceof ExpectedError ? error : new ExpectedError('internal', { params: { incident: ports.onBug(error) }, cause: error }))
  }
}

function refused(error: ExpectedError): Pick<SignedOutcome, 'signed' | 'problem'> {
  const { code, fr, en } = describeProblem(error)
  return { signed: false, problem: { code, fr, en } }
}
