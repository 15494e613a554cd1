/** Exchange between consoles: cards that make them trust each other, letters that came, and releases: opinions sealed again
 *  by a coordinator, the first one for the second reader whose own opinion is frozen, two discordant ones for their arbiter. */
import { z } from 'zod'
import { account } from './session.ts'
import { problem } from './errors.ts'
import { keyFindings } from './keys.ts'
import { accountId, instant, readingId, sopInstanceUID, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

/** A second reading that waits for the first opinion, or an arbitration for the two that it decides between. Nothing here
 *  tells what anybody concluded. */
export const waitingRelease = z.strictObject({
  readingId, studyInstanceUID,
  kind: z.enum(['SECOND', 'ARBITRATION']),
  /** Pseudonym of the reader who waits. */
  readerCode: z.string(),
  /** Since when it waits. */
  frozenAt: instant,
})
export type WaitingRelease = z.infer<typeof waitingRelease>

/** A card as a file: its name, its text, and the fingerprint that is read aloud. */
export const cardFile = z.strictObject({ fileName: z.string(), text: z.string(), fingerprint: z.string() })
export type CardFile = z.infer<typeof cardFile>

const cardText = z.string().min(1).max(4_000_000)

/** What a card says, before anybody trusts it. */
export const cardSummary = z.strictObject({
  kind: z.enum(['ACCOUNT', 'CENTRE']),
  name: z.string(),
  /** Of an account; none for a centre. */
  roles: z.array(account.shape.roles.element),
  /** Names of a centre's coordinators. */
  coordinators: z.array(z.string()),
  issuedAt: instant,
  /** Two people read it to one another: eight groups of four hexadecimal digits. */
  fingerprint: z.string(),
  /** `KNOWN`: it is trusted here already. */
  known: z.boolean(),
})
export type CardSummary = z.infer<typeof cardSummary>

export const admittedReader = z.strictObject({ accountId, displayName: z.string(), roles: z.array(account.shape.roles.element), fingerprint: z.string(), admittedAt: instant })

export const exchangeStatus = z.strictObject({
  /** Joined to a centre elsewhere, its coordinator's console, or neither. */
  standing: z.enum(['ALONE', 'READER', 'CENTRE']),
  /** The centre that was joined. */
  centre: z.strictObject({ name: z.string(), fingerprint: z.string(), coordinators: z.array(z.string()), issuedAt: instant }).nullable(),
  /** Readers of other consoles, for who administers or coordinates; empty for others. */
  readers: z.array(admittedReader),
  /** Whether this session has a mailbox that is looked through. */
  hasMailbox: z.boolean(),
  /** Of the last look that was finished. */
  lookedAt: instant.nullable(),
  /** What kept the last look from being finished. */
  problem: problem.nullable(),
})
export type ExchangeStatus = z.infer<typeof exchangeStatus>

/** A letter that came. What it says is no part of this. */
export const letterRow = z.strictObject({
  id: sopInstanceUID,
  /** Verified for a letter that was taken, else as the object says; empty where the sender is not known by name. */
  from: z.string(),
  studyInstanceUID: studyInstanceUID.nullable(),
  /** Of an exam that this console knows; empty else. */
  accessionNumber: z.string(),
  sentAt: instant.nullable(),
  receivedAt: instant,
  /** `LATER`: it waits for something that has not come yet. */
  state: z.enum(['TAKEN', 'LATER', 'REFUSED']),
  problem: problem.nullable(),
})
export type LetterRow = z.infer<typeof letterRow>

const cards = { output: exchangeStatus, audit: 'security-alert', writes: true } as const
const takingIn = z.strictObject({ text: cardText, fingerprint: z.string().max(64) })

export const exchangeOperations = {
  'exchange.status': operation({ input: z.strictObject({}), output: exchangeStatus, errors: [], access: 'account', audit: null, writes: false }),
  /** The card of the active account, signed by it. */
  'exchange.ownCard': operation({ input: z.strictObject({}), output: cardFile, errors: [], access: 'account', audit: null, writes: false }),
  /** The card of the centre, signed by the active coordinator. */
  'exchange.centreCard': operation({ input: z.strictObject({}), output: cardFile, errors: ['keys/not-held', 'exchange/not-a-centre', ...keyFindings], access: ['COORDINATOR'], audit: null, writes: false }),
  /** Reads a card and trusts nobody yet. */
  'exchange.readCard': operation({ input: z.strictObject({ text: cardText }), output: cardSummary, errors: ['exchange/card-invalid'], access: ['ADMIN', 'COORDINATOR'], audit: null, writes: false }),
  /** With the fingerprint that was compared aloud. */
  'exchange.admitReader': operation({ ...cards, input: takingIn, errors: ['exchange/card-invalid', 'exchange/card-other-kind', 'exchange/card-changed', 'exchange/own-card', 'exchange/fingerprint', 'exchange/not-a-centre', 'keys/not-held', ...keyFindings, 'store/full'], access: ['COORDINATOR'] }),
  'exchange.dismissReader': operation({ ...cards, input: z.strictObject({ accountId }), errors: ['request/not-found', 'exchange/not-a-centre', 'keys/not-held', ...keyFindings, 'store/full'], access: ['COORDINATOR'] }),
  /** From then on this console seals for that centre's key. A newer card of the same centre takes the place of the earlier one. */
  'exchange.joinCentre': operation({ ...cards, input: takingIn, errors: ['exchange/card-invalid', 'exchange/card-other-kind', 'exchange/card-older', 'exchange/register-behind', 'exchange/other-centre', 'exchange/own-coordinator', 'exchange/fingerprint', 'store/full'], access: ['ADMIN'] }),
  'exchange.leaveCentre': operation({ ...cards, input: z.strictObject({}), errors: ['exchange/not-joined', 'store/full'], access: ['ADMIN'] }),
  /** Of the mailboxes that this session opens; newest first. */
  'exchange.letters': operation({ input: z.strictObject({}), output: z.strictObject({ rows: z.array(letterRow) }), errors: [], access: 'account', audit: null, writes: false }),
  /** Looks through the mailboxes now, as far back as letters may still arrive. */
  'exchange.look': operation({ input: z.strictObject({}), output: exchangeStatus, errors: ['pacs/not-configured', 'pacs/unreachable', 'pacs/timeout', 'pacs/refused', 'pacs/certificate', 'pacs/own-certificate', 'pacs/answer', 'pacs/malformed', 'pacs/interrupted', 'exchange/not-joined', ...keyFindings, 'store/full'], access: 'account', audit: null, writes: false }),

  'exchange.waiting': operation({ input: z.strictObject({}), output: z.strictObject({ rows: z.array(waitingRelease) }), errors: [], access: ['COORDINATOR'], audit: null, writes: false }),
  /** For the reading that is named. An opinion that is not frozen yet is refused and recorded as a security alert. */
  'exchange.release': operation({
    input: z.strictObject({ readingId }), output: z.strictObject({ rows: z.array(waitingRelease) }),
    errors: ['request/not-found', 'reading/premature-reveal', 'reading/seal-broken', 'keys/not-held', 'keys/unconfirmed', ...keyFindings], access: ['COORDINATOR'], audit: 'patient-record', writes: true,
  }),
}
