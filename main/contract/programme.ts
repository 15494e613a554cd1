/** The course of an exam in the programme: where it stands as this account may know it, what its readers may do beside
 *  reading (hold it, put it aside, ask for priors or for another opinion) and what the coordinator does about one that waits or ends. */
import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import { accountId, instant, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

export const dossierStates = [
  'RECU', 'INCOMPLET', 'ATTENTE_ANTERIORITES', 'EN_FILE', 'ATTRIBUE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'AVIS_PROVISOIRE', 'DEFINITIF',
  'DIFFERE', 'CONSENSUS_DEMANDE', 'CONSENSUS_EN_COURS', 'ANNULE', 'BDD_ATTENDU', 'BDD_RECU', 'ATTENTE_REFAIT', 'COMPLETE', 'REFUS_L1_ECRIT',
  'RESULTAT_ENVOYE', 'CLOS', 'ARBITRAGE', 'CONCLU',
] as const
export const dossierState = z.enum(dossierStates)
export type DossierState = z.infer<typeof dossierState>

export const dossierIssue = z.enum(['CONCORDANT_NEG', 'POSITIF_L2', 'CTI'])

/** Refusals of the exam's course, for every operation that moves it. */
export const courseErrors = [
  'dossier/taken', 'dossier/assigned', 'dossier/unassigned', 'dossier/already-read', 'dossier/not-entitled', 'dossier/lease-expired', 'dossier/not-holder', 'dossier/changed', 'dossier/finalised', 'dossier/invalid-state',
  'dossier/reveal-first', 'dossier/unsigned', 'dossier/sheet-rules', 'dossier/too-early', 'dossier/image-not-seen', 'dossier/reason-required', 'reading/same-reader', 'reading/premature-reveal', 'display/unfit', 'study/not-local',
] as const satisfies readonly ErrorCode[]

export const dossierView = z.strictObject({
  studyInstanceUID,
  policy: z.enum(['FR_DOCS_MASQUE', 'FR_DOCS', 'INDEPENDANT']),
  /** Null where the account may not know it: another reader's progress. */
  state: dossierState.nullable(),
  round: z.number().int(),
  /** This account's own reading of the exam; `leaseUntil` while nothing is frozen. */
  mine: z.strictObject({ state: dossierState, leaseUntil: instant.nullable() }).nullable(),
  /** This account was asked for another opinion. */
  consulted: z.boolean(),
  /** Why the exam waits, or was closed. */
  reason: z.string(),
  issue: dossierIssue.nullable(),
  /** Final opinions, without their readers. */
  versions: z.array(z.strictObject({ round: z.number().int(), version: z.number().int(), at: instant, corrected: z.boolean() })),
  /** For the coordinator: images that came, or a first sheet that was corrected, once the exam was final. */
  lateChanges: z.array(z.strictObject({ what: z.enum(['IMAGES', 'FICHE']), at: instant })),
  reminderDueAt: instant.nullable(),
  limitAt: instant.nullable(),
})
export type DossierView = z.infer<typeof dossierView>

const of = { studyInstanceUID }
const reason = z.string().trim().max(500)
const output = z.strictObject({ dossier: dossierView })
const refused = ['request/not-found', ...courseErrors] as const
const byReader = { output, audit: 'patient-record', writes: true, access: ['L1', 'L2'] } as const
const byCoordinator = { output, audit: 'patient-record', writes: true, access: ['COORDINATOR'], errors: ['request/not-found', 'dossier/coordinator-needed', 'dossier/not-yet-due', ...courseErrors] } as const

export const programmeOperations = {
  'programme.dossier': operation({ input: z.strictObject(of), output: z.strictObject({ dossier: dossierView.nullable() }), errors: ['request/not-found'], access: ['L1', 'L2', 'COORDINATOR'], audit: null, writes: false }),
  /** The reader is still there. Leaves no row of its own in the trail: the next act tells how long the exam was held. */
  'programme.heartbeat': operation({ input: z.strictObject(of), output: z.strictObject({ leaseUntil: instant.nullable() }), errors: [...refused], access: ['L1', 'L2'], audit: null, writes: true }),
  /** A problem case leaves the queue until the coordinator brings it back. */
  'programme.defer': operation({ ...byReader, input: z.strictObject({ ...of, reason }), errors: [...refused] }),
  'programme.requestPriors': operation({ ...byReader, input: z.strictObject({ ...of, reason }), errors: [...refused] }),
  'programme.askConsensus': operation({ ...byReader, input: z.strictObject({ ...of, invited: accountId, reason }), errors: [...refused, 'dossier/consensus-reader', 'rounds/consensus-elsewhere'] }),
  'programme.withdrawConsensus': operation({ ...byReader, input: z.strictObject(of), errors: [...refused] }),
  /** Of the reader who was asked: looks at the exam with the other, then gives it back. */
  'programme.joinConsensus': operation({ ...byReader, input: z.strictObject(of), errors: [...refused, 'dossier/consensus-reader'] }),
  'programme.endConsensus': operation({ ...byReader, input: z.strictObject(of), errors: [...refused, 'dossier/consensus-reader'] }),

  /** The first sheet and the images name the same woman after all: `notedAt` is the doubt that the coordinator compared. */
  'programme.verifyIdentity': operation({ ...byCoordinator, input: z.strictObject({ ...of, reason, notedAt: instant }) }),
  'programme.resume': operation({ ...byCoordinator, input: z.strictObject(of) }),
  'programme.answerPriors': operation({ ...byCoordinator, input: z.strictObject({ ...of, answer: z.enum(['RECUES', 'INTROUVABLES']) }) }),
  /** Takes the exam from a reader who does not come back. */
  'programme.release': operation({ ...byCoordinator, input: z.strictObject({ ...of, reason }) }),
  'programme.cancel': operation({ ...byCoordinator, input: z.strictObject({ ...of, reason }) }),
  'programme.close': operation({ ...byCoordinator, input: z.strictObject({ ...of, reason }) }),
}
