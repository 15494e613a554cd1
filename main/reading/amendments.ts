/** An ordinary report after its signature (CI-SIS: addendum, replacement, cancellation). The reader who signed signs again;
 *  the new version is sealed beside the others and is the one that stands. What had left is followed by a message: corrected,
 *  or cancelled. A report that was taken back can be followed by one of its own. */
import { ExpectedError, type Account, type CallContext, type ParsedInput, type Reading } from '../contract/index.ts'
import type { Addendum, SignedReading } from '../domain/second-reading/index.ts'
import { hasLeft } from './has-left.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf, findingsOf, type Content } from './present.ts'
import { ownReading, type ReadingRow } from './reading-rows.ts'
import { keepReleased, releasesAtSignature } from './release.ts'
import { commitment, correctedVersions, keepEnvelope, sealOpinion, standingSince } from './sealed-opinions.ts'
import { hurryOf } from './urgency.ts'
import { changed } from './write-opinion.ts'

export async function addAddendum(ports: ReadingPorts, account: Account, { readingId, addendum, passphrase }: ParsedInput<'reading.addAddendum'>, context: CallContext): Promise<Reading> {
  const row = amendable(ports, readingId, account)
  if (ports.withdrawnAt(row.report_id ?? '') !== null) throw new ExpectedError('reading/invalid-transition', { subject: row.id })
  const content = await contentOf(ports, row)
  const signedAt = ports.now().toISOString()
  return amend(ports, account, row, { ...content, changeReason: '', addenda: [...content.addenda, { at: signedAt, text: addendum }] }, { manner: 'ADDENDUM', signedAt, passphrase }, context)
}

export async function replaceReport(ports: ReadingPorts, account: Account, { readingId, replacement, reason, passphrase }: ParsedInput<'reading.replaceReport'>, context: CallContext): Promise<Reading> {
  const row = amendable(ports, readingId, account)
  if (reason === '') throw new ExpectedError('dossier/reason-required', { subject: row.id })
  // What was added to the text that is replaced is part of it: the new text says all.
  const content = { ...(await contentOf(ports, row)), text: replacement, changeReason: reason, addenda: [] }
  const rules = (await findingsOf(ports, row, content)).filter(({ blocking }) => blocking).map(({ rule }) => rule)
  if (rules.length > 0) throw new ExpectedError('reading/invalid-opinion', { subject: row.id, params: { rules: rules.join(', ') } })
  return amend(ports, account, row, content, { manner: 'REPLACEMENT', signedAt: ports.now().toISOString(), passphrase }, context)
}

export async function withdrawReport(ports: ReadingPorts, account: Account, { readingId, reason, passphrase }: ParsedInput<'reading.withdrawReport'>, context: CallContext): Promise<Reading> {
  const row = amendable(ports, readingId, account)
  if (reason === '') throw new ExpectedError('dossier/reason-required', { subject: row.id })
  const reportId = row.report_id ?? ''
  if (ports.withdrawnAt(reportId) !== null) throw new ExpectedError('reading/invalid-transition', { subject: row.id })
  const content = await contentOf(ports, row)
  await ports.verifyPassphrase(account.id, passphrase)
  const at = ports.now().toISOString()
  const left = hasLeft(ports, row)
  const withdrawal = await ports.prepareWithdrawal(signedOf(ports, account, row, content, { reportId, signedAt: at, digest: '', corrects: null }), { left, reason })
  context.act(row.id, () => {
    ports.store.prepare('UPDATE readings SET version = version + 1 WHERE id = ?').run(row.id)
    if (!left) ports.withdraw(reportId)
    withdrawal.record()
  }, `withdraw report=${reportId}${left ? ' cancelled' : ' before it left'}`)
  return changed(ports, account, row)
}

interface Amending { readonly manner: 'ADDENDUM' | 'REPLACEMENT'; readonly signedAt: string; readonly passphrase: string }

async function amend(ports: ReadingPorts, account: Account, row: ReadingRow, content: Content, { manner, signedAt, passphrase }: Amending, context: CallContext): Promise<Reading> {
  const { store } = ports
  const replaced = row.report_id ?? '', withdrawn = ports.withdrawnAt(replaced) !== null
  await ports.verifyPassphrase(account.id, passphrase)
  const left = hasLeft(ports, row)
  const sealed = await sealOpinion(ports, row, 'CORRECTED', signedAt, content)
  const reportId = ports.newId()
  const corrects = { reportId: replaced, signedAt: standingSince(store, row.id) ?? signedAt, number: correctedVersions(store, row.id) + 1, left, manner, withdrawn }
  const report = await ports.prepareReport(signedOf(ports, account, row, content, { reportId, signedAt, digest: sealed.digest, corrects }), 'NONE')
  const releases = await releasesAtSignature(ports, row, sealed, report.pdfSealed)
  if (context.signal.aborted) throw new ExpectedError('request/aborted', { subject: row.id })
  context.act(row.id, () => {
    const moved = store.prepare(`UPDATE readings SET report_id = ?, sending = 'pending', version = version + 1 WHERE id = ? AND version = ?`).run(reportId, row.id, row.version)
    if (moved.changes !== 1) throw new ExpectedError('reading/stale-version', { subject: row.id })
    keepEnvelope(store, row.id, sealed)
    // What was never sent says what is no longer so.
    if (!left && !withdrawn) ports.withdraw(replaced)
    report.record()
    for (const released of releases) keepReleased(store, released)
  }, `${commitment('correct', sealed.digest)} ${manner.toLowerCase()}${left ? ' corrigendum' : ''}`)
  return changed(ports, account, row)
}

/** One's own signed ordinary report: those of the programme are corrected with the coordinator. */
function amendable({ store }: ReadingPorts, readingId: string, account: Account): ReadingRow {
  const row = ownReading(store, readingId, account)
  if (row.signed_at === null || row.report_id === null || row.kind !== 'PLAIN') throw new ExpectedError('reading/invalid-transition', { subject: row.id })
  return row
}

function signedOf(ports: ReadingPorts, account: Account, row: ReadingRow, content: Content, { reportId, signedAt, digest, corrects }: { readonly reportId: string; readonly signedAt: string; readonly digest: string; readonly corrects: SignedReading['corrects'] }): SignedReading {
  const study = ports.study(row.study_instance_uid)
  if (study === null) throw new ExpectedError('request/not-found')
  const { locality: _, ...reportedStudy } = study
  const addenda: readonly Addendum[] = content.addenda
  return {
    readingId: row.id, reportId, kind: row.kind, policy: row.policy, signedAt, frozenAt: row.frozen_at, avis: content.avis, text: content.text, changeReason: content.changeReason, addenda,
    opinionDigest: digest, study: reportedStudy, reader: { accountId: account.id, displayName: account.displayName, code: row.reader_code }, corrects, ...hurryOf(ports, row),
  }
}
