/** What the reading room tells of its readings: each act on a second reading, or on one of two independent ones, moves
 *  the exam in the same transaction, or is refused and undone with it. */
import type { Account, Avis, ExamIdentity, Reading } from '../contract/index.ts'
import { courses, lectureOf, stateOf, type Cause, type Conclusion, type Dossier, type DossierEvent, type Issue } from '../domain/dossier/index.ts'
import type { PolicyName } from '../domain/second-reading/index.ts'
import { decisionOf } from '../domain/sheet/index.ts'
import { assignedTo, withdrawAssignment, type Assigned } from './assignment-rows.ts'
import { loadDossier } from './event-list.ts'
import { createFromElsewhere } from './from-elsewhere.ts'
import { createGiven } from './given.ts'
import { noteLateChange } from './late-changes.ts'
import { actorOf, move, refuse, settle } from './move.ts'
import type { ProgrammePorts } from './ports.ts'
import { createIdentityCourse } from './verify-identity.ts'
import { current, frozen, received, taking } from './taking.ts'

export interface CourseReading {
  readonly studyInstanceUID: string
  readonly kind: Reading['kind']
  readonly policy: PolicyName
  readonly phase: Reading['phase']
  /** Who signed the first reading. */
  readonly first: string | null
}

export interface OpposedReading { readonly place: 'A' | 'B'; readonly reader: string; readonly digest: string }

export type CourseAct =
  | { readonly type: 'freeze'; readonly digest: string }
  | { readonly type: 'undo' }
  | { readonly type: 'reveal' }
  | { readonly type: 'change' }
  | { readonly type: 'sign'; readonly digest: string; readonly avis: Avis }

export interface ExamCourse {
  /** A first reading was signed and goes on to a second reader. */
  received(reading: CourseReading): void
  /** The reader begins, or comes back to, an unsigned reading. Frozen digests of an older program are adopted. */
  taken(reading: CourseReading, account: Account, frozenDigest: string | null): void
  /** `at`: when it happened on another console, milliseconds. */
  told(reading: CourseReading, account: Account, act: CourseAct, at?: number): void
  /** In a transaction: a first sheet of another console names another woman. False when the exam goes its way already, or
   *  the same was noted before. */
  receivedIncomplete(studyInstanceUID: string, sheet: ExamIdentity, images: ExamIdentity): boolean
  /** A coordinator found that this sheet and these images are of the same exam. */
  identityVerified(studyInstanceUID: string, sheet: ExamIdentity, images: ExamIdentity): boolean
  /** A reader of another console froze an opinion. */
  frozenElsewhere(reading: CourseReading, account: Account, digest: string, at: number): void
  /** A reader of another console, who had frozen this opinion, acts on an exam that went back to the queue without his knowing. */
  resumedElsewhere(studyInstanceUID: string, account: Account, frozenDigest: string, at: number): void
  /** An exam that is final changed before that: the coordinator is told. */
  changedTooLate(studyInstanceUID: string, what: 'IMAGES' | 'FICHE'): void
  /** A reader of another console put the exam aside: it waits for the coordinator, who gives it again. */
  putAsideElsewhere(studyInstanceUID: string, account: Account, reason: string, at: number): void
  /** A reader of another console waits for priors; the exam stays given to him. */
  priorsAskedElsewhere(studyInstanceUID: string, account: Account, reason: string, at: number): void
  /** What a reader waits for came, or will not, as another console says. Nothing where the exam does not wait. */
  priorsCame(studyInstanceUID: string, reader: string, answer: 'RECUES' | 'INTROUVABLES'): void
  knowsAssignment(id: string): boolean
  /** Whether the exam was ever given to this reader. */
  wasGiven(studyInstanceUID: string, reader: string): boolean
  /** Whether the exam was given to somebody after this instant. */
  isGivenSince(studyInstanceUID: string, at: string): boolean
  /** A centre elsewhere gave an exam to a reader of this console, or took it back. */
  assignedHere(reading: Pick<CourseReading, 'studyInstanceUID' | 'policy' | 'first'>, given: Assigned, act: { readonly by: string; readonly at: string }): void
  /** Two independent readings that were done elsewhere, between which an arbiter of this console decides. */
  opposedHere(studyInstanceUID: string, policy: PolicyName, round: number, readings: readonly OpposedReading[]): void
  withdrawnHere(studyInstanceUID: string, id: string, reader: string, by: string): void
  /** In a transaction: a final opinion was corrected by its reader, with the agreement of a coordinator. */
  corrected(studyInstanceUID: string, account: Account, act: { readonly digest: string; readonly avis: Avis; readonly coordinator: string; readonly rectifies: boolean }): void
  /** In a transaction: the corrected first sheet does not go to a second reader; an exam that is not final leaves. */
  outOfScope(studyInstanceUID: string, coordinator: string): void
  /** In a transaction: images arrived, or the first sheet was corrected. `seen`: readers of a blind exam to whom the first
   *  conclusion lies open. False when it moved nothing. */
  changed(studyInstanceUID: string, what: 'IMAGES' | 'FICHE', seen: readonly string[]): boolean
  /** Which of two independent readings the account holds; empty for the second reading of the order. */
  placeOf(studyInstanceUID: string, accountId: string): '' | 'A' | 'B'
  /** Exams whose two independent readings are final and were not compared yet. */
  uncompared(): string[]
  /** In a transaction. Null when somebody else compared them meanwhile. */
  compared(studyInstanceUID: string, a: Avis, b: Avis): 'CONCLU' | 'ARBITRAGE' | null
}

