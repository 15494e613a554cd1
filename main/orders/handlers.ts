/** The operations on orders. */
import { ExpectedError, type Account, type CallContext, type HandlersOf, type Listening, type Order } from '../contract/index.ts'
import type { Section } from '../settings/index.ts'
import { prepareAnswer } from './answer.ts'
import { examOf, examsOf } from './join.ts'
import type { OrderRow, OrderRows } from './order-rows.ts'
import type { OrdersPorts } from './ports.ts'
import { identityNewsOf, ordersOf, presentOrder } from './present.ts'
import { fold } from './same-patient.ts'
import { configure, shown, type StoredOrdersIn } from './stored-settings.ts'

export type OrdersOperation = 'orders.list' | 'orders.ofStudy' | 'orders.answer' | 'orders.listening' | 'orders.settings' | 'orders.configure'

interface HandlerPorts {
  readonly ports: OrdersPorts
  readonly rows: OrderRows
  readonly section: Section<StoredOrdersIn>
  readonly listening: () => Listening
  /** After the commit. */
  readonly configured: () => void
}

/** Orders older than this are looked for in all of them. */
const openDays = 90

export function createOrdersHandlers({ ports, rows, section, listening, configured }: HandlerPorts): HandlersOf<OrdersOperation> {
  const { store } = ports
  const since = () => new Date(ports.now().getTime() - openDays * 86_400_000).toISOString()
  const open = `cancelled_at IS NULL AND (answer IS NULL OR answer ->> 'accepted' = 1) AND arrived_at >= ?`
  const withoutImages = (list: readonly OrderRow[]) => list.filter((row) => examsOf(store, row).joined.length === 0)
  const find = (where: string, params: readonly unknown[]) => store.prepare<unknown[], OrderRow>(`SELECT * FROM orders WHERE ${where} ORDER BY urgency, arrived_at`).all(...params)

  return {
    'orders.list': ({ filter, text, offset, limit }, context) => {
      const words = fold(text).split(' ').filter((word) => word !== '').slice(0, 8)
      const clauses = [...(filter === 'ALL' ? [] : [open]), ...words.map(() => 'instr(search_text, ?) > 0')]
      const found = find(clauses.length === 0 ? '1' : clauses.join(' AND '), [...(filter === 'ALL' ? [] : [since()]), ...words])
      const listed = filter === 'WITHOUT_IMAGES' ? withoutImages(found) : found
      return { total: listed.length, withoutImages: withoutImages(find(open, [since()])).length, orders: listed.slice(offset, offset + limit).map((row) => presentOrder(ports, reader(context), row)) }
    },
    'orders.ofStudy': ({ studyInstanceUID }, context) => {
      const exam = examOf(store, studyInstanceUID)
      if (exam === null) return { orders: [], conflicts: [], identity: [] }
      const { joined, conflicts } = ordersOf(ports, rows, exam)
      const present = (row: OrderRow): Order => presentOrder(ports, reader(context), row)
      return { orders: joined.map(present), conflicts: conflicts.map(present), identity: identityNewsOf(ports, rows, reader(context), exam) }
    },
    'orders.answer': async (input, context) => {
      const account = reader(context)
      const { record } = await prepareAnswer(ports, rows, account, input)
      context.act(input.orderId, record, input.accept ? 'accepted' : 'refused')
      ports.emit({ type: 'orders.changed' })
      const row = rows.byId(input.orderId)
      if (row === null) throw new ExpectedError('request/not-found', { subject: input.orderId })
      return presentOrder(ports, account, row)
    },
    'orders.listening': () => listening(),
    'orders.settings': () => shown(section.get()),
    'orders.configure': (input, context) => {
      const stored = context.act('settings', () => configure(section, input), 'orders')
      configured()
      return shown(stored)
    },
  }
}

function reader({ account }: CallContext): Account {
  if (account === null) throw new ExpectedError('session/locked')
  return account
}
