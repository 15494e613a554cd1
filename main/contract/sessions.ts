/** Reading sessions: a second reader takes 25, 50 or 100 exams in a row, oldest first, given one at a time. Opinions are
 *  provisional until the session is signed, once for all of them. The exam ahead is an identifier and nothing more. */
import { z } from 'zod'
import { avis } from './avis.ts'
import { errorCode } from './errors.ts'
import { id, instant, readingId, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { courseErrors } from './programme.ts'
import { displayed, reading, readingPhase } from './reading.ts'
import { passphrase } from './session.ts'
import { worklistRow } from './worklist.ts'

export const readingSessionId = id.brand<'ReadingSessionId'>()
export const sessionSizes = [25, 50, 100] as const
const size = z.literal(sessionSizes)
const site = z.string().max(200).nullable()

/** Exams by how near their limit is; `unknown`: without the day of the exam. */
export const dueCounts = z.strictObject({ late: z.number().int(), urgent: z.number().int(), soon: z.number().int(), calm: z.number().int(), unknown: z.number().int() })
export type DueCounts = z.infer<typeof dueCounts>

/** Where the images stood, kept so that a restart finds the case as it was left. */
export const sessionView = z.strictObject({ step: z.string().max(64) })
export type SessionView = z.infer<typeof sessionView>

export const sessionCase = z.strictObject({
  study: worklistRow,
  /** Every image has been on screen since the case was given. */
  displayedAt: instant.nullable(),
  /** An opinion stands, or the case was passed over: the next one may be asked for. */
  concluded: z.boolean(),
  skipped: z.boolean(),
  view: sessionView.nullable(),
})

export const readingSession = z.strictObject({
  id: readingSessionId,
  size,
  /** Exams of this site alone; null: of every site. */
  site,
  startedAt: instant,
  endedAt: instant.nullable(),
  pausedAt: instant.nullable(),
  /** Place of the case on screen, from 1; one more than the last case when none is left to give. */
  position: z.number().int(),
  /** Cases given so far and those still to come, at most `size`. */
  total: z.number().int(),
  current: sessionCase.nullable(),
  /** To be made ready; not to be named or shown. */
  ahead: studyInstanceUID.nullable(),
  concluded: z.number().int(),
  skipped: z.number().int(),
  /** The opinion that « annuler » takes back; null when there is none that can be. */
  undoable: z.strictObject({ readingId, version: z.number().int(), position: z.number().int() }).nullable(),
  /** At work, pauses left out. */
  activeMs: z.number().int(),
  perHour: z.number().int().nullable(),
  meanMs: z.number().int().nullable(),
  pauseProposed: z.enum(['cases', 'minutes']).nullable(),
})
export type ReadingSession = z.infer<typeof readingSession>

/** How a case stands for the signature of the session. */
export const sessionStanding = z.enum(['to-sign', 'to-reveal', 'no-opinion', 'skipped', 'signed'])

export const sessionOpinion = z.strictObject({
  position: z.number().int(),
  study: worklistRow,
  readingId: readingId.nullable(),
  version: z.number().int().nullable(),
  phase: readingPhase.nullable(),
  /** The reader's own, null while there is none. */
  avis: avis.nullable(),
  standing: sessionStanding,
  undoable: z.boolean(),
})
export type SessionOpinion = z.infer<typeof sessionOpinion>

export const signedOutcome = z.strictObject({
  position: z.number().int(),
  studyInstanceUID,
  signed: z.boolean(),
  problem: z.strictObject({ code: errorCode, fr: z.string(), en: z.string() }).nullable(),
})
export type SignedOutcome = z.infer<typeof signedOutcome>

const session = z.strictObject({ session: readingSession })
const ofSession = z.strictObject({ sessionId: readingSessionId })
/** `from`: the position that the window shows, so that a key pressed twice moves once. */
const fromPosition = z.strictObject({ sessionId: readingSessionId, from: z.number().int() })
const moveErrors = ['request/not-found', 'sessions/ended', 'sessions/paused', 'sessions/moved'] as const
const opinionErrors = [...courseErrors, 
  'reading/stale-version', 'reading/invalid-transition', 'reading/not-your-turn', 'reading/same-reader', 'reading/seal-broken', 'display/training',
] as const
const access = ['L2'] as const

export const sessionsOperations = {
  /** What waits for this reader here, and the sessions to go on with or to sign. */
  'sessions.offer': operation({
    input: z.strictObject({}),
    output: z.strictObject({
      waiting: z.number().int(), due: dueCounts, sites: z.array(z.strictObject({ site: z.string(), waiting: z.number().int(), due: dueCounts })),
      /** Waiting too, with their images still in the PACS. */
      elsewhere: z.number().int(),
      live: readingSession.nullable(),
      unsigned: z.array(z.strictObject({ sessionId: readingSessionId, startedAt: instant, count: z.number().int() })),
    }),
    errors: [], access, audit: null, writes: false,
  }),
  'sessions.start': operation({ input: z.strictObject({ size, site }), output: session, errors: ['sessions/live', 'sessions/nothing-waits'], access, audit: 'application-activity', writes: true }),
  'sessions.current': operation({ input: z.strictObject({}), output: z.strictObject({ session: readingSession.nullable() }), errors: [], access, audit: null, writes: false }),
  'sessions.next': operation({ input: fromPosition, output: session, errors: [...moveErrors, 'sessions/case-open'], access, audit: 'application-activity', writes: true }),
  'sessions.previous': operation({ input: fromPosition, output: session, errors: moveErrors, access, audit: 'application-activity', writes: true }),
  /** Leaves the exam to wait; it is not given again in this session. */
  'sessions.skip': operation({ input: fromPosition, output: session, errors: [...moveErrors, 'sessions/case-closed'], access, audit: 'application-activity', writes: true }),
  'sessions.pause': operation({ input: ofSession, output: session, errors: ['request/not-found', 'sessions/ended'], access, audit: 'application-activity', writes: true }),
  'sessions.resume': operation({ input: ofSession, output: session, errors: ['request/not-found', 'sessions/ended'], access, audit: 'application-activity', writes: true }),
  'sessions.end': operation({ input: ofSession, output: session, errors: ['request/not-found'], access, audit: 'application-activity', writes: true }),
  /** Told once every image of the case is on screen: the guard time runs from here, by the clock of main. */
  'sessions.displayed': operation({ input: fromPosition, output: z.strictObject({ displayedAt: instant }), errors: moveErrors, access, audit: null, writes: true }),
  'sessions.view': operation({ input: z.strictObject({ sessionId: readingSessionId, from: z.number().int(), view: sessionView }), output: z.strictObject({}), errors: moveErrors, access, audit: null, writes: true }),
  /** The opinion on the case on screen, and the next case in the same answer where nothing is left to be revealed. */
  'sessions.conclude': operation({
    input: z.strictObject({
      sessionId: readingSessionId, readingId, expectedVersion: z.number().int(), avis,
      /** Images of the case that the window has not shown. */
      unseen: z.number().int().min(0),
      displayed,
    }),
    output: z.strictObject({ reading, session: readingSession }),
    errors: [...moveErrors, ...opinionErrors, 'reading/too-early', 'reading/images-unseen', 'reading/invalid-opinion', 'reading/not-shown-whole', 'study/not-local', 'display/unfit'],
    access, audit: 'patient-record', writes: true,
  }),
  /** Takes an opinion of the session back and shows its case again. */
  'sessions.undo': operation({
    input: z.strictObject({ sessionId: readingSessionId, readingId, expectedVersion: z.number().int() }), output: session,
    errors: ['request/not-found', 'sessions/ended', 'sessions/paused', ...opinionErrors, 'reading/finalised', 'reading/already-revealed'], access, audit: 'patient-record', writes: true,
  }),
  'sessions.opinions': operation({ input: ofSession, output: z.strictObject({ session: readingSession, opinions: z.array(sessionOpinion) }), errors: ['request/not-found', 'reading/seal-broken'], access, audit: null, writes: false }),
  /** One passphrase; each opinion signed by itself, in its own transaction. Asked again it signs what was left. */
  'sessions.finalise': operation({
    input: z.strictObject({ sessionId: readingSessionId, passphrase }), output: z.strictObject({ outcomes: z.array(signedOutcome) }),
    errors: ['request/not-found', 'session/wrong-passphrase', 'session/too-many-attempts'], access, audit: 'patient-record', writes: true,
  }),
}