const issues: Readonly<Record<ReturnType<typeof decisionOf>, Issue>> = { NEGATIF: 'CONCORDANT_NEG', POSITIF: 'POSITIF_L2', RAPPEL_TECHNIQUE: 'CTI' }

export function createCourse(ports: ProgrammePorts): ExamCourse {
  const { store } = ports
  const load = (study: string): Dossier | null => loadDossier(store, study, ports.parameters())

  /** The arbiter's signature concludes. */
  function arbitrated({ studyInstanceUID: study }: CourseReading, account: Account, { digest, avis }: Extract<CourseAct, { type: 'sign' }>, at?: number): void {
    const dossier = settle(ports, study, load(study) ?? refuse('E_ETAT', study), ports.now().getTime())
    move(ports, study, dossier, { type: 'arbitrer', digest, issue: issueOf(avis), panel: [] }, { now: at ?? ports.now().getTime(), by: actorOf(account) })
  }

  /** An arbiter begins or comes back: holds the exam by a lease, as any reader. */
  function arbitrates(study: string, account: Account): void {
    const now = ports.now().getTime()
    const dossier = settle(ports, study, load(study) ?? refuse('E_ETAT', study), now)
    if (dossier.own === 'ARBITRAGE') move(ports, study, dossier, dossier.arbiter?.reader === account.id ? { type: 'battre' } : { type: 'prendre', displayFit: true }, { now, by: actorOf(account) })
  }

  return {
    received(reading) {
      const dossier = load(reading.studyInstanceUID)
      if (dossier === null) received(ports, reading, ports.now().getTime())
      // The sheet named another woman before; this one is of the woman of the images.
      else if (dossier.own === 'INCOMPLET') received(ports, reading, ports.now().getTime())
    },
    taken(reading, account, frozenDigest) {
      if (reading.kind === 'ARBITRATION') arbitrates(reading.studyInstanceUID, account)
      if (!belongs(reading)) return
      const now = ports.now().getTime()
      const study = reading.studyInstanceUID
      const dossier = current(ports, reading, now)
      const cause: Cause = { now, by: actorOf(account) }
      if (lectureOf(dossier, account.id) !== null) {
        if (lectureOf(dossier, account.id)?.leaseUntil !== null) move(ports, study, dossier, { type: 'battre' }, cause)
        return
      }
      const events = [...taking(store, study, account), ...(frozenDigest === null ? [] : [frozen(frozenDigest)]), ...(reading.phase === 'REVELATION' ? [{ type: 'reveler' } as const] : [])]
      events.reduce((moved, event) => move(ports, study, moved, event, cause), dossier)
    },
    told(reading, account, act, at) {
      if (reading.kind === 'ARBITRATION' && act.type === 'sign') arbitrated(reading, account, act, at)
      if (!belongs(reading)) return
      const now = ports.now().getTime()
      const study = reading.studyInstanceUID
      const dossier = settle(ports, study, load(study) ?? refuse('E_NON_TITULAIRE', study), now)
      const cause: Cause = { now: at ?? now, by: actorOf(account) }
      // Where nothing is masked an opinion waits for its signature as a draft: its reader takes a free exam up again.
      const again: DossierEvent[] = act.type === 'sign' && !courses[dossier.policy].blind && lectureOf(dossier, account.id) === null ? taking(store, study, account) : []
      const events = [...again, ...eventsOf(dossier, account, act, again.length > 0)]
      events.reduce((moved, event) => move(ports, study, moved, event, cause), dossier)
    },
    ...createGiven(ports), ...createFromElsewhere(ports), ...createIdentityCourse(ports),
    corrected(study, account, { digest, avis, coordinator, rectifies }) {
      const dossier = load(study) ?? refuse('E_ETAT', study)
      move(ports, study, dossier, { type: 'corriger', digest, issue: issueOf(avis), reason: sealedReason, coordinator, rectifies }, { now: ports.now().getTime(), by: actorOf(account) })
    },
    outOfScope(study, coordinator) {
      const dossier = load(study)
      if (dossier === null || dossier.own !== null || dossier.versions.some(({ round }) => round === dossier.round)) return
      move(ports, study, dossier, { type: 'annulerDossier', reason: 'hors champ après correction de la première lecture' }, { now: ports.now().getTime(), by: { id: coordinator, l2: false, coordinator: true } })
    },
    changed(study, what, seen) {
      const before = load(study)
      if (before === null) return false
      const type = what === 'IMAGES' ? 'nouvelleImage' : 'modifL1'
      const now = ports.now().getTime()
      if (before.own !== null || before.lectures.every(({ state }) => state === 'DEFINITIF')) return noteLateChange(ports, study, before, what)
      // Nobody has begun: nothing goes back.
      if (what === 'IMAGES' && before.lectures.every(({ reader, state }) => reader === null || state === 'DEFINITIF')) return false
      const opened = before.lectures.filter(({ reader, state, revealed }) => reader !== null && seen.includes(reader) && state === 'AVIS_FIGE' && !revealed)
        .reduce((dossier, { reader }) => move(ports, study, dossier, { type: 'reveler' }, { now, by: { id: reader ?? '', l2: true, coordinator: false } }), before)
      move(ports, study, opened, { type }, { now, by: 'systeme' })
      // Whoever does not read it blind again does not keep it from others.
      for (const { id } of assignedTo(store, study).filter(({ reader }) => seen.includes(reader))) withdrawAssignment(store, id, ports.now())
      ports.audit.record({ actor: 'programme', event: 'patient-record', outcome: 'success', object: study, detail: type })
      return true
    },
    placeOf(study, accountId) {
      const dossier = load(study)
      const place = dossier === null ? undefined : lectureOf(dossier, accountId)?.place
      return place === 'A' || place === 'B' ? place : ''
    },
    uncompared: () => store.prepare<[], { study_uid: string }>(`SELECT study_uid FROM dossier_standings WHERE policy = 'INDEPENDANT' AND state = 'DEFINITIF' AND issue IS NULL ORDER BY since`).all().map(({ study_uid }) => study_uid),
    compared(study, a, b) {
      const dossier = load(study)
      if (dossier === null || stateOf(dossier) !== 'DEFINITIF' || dossier.issue !== null) return null
      const { own } = move(ports, study, dossier, { type: 'comparer', a: conclusionOf(a), b: conclusionOf(b) }, { now: ports.now().getTime(), by: 'systeme' })
      ports.audit.record({ actor: 'programme', event: 'patient-record', outcome: 'success', object: study, detail: 'comparer' })
      return own === 'CONCLU' ? 'CONCLU' : 'ARBITRAGE'
    },
  }
}

