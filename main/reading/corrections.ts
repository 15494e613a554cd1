/** A signed opinion is corrected (`corriger`): its reader asks, a coordinator agrees, the reader writes and signs. The new
 *  version is sealed beside the others and is the one that stands; statistics stay on the blind one. Of a first reading the
 *  correction sends a case that is not final back (`modifL1`). */
import { ExpectedError, type Account, type AccountId, type AskedCorrection, type CallContext, type Output, type ParsedInput, type Reading, type StudyInstanceUID } from '../contract/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { goesToSecondReader } from '../domain/sheet/index.ts'
import { agreedStudies, askedCorrections, correctionById, correctionsSigned, insertCorrection, lastCorrection, markAnswered, markCorrected, type CorrectionRow } from './correction-rows.ts'
import { sendOn } from './course.ts'
import { examChanged } from './exam-changed.ts'
import { hasLeft } from './has-left.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf, findingsOf, presentReading } from './present.ts'
import { ownReading, readingById, roundOf, signedReading, type ReadingRow } from './reading-rows.ts'
import { heldDocuments } from './release.ts'
import { commitment, keepEnvelope, sealOpinion } from './sealed-opinions.ts'
import { keepContext } from './sheet-contexts.ts'
import { hurryOf } from './urgency.ts'
import { changed } from './write-opinion.ts'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export async function askCorrection(ports: ReadingPorts, account: Account, { readingId, reason }: ParsedInput<'reading.askCorrection'>, context: CallContext): Promise<Reading> {
  const row = correctable(ports, readingId, account)
  if (reason === '') throw new ExpectedError('dossier/reason-required', { subject: row.id })
  if (['ASKED', 'AGREED'].includes(lastCorrection(ports.store, row.id)?.state ?? '')) throw new ExpectedError('dossier/invalid-state', { subject: row.id })
  const sealed = await ports.sealing.sealBytes(new TextEncoder().encode(reason))
  const asked = { id: ports.newId(), reading_id: row.id, reason_sealed: sealed, asked_at: ports.now().toISOString() }
  const tell = await ports.elsewhere.toCentre(studyOf(row), { version: 1, type: 'CORRECTION_ASKED', readingId: row.id as AskedCorrection['readingId'], correctionId: asked.id as AskedCorrection['id'], at: asked.asked_at, reason: sealed })
  context.act(row.id, () => {
    insertCorrection(ports.store, asked)
    tell()
  }, 'ask correction')
  return changed(ports, account, row)
}

export async function askedOfCoordinator(ports: ReadingPorts): Promise<Output<'reading.corrections'>> {
  const rows = await Promise.all(askedCorrections(ports.store).map(async (one): Promise<AskedCorrection[]> => {
    const row = readingById(ports.store, one.reading_id)
    if (row === null || row.kind === 'PLAIN') return []
    return [{
      id: one.id as AskedCorrection['id'], readingId: row.id as AskedCorrection['readingId'], studyInstanceUID: row.study_instance_uid as StudyInstanceUID, kind: row.kind, readerCode: row.reader_code,
      askedAt: one.asked_at, reason: text(await ports.sealing.openBytes(one.reason_sealed)),
    }]
  }))
  return { rows: rows.flat() }
}

export function agreedCorrections({ store, row }: ReadingPorts, account: Account): Output<'reading.agreedCorrections'> {
  return { studies: agreedStudies(store, account.id).flatMap((study) => row(account.id, study) ?? []) }
}

export async function answerCorrection(ports: ReadingPorts, account: Account, { id, agreed }: ParsedInput<'reading.answerCorrection'>, context: CallContext): Promise<Output<'reading.corrections'>> {
  const asked = correctionById(ports.store, id)
  const row = asked === null ? null : readingById(ports.store, asked.reading_id)
  if (asked?.state !== 'ASKED' || row === null) throw new ExpectedError('request/not-found')
  if (row.account_id === account.id) throw new ExpectedError('dossier/coordinator-needed', { subject: row.id })
  const at = ports.now().toISOString()
  if (agreed) requirePresent(ports, row)
  const tell = await ports.elsewhere.toReader(row.account_id as AccountId, studyOf(row), { version: 1, type: 'CORRECTION_ANSWERED', readingId: row.id as AskedCorrection['readingId'], correctionId: id, agreed, at, told: hasLeft(ports, row) })
  context.act(row.id, () => {
    if (!markAnswered(ports.store, id, { agreed, by: account.id, at })) throw new ExpectedError('request/not-found')
    tell()
  }, agreed ? 'agree correction' : 'refuse correction')
  ports.emit({ type: 'reading.changed', studyInstanceUID: row.study_instance_uid as StudyInstanceUID })
  return await askedOfCoordinator(ports)
}

export async function saveCorrection(ports: ReadingPorts, account: Account, { readingId, avis }: ParsedInput<'reading.saveCorrection'>): Promise<Reading> {
  const row = correctable(ports, readingId, account)
  const { id } = agreedTo(ports, row)
  ports.store.transaction(() => ports.store.prepare('UPDATE corrections SET avis = ? WHERE id = ?').run(JSON.stringify(avis), id))
  return presentReading(ports, row)
}

