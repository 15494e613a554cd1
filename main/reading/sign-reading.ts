/** Signature: after re-authentication the final opinion is sealed, the report rendered, and then one transaction
 *  writes the reading, the envelope, the audit row that commits to it, the report and its deliveries. */
import { ExpectedError, type Account, type CallContext, type ParsedInput, type Reading } from '../contract/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { goesToSecondReader } from '../domain/sheet/index.ts'
import { compareIndependent } from './compare-independent.ts'
import { agreesUnrevealed } from './confront.ts'
import { sendOn, tellCourse } from './course.ts'
import { passDisplay } from './display-gate.ts'
import { dropDrafts } from './drafts.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf, opposedTo, type Content } from './present.ts'
import { machineOf, moveReading, ownReading, supersedeOthers, type ReadingRow } from './reading-rows.ts'
import { heldDocuments, keepReleased, releasesAtSignature, staysMasked } from './release.ts'
import { passShown } from './shown-whole.ts'
import { commitment, keepEnvelope, sealOpinion, standingDigest } from './sealed-opinions.ts'
import { keepContext } from './sheet-contexts.ts'
import { hurryOf, settledUrgency } from './urgency.ts'
import { changed, judgeOpinion, requireWhole } from './write-opinion.ts'

export async function signReading(ports: ReadingPorts, account: Account, input: ParsedInput<'reading.sign'>, context: CallContext): Promise<Reading> {
  const row = ownReading(ports.store, input.readingId, account)
  const content = await contentOf(ports, row)
  await judgeSignature(ports, account, row, input.expectedVersion, content)
  const shown = passShown(ports, row, input.displayed)
  await ports.verifyPassphrase(account.id, input.passphrase)
  return await signContent(ports, account, row, input.expectedVersion, content, shown, context)
}

/** What must hold before the passphrase is asked about, and still after it. */
async function judgeSignature(ports: ReadingPorts, account: Account, row: ReadingRow, expectedVersion: number, content: Content) {
  const next = await judgeOpinion(ports, row, account, expectedVersion, content, (opinionHolds) => ({ type: 'sign', opinionHolds, agrees: agreesUnrevealed(ports, row, content) }))
  // An arbiter decides between two opinions, and has had both before him.
  if (row.kind === 'ARBITRATION' && (await opposedTo(ports, row)) === null) throw new ExpectedError('reading/awaits-release', { subject: row.id })
  requireWhole(ports, row)
  const { words } = passDisplay(ports, row, 'sign')
  const study = ports.study(row.study_instance_uid)
  if (study === null) throw new ExpectedError('request/not-found', { subject: row.study_instance_uid })
  return { next, words, study }
}

/** After re-authentication. `shown`: the words of the audit row about the display at 1:1; empty where they stand in the
 *  row of the freeze. */
export async function signContent(ports: ReadingPorts, account: Account, row: ReadingRow, expectedVersion: number, content: Content, shown: string, context: CallContext): Promise<Reading> {
  const { next, words, study } = await judgeSignature(ports, account, row, expectedVersion, content)
  const signedAt = ports.now().toISOString()
  const sealed = await sealOpinion(ports, row, 'SIGNED', signedAt, content)
  const reportId = ports.newId()
  const { locality: _, ...reportedStudy } = study
  const signed: SignedReading = {
    corrects: null, addenda: [], readingId: row.id, reportId, kind: row.kind, policy: row.policy, signedAt, frozenAt: row.frozen_at,
    reader: { accountId: account.id, displayName: account.displayName, code: row.reader_code },
    avis: content.avis, text: content.text, changeReason: content.changeReason, opinionDigest: sealed.digest, study: reportedStudy, ...hurryOf(ports, row),
  }
  const awaited = secondAwaited(row, content)
  const report = await ports.prepareReport(signed, heldDocuments(ports, row, awaited === 1))
  const releases = await releasesAtSignature(ports, row, sealed, report.pdfSealed)
  const tell = await ports.elsewhere.tell({ type: 'SIGNED', row, reportId: report.reportId, frozen: standingDigest(ports.store, row.id, 'FROZEN'), signed: sealed })
  if (context.signal.aborted) throw new ExpectedError('request/aborted', { subject: row.id })

  context.act(row.id, () => {
    // Another account may have signed the same study while this report was rendered.
    if (machineOf(ports.store, row).taken) throw new ExpectedError('reading/not-your-turn', { subject: row.id })
    moveReading(ports.store, row, next, {
      avis: null, text: null, change_reason: '', signed_at: signedAt, report_id: reportId, sending: 'pending', second_awaited: awaited, returned: null, ...settledUrgency(ports, row), place: ports.course.placeOf(row.study_instance_uid, account.id),
    })
    dropDrafts(ports.store, row.id)
    keepEnvelope(ports.store, row.id, sealed)
    keepContext(ports.store, row, content.avis)
    report.record()
    for (const released of releases) keepReleased(ports.store, released)
    if (!staysMasked(row)) ports.blindnessOver(row.study_instance_uid)
    tellCourse(ports, row, account, { type: 'sign', digest: sealed.digest, avis: content.avis })
    supersedeOthers(ports.store, row, signedAt)
    if (awaited === 1) sendOn(ports, row)
    tell()
  }, `${commitment('sign', sealed.digest)} ${words}${shown}`)
  if (row.kind === 'SECOND' && row.policy === 'INDEPENDANT') await compareIndependent(ports)
  return changed(ports, account, row)
}

/** Independent readers wait for nobody: that somebody read first must not show. */
function secondAwaited(row: ReadingRow, content: Content): 0 | 1 | null {
  if (row.kind !== 'FIRST' || row.policy === 'INDEPENDANT') return null
  return goesToSecondReader(content.avis) ? 1 : 0
}
