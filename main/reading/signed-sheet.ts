/** The sheet of a reading that the account signed itself, with what it may see of the first reader's: for print. */
import { ExpectedError, type Account } from '../contract/index.ts'
import type { SignedSheet } from '../domain/second-reading/index.ts'
import type { ReadingPorts } from './ports.ts'
import { presentReading } from './present.ts'
import { ownReading } from './reading-rows.ts'
import { finalMoment, openOpinion } from './sealed-opinions.ts'

export async function signedSheet(ports: ReadingPorts, account: Account, readingId: string): Promise<SignedSheet> {
  const row = ownReading(ports.store, readingId, account)
  const study = ports.study(row.study_instance_uid)
  if (row.signed_at === null || row.report_id === null || row.kind === 'PLAIN' || study === null) throw new ExpectedError('request/not-found')
  const { digest } = await openOpinion(ports, row, finalMoment(ports.store, row.id), 'own')
  const reading = await presentReading(ports, row)
  const { locality: _, ...reported } = study
  return {
    signed: {
      corrects: null, addenda: [], readingId: row.id, reportId: row.report_id, kind: row.kind, policy: row.policy, signedAt: row.signed_at, frozenAt: row.frozen_at, avis: reading.avis, text: reading.text, changeReason: reading.changeReason,
      opinionDigest: digest, study: reported, reader: { accountId: account.id, displayName: account.displayName, code: row.reader_code },
    },
    contexte: reading.contexte,
    premier: reading.revealed === null ? null : { avis: reading.revealed.avis },
  }
}