export async function correct(ports: ReadingPorts, account: Account, { readingId, avis, rectifies, passphrase }: ParsedInput<'reading.correct'>, context: CallContext): Promise<Reading> {
  const { store } = ports
  const row = correctable(ports, readingId, account)
  const agreed = agreedTo(ports, row)
  const content = { ...(await contentOf(ports, row)), avis, changeReason: text(await ports.sealing.openBytes(agreed.reason_sealed)) }
  const rules = (await findingsOf(ports, row, content)).filter(({ blocking }) => blocking).map(({ rule }) => rule)
  if (rules.length > 0) throw new ExpectedError('reading/invalid-opinion', { subject: row.id, params: { rules: rules.join(', ') } })
  const left = hasLeft(ports, row)
  if (left && !rectifies) throw new ExpectedError('dossier/exported', { subject: row.study_instance_uid })
  const study = ports.study(row.study_instance_uid)
  if (study === null || row.report_id === null || row.signed_at === null) throw new ExpectedError('request/not-found')
  await ports.verifyPassphrase(account.id, passphrase)

  const signedAt = ports.now().toISOString()
  const sealed = await sealOpinion(ports, row, 'CORRECTED', signedAt, content)
  const reportId = ports.newId()
  const { locality: _, ...reportedStudy } = study
  const signed: SignedReading = {
    readingId: row.id, reportId, kind: row.kind, policy: row.policy, signedAt, frozenAt: row.frozen_at, avis, text: content.text, changeReason: content.changeReason, opinionDigest: sealed.digest, study: reportedStudy,
    reader: { accountId: account.id, displayName: account.displayName, code: row.reader_code },
    corrects: { reportId: row.report_id, signedAt: row.signed_at, number: correctionsSigned(store, row.id) + 1, left, manner: 'REPLACEMENT', withdrawn: false }, addenda: [], ...hurryOf(ports, row),
  }
  const awaited = row.kind === 'FIRST' ? goesToSecondReader(avis) : null
  const report = await ports.prepareReport(signed, row.kind === 'FIRST' ? heldDocuments(ports, row, awaited === true) : 'NONE')
  const replaced = row.report_id
  const tell = await ports.elsewhere.toCentre(studyOf(row), { version: 1, type: 'CORRECTED', readingId: row.id as AskedCorrection['readingId'], correctionId: agreed.id as AskedCorrection['id'], reportId: report.reportId, signed: { at: signedAt, digest: sealed.digest, envelope: sealed.envelope }, rectifies: left })
  context.act(row.id, () => {
    if (!markCorrected(store, agreed.id, signedAt, sealed.digest)) throw new ExpectedError('reading/stale-version', { subject: row.id })
    store.prepare(`UPDATE readings SET report_id = ?, sending = 'pending', version = version + 1, second_awaited = ? WHERE id = ?`).run(reportId, awaited === null ? row.second_awaited : awaited ? 1 : 0, row.id)
    keepEnvelope(store, row.id, sealed)
    // What was never sent says what is no longer so.
    if (!left) ports.withdraw(replaced)
    report.record()
    if (row.kind === 'FIRST') firstCorrected(ports, row, avis, awaited === true, agreed.answered_by ?? '')
    // Of two independent readings only the centre knows what came of them.
    else if (!apartElsewhere(ports, row)) ports.course.corrected(row.study_instance_uid, account, { digest: sealed.digest, avis, coordinator: agreed.answered_by ?? '', rectifies })
    tell()
  }, `${commitment('correct', sealed.digest)}${left ? ' corrigendum' : ''}`)
  return changed(ports, account, row)
}

const studyOf = ({ study_instance_uid }: Pick<ReadingRow, 'study_instance_uid'>) => study_instance_uid as StudyInstanceUID
const apartElsewhere = ({ elsewhere }: ReadingPorts, { kind, policy }: ReadingRow): boolean => elsewhere.onlyAssigned() && kind === 'SECOND' && policy === 'INDEPENDANT'

/** What was decided since, by an arbiter or in a further round, is no longer this reader's to correct; of two independent
 *  readings that were not compared nothing is decided yet. */
function requirePresent({ store }: ReadingPorts, row: ReadingRow): void {
  const concluded = row.kind === 'FIRST' || store.prepare<[string]>('SELECT 1 FROM dossier_standings WHERE study_uid = ? AND issue IS NOT NULL').get(row.study_instance_uid) !== undefined
  if (row.kind === 'SECOND' && row.policy === 'INDEPENDANT' && signedReading(store, row.study_instance_uid, 'ARBITRATION') !== null) throw new ExpectedError('dossier/arbitrated', { subject: row.id })
  if (!concluded || (row.kind !== 'FIRST' && row.round !== roundOf(store, row.study_instance_uid))) throw new ExpectedError('dossier/invalid-state', { subject: row.id })
}

/** In the transaction of the corrected signature of a first reading, on its reader's console and at the centre. */
export function firstCorrected(ports: ReadingPorts, row: ReadingRow, avis: Reading['avis'], awaited: boolean, coordinator: string): void {
  keepContext(ports.store, row, avis)
  examChanged(ports, row.study_instance_uid, 'FICHE')
  if (awaited) sendOn(ports, row)
  // What was found does not go to a second reader (IV.B): the exam leaves by the coordinator who agreed.
  else ports.course.outOfScope(row.study_instance_uid, coordinator)
}

/** One's own signed reading of the programme. That an arbiter decided since is nothing that one of two independent readers
 *  may learn: a request is taken as any other, and the coordinator, who knows, cannot agree to it. */
function correctable(ports: ReadingPorts, readingId: string, account: Account): ReadingRow {
  const row = ownReading(ports.store, readingId, account)
  if (row.signed_at === null || row.kind === 'PLAIN') throw new ExpectedError('dossier/invalid-state', { subject: row.id })
  return row
}

function agreedTo({ store }: ReadingPorts, row: ReadingRow): CorrectionRow {
  const last = lastCorrection(store, row.id)
  if (last?.state !== 'AGREED') throw new ExpectedError('dossier/coordinator-needed', { subject: row.id })
  return last
}
