/** The reader's answer to a request: frozen once, queued for the RIS in the transaction that records it. */
import { createHash } from 'node:crypto'
import { ExpectedError, type Account, type OrderId } from '../contract/index.ts'
import { buildOrderAnswer } from '../ris/index.ts'
import { contentOf, type OrderRow, type OrderRows, type StoredAnswer } from './order-rows.ts'
import type { OrdersPorts, OutboxDraft } from './ports.ts'
import { isAnswerable } from './present.ts'

export interface PreparedAnswer { readonly record: () => void }

export async function prepareAnswer(ports: OrdersPorts, rows: OrderRows, account: Account, given: { orderId: OrderId; accept: boolean; text: string }): Promise<PreparedAnswer> {
  const row = rows.byId(given.orderId)
  if (row === null) throw new ExpectedError('request/not-found', { subject: given.orderId })
  if (!isAnswerable(row)) throw new ExpectedError('orders/not-answerable', { subject: row.id })
  if (!ports.risConfigured()) throw new ExpectedError('ris/not-configured')
  const at = ports.now()
  const draft = await frozen(ports, row, account, given, at)
  const answer: StoredAnswer = { accepted: given.accept, text: given.text, at: at.toISOString(), by: account.id }
  return {
    record() {
      // Somebody may have cancelled or answered it while the message was sealed.
      const now = rows.byId(row.id)
      if (now === null || !isAnswerable(now)) throw new ExpectedError('orders/not-answerable', { subject: row.id })
      rows.answer(row.id, answer)
      rows.happened(row.id, 'ANSWERED', null)
      ports.outbox.enqueue([draft])
    },
  }
}

async function frozen(ports: OrdersPorts, row: OrderRow, account: Account, { accept, text }: { accept: boolean; text: string }, at: Date): Promise<OutboxDraft> {
  const content = contentOf(row), site = ports.site(), id = ports.newId()
  const controlId = `BA${BigInt(`0x${id.replaceAll('-', '')}`).toString(36).toUpperCase().slice(-18)}`
  const bytes = Buffer.from(buildOrderAnswer({
    controlId, at, sendingFacility: site.name, receivingApplication: row.application, receivingFacility: row.facility, patient: content.patient, placerOrder: content.placerOrder,
    accepted: accept, text, reader: ports.professional(account.id) ?? { id: '', familyName: account.displayName, givenName: '' }, structure: { name: site.name, finess: site.finess },
  }), 'utf8')
  return {
    id, reportId: null, studyInstanceUID: row.study_uid || row.own_uid, kind: 'ORDER_ANSWER', destination: 'RIS', dedupeKey: controlId, dependsOn: null, readableBy: account.id, held: false,
    sealedPayload: await ports.sealBytes(bytes), sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}
