/** Requests for the windows to show: those of the state, answered and listed as the rooms would. */
import { randomUUID } from 'node:crypto'
import { ExpectedError, type Handlers, type Listening, type Order, type OrderId, type OrdersInSettings } from '../../main/contract/index.ts'

export interface OrdersState { orders: Order[]; listening: Listening; configured: OrdersInSettings & { keySet: boolean } }

export const listeningOff: Listening = { state: 'OFF', address: '', port: 2575, problem: null, lastMessageAt: null, taken: 0, refused: [], worklist: { askedAt: null, problem: null }, archive: { askedAt: null, problem: null } }
export const noOrders = (): OrdersState => ({
  orders: [], listening: listeningOff,
  configured: { address: '', port: 2575, tls: 'NONE', certificate: '', authority: '', callers: [], senders: [], keepDays: 90, worklist: { host: '', port: 104, calledAE: '', minutes: 5, tls: false, certificateAuthority: '' }, archiveDays: 0, archiveMinutes: 10, keySet: false },
})

export function orderWith(change: Partial<Order>): Order {
  return {
    id: randomUUID() as OrderId, source: 'HL7', state: 'requested', urgency: 'routine',
    patient: { name: 'LEFÈVRE^Anaïs', usualName: '', birthDate: '1961-02-03', sex: 'F', id: '4711', ins: { value: '261025030199822', oid: '1.2.250.1.213.1.4.10', qualified: true } },
    placerNumber: 'OPN101', accessionNumber: 'ACC-101', requester: 'DURAND Paul', structure: 'CH de Lisieux', callBack: '+33 2 31 00 00 00',
    orderedAt: '2025-03-12T08:55:00.000Z', arrivedAt: '2025-03-12T08:56:00.000Z', changedAt: '2025-03-12T08:56:00.000Z', procedure: '', modality: 'CT', modalityName: 'Tomodensitométrie', regions: ['Tête'], masked: false,
    justification: 'Chute à domicile il y a deux heures, sous anticoagulant.\nConfusion depuis.', purpose: 'Hématome intracrânien ?', notes: [], history: [{ text: 'Fibrillation auriculaire sous apixaban', major: true }, { text: 'Allergie à la pénicilline', major: false }],
    height: '164 cm', weight: '61 kg', pregnancy: '', performed: { examAt: null, retention: '', act: '', products: [], devices: [] }, cancelledAt: null, cancelReason: '', answer: null, answerable: true, studies: [], conflicts: [], ...change,
  }
}

type Operation = 'orders.list' | 'orders.ofStudy' | 'orders.answer' | 'orders.listening' | 'orders.settings' | 'orders.configure'

export function ordersInMemory(state: OrdersState): Pick<Handlers, Operation> {
  const withoutImages = () => state.orders.filter((order) => order.studies.length === 0 && order.state !== 'cancelled' && order.state !== 'refused')
  return {
    'orders.list': ({ filter, text, offset, limit }) => {
      const rows = (filter === 'WITHOUT_IMAGES' ? withoutImages() : filter === 'OPEN' ? state.orders.filter((order) => order.state !== 'cancelled' && order.state !== 'refused') : state.orders).filter((order) => order.patient.name.toLowerCase().includes(text.toLowerCase()))
      return { total: rows.length, withoutImages: withoutImages().length, orders: rows.slice(offset, offset + limit) }
    },
    'orders.ofStudy': ({ studyInstanceUID }) => ({
      orders: state.orders.filter((order) => order.studies.includes(studyInstanceUID)), conflicts: state.orders.filter((order) => order.conflicts.some((exam) => exam.studyInstanceUID === studyInstanceUID)), identity: [],
    }),
    'orders.answer': ({ orderId, accept, text }) => {
      const found = state.orders.find(({ id }) => id === orderId)
      if (found === undefined) throw new ExpectedError('request/not-found')
      const answered: Order = { ...found, state: accept ? 'accepted' : 'refused', answerable: false, answer: { accepted: accept, text, at: '2025-03-12T09:01:00.000Z', own: true } }
      state.orders = state.orders.map((order) => (order.id === orderId ? answered : order))
      return answered
    },
    'orders.listening': () => state.listening,
    'orders.settings': () => state.configured,
    'orders.configure': ({ key, ...input }) => {
      state.configured = { ...input, keySet: key !== null || state.configured.keySet }
      state.listening = input.address === '' ? listeningOff : { ...state.listening, state: 'LISTENING', address: input.address, port: input.port }
      return state.configured
    },
  }
}
