/** The room of orders: what a RIS asks for, by HL7 v2 over MLLP, and what a worklist or the archive tells where there is
 *  no such sender. Lives as long as one unlocked session. */
import type { HandlersOf, OrderBrief, OrderedUrgency } from '../contract/index.ts'
import { createSection } from '../settings/index.ts'
import { createOrdersHandlers, type OrdersOperation } from './handlers.ts'
import { examOf } from './join.ts'
import { createImages } from './images.ts'
import { createListener } from './listener.ts'
import { createMessageRows } from './message-rows.ts'
import { asksForCall, contentOf, createOrderRows } from './order-rows.ts'
import { createPolling } from './polling.ts'
import type { OrderOfStudy, OrdersPorts } from './ports.ts'
import { briefOf, insOf, ordersOf } from './present.ts'
import { defaultOrdersIn, storedOrdersIn } from './stored-settings.ts'
import { takeMessage } from './take-message.ts'

export type { OrderOfStudy, OrderPriority, OrdersPorts } from './ports.ts'

const sweepMs = 30_000

export interface OrdersRoom {
  readonly handlers: HandlersOf<OrdersOperation>
  briefOf(studyInstanceUID: string): OrderBrief | null
  /** Of the order that an exam answers; null where none is known for its patient. */
  ofStudy(studyInstanceUID: string): OrderOfStudy | null
  /** How hurried the exam is by the order that it answers; null: not, or none is known for its patient. */
  urgencyOf(studyInstanceUID: string): OrderedUrgency | null
  /** The number under which its requester wants to be called; null where none is known. */
  callBackOf(studyInstanceUID: string): string | null
  /** Whom this console is for others changed: what is polled under that name is asked again if it is due. */
  settingsChanged(): void
  start(): void
  stop(): Promise<void>
}

export function createOrders(ports: OrdersPorts): OrdersRoom {
  const { store, now } = ports
  const section = createSection(store, 'ordersIn', storedOrdersIn, defaultOrdersIn)
  const rows = createOrderRows(store, now), messages = createMessageRows(store, now)
  const images = createImages(ports, rows)
  let closing = false
  let sweeping: NodeJS.Timeout | null = null

  const changed = () => { ports.emit({ type: 'orders.changed' }) }
  /** After the commit: what is shown is asked again, and the images of what is wanted are looked for. */
  function arrived(id: string): void {
    changed()
    ports.emit({ type: 'worklist.changed' })
    images.lookFor(id)
  }
  const listener = createListener({
    settings: section.get, now, onBug: ports.onBug, changed, lastMessageAt: messages.last,
    take(message) {
      const taken = takeMessage({ ports, rows, messages, settings: section.get, closing: () => closing }, message)
      if (taken.order !== null) arrived(taken.order)
      else if (taken.applied) ports.emit({ type: 'worklist.changed' })
      return taken
    },
    turnedAway: (caller, reason) => { store.transaction(() => ports.audit.record({ actor: 'ris', event: 'security-alert', outcome: 'failure', object: caller, detail: `caller turned away ${reason}` })) },
  })
  const polling = createPolling({ ports, rows, settings: section.get, arrived, changed })
  /** A port that could not be opened is tried again. */
  const sweep = () => {
    void listener.follow()
    images.sweep()
    polling.tick()
  }
  const keepNoLonger = () => { store.transaction(() => messages.forgetOlder(section.get().keepDays)) }

  return {
    handlers: createOrdersHandlers({
      ports, rows, section, configured: () => {
        void listener.follow()
        polling.tick()
      },
      listening: () => ({ ...listener.state(), ...polling.state() }),
    }),
    briefOf: (studyInstanceUID) => briefOf(ports, rows, studyInstanceUID),
    ofStudy(studyInstanceUID) {
      const exam = examOf(store, studyInstanceUID)
      const row = exam === null ? undefined : ordersOf(ports, rows, exam).joined.find(({ cancelled_at }) => cancelled_at === null)
      if (row === undefined) return null
      const content = contentOf(row), { patient, visit } = content
      return {
        placerOrderNumber: row.placer_number, placerAuthority: row.placer_authority, accessionNumber: row.accession_number, accessionAuthority: content.accessionAuthority,
        requester: { id: content.requesterId, name: content.requester }, structure: content.requestingStructure, ins: insOf(patient), reliability: patient.reliability, birthName: patient.birthName, givenNames: patient.givenNames,
        usualName: patient.usualName, birthPlace: patient.birthPlace ?? '', history: content.history.map(({ text }) => text),
        visitNumber: visit.id, visitAuthority: visit.universalId || visit.namespace, justification: content.justification, retention: content.retention,
      }
    },
    urgencyOf(studyInstanceUID) {
      const exam = examOf(store, studyInstanceUID)
      const standing = exam === null ? [] : ordersOf(ports, rows, exam).joined.filter(({ cancelled_at }) => cancelled_at === null)
      const row = standing.toSorted((one, other) => one.urgency - other.urgency)[0]
      return row === undefined || row.urgency === 2 ? null : row.urgency === 0 ? 'STAT' : asksForCall(contentOf(row).priority) ? 'CALL_BACK' : 'URGENT'
    },
    callBackOf(studyInstanceUID) {
      const exam = examOf(store, studyInstanceUID)
      const row = exam === null ? undefined : ordersOf(ports, rows, exam).joined.find(({ cancelled_at }) => cancelled_at === null)
      return row === undefined ? null : contentOf(row).callBack || null
    },
    settingsChanged: () => { polling.tick() },
    start() {
      keepNoLonger()
      sweep()
      sweeping = setInterval(sweep, sweepMs)
      sweeping.unref()
    },
    async stop() {
      closing = true
      if (sweeping !== null) clearInterval(sweeping)
      await listener.stop()
      await polling.stop()
      await images.stop()
    },
  }
}
