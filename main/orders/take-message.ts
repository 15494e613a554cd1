/** One message from a RIS, from bytes to acknowledgement (HL7 v2.5.1 2.9.2.2). AA is said only after the commit, and again
 *  for a repetition; AE where the message is wrong, each fault with its place; AR where its header alone says that it is not
 *  for us (type, event, version, processing id: ERR-3 200 to 203), and where it cannot be kept now (207: send it again). */
import { ExpectedError, type RefusalReason } from '../contract/index.ts'
import { encodeAnswer, readMessage, understand, UnreadableMessage, valueOf, type Answer, type Fault, type Hl7Message } from '../ris/index.ts'
import { applyIdentity, applyOrder, type Applied } from './apply.ts'
import { bodyDigest, type MessageKey, type MessageRows } from './message-rows.ts'
import type { OrderRows } from './order-rows.ts'
import type { OrdersPorts } from './ports.ts'
import type { StoredOrdersIn } from './stored-settings.ts'

export interface Taken { readonly answer: Answer; readonly refused: RefusalReason | null; readonly order: string | null; readonly applied: boolean }

const byHeader: readonly Fault['code'][] = ['200', '201', '202', '203']
const permanent = (reason: RefusalReason, ...faults: Fault[]): Taken => ({ answer: { code: faults.some(({ code }) => byHeader.includes(code)) ? 'AR' : 'AE', faults }, refused: reason, order: null, applied: false })
const later = (reason: RefusalReason, text: string): Taken => ({ answer: { code: 'AR', faults: [{ at: null, code: '207', text }] }, refused: reason, order: null, applied: false })
const at = (segment: string, field: number) => ({ segment, sequence: 1, field })

export interface Taking { readonly ports: OrdersPorts; readonly rows: OrderRows; readonly messages: MessageRows; readonly settings: () => StoredOrdersIn; readonly closing: () => boolean }

/** The bytes of the acknowledgement, and what became of the message. */
export function takeMessage(taking: Taking, raw: Uint8Array): Taken & { reply: Uint8Array } {
  const { ports } = taking
  let message: Hl7Message | null = null
  let taken: Taken
  try {
    message = readMessage(raw)
    taken = taking.closing() ? later('CLOSING', 'Le poste se ferme : renvoyez ce message plus tard') : decide(taking, message, raw)
  } catch (error) {
    taken = failure(ports, error)
  }
  const head = message?.segments[0]
  if (taken.refused !== null) tellRefusal(ports, head === undefined ? '' : valueOf(head, 10), taken.refused)
  return { ...taken, reply: Buffer.from(encodeAnswer(head, taken.answer, ports.newId().replaceAll('-', '').slice(0, 20), ports.now()), 'utf8') }
}

function failure(ports: OrdersPorts, error: unknown): Taken {
  if (error instanceof UnreadableMessage) return permanent('UNREADABLE', { at: at('MSH', error.kind === 'encoding' ? 18 : 1), code: '102', text: error.kind === 'encoding' ? 'Jeu de caractères inconnu, ou octets qui n’en sont pas' : 'Message illisible' })
  if (error instanceof ExpectedError && error.code === 'store/full') return later('FULL', 'Disque plein : rien n’a été enregistré, renvoyez ce message plus tard')
  return later('FULL', `Erreur interne ${ports.onBug(error)} : rien n’a été enregistré, renvoyez ce message plus tard`)
}

function decide(taking: Taking, message: Hl7Message, raw: Uint8Array): Taken {
  const { ports, messages, settings } = taking
  const head = message.segments[0]
  const key: MessageKey = { application: valueOf(head, 3), facility: valueOf(head, 4), controlId: valueOf(head, 10) }
  const known = settings().senders.some(({ application, facility }) => application === key.application && (facility === '' || facility === key.facility))
  if (!known) return permanent('SENDER', { at: at('MSH', 3), code: '204', text: 'Émetteur inconnu de ce poste : faites-le inscrire dans Réglages › Demandes' })
  const processing = valueOf(head, 11)
  if (!['', 'D', 'P', 'T'].includes(processing)) return permanent('FAULTY', { at: at('MSH', 11), code: '202', text: 'Code de traitement inconnu : D, P ou T attendu' })
  if (['D', 'T'].includes(processing) && !ports.training()) return permanent('TEST', { at: at('MSH', 11), code: '202', text: 'Message d’essai : ce poste est en production' })
  const { incoming, faults } = understand(message)
  if (incoming === null) return permanent('FAULTY', ...faults)
  const digest = bodyDigest(raw)
  const seen = messages.known(key, digest)
  if (seen === 'same') return { answer: { code: 'AA', faults: [] }, refused: null, order: null, applied: false }
  if (seen === 'other') return permanent('DUPLICATE_ID', { at: at('MSH', 10), code: '205', text: 'Cet identifiant a déjà servi à un autre message : rien n’a été changé' })
  return keep(taking, key, digest, `${valueOf(head, 9, 1)}^${valueOf(head, 9, 2)}`, incoming, raw)
}

class Contradicted extends Error {
  readonly fault: Fault
  constructor(fault: Fault) { super('contradicted'); this.fault = fault }
}

/** Message, order and audit row: all of it or nothing. */
function keep({ ports, rows, messages }: Taking, key: MessageKey, digest: string, type: string, incoming: Parameters<typeof applyIdentity>[2] | { type: 'ORDER'; order: Parameters<typeof applyOrder>[3] }, raw: Uint8Array): Taken {
  try {
    return ports.store.transaction(() => {
      const seq = messages.insert(key, digest, type, raw)
      const applied: Applied | Fault = incoming.type === 'ORDER' ? applyOrder(rows, ports, { source: 'HL7', application: key.application, facility: key.facility, message: seq }, incoming.order) : applyIdentity(rows, seq, incoming)
      if ('code' in applied) throw new Contradicted(applied)
      ports.audit.record({ actor: 'ris', event: incoming.type === 'ORDER' ? 'order-record' : 'patient-record', outcome: 'success', object: applied.order ?? key.controlId, detail: `${type} ${applied.what}` })
      return { answer: { code: 'AA' as const, faults: [] }, refused: null, order: applied.order, applied: true }
    })
  } catch (error) {
    if (error instanceof Contradicted) return permanent('OTHER_PATIENT', error.fault)
    throw error
  }
}

/** A disk that is full takes no audit row either; the sender is answered all the same. */
function tellRefusal({ store, audit, onBug }: OrdersPorts, controlId: string, reason: RefusalReason): void {
  try {
    store.transaction(() => audit.record({ actor: 'ris', event: 'order-record', outcome: 'failure', object: controlId.slice(0, 64) || '-', detail: `message refused ${reason}` }))
  } catch (error) {
    if (!(error instanceof ExpectedError)) onBug(error)
  }
}
