/** The sending side: a message becomes a sealed letter before the caller's transaction, and a row of the outbox in it. */
import { createHash } from 'node:crypto'
import { ExpectedError } from '../contract/index.ts'
import { buildLetter, mailboxOf } from '../dicom/index.ts'
import type { ExchangePorts, Letterbox } from './ports.ts'
import { largestLetter, type LetterContent } from './letter-content.ts'

type Ports = Pick<ExchangePorts, 'store' | 'vault' | 'outbox' | 'newId' | 'newUid'> & { readonly now: () => Date }

export function createLetterbox({ store, vault, outbox, newId, newUid, now }: Ports): Letterbox {
  const { foreign, letters } = vault
  const boxOf = (to: string) => (to === 'CENTRE' ? foreign.centreId() : to)

  return {
    standing: () => foreign.standing(),
    async seal(to, studyInstanceUID, message) {
      const standing = foreign.standing()
      if (standing === 'ALONE' || (to === 'CENTRE') !== (standing === 'READER')) throw new ExpectedError('exchange/not-joined')
      if (standing === 'CENTRE' && !vault.centre.standing().held) throw new ExpectedError('keys/not-held')
      const id = newUid()
      const sentAt = now().toISOString()
      const content: LetterContent = { version: 1, id, to: boxOf(to), studyInstanceUID, sentAt, message }
      const sealed = await letters.seal(to, content)
      if (sealed.length > largestLetter - 4096) throw new ExpectedError('exchange/too-large')
      return { id, to, studyInstanceUID, sealed, sentAt }
    },
    post({ id, to, studyInstanceUID, sealed, sentAt }) {
      if (!store.inTransaction) throw new Error('A letter is posted in the transaction of its act')
      const recipient = boxOf(to)
      const object = buildLetter({ sopInstanceUID: id, recipient, sender: vault.accountId, studyInstanceUID, sentAt, body: Buffer.from(sealed, 'latin1') })
      outbox.enqueue([{
        id: newId(), reportId: null, studyInstanceUID: mailboxOf(recipient, sentAt.slice(0, 10)), kind: 'EXCHANGE', destination: 'PACS', dedupeKey: id,
        sealedPayload: Buffer.from(object).toString('base64'), sha256: createHash('sha256').update(object).digest('hex'),
        dependsOn: null, readableBy: vault.accountId, held: false,
      }])
    },
  }
}
