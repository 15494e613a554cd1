/** Readings: the opinion of one account on one study, from draft to signature. What the other reader concluded is
 *  present only where the policy lets this account see it (spec: visibility); otherwise the field is null. */
import { z } from 'zod'
import { avis } from './avis.ts'
import { contexteL1 } from './fiche.ts'
import { accountId, instant, readingId, reportId, sopInstanceUID, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { courseErrors } from './programme.ts'
import { passphrase } from './session.ts'

export const readingPolicy = z.enum(['FR_DOCS_MASQUE', 'FR_DOCS', 'INDEPENDANT'])
/** `FIRST`, `SECOND` and `ARBITRATION` are screening readings: independent ones are both `SECOND`, and an arbiter decides
 *  between them; `PLAIN` is an ordinary report (CT, radiograph). */
export const readingKind = z.enum(['FIRST', 'SECOND', 'ARBITRATION', 'PLAIN'])
export const readingPhase = z.enum(['LECTURE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'DEFINITIF'])
export type ReadingPhase = z.infer<typeof readingPhase>

/** Another reader's signed opinion: the first one as the second reader sees it after the reveal, or one of the two that an
 *  arbiter decides between. */
export const revealed = z.strictObject({
  avis,
  signedAt: instant,
  /** Pseudonym; the second reader is never named to the first, nor the other way round. */
  readerCode: z.string(),
  /** SHA-256 of the sealed envelope, as it stands in the audit chain since the signature. */
  envelopeDigest: z.string(),
})
export type Revealed = z.infer<typeof revealed>

/** Why a report would leave in haste before its reader says anything: the priority of its order (HL7 table 0485, S; A, T, P; C). */
export const orderedUrgency = z.enum(['STAT', 'URGENT', 'CALL_BACK'])
export type OrderedUrgency = z.infer<typeof orderedUrgency>

export const reading = z.strictObject({
  id: readingId,
  studyInstanceUID,
  kind: readingKind,
  policy: readingPolicy,
  phase: readingPhase,
  /** Optimistic lock: goes up with each saved draft or transition. */
  version: z.number().int(),
  /** The opinion being written (draft), or the final one once signed. */
  avis,
  /** Free text of a PLAIN reading: indication, technique, results, conclusion. */
  text: z.strictObject({ indication: z.string().max(4000), technique: z.string().max(4000), resultats: z.string().max(20000), conclusion: z.string().max(4000) }),
  /** The opinion as frozen before the reveal; statistics use this one. Null before the freeze. */
  blindAvis: avis.nullable(),
  changeReason: z.string(),
  /** Of an ordinary report: whether it goes before others and raises its alarm after minutes. `ordered`: so by its order,
   *  unless its reader says otherwise. Null for a reading of the programme. */
  urgency: z.strictObject({ urgent: z.boolean(), ordered: orderedUrgency.nullable() }).nullable(),
  /** Of an ordinary report: what was added after its signature, oldest first. */
  addenda: z.array(z.strictObject({ at: instant, text: z.string() })),
  /** The standing report was taken back. */
  withdrawnAt: instant.nullable(),
  revealed: revealed.nullable(),
  /** The two opinions that an arbiter decides between; null for everybody else, and until a coordinator has released both. */
  opposed: z.array(revealed).nullable(),
  /** The exam changed under this unfinished reading: images arrived, or the first reader corrected the sheet. */
  returned: z.enum(['IMAGES', 'FICHE']).nullable(),
  /** Of a signed reading: the correction that is asked for, agreed to (`avis`: what is written of it) or was refused last.
   *  `left`: its documents have left this console, a correction is a corrigendum; of one of two independent readings told only
   *  once a coordinator has agreed. */
  correction: z.strictObject({ state: z.enum(['ASKED', 'AGREED', 'REFUSED']), askedAt: instant, avis: avis.nullable() }).nullable(),
  left: z.boolean(),
  /** Signed versions, oldest first: the last one stands, a correction replaced the others. Empty before the signature. */
  versions: z.array(z.strictObject({ signedAt: instant, avis })),
  /** What the first reader's sheet says of the woman and the technique; names no conclusion. Null for a first reading. */
  contexte: contexteL1.nullable(),
  /** Rules of the sheet that the present opinion breaks: blocking ones forbid freeze and signature. */
  findings: z.array(z.strictObject({ rule: z.string(), blocking: z.boolean(), fr: z.string(), en: z.string() })),
  /** A frozen negative that is not signed before the first opinion was looked at: there was a workup, done or refused.
   *  Told once the own opinion is frozen, and no sooner. */
  confrontFirst: z.boolean(),
  /** Share of technical recalls among this account's signed second readings, 0..1; null while they are too few to say. */
  ownRecallShare: z.number().min(0).max(1).nullable(),
  /** Images whose side the reader disputes. */
  disputedSides: z.array(sopInstanceUID),
  readerCode: z.string(),
  accountId,
  startedAt: instant,
  frozenAt: instant.nullable(),
  signedAt: instant.nullable(),
  reportId: reportId.nullable(),
  /** Begun on an unfit display of a training console: it can be drafted, and never concluded. */
  training: z.boolean(),
})
export type Reading = z.infer<typeof reading>

/** Share of the pixels of one mammogram that have been on the reader's screen at one device pixel or more each. */
export const displayedShare = z.strictObject({ sopInstanceUID, atOneToOne: z.number().min(0).max(1) })
export type DisplayedShare = z.infer<typeof displayedShare>
export const displayed = z.array(displayedShare).max(200).optional()

const byVersion = { readingId, expectedVersion: z.number().int() }
const transitionErrors = [...courseErrors, 'dossier/arbiter-has-read', 'reading/awaits-release', 'request/not-found', 'reading/stale-version', 'reading/invalid-transition', 'reading/not-your-turn', 'reading/same-reader', 'reading/seal-broken'] as const
/** Acts of a programme reading on a display that is not fit for it (Q5). */
const displayErrors = ['display/unfit', 'display/training'] as const
/** The signed report cannot be written as this console is set. */
export const reportErrors = ['report/signatory', 'report/structure', 'report/patient-domain', 'report/characters'] as const

export const readingOperations = {
  /** Opens (creates at first) the reading of the active account on a study, in the role it may take there. */
  'reading.open': operation({
    input: z.strictObject({ studyInstanceUID }), output: reading,
    errors: ['request/not-found', 'study/not-local', 'reading/not-your-turn', 'reading/same-reader', 'reading/seal-broken', 'dossier/arbiter-has-read', ...courseErrors], access: ['L1', 'L2', 'RADIOLOGIST'], audit: 'patient-record', writes: true,
  }),
  'reading.saveDraft': operation({
    input: z.strictObject({ ...byVersion, avis, text: reading.shape.text }), output: reading,
    errors: [...transitionErrors], access: ['L1', 'L2', 'RADIOLOGIST'], audit: null, writes: true,
  }),
  /** The header of an image says another side than its lead marker: said by the reader, never guessed; or taken back. */
  'reading.disputeSide': operation({
    input: z.strictObject({ readingId, sopInstanceUID, disputed: z.boolean() }), output: reading,
    errors: ['request/not-found', 'reading/invalid-transition', 'reading/seal-broken'], access: ['L1', 'L2'], audit: 'patient-record', writes: true,
  }),
  /** An ordinary report is urgent, or is not: as its reader says, until it is signed. */
  'reading.markUrgent': operation({
    input: z.strictObject({ readingId, urgent: z.boolean() }), output: reading,
    errors: ['request/not-found', 'reading/invalid-transition', 'reading/seal-broken'], access: ['RADIOLOGIST'], audit: 'patient-record', writes: true,
  }),
  /** Second reader: freezes the blind opinion and seals it. */
  'reading.freeze': operation({
    input: z.strictObject({ ...byVersion, displayed }), output: reading,
    errors: [...transitionErrors, 'reading/invalid-opinion', 'reading/not-shown-whole', 'study/not-local', ...displayErrors], access: ['L2'], audit: 'patient-record', writes: true,
  }),
  /** Before the reveal and until finalisation: the frozen opinion becomes a blind draft again. Its envelope stays. */
  'reading.undo': operation({
    input: z.strictObject(byVersion), output: reading,
    errors: [...transitionErrors, 'reading/finalised', 'reading/already-revealed', 'display/training'], access: ['L2'], audit: 'patient-record', writes: true,
  }),
  /** Opens the first reader's envelope, once the own opinion is frozen. */
  'reading.reveal': operation({
    input: z.strictObject(byVersion), output: reading,
    errors: [...transitionErrors, 'reading/premature-reveal', 'display/training'], access: ['L2'], audit: 'patient-record', writes: true,
  }),
  /** After the reveal: another opinion, with its reason. Both versions are kept. */
  'reading.change': operation({
    input: z.strictObject({ ...byVersion, avis, reason: z.string().max(2000) }), output: reading,
    errors: [...transitionErrors, 'reading/reason-required', 'reading/invalid-opinion', ...displayErrors], access: ['L2'], audit: 'patient-record', writes: true,
  }),
  /** Signature after re-authentication: report, audit record and outbox rows in one transaction. */
  'reading.sign': operation({
    input: z.strictObject({ ...byVersion, passphrase, displayed }), output: reading,
    errors: [...transitionErrors, 'reading/invalid-opinion', 'reading/not-shown-whole', 'study/not-local', 'session/wrong-passphrase', 'session/too-many-attempts', ...reportErrors, ...displayErrors],
    access: ['L1', 'L2', 'RADIOLOGIST'], audit: 'patient-record', writes: true,
  }),
}