const issueOf = (avis: Avis): Issue => issues[decisionOf(avis)]
const conclusionOf = (avis: Avis): Conclusion => ({ issue: issueOf(avis), acr: avis.acr, views: (avis.rappelTechnique?.cliches ?? []).map(({ cote, incidence }) => ({ cote, incidence })) })

/** The reading room has asked for the reason and seals it with the opinion: here it would lie in the clear. */
const sealedReason = 'scellé avec l’avis'

const belongs = ({ kind }: CourseReading): boolean => kind === 'SECOND'

function eventsOf(dossier: Dossier, account: Account, act: CourseAct, retaken: boolean): DossierEvent[] {
  switch (act.type) {
    case 'freeze': return [frozen(act.digest)]
    case 'undo': return [{ type: 'annuler' }]
    case 'reveal': return [{ type: 'reveler' }]
    case 'change': return [{ type: 'modifier', reason: sealedReason, rules: [] }]
    case 'sign': {
      const state = retaken ? 'LECTURE_AVEUGLE' : lectureOf(dossier, account.id)?.state ?? stateOf(dossier)
      const issue = issueOf(act.avis)
      // Of two independent opinions nothing is told before both are compared.
      const compared = courses[dossier.policy].afterReading === 'COMPARAISON'
      return [
        ...(state === 'LECTURE_AVEUGLE' ? [frozen(act.digest)] : []),
        ...(state === 'AVIS_PROVISOIRE' ? [] : [{ type: 'confirmer', negativeWithoutWorkup: !compared && issue === 'CONCORDANT_NEG' } as const]),
        { type: 'finaliser', digest: act.digest, rules: [], issue: compared ? null : issue },
      ]
    }
  }
}
