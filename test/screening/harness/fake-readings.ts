/** The reading operations in memory, judged by the same pure domain as the program's own: what the panel is allowed
 *  here it is allowed there. Failures and changes from elsewhere are ordered by the test. */
import { ExpectedError, describeProblem, type Account, type Avis, type ErrorCode, type OutboxRow, type OutboxState, type Problem, type ProblemParams, type Reading, type ReportSummary } from '../../../main/contract/index.ts'
import { transition, visibility, type AskedAct } from '../../../main/domain/second-reading/index.ts'
import { decisionOf, examineAvis, examineText } from '../../../main/domain/sheet/index.ts'
import { createFakeCorrections } from './fake-corrections.ts'
import { createFakeCourse } from './fake-course.ts'
import { images, study } from './study.ts'

export const PASSPHRASE = 'phrase de passe longue'

export interface FakeStart {
  readonly account: Account
  readonly reading: Reading
  readonly first: Reading['revealed']
  /** What opening answers instead, if anything. */
  readonly refused?: ErrorCode
  /** The account is asked for another opinion. */
  readonly asked?: boolean
}

export class ProblemAnswer extends Error {
  readonly problem: Problem
  constructor(code: ErrorCode, params: ProblemParams = {}) {
    super(code)
    this.problem = describeProblem(new ExpectedError(code, { params }))
  }
}

