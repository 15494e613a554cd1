/** Exams whose course stood still while the desk recorded letters, workups and recalls, and those signed before courses were
 *  kept: their events are written down with the instants of then. Films noted as received do not follow: nobody said then
 *  which images were made again, so the recall stays open until somebody does. */
import type { Account, BddResult, LetterRecipient, LetterResult } from '../contract/index.ts'
import { bddResult } from '../contract/index.ts'
import { decisionOf } from '../domain/sheet/index.ts'
import type { DeskAct } from '../programme/index.ts'
import type { FollowedExam } from './exams.ts'
import { isOver } from './follow-up.ts'
import type { StructurePorts } from './ports.ts'

type Ports = Pick<StructurePorts, 'store' | 'course' | 'images'>
interface Past { readonly at: number; readonly by: string; readonly act: DeskAct }

/** At an unlock: all that have a course. */
export function workOffArrears(ports: Ports): void {
  const owed = ports.store.prepare<[], { study_uid: string }>('SELECT a.study_uid FROM course_arrears a JOIN dossier_standings d ON d.study_uid = a.study_uid').all()
  for (const { study_uid: study } of owed) ports.store.transaction(() => { catchUp(ports, study) })
}

/** In a transaction: a course for an exam that has none, as its signed second reading says, and what followed it. */
export function settleOlder(ports: Ports, { recorded, opinions }: FollowedExam): void {
  const { study, place, first, second } = recorded
  if (place !== null || first === null || first.signed_at === null || second === null || second.signed_at === null || opinions.is !== 'open' || second.policy === 'INDEPENDANT') return
  const digest = (moment: string) => ports.store.prepare<[string, string], { digest: string }>(
    'SELECT digest FROM sealed_opinions s WHERE reading_id = ? AND moment = ? AND NOT EXISTS (SELECT 1 FROM undone_opinions u WHERE u.digest = s.digest)').get(second.id, moment)?.digest ?? null
  ports.course.adopt(study.study_uid, {
    policy: second.policy, first: first.account_id, receivedAt: Date.parse(first.signed_at), reader: second.account_id, frozenDigest: digest('FROZEN'), signedDigest: digest('SIGNED') ?? '',
    revealed: second.revealed_at !== null, signedAt: Date.parse(second.signed_at),
    issue: ({ NEGATIF: 'CONCORDANT_NEG', POSITIF: 'POSITIF_L2', RAPPEL_TECHNIQUE: 'CTI' } as const)[decisionOf(opinions.opinions.final)],
  })
  catchUp(ports, study.study_uid)
}

function catchUp({ store, course, images }: Ports, study: string): void {
  const letters = store.prepare<[string], { result: LetterResult; recipient: LetterRecipient; issued_by: string; issued_at: string }>(`SELECT result, recipient, issued_by, issued_at FROM letters WHERE study_uid = ? AND result <> 'LATE' ORDER BY issued_at`).all(study)
  const bdd = store.prepare<[string], { seq: number; result: string; entered_by: string; entered_at: string }>('SELECT seq, result, entered_by, entered_at FROM bdd_results WHERE study_uid = ? ORDER BY seq').all(study)
  const recalls = store.prepare<[string], { seq: number; kind: string; day: string; entered_by: string; entered_at: string }>('SELECT seq, kind, day, entered_by, entered_at FROM recall_events WHERE study_uid = ? ORDER BY seq').all(study)
  const here = images(study).map(({ sopInstanceUID }) => sopInstanceUID)
  const past: Past[] = [
    ...letters.map(({ result, recipient, issued_by: by, issued_at }, index): Past => {
      const complete = letters.slice(0, index).some((one) => one.result === result && one.recipient !== recipient)
      return { at: Date.parse(issued_at), by, act: { type: 'LETTER', result, recipient, complete, images: here } }
    }),
    // A recall that was followed was asked for, letter or not.
    ...recalls.slice(0, 1).map(({ entered_by: by, entered_at }): Past => ({ at: Date.parse(entered_at), by, act: { type: 'LETTER', result: 'TECHNICAL_RECALL', recipient: 'PHYSICIAN', complete: false, images: here } })),
    ...recalls.flatMap(({ seq, kind, day, entered_by: by }): Past[] => {
      const at = Date.parse(`${day}T12:00:00Z`)
      return kind === 'REMINDER' ? [{ at, by, act: { type: kind } }] : kind === 'REFUSED' ? [{ at, by, act: { type: kind, reference: `recall_events ${seq}` } }] : []
    }),
    ...bdd.map(({ seq, result, entered_by: by, entered_at }): Past => ({ at: Date.parse(entered_at), by, act: { type: 'WORKUP', reference: `bdd_results ${seq}`, over: isOver(parsed(result)) } })),
  ]
  for (const { at, by, act } of past) course.caughtUp(study, coordinator(by), act, at)
  store.prepare('DELETE FROM course_arrears WHERE study_uid = ?').run(study)
}

const parsed = (json: string): BddResult => bddResult.parse(JSON.parse(json))
const coordinator = (id: string) => ({ id, roles: ['COORDINATOR'] }) as unknown as Account