export function createFakeReadings(start: FakeStart, emit: () => void = () => undefined) {
  let reading = start.reading
  let reports: ReportSummary[] = []
  const failures: { operation: string; failure: ErrorCode | 'unreachable' }[] = []
  const calls: { operation: string; input: unknown }[] = []
  let held: PromiseWithResolvers<void> | null = null

  const context = () => ({ kind: reading.kind === 'FIRST' ? 'FIRST' as const : 'SECOND' as const, images, studyDate: study.studyDate, today: new Date().toISOString().slice(0, 10), disputed: reading.disputedSides })
  const findings = (avis: Avis) => (reading.kind === 'PLAIN' ? examineText(reading.text) : examineAvis(avis, context()))

  const present = (): Reading => ({
    ...reading,
    findings: reading.signedAt === null ? findings(reading.avis) : [],
    revealed: reading.kind === 'SECOND' && visibility(reading.policy, reading.phase, 'SECOND').has('FIRST_OPINION') ? start.first : null,
  })

  const move = (expectedVersion: number, asked: AskedAct, change: Partial<Reading>): Reading => {
    const moved = transition(
      { kind: reading.kind, policy: reading.policy, phase: reading.phase, version: reading.version, reader: reading.accountId, firstReader: null, taken: false },
      { ...asked, by: reading.accountId, expectedVersion },
    )
    if (!moved.accepted) throw new ProblemAnswer(moved.problem, { rules: findings(reading.avis).filter(({ blocking }) => blocking).map(({ rule }) => rule).join(', ') })
    reading = { ...reading, ...change, phase: moved.state.phase, version: moved.state.version }
    return present()
  }
  const holds = (avis: Avis) => !findings(avis).some(({ blocking }) => blocking)

  const sign = (input: { expectedVersion: number; passphrase: string }): Reading => {
    if (input.passphrase !== PASSPHRASE) throw new ProblemAnswer('session/wrong-passphrase')
    const signedAt = new Date().toISOString()
    const reportId = '6f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c0de' as NonNullable<Reading['reportId']>
    const signed = move(input.expectedVersion, { type: 'sign', opinionHolds: holds(reading.avis), agrees: decisionOf(reading.avis) === 'NEGATIF' }, { signedAt, reportId, versions: [{ signedAt, avis: reading.avis }] })
    reports = [{ id: reportId, studyInstanceUID: reading.studyInstanceUID, kind: reading.kind, signedAt, pdfSha256: 'a'.repeat(64), version: 1, withdrawnAt: null, deliveries: deliveriesOf(reportId, reading.studyInstanceUID, signedAt) }]
    return signed
  }

  const corrections = createFakeCorrections({
    reading: () => reading, emit, refuse: (code) => new ProblemAnswer(code),
    replace: (next) => {
      reading = next
      return present()
    },
    check: (avis, passphrase) => {
      if (passphrase !== PASSPHRASE) throw new ProblemAnswer('session/wrong-passphrase')
      const rules = findings(avis).filter(({ blocking }) => blocking).map(({ rule }) => rule).join(', ')
      if (rules !== '') throw new ProblemAnswer('reading/invalid-opinion', { rules })
    },
    report: (signedAt) => {
      const id = `6f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c1d${reports.length}` as NonNullable<Reading['reportId']>
      reports = [...reports, { id, studyInstanceUID: reading.studyInstanceUID, kind: reading.kind, signedAt, pdfSha256: 'b'.repeat(64), version: 2, withdrawnAt: null, deliveries: deliveriesOf(id, reading.studyInstanceUID, signedAt) }]
      return id
    },
  })

  /** The next signed version of an ordinary report, or its withdrawal. */
  const amend = (passphrase: string, change: (at: string) => Partial<Reading>): Reading => {
    if (passphrase !== PASSPHRASE) throw new ProblemAnswer('session/wrong-passphrase')
    const at = new Date().toISOString()
    reading = { ...reading, ...change(at), version: reading.version + 1 }
    return present()
  }

  const operations: Record<string, (input: never) => unknown> = {
    ...createFakeCourse(() => reading, start.asked === true, emit).operations,
    ...corrections.operations,
    'reading.open': () => {
      if (start.refused !== undefined) throw new ProblemAnswer(start.refused)
      return present()
    },
    'reading.saveDraft': (input: { expectedVersion: number; avis: Avis; text: Reading['text'] }) => move(input.expectedVersion, { type: 'saveDraft' }, { avis: input.avis, text: input.text }),
    'reading.disputeSide': (input: { sopInstanceUID: Reading['disputedSides'][number]; disputed: boolean }) => {
      const others = reading.disputedSides.filter((one) => one !== input.sopInstanceUID)
      reading = { ...reading, disputedSides: input.disputed ? [...others, input.sopInstanceUID] : others }
      return present()
    },
    'reading.markUrgent': (input: { urgent: boolean }) => {
      reading = { ...reading, urgency: reading.urgency === null ? null : { ...reading.urgency, urgent: input.urgent } }
      return present()
    },
    'reading.freeze': (input: { expectedVersion: number }) => move(input.expectedVersion, { type: 'freeze', opinionHolds: holds(reading.avis) }, { frozenAt: new Date().toISOString(), blindAvis: reading.avis }),
    'reading.reveal': (input: { expectedVersion: number }) => move(input.expectedVersion, { type: 'reveal' }, {}),
    'reading.change': (input: { expectedVersion: number; avis: Avis; reason: string }) => move(input.expectedVersion, { type: 'change', reason: input.reason, opinionHolds: holds(input.avis) }, { avis: input.avis, changeReason: input.reason }),
    'reading.sign': sign,
    'reading.addAddendum': (input: { addendum: string; passphrase: string }) => amend(input.passphrase, (at) => ({ addenda: [...reading.addenda, { at, text: input.addendum }] })),
    'reading.replaceReport': (input: { replacement: Reading['text']; passphrase: string }) => amend(input.passphrase, () => ({ text: input.replacement, withdrawnAt: null })),
    'reading.withdrawReport': (input: { passphrase: string }) => amend(input.passphrase, (at) => ({ withdrawnAt: at })),
    'reports.ofStudy': () => ({ reports }),
    'delivery.retry': (input: { outboxId: string }) => {
      reports = reports.map((report) => ({ ...report, deliveries: report.deliveries.map((row) => (row.id === input.outboxId ? { ...row, state: 'queued' as const, lastProblem: null } : row)) }))
      return reports[0]?.deliveries.find((row) => row.id === input.outboxId)
    },
  }

  return {
    calls,
    /** The next call of this operation fails so. */
    fail(operation: string, failure: ErrorCode | 'unreachable') { failures.push({ operation, failure }) },
    /** Another window saved this meanwhile. */
    changeElsewhere(change: Partial<Avis>) { reading = { ...reading, version: reading.version + 1, avis: { ...reading.avis, ...change } } },
    deliver(states: Partial<Record<OutboxRow['kind'], OutboxState>>) {
      reports = reports.map((report) => ({ ...report, deliveries: report.deliveries.map((row) => withState(row, states[row.kind] ?? row.state)) }))
    },
    /** The coordinator's answer to the correction that was asked for. */
    answerCorrection(agreed: boolean) { corrections.answer(agreed) },
    /** Documents of the report left meanwhile. */
    leave() { reading = { ...reading, left: true } },
    /** Nothing is answered until it is let go. */
    hold() { held = Promise.withResolvers<void>() },
    letGo() {
      held?.resolve()
      held = null
    },
    reading: () => present(),
    async answer(operation: string, input: unknown): Promise<unknown> {
      calls.push({ operation, input })
      await held?.promise
      const failing = failures.findIndex((failure) => failure.operation === operation)
      const failure = failing === -1 ? undefined : failures.splice(failing, 1)[0]
      if (failure?.failure === 'unreachable') throw new TypeError('unreachable')
      if (failure !== undefined) throw new ProblemAnswer(failure.failure)
      const run = operations[operation]
      if (run === undefined) throw new ProblemAnswer('request/not-found')
      return run(input as never)
    },
  }
}
export type FakeReadings = ReturnType<typeof createFakeReadings>

function deliveriesOf(reportId: ReportSummary['id'], studyInstanceUID: ReportSummary['studyInstanceUID'], createdAt: string): OutboxRow[] {
  const row = (index: number, kind: OutboxRow['kind'], destination: OutboxRow['destination']): OutboxRow => ({
    id: `6f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c0d${index}` as OutboxRow['id'], reportId, studyInstanceUID, kind, destination, state: 'queued', attempts: 0, dedupeKey: `2.25.${index}`,
    createdAt, nextAttemptAt: null, acknowledgedAt: null, lastProblem: null, lastErrorClass: null,
  })
  return [row(1, 'PDF', 'PACS'), row(2, 'SR', 'PACS'), row(3, 'ORU', 'RIS')]
}

function withState(row: OutboxRow, state: OutboxState): OutboxRow {
  const problem = state === 'dead' ? describeProblem(new ExpectedError('ris/rejected', { params: { code: 'AE' } })) : state === 'retry_wait' ? describeProblem(new ExpectedError('pacs/unreachable')) : null
  return { ...row, state, attempts: row.attempts + 1, lastProblem: problem, acknowledgedAt: state === 'delivered' || state === 'confirmed' ? new Date().toISOString() : null, nextAttemptAt: state === 'retry_wait' ? new Date(Date.now() + 30_000).toISOString() : null }
}
